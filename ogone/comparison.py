# SPDX-License-Identifier: LGPL-3.0-or-later
"""A line of Ogone's transaction file against what the shop knows.

The file is nobody's word: a finding only tells what to ask Ogone about.

:source: [STATUS]; [BATCH] 5: a line tells the last operation of an order, or each one
"""

from __future__ import annotations

from decimal import Decimal
from typing import Iterable

from .findings import Finding, Operation, Payment, Reason, Standing, Verdict
from .progress import Result
from .statuses import Outcome, Status
from .transaction_file import Row

_AGREES = Finding(Verdict.AGREES)
_OPEN = Finding(Verdict.OPEN)
_STATUS = Finding(Verdict.STATUS)
_PERSON = Finding(Verdict.STATUS, Reason.PERSON)
_PAID_THERE = Finding(Verdict.THERE_ONLY, Reason.PAID_THERE)
_OPERATION_THERE = Finding(Verdict.THERE_ONLY, Reason.OPERATION_THERE)
_HERE_ONLY = Finding(Verdict.HERE_ONLY, Reason.REFUSED_THERE)
NOT_PAID = Finding(Verdict.AGREES, Reason.NOT_PAID)
_FURTHER = Finding(Verdict.AGREES, Reason.FURTHER_HERE)
NO_LINE = Finding(Verdict.HERE_ONLY, Reason.NO_LINE)

# A refused operation leaves the payment as it was.
_REFUSED = (Status.VOID_REFUSED, Status.DELETION_REFUSED, Status.REFUND_REFUSED)
_REFUND, _VOID, _CAPTURE = (7, 8), (6,), (9,)


def compare(row: Row, payment: Payment) -> Finding:
    """Return what ``row`` comes to beside the payment of its ORDERID."""
    status = row.meaning
    if status is None:
        return Finding(Verdict.STATUS, Reason.UNKNOWN_STATUS)
    if payment.payid and row.payid and payment.payid != row.payid:
        return _of_another_attempt(row, status, payment)
    if row.payidsub not in ("", "0"):
        return _of_operation(row, status, payment)
    if payment.checks_card:
        moved = _standing(status) is Standing.MOVED
        return _PAID_THERE if moved else _AGREES
    if status.family in _REFUND:
        return _of_refunded(row, status, payment)
    return _of_payment(row, status, payment)


def compare_unknown(row: Row, numbered_like_ours: bool, elsewhere: bool) -> Finding:
    """Return what a row comes to whose ORDERID this provider does not know.

    :param numbered_like_ours: Whether the shop has orders whose numbers begin alike.
    :param elsewhere: Whether another provider of this shop knows it.
    """
    if elsewhere:
        return Finding(Verdict.FOREIGN, Reason.ANOTHER_ACCOUNT)
    if not numbered_like_ours:
        return Finding(Verdict.FOREIGN, Reason.ANOTHER_SHOP)
    status = row.meaning
    if status and _standing(status) is Standing.NOTHING:
        return NOT_PAID
    return Finding(Verdict.THERE_ONLY, Reason.LOST)


def _standing(status: Status) -> Standing:
    """Return where the money of the order is, by the status of its last operation."""
    if status.family in _REFUND or status.outcome is Outcome.CAPTURED:
        return Standing.MOVED
    if status.outcome is Outcome.AUTHORISED or status.value in (61, 62, 63):
        return Standing.RESERVED
    if status.outcome in (Outcome.WAITING, Outcome.PERSON):
        return Standing.OPEN
    return Standing.NOTHING


def _is_refused(status: Status) -> bool:
    return status in _REFUSED or status is Status.CAPTURE_REFUSED


# === AMOUNTS === #


def _beside(row: Row, payment: Payment, *amounts: Decimal) -> Finding:
    """Return whether the amount is one of ``amounts``, in the payment's currency."""
    if row.currency not in ("", payment.currency):
        return Finding(Verdict.AMOUNT, Reason.CURRENCY)
    return _AGREES if abs(row.amount) in amounts else Finding(Verdict.AMOUNT)


def _total(operations: Iterable[Operation]) -> Decimal:
    moved = (each for each in operations if each.standing is Standing.MOVED)
    return sum((each.amount for each in moved), Decimal(0))


# === PAYMENTS === #


def _of_another_attempt(row: Row, status: Status, payment: Payment) -> Finding:
    """Only the attempt that was paid counts; a second one that was is a finding."""
    there = _standing(status)
    if there is Standing.NOTHING or status.family == 4:
        return Finding(Verdict.AGREES, Reason.ANOTHER_ATTEMPT)
    if there is Standing.OPEN:
        return Finding(Verdict.OPEN, Reason.ANOTHER_ATTEMPT)
    if payment.standing in (Standing.MOVED, Standing.RESERVED):
        return Finding(Verdict.THERE_ONLY, Reason.SECOND_PAYMENT)
    return _PAID_THERE


def _of_payment(row: Row, status: Status, payment: Payment) -> Finding:
    if status.outcome is Outcome.PERSON and status not in _REFUSED:
        told = status is payment.status
        return Finding(Verdict.OPEN, Reason.PERSON) if told else _PERSON
    if status.family in _CAPTURE and payment.of_families(*_CAPTURE):
        return _of_last_operation(row, status, payment)
    by_standing = {
        Standing.MOVED: _of_paid,
        Standing.RESERVED: _of_reserved,
        Standing.OPEN: _of_open,
        Standing.NOTHING: _of_unpaid,
    }
    return by_standing[_standing(status)](row, status, payment)


def _of_paid(row: Row, status: Status, payment: Payment) -> Finding:
    if payment.standing is not Standing.MOVED:
        return _PAID_THERE
    return _beside(row, payment, payment.amount)


def _of_reserved(row: Row, status: Status, payment: Payment) -> Finding:
    waits_for_capture = payment.status is status and payment.standing is Standing.OPEN
    if payment.standing is Standing.RESERVED or waits_for_capture:
        return _beside(row, payment, payment.amount)
    voided = payment.standing is Standing.NOTHING and payment.has_moved(*_VOID)
    return _FURTHER if voided or _is_further(payment, status) else _STATUS


def _of_open(row: Row, status: Status, payment: Payment) -> Finding:
    if payment.standing is Standing.OPEN:
        return _OPEN
    return _FURTHER if _is_further(payment, status) else _STATUS


def _of_unpaid(row: Row, status: Status, payment: Payment) -> Finding:
    if payment.standing is Standing.NOTHING:
        return NOT_PAID
    if payment.standing is Standing.OPEN:
        return _STATUS
    return _AGREES if payment.has_moved(*_VOID) else _HERE_ONLY


def _is_further(payment: Payment, status: Status) -> bool:
    """Return whether Ogone itself has told more than the file, which may be older."""
    if payment.standing not in (Standing.MOVED, Standing.RESERVED):
        return False
    told = payment.status and Result(payment.status).supersedes(Result(status))
    return bool(told) or payment.has_moved(*_CAPTURE)


# === OPERATIONS === #


def _of_refunded(row: Row, status: Status, payment: Payment) -> Finding:
    """The payment was made, and its last operation gave something back."""
    if payment.standing is not Standing.MOVED:
        return _PAID_THERE
    if payment.of_families(*_REFUND):
        return _of_last_operation(row, status, payment)
    if status in _REFUSED:
        return _AGREES
    return Finding(Verdict.THERE_ONLY, Reason.REFUNDED_THERE)


def _of_last_operation(row: Row, status: Status, payment: Payment) -> Finding:
    """The file does not tell which operation it is: one of that amount, or all."""
    kind = _REFUND if status.family in _REFUND else _CAPTURE
    operations = payment.of_families(*kind)
    for operation in operations:
        if operation.amount == abs(row.amount):
            return _of_known_operation(row, status, payment, operation)
    if _is_refused(status):
        return NOT_PAID
    if status.outcome is Outcome.WAITING:
        return _STATUS
    return _beside(row, payment, _total(operations))


def _of_operation(row: Row, status: Status, payment: Payment) -> Finding:
    """Find the operation by its number, else by its kind and amount."""
    for operation in payment.operations:
        if operation.number == row.payidsub:
            return _of_known_operation(row, status, payment, operation)
    for operation in payment.operations:
        alike = operation.amount == abs(row.amount)
        if not operation.number and alike and status.family in operation.families:
            return _of_known_operation(row, status, payment, operation)
    return _of_unknown_operation(row, status, payment)


def _of_unknown_operation(row: Row, status: Status, payment: Payment) -> Finding:
    if _is_refused(status):
        return NOT_PAID
    if status.family in _VOID:
        voided = payment.checks_card or payment.standing is Standing.NOTHING
        return NOT_PAID if voided else _OPERATION_THERE
    if status.family in _CAPTURE and not payment.of_families(*_CAPTURE):
        return _of_payment(row, status, payment)
    if status.family in _REFUND:
        return Finding(Verdict.THERE_ONLY, Reason.REFUNDED_THERE)
    return _OPERATION_THERE


def _of_known_operation(
    row: Row, status: Status, payment: Payment, operation: Operation
) -> Finding:
    if status.family not in operation.families:
        return _STATUS
    refused = _is_refused(status)
    waiting = status.outcome is Outcome.WAITING or status.uncertain
    if operation.standing is Standing.NOTHING:
        return NOT_PAID if refused else _OPERATION_THERE
    if operation.standing is Standing.OPEN:
        return _OPEN if waiting else _STATUS
    if refused:
        return _HERE_ONLY
    if waiting or status.outcome is not Outcome.PERSON:
        return _beside(row, payment, operation.amount)
    return _PERSON
