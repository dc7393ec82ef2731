# SPDX-License-Identifier: LGPL-3.0-or-later
"""One transaction: its history, what may be done to it, what the shop was told.

What is done goes through the same book as DirectLink maintenance, and so by its rules.
"""

from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ogone.operations import MaintenanceOperation as Code
from ogone.statuses import Status

from ..books.ledger import Ledger, ledger_of
from ..books.maintenance import decide
from ..books.orders import Attempt, Entry
from ..control.report import record_as_json
from ..feedback.notifier import Record
from ..store.extract import Extract
from .desk import Desk, at_desk
from .fields import Form
from .transactions import row
from .wording import decimal_text, operation_text, status_mood, status_text

# Each button, and what it is when the box beside it is ticked.
_DEEDS = {
    "capture": (Code.CAPTURE_PART, Code.CAPTURE_LAST),
    "refund": (Code.REFUND_PART, Code.REFUND_LAST),
    "cancel": (Code.VOID, Code.VOID_AND_CLOSE),
}


@dataclass(frozen=True)
class Transaction:
    """A transaction at somebody's desk."""

    desk: Desk
    attempt: Attempt

    @property
    def sums(self) -> Ledger:
        """Its sums, now."""
        return ledger_of(self.attempt.history)

    def most(self, deed: str) -> int:
        """Return for how much at most ``deed`` may be done, times 100."""
        sums = self.sums
        if deed == "refund" and not self.desk.merchant.refunds_of_pending:
            return min(sums.refundable, sums.settled - sums.refunded)
        return sums.refundable if deed == "refund" else sums.left

    def allows(self, deed: str) -> bool:
        """Return whether the book would do ``deed``."""
        asked, now = self.most(deed), self.desk.state.clock()
        code, _last = _DEEDS[deed]
        if deed != "cancel" and asked <= 0:
            return False
        merchant = self.desk.merchant
        _amount, verdict = decide(self.attempt, code, asked, merchant, now)
        return verdict.status is not Status.INVALID

    def records(self) -> list[Record]:
        """Return the attempts to tell the shop, the newest first."""
        environment, pspid, orderid = self.attempt.request.key
        extract = Extract(
            environment=environment, pspid=pspid, orderid=orderid, newest_first=True
        )
        notifier = self.desk.state.notifier
        return [each for each in notifier.each(extract) if self._is_about_us(each)]

    def _is_about_us(self, record: Record) -> bool:
        payid = str(self.attempt.payid)
        return dict(record.delivery.message.pairs).get("PAYID", payid) == payid


@at_desk
def transaction(desk: Desk, payid: int) -> Response:
    """Show a transaction."""
    found = _find(desk, payid)
    return _page(found, {}, {}, done=_done(found))


@at_desk
def maintain(desk: Desk, payid: int) -> Response:
    """Capture, refund or cancel."""
    found, sent = _find(desk, payid), desk.request.form
    deed = sent.get("deed", "")
    if deed not in _DEEDS:
        raise NotFound("There is no such button.")
    form = Form(sent)
    asked = None if deed == "cancel" else form.amount("amount")
    if form.faults:
        return _page(found, sent, {deed: form.faults["amount"]}, 400)
    code = _DEEDS[deed][form.ticked("last")]
    entry = desk.state.book.maintain(found.attempt, code, asked, desk.merchant)
    return desk.back(f"transactions/{payid}", done=str(entry.number))


@at_desk
def redeliver(desk: Desk, payid: int) -> Response:
    """Send once more what the shop was told."""
    number = desk.request.form.get("number", 0, type=int)
    if number not in [record.number for record in _find(desk, payid).records()]:
        raise NotFound("There is no such attempt.")
    desk.state.notifier.redeliver(number)
    return desk.back(f"transactions/{payid}", notice="sent")


def _find(desk: Desk, payid: int) -> Transaction:
    attempt = desk.state.book.find(desk.merchant, str(payid), "")
    if not attempt:
        raise NotFound("There is no such transaction.")
    return Transaction(desk, attempt)


def _page(
    found: Transaction, values, faults, status: int = 200, done: Any = None
) -> Response:
    sums = found.sums
    return found.desk.page(
        "transaction.html",
        "transactions",
        status,
        row=row(found.attempt),
        request=found.attempt.request,
        means=found.attempt.means,
        ip=found.attempt.ip,
        history=[_line(entry) for entry in found.attempt.history],
        sums=[
            (name, decimal_text(getattr(sums, name)))
            for name in ("authorised", "captured", "refunded", "voided")
        ],
        deeds={
            deed: decimal_text(max(0, found.most(deed)))
            for deed in _DEEDS
            if found.allows(deed)
        },
        records=[record_as_json(record) for record in found.records()],
        values=values,
        faults=faults,
        done=done,
    )


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "operation": operation_text(entry.operation),
        "code": entry.operation.value,
        "amount": decimal_text(entry.amount),
        "status": status_text(entry.status),
        "mood": status_mood(entry.status),
        "is_refused": entry.status is Status.INVALID,
        "ncerror": entry.verdict.ncerror,
        "text": entry.verdict.text,
        "at": entry.at.strftime("%Y-%m-%d %H:%M:%S"),
    }


def _done(found: Transaction) -> dict[str, Any] | None:
    """Return the operation that was done just before, as the address names it."""
    number = found.desk.request.args.get("done", 0, type=int)
    history = found.attempt.history
    return _line(history[number]) if 0 < number < len(history) else None
