# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the simulated acquirer answers to a card."""

from datetime import date

from ogone.statuses import Status

from .operations import Operation
from .orders import Verdict
from .scenarios import NOT_AUTHENTICATED, Card, Challenge

_OF_AUTHORISATION = {
    Status.CAPTURED: Status.AUTHORISED,
    Status.CAPTURE_WAITING: Status.AUTHORISATION_WAITING,
    Status.CAPTURE_UNCERTAIN: Status.AUTHORISATION_UNKNOWN,
    Status.CAPTURE_REFUSED: Status.REFUSED,
}
_OF_PAYOUT = {
    Status.CAPTURED: Status.REFUND_WAITING,
    Status.CAPTURE_WAITING: Status.REFUND_WAITING,
    Status.AUTHORISATION_WAITING: Status.REFUND_WAITING,
    Status.CAPTURE_UNCERTAIN: Status.REFUND_UNCERTAIN,
    Status.CAPTURE_REFUSED: Status.REFUSED,
}
_ACCEPTANCE = {
    Status.CAPTURED: "test123",
    Status.AUTHORISED: "test123",
    Status.CAPTURE_WAITING: "testoff",
    Status.AUTHORISATION_WAITING: "testoff",
}
_TEXTS = {"3": "CARD REFUSED", "4": "Authentication failed"}


def status_for(sale: Status, operation: Operation) -> Status:
    """Return what becomes of an order that as a sale would end in ``sale``."""
    if operation is Operation.SALE:
        return sale
    table = _OF_PAYOUT if operation is Operation.PAYOUT else _OF_AUTHORISATION
    return table.get(sale, sale)


def verdict(status: Status, ncerror: str) -> Verdict:
    """Return a verdict with the ACCEPTANCE and the text that go with it."""
    text = _TEXTS.get(ncerror[:1], "!")
    return Verdict(status, ncerror, _ACCEPTANCE.get(status, ""), text)


NOT_PASSED = verdict(Status.REFUSED, NOT_AUTHENTICATED)
EXPIRED = verdict(Status.REFUSED, "30331001")
# The sandbox's own use of a documented code.
SOFT_DECLINE = Verdict(
    Status.REFUSED, "50001087", text="The issuer demands authentication"
)


def authorise(card: Card, operation: Operation, authenticated: bool) -> Verdict:
    """Return what the acquirer says to ``card``.

    :param authenticated: Whether the shopper confirmed at the bank.
    """
    if authenticated and card.challenge is Challenge.REJECTED:
        return NOT_PASSED
    return verdict(status_for(card.status, operation), card.ncerror)


def is_past(expiry: str, today: date) -> bool:
    """Return whether a card with ED ``expiry``, MMYY, is out of date."""
    month, year = int(expiry[:2]), 2000 + int(expiry[2:])
    return (year, month) < (today.year, today.month)
