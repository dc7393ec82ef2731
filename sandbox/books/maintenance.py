# SPDX-License-Identifier: LGPL-3.0-or-later
"""What may be done to a PAYID: capture, void, refund, renew. Without HTTP.

:source: [DL] 4; [SUP-MAINT] for the cut-over
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ogone.operations import MaintenanceOperation as Code
from ogone.statuses import Status

from ..accounts.merchants import Merchant
from .ledger import Ledger, ledger_of
from .orders import Attempt, Verdict

NOT_AUTHORISED = "50001127", "|this order is not authorized|"
_REFUNDS = (Code.REFUND_PART, Code.REFUND_LAST)


class NotDoneError(Exception):
    """The operation is refused; it has a number in the history all the same.

    :ivar ncerror: Why.
    :ivar text: NCERRORPLUS.
    """

    def __init__(self, ncerror: str, text: str):
        super().__init__(text)
        self.ncerror, self.text = ncerror, text

    @property
    def verdict(self) -> Verdict:
        """The refusal as an entry keeps it."""
        return Verdict(Status.INVALID, self.ncerror, text=self.text)


@dataclass(frozen=True)
class Case:
    """An operation that is asked for.

    :ivar asked: AMOUNT times 100, ``None`` if it was not sent.
    :ivar sums: Of the PAYID, before.
    """

    attempt: Attempt
    asked: int | None
    merchant: Merchant
    sums: Ledger
    now: datetime

    @property
    def amount(self) -> int:
        """What is asked for: without AMOUNT, that of the original order."""
        return self.attempt.request.amount if self.asked is None else self.asked

    @property
    def is_authorisation(self) -> bool:
        """Whether the order reserved money, to be captured later."""
        return self.attempt.original.status is Status.AUTHORISED


def decide(
    attempt: Attempt, code: Code, asked: int | None, merchant: Merchant, now: datetime
) -> tuple[int, Verdict]:
    """Return how much is moved, and what the gateway answers at once.

    :param asked: AMOUNT times 100, ``None`` if it was not sent.
    """
    case = Case(attempt, asked, merchant, ledger_of(attempt.history), now)
    try:
        _check_permitted(code, merchant)
        amount, status = _RULES[code](case)
    except NotDoneError as error:
        return case.amount, error.verdict
    if merchant.immediate_finals and status.value > 9:
        status = Status(status.family)
    return amount, Verdict(status, acceptance="test123" if code is Code.RENEW else "")


def _check_permitted(code: Code, merchant: Merchant) -> None:
    if code.value in merchant.permitted_operations:
        return
    if code in _REFUNDS:
        raise NotDoneError("50001218", "Refunds are not allowed")
    raise NotDoneError("50001046", f"Operation {code.value} is not permitted")


def _capture(case: Case) -> tuple[int, Status]:
    if not case.is_authorisation or case.sums.left <= 0:
        raise NotDoneError(*NOT_AUTHORISED)
    _check_not_expired(case)
    if case.amount > case.sums.left:
        raise NotDoneError("50001126", "Overflow in captures")
    if case.amount < case.sums.authorised and not case.merchant.partial_captures:
        raise NotDoneError("50001093", "Partial capture is not allowed")
    return case.amount, Status.CAPTURE_WAITING


def _check_not_expired(case: Case) -> None:
    days = case.merchant.authorisation_days
    if days and case.now > case.sums.renewed_at + timedelta(days=days):
        raise NotDoneError("50001074", "The authorisation has expired")


def _void(case: Case) -> tuple[int, Status]:
    """Void what is left; or delete what was captured before the cut-over."""
    if case.is_authorisation and case.sums.left > 0:
        return case.sums.left, Status.VOID_WAITING
    if case.merchant.before_cutover and case.sums.refundable > 0:
        return case.sums.refundable, Status.DELETION_WAITING
    raise NotDoneError(*NOT_AUTHORISED)


def _refund(case: Case) -> tuple[int, Status]:
    sums, merchant = case.sums, case.merchant
    captured = sums.captured if merchant.refunds_of_pending else sums.settled
    if captured <= 0 or sums.refunds_closed:
        raise NotDoneError(*NOT_AUTHORISED)
    if case.amount > captured - sums.refunded:
        raise NotDoneError("50001129", "Overflow in refunds")
    before = merchant.before_cutover
    return case.amount, Status.DELETION_WAITING if before else Status.REFUND_WAITING


def _renew(case: Case) -> tuple[int, Status]:
    """Renew what is left, or what DEL voided."""
    amount = case.sums.left + case.sums.voided
    if not case.is_authorisation or case.sums.void_closed or amount <= 0:
        raise NotDoneError(*NOT_AUTHORISED)
    return amount, Status.AUTHORISED


_RULES = {
    Code.CAPTURE_PART: _capture,
    Code.CAPTURE_LAST: _capture,
    Code.VOID: _void,
    Code.VOID_AND_CLOSE: _void,
    Code.REFUND_PART: _refund,
    Code.REFUND_LAST: _refund,
    Code.RENEW: _renew,
}
