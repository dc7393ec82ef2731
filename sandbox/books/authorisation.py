# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the simulated acquirer answers to a card."""

from datetime import date

from ogone.statuses import Status

from ..accounts.amounts import Outcome, outcomes
from ..accounts.merchants import Merchant
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
# [SUP-3DS] Mpi.threeDSRequestorChallengeIndicator
CHALLENGE_INDICATOR = "MPI.THREEDSREQUESTORCHALLENGEINDICATOR"
_NO_CHALLENGE_WANTED, _CHALLENGE_MANDATED = "02", "04"
_AUTHENTICATED = "5"
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


def challenge_of(card: Card, indicator: str) -> Challenge:
    """Return whether the bank wants to see the shopper.

    :param indicator: What the merchant wants, in :data:`CHALLENGE_INDICATOR`. The bank
        may do otherwise; that the sandbox's obeys 02 and 04 is its own convention.
    """
    knows_shopper = card.challenge is Challenge.NONE and card.eci == _AUTHENTICATED
    if indicator == _NO_CHALLENGE_WANTED and card.challenge is Challenge.ASKED:
        return Challenge.NONE
    if indicator == _CHALLENGE_MANDATED and knows_shopper:
        return Challenge.ASKED
    return card.challenge


def eci_at_once(card: Card, indicator: str) -> str:
    """Return ECI of 3-D Secure, where the bank does not want to see the shopper."""
    return card.eci if challenge_of(card, indicator) is Challenge.NONE else ""


def told_by_amount(merchant: Merchant, amount: int) -> Outcome | None:
    """Return how the account lets a payment of ``amount`` end; ``None``: by the card.

    :param amount: Times 100.
    """
    if merchant.environment != "test":
        return None
    return outcomes(merchant.test_amounts).get(amount)


def authorise(
    card: Card,
    operation: Operation,
    authenticated: bool,
    told: Outcome | None = None,
) -> Verdict:
    """Return what the acquirer says to ``card``.

    :param authenticated: Whether the shopper confirmed at the bank.
    :param told: What the amount leads to; it outdoes the acquirer, but not the bank.
    """
    if authenticated and card.challenge is Challenge.REJECTED:
        return NOT_PASSED
    by_bank = card.ncerror.startswith("4")
    sale, ncerror = card.status, card.ncerror
    if told and not by_bank:
        sale, ncerror = told.status, told.ncerror
    return verdict(status_for(sale, operation), ncerror)


def is_past(expiry: str, today: date) -> bool:
    """Return whether a card with ED ``expiry``, MMYY, is out of date."""
    month, year = int(expiry[:2]), 2000 + int(expiry[2:])
    return (year, month) < (today.year, today.month)
