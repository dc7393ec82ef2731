# SPDX-License-Identifier: LGPL-3.0-or-later
"""Operations and statuses in words, amounts with two decimals."""

from ogone.operations import MaintenanceOperation
from ogone.statuses import Outcome, Status

from ..books.operations import Operation

# The values of the two enumerations overlap, so each has a table.
_ORDER = {
    Operation.AUTHORISE: "Authorisation",
    Operation.SALE: "Sale",
    Operation.PRE_AUTHORISE: "Pre-authorisation",
    Operation.PAYOUT: "Payout",
}
_MAINTENANCE = {
    MaintenanceOperation.CAPTURE_PART: "Data capture",
    MaintenanceOperation.CAPTURE_LAST: "Data capture, the last one",
    MaintenanceOperation.REFUND_PART: "Refund",
    MaintenanceOperation.REFUND_LAST: "Refund, the last one",
    MaintenanceOperation.VOID: "Cancellation",
    MaintenanceOperation.VOID_AND_CLOSE: "Cancellation, closing",
    MaintenanceOperation.RENEW: "Renewal of the authorisation",
}
_GOOD = (Outcome.AUTHORISED, Outcome.CAPTURED, Outcome.REFUNDED)
_BAD = (Outcome.REFUSED, Outcome.PERSON)


def operation_text(operation: Operation | MaintenanceOperation) -> str:
    """Return what an operation is called."""
    names = _ORDER if isinstance(operation, Operation) else _MAINTENANCE
    return names[operation]


def status_text(status: Status) -> str:
    """Return a status as number and words.

    >>> status_text(Status(91))
    '91 - Payment processing'
    """
    return f"{int(status)} - {status.text}"


def status_mood(status: Status) -> str:
    """Return the colour of a status: good, bad, waiting or plain."""
    if status.outcome in _GOOD:
        return "good"
    if status.outcome in _BAD:
        return "bad"
    return "waiting" if status.outcome is Outcome.WAITING else "plain"


def decimal_text(hundredths: int) -> str:
    """Return an amount with both its decimals.

    >>> [decimal_text(number) for number in (1510, 7)]
    ['15.10', '0.07']
    """
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}"
