# SPDX-License-Identifier: LGPL-3.0-or-later
"""Calls from server to server: orders, maintenance, queries.

Each call leaves once. What it raises says what may be done next: after
:class:`NotSentError` anything, after :class:`OutcomeUnknownError` only a query, after
:class:`RefusedError` whatever the reason tells.

:source: [DL] 3 to 5, [DL3D] for 3-D Secure, [COF] for stored credentials
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Callable, Mapping

from .account import Account
from .amounts import to_request
from .answer import Answer
from .blame import blame
from .errors import NotFoundError, OutcomeUnknownError, RefusedError
from .languages import page_language
from .ncerror import reason
from .operations import MaintenanceOperation, OrderOperation
from .platforms import Page
from .signature import shasign
from .statuses import Status
from .texts import _lt
from .transport import post as post_once

# Seconds after which Ogone gives up: below the timeout of our own request.
_RTIMEOUT = "30"
# Of an order that was here before: its first request may have charged.
_DUPLICATES = frozenset(("50001113", "50001019", "50001133"))
NO_ORDER, NO_OPERATION = "50001130", "50001131"
_BROWSER_NAMES = {
    "browserAcceptHeader": 2048,
    "browserColorDepth": 2,
    "browserJavaEnabled": 5,
    "browserLanguage": 8,
    "browserScreenHeight": 6,
    "browserScreenWidth": 6,
    "browserTimeZone": 5,
    "browserUserAgent": 2048,
}


@dataclass(frozen=True)
class Presence:
    """A customer who is there and can be led to the bank for 3-D Secure.

    :ivar browser: Values of ``browser*``, by their names.
    :ivar return_url: Where the bank leads the customer back to.
    """

    locale: str
    return_url: str
    ip: str = field(repr=False, default="")
    browser: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Charge:
    """A charge of a stored card.

    :ivar presence: ``None`` where the merchant charges without the customer.
    """

    orderid: str
    amount: Decimal
    currency: str
    operation: OrderOperation
    alias: str = field(repr=False)
    presence: Presence | None = None


class DirectLink:
    """The calls of one account.

    :param url_of: Returns the address of a page.
    :param post: Sends a form once and returns the body of the answer.
    """

    def __init__(
        self,
        account: Account,
        url_of: Callable[[Page], str],
        post: Callable[[str, Mapping[str, str]], bytes] = post_once,
    ):
        self._account = account
        self._url_of = url_of
        self._post = post

    def charge(self, charge: Charge) -> Answer:
        """Charge a stored card; the answer's STATUS tells what came of it.

        :raise RefusedError: if Ogone did not take the order; nothing was charged.
        :raise OutcomeUnknownError: also if the ORDERID was processed before, by a
            request whose answer was lost.
        """
        answer = self._call(Page.ORDER, _charge_fields(charge))
        _check_echo(answer, orderid=charge.orderid)
        if answer.ncerror in _DUPLICATES:
            raise OutcomeUnknownError(_lt("Ogone has processed this order before."))
        _check_accepted(answer)
        if answer.amount is None and not answer.currency:
            # The short answer, over the connection on which the amount was asked.
            return replace(answer, amount=charge.amount, currency=charge.currency)
        return answer

    def maintain(
        self, payid: str, operation: MaintenanceOperation, amount: Decimal
    ) -> Answer:
        """Capture, void or refund ``amount`` of a payment.

        :raise RefusedError: if the state of the payment does not allow it.
        """
        fields = {
            "PAYID": payid,
            "OPERATION": operation.value,
            "AMOUNT": to_request(amount),
        }
        answer = self._call(Page.MAINTENANCE, fields)
        _check_echo(answer, payid=payid)
        _check_accepted(answer)
        return answer

    def query(self, orderid: str = "", payid: str = "", payidsub: str = "") -> Answer:
        """Return where a payment, or one operation on it, is now.

        :param payidsub: Number of an operation on ``payid``; "" for the latest.
        :raise NotFoundError: if Ogone knows no such order or operation.
        :raise RefusedError: if it does not tell.
        """
        by_payid = {"PAYID": payid, "PAYIDSUB": payidsub}
        answer = self._call(Page.QUERY, by_payid if payid else {"ORDERID": orderid})
        _check_echo(answer, orderid=orderid, payid=payid, payidsub=payidsub)
        not_found = (NO_ORDER, NO_OPERATION) if payidsub else (NO_ORDER,)
        if not answer.status and answer.ncerror in not_found:
            raise _refusal(answer, NotFoundError)
        if answer.status is None or answer.meaning is Status.QUERY_FAILED:
            raise _refusal(answer)
        if not answer.payid and answer.ncerror.startswith("5"):
            raise _refusal(answer)
        return answer

    def _call(self, page: Page, fields: Mapping[str, str]) -> Answer:
        account = self._account
        sent = {
            "PSPID": account.pspid,
            "USERID": account.userid,
            "PSWD": account.pswd,
            **fields,
        }
        sent = {name: value for name, value in sent.items() if value}
        sent["SHASIGN"] = shasign(sent, account.sha_in, account.algorithm)
        return Answer.read(self._post(self._url_of(page), sent))


def _charge_fields(charge: Charge) -> dict[str, str]:
    fields = {
        "ORDERID": charge.orderid,
        "AMOUNT": to_request(charge.amount),
        "CURRENCY": charge.currency,
        "OPERATION": charge.operation.value,
        "ALIAS": charge.alias,
        "COF_TRANSACTION": "SUBSEQ",
        "RTIMEOUT": _RTIMEOUT,
    }
    if charge.presence is None:
        return {
            **fields,
            "ECI": "9",
            "COF_INITIATOR": "MIT",
            "COF_SCHEDULE": "UNSCHED",
        }
    return {**fields, "ECI": "7", "COF_INITIATOR": "CIT", **_present(charge.presence)}


def _present(presence: Presence) -> dict[str, str]:
    """Return what 3-D Secure needs of a customer who is there."""
    browser = {
        name: presence.browser.get(name, "")[:longest]
        for name, longest in _BROWSER_NAMES.items()
    }
    return {
        "FLAG3D": "Y",
        "WIN3DS": "MAINW",
        "HTTP_ACCEPT": browser["browserAcceptHeader"],
        "HTTP_USER_AGENT": browser["browserUserAgent"],
        "LANGUAGE": page_language(presence.locale),
        "REMOTE_ADDR": presence.ip,
        "ACCEPTURL": presence.return_url,
        "DECLINEURL": presence.return_url,
        "EXCEPTIONURL": presence.return_url,
        **browser,
    }


def _check_echo(
    answer: Answer, orderid: str = "", payid: str = "", payidsub: str = ""
) -> None:
    """Return if the answer is to our question, as far as it tells.

    :raise OutcomeUnknownError: if it speaks of another order, or of none although it
        tells of money.
    """
    for asked, told, text in (
        (orderid, answer.orderid, _lt("Ogone answered for another order.")),
        (payid, answer.payid, _lt("Ogone answered for another payment.")),
        (payidsub, answer.payidsub, _lt("Ogone answered for another operation.")),
    ):
        if asked and told not in ("", asked):
            raise OutcomeUnknownError(text)
    if answer.status and not (answer.orderid or answer.payid):
        raise OutcomeUnknownError(_lt("Ogone did not say what its answer is about."))


def _check_accepted(answer: Answer) -> None:
    """Return if Ogone has acted on the request.

    :raise RefusedError: if it has not: STATUS is 0 then, or is not there, and NCERROR
        says why.
    :raise OutcomeUnknownError: if it says so, or nothing.
    """
    if answer.status:
        return
    says_why = answer.ncerror or (answer.status is not None and answer.ncerrorplus)
    if not says_why or answer.ncerror.startswith("2"):
        raise OutcomeUnknownError(_lt("Ogone does not say whether it was done."))
    raise _refusal(
        answer, NotFoundError if answer.ncerror == NO_ORDER else RefusedError
    )


def _refusal(answer: Answer, error: type[RefusedError] = RefusedError) -> RefusedError:
    """Return the error that an answer is, with Ogone's reason for people.

    NCERRORPLUS may quote what was sent, an alias included, and is not repeated.
    """
    why = reason(answer.ncerror) or _lt("Ogone gave no reason")
    return error(answer.ncerror, why, blame(answer.ncerror, answer.ncerrorplus))
