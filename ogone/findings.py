# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a comparison with Ogone's transaction file starts from, and comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .statuses import Status


class Verdict(Enum):
    """What a line comes to."""

    AGREES = "Agrees"
    THERE_ONLY = "There, Not Here"
    HERE_ONLY = "Here, Not There"
    AMOUNT = "Amounts Differ"
    STATUS = "Status Differs"
    OPEN = "Open on Both Sides"
    FOREIGN = "Not of This Shop"


class Reason(Enum):
    """Why, where the verdict does not tell."""

    PAID_THERE = "Paid there, not here"
    REFUNDED_THERE = "Refunded there, not here"
    OPERATION_THERE = "Captured, voided or refunded there, not here"
    SECOND_PAYMENT = "Paid a second time, under another PAYID"
    LOST = "The shop does not know this order any more"
    REFUSED_THERE = "Refused or cancelled there"
    NO_LINE = "The file has no line for it"
    CURRENCY = "The currencies differ"
    PERSON = "A person must look"
    UNKNOWN_STATUS = "No document knows this status"
    ANOTHER_ATTEMPT = "Another attempt to pay the order"
    NOT_PAID = "Nothing was paid"
    FURTHER_HERE = "Ogone has told more since"
    ANOTHER_SHOP = "Nothing here is numbered like this"
    ANOTHER_ACCOUNT = "It belongs to another provider"


class Standing(Enum):
    """Where the money is, of a payment or of an operation on it."""

    NOTHING = "did not move"
    OPEN = "is not known yet"
    RESERVED = "is reserved"
    MOVED = "has moved"


@dataclass(frozen=True)
class Finding:
    """A verdict, and why."""

    verdict: Verdict
    reason: Reason | None = None

    @property
    def is_difference(self) -> bool:
        """Whether Ogone should be asked about it."""
        return self.verdict not in (Verdict.AGREES, Verdict.FOREIGN)


@dataclass(frozen=True)
class Operation:
    """What the shop knows of a capture, void or refund.

    :ivar number: PAYIDSUB; "" where Ogone has not told it.
    :ivar families: First digits of a STATUS that tells of its kind.
    """

    number: str
    families: tuple[int, ...]
    standing: Standing
    amount: Decimal


@dataclass(frozen=True)
class Payment:
    """What the shop knows of a payment.

    :ivar status: The furthest that Ogone has told.
    :ivar checks_card: Whether it reserves one unit to save a card, and gives it back.
    """

    payid: str
    standing: Standing
    status: Status | None
    amount: Decimal
    currency: str
    operations: tuple[Operation, ...] = ()
    checks_card: bool = False

    def of_families(self, *families: int) -> list[Operation]:
        """Return its operations of a kind, the latest first."""
        kind = [each for each in self.operations if each.families[0] in families]
        return kind[::-1]

    def has_moved(self, *families: int) -> bool:
        """Return whether an operation of a kind was carried out."""
        return any(
            each.standing is Standing.MOVED for each in self.of_families(*families)
        )
