# SPDX-License-Identifier: LGPL-3.0-or-later
"""Feedback in the platform's own spelling, signed with SHA-OUT.

:source: [ADV] 9.2.3 and 11.2; recordings for the case of the names and the empty values
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ogone.parameters import SHA_OUT
from ogone.signature import shasign
from ogone.statuses import Status

from ..accounts.merchants import FeedbackCharset, Merchant
from ..books.orders import Attempt, Entry
from ..gate.incoming import LATIN1

# As recorded from the test environment: countries are unknown, nothing is checked.
_CHECKS = {"IPCTY": "99", "CCCTY": "99", "CVCCheck": "NO", "AAVCheck": "NO", "VC": "NO"}


@dataclass(frozen=True)
class Message:
    """What redirect and direct request of one event carry, both the same.

    :ivar pairs: In order; PARAMPLUS may add a name that is there already.
    """

    orderid: str
    pairs: tuple[tuple[str, str], ...]
    charset: str

    @property
    def encoded(self) -> str:
        """The pairs as a query or a form body, all ASCII."""
        return urlencode(self.pairs, encoding=self.charset)

    def appended_to(self, url: str) -> str:
        """Return ``url`` with the pairs at the end of its query."""
        url, hash_mark, fragment = url.partition("#")
        joint = "&" if "?" in url else "?"
        return url + joint + self.encoded + hash_mark + fragment


def feedback(
    attempt: Attempt, merchant: Merchant, entry: Entry | None = None
) -> Message:
    """Return the feedback about the end of a payment, signed.

    :param entry: The operation whose status changed; the order itself unless told.
    """
    charset = _charset(attempt, merchant)
    entry = entry or attempt.original
    signed = {
        name: fitting(value, charset)
        for name, value in _facts(attempt, entry).items()
        if name.upper() in merchant.dynamic_parameters
    }
    if entry.number:
        signed["PAYIDSUB"] = str(entry.number)
    if complus := attempt.request.get("COMPLUS"):
        signed["COMPLUS"] = fitting(complus, charset)
    plus = unsigned(attempt.request.get("PARAMPLUS"), attempt.request.charset, charset)
    pairs = [*signed.items(), *plus]
    if merchant.sha_out:
        pairs.append(("SHASIGN", _signature(signed, merchant, charset)))
    return Message(attempt.request.orderid, tuple(pairs), charset)


_FUNDING = {"C": "CREDIT", "D": "DEBIT"}


def _facts(attempt: Attempt, entry: Entry) -> dict[str, str]:
    """Return all that may be told, under the names and in the order of recordings."""
    request, means = attempt.request, attempt.means
    facts = {
        "orderID": request.orderid,
        "currency": request.currency,
        "amount": amount_text(entry.amount),
        "PM": means.pm,
        "ACCEPTANCE": entry.verdict.acceptance,
        "STATUS": str(int(entry.status)),
        "CARDNO": means.cardno,
        "ED": means.ed,
        "CN": means.cn,
        "TRXDATE": entry.at.strftime("%m/%d/%y"),
        "PAYID": str(attempt.payid),
        "PAYIDSUB": str(entry.number),
        "NCERROR": entry.verdict.ncerror,
        "BRAND": means.brand,
        **_CHECKS,
        "ECI": means.eci,
        "IP": attempt.ip,
    }
    if means.alias:
        facts["ALIAS"] = means.alias
    if funding := _FUNDING.get(request.get("CREDITDEBIT")):
        facts["CREDITDEBIT"] = funding
    return facts


def amount_text(hundredths: int) -> str:
    """Return an amount as feedback spells it: a decimal without trailing zeros.

    >>> [amount_text(number) for number in (1500, 1510, 1512, 7)]
    ['15', '15.1', '15.12', '0.07']
    """
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def unsigned(paramplus: str, read: str, charset: str) -> list[tuple[str, str]]:
    """Return the pairs of PARAMPLUS; the signature does not cover them.

    :param read: The charset in which they came.
    :param charset: That in which they go.
    """
    pairs = parse_qsl(
        paramplus, keep_blank_values=True, encoding=read, errors="replace"
    )
    return [(fitting(name, charset), fitting(value, charset)) for name, value in pairs]


def _signature(signed: dict[str, str], merchant: Merchant, charset: str) -> str:
    algorithm = merchant.hash_algorithm.value
    return shasign(signed, merchant.sha_out, algorithm, SHA_OUT, charset)


def _charset(attempt: Attempt, merchant: Merchant) -> str:
    if attempt.means.latin1:
        return LATIN1
    if merchant.charset is FeedbackCharset.REQUEST:
        return attempt.request.charset
    return merchant.charset.value


def fitting(text: str, charset: str) -> str:
    """Return ``text`` with a question mark for what ``charset`` cannot say."""
    return text.encode(charset, "replace").decode(charset)


_DECLINED = (Status.REFUSED, Status.CAPTURE_REFUSED)


def return_url(attempt: Attempt) -> str:
    """Return where the browser goes at the end; empty for the platform's own page.

    :source: [ADV] 9.2
    """
    get, status = attempt.request.get, attempt.original.status
    if status is Status.CANCELLED_BY_CUSTOMER:
        url = get("CANCELURL") or get("DECLINEURL")
    elif status in _DECLINED:
        url = get("DECLINEURL")
    elif status.uncertain:
        url = get("EXCEPTIONURL") or get("ACCEPTURL")
    else:
        url = get("ACCEPTURL")
    return web_address(url)


def web_address(url: str) -> str:
    """Return ``url`` if a browser may be sent there, else nothing."""
    is_web = url.lower().startswith(("http://", "https://"))
    return url if is_web and url.isprintable() and " " not in url else ""
