# SPDX-License-Identifier: LGPL-3.0-or-later
"""What becomes of a status that is pending or uncertain.

:source: [DL] 4.3; protocol list of statuses: the second digit tells how it went
"""

from datetime import datetime, timedelta

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


def settled_by(now: datetime, entry: Entry, merchant: Merchant) -> Verdict | None:
    """Return what the clock made of ``entry``; ``None`` if it stays as it is."""
    age = now - entry.at
    if entry.status is Status.WAITING_FOR_AUTHENTICATION:
        patience = timedelta(seconds=merchant.abandoned_after)
        return NOT_PASSED if patience and age >= patience else None
    if entry.status not in PENDING or age < timedelta(
        seconds=merchant.settlement_delay
    ):
        return None
    return settled(entry, merchant.settlement)


def settled(entry: Entry, settlement: Settlement) -> Verdict:
    """Return what becomes of ``entry``."""
    status, acceptance = entry.status, entry.verdict.acceptance
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
