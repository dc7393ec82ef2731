# SPDX-License-Identifier: LGPL-3.0-or-later
"""What becomes of a status that is pending or uncertain.

:source: [DL] 4.3; protocol list of statuses: the second digit tells how it went
"""

from datetime import timedelta

from ogone.statuses import Status

from ..accounts.merchants import Merchant
from ..accounts.settings import Settlement
from .authorisation import NOT_PASSED
from .operations import Operation
from .orders import Entry, Verdict

# Of themselves, by the clock.
PENDING = frozenset(
    {
        Status.AUTHORISATION_WAITING,
        Status.VOID_WAITING,
        Status.DELETION_WAITING,
        Status.REFUND_WAITING,
        Status.CAPTURE_WAITING,
    }
)
# By hand, or when the customer's transfer arrives.
_UNCERTAIN = frozenset(
    {
        Status.WAITING_FOR_CUSTOMER,
        Status.AUTHORISATION_UNKNOWN,
        Status.VOID_UNCERTAIN,
        Status.DELETION_UNCERTAIN,
        Status.REFUND_UNCERTAIN,
        Status.CAPTURE_UNCERTAIN,
    }
)
# What a lever settles; that, and what may change at all.
WAITING = PENDING | _UNCERTAIN
OTHERS = _UNCERTAIN | {Status.WAITING_FOR_AUTHENTICATION}
_SECOND_DIGIT = {Settlement.UNCERTAIN: 2, Settlement.REFUSED: 3}
_REFUSED, _UNKNOWN = "30001001", "20001001"


def patience(status: Status, merchant: Merchant) -> timedelta | None:
    """Return how long a status lasts by itself; ``None`` without end."""
    if status is Status.WAITING_FOR_AUTHENTICATION:
        seconds = merchant.abandoned_after
        return timedelta(seconds=seconds) if seconds else None
    return timedelta(seconds=merchant.settlement_delay) if status in PENDING else None


def settled(entry: Entry, settlement: Settlement) -> Verdict:
    """Return what becomes of ``entry``."""
    status, acceptance = entry.status, entry.verdict.acceptance
    if status is Status.WAITING_FOR_AUTHENTICATION:
        return NOT_PASSED
    if settlement is Settlement.ACCEPTED:
        return Verdict(_accepted(entry), acceptance=acceptance)
    ncerror = _REFUSED if settlement is Settlement.REFUSED else _UNKNOWN
    if status.family <= 5 and settlement is Settlement.REFUSED:
        return Verdict(Status.REFUSED, ncerror, text="CARD REFUSED")
    family = max(status.family, 5)
    return Verdict(Status(family * 10 + _SECOND_DIGIT[settlement]), ncerror, acceptance)


def _accepted(entry: Entry) -> Status:
    family = entry.status.family
    if family == 4:
        return Status.CAPTURED
    is_sale = family == 5 and entry.operation is Operation.SALE
    return Status.CAPTURED if is_sale else Status(family)
