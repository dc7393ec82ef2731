# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sums of a PAYID, from its history. Amounts are times 100.

What is pending or uncertain counts as done, or two requests could take it twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ogone.operations import MaintenanceOperation
from ogone.statuses import Status

from .orders import Entry

_AUTHORISATION, _VOID, _DELETION, _REFUND, _PAYMENT = 5, 6, 7, 8, 9
_REFUSED = frozenset(
    {
        Status.VOID_REFUSED,
        Status.DELETION_REFUSED,
        Status.REFUND_REFUSED,
        Status.CAPTURE_REFUSED,
        Status.SCHEDULED_NOT_OK,
    }
)


@dataclass
class Ledger:
    """What is left of an authorisation, and of a payment.

    :ivar settled: The part of ``captured`` that is not pending.
    :ivar renewed_at: When the authorisation began, or began anew.
    """

    authorised: int = 0
    captured: int = 0
    settled: int = 0
    voided: int = 0
    refunded: int = 0
    captures_closed: bool = False
    refunds_closed: bool = False
    void_closed: bool = False
    renewed_at: datetime | None = None

    @property
    def left(self) -> int:
        """What may still be captured."""
        if self.captures_closed:
            return 0
        return self.authorised - self.captured - self.voided

    @property
    def refundable(self) -> int:
        """What may still be given back."""
        return 0 if self.refunds_closed else self.captured - self.refunded

    def take(self, entry: Entry) -> None:
        """Count an operation in."""
        operation = entry.operation
        if operation is MaintenanceOperation.RENEW:
            self.voided, self.renewed_at = 0, entry.at
            return
        self._add(entry)
        self.captures_closed |= operation is MaintenanceOperation.CAPTURE_LAST
        self.refunds_closed |= operation is MaintenanceOperation.REFUND_LAST
        self.void_closed |= operation is MaintenanceOperation.VOID_AND_CLOSE

    def _add(self, entry: Entry) -> None:
        family = entry.status.family
        if family == _PAYMENT:
            self.captured += entry.amount
            pending = entry.status is Status.CAPTURE_WAITING
            self.settled += 0 if pending else entry.amount
        elif family == _VOID:
            self.voided += entry.amount
        elif family in (_DELETION, _REFUND):
            self.refunded += entry.amount


def ledger_of(history: Sequence[Entry]) -> Ledger:
    """Return the sums of a PAYID with that history."""
    original = history[0]
    ledger = Ledger(renewed_at=original.at)
    if _counts(original) and original.status.family in (_AUTHORISATION, _PAYMENT):
        ledger.authorised = original.amount
    for entry in filter(_counts, history):
        ledger.take(entry)
    return ledger


def _counts(entry: Entry) -> bool:
    """Return whether an entry moves money, or may."""
    return entry.status.family >= _AUTHORISATION and entry.status not in _REFUSED
