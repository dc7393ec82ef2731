# SPDX-License-Identifier: LGPL-3.0-or-later
"""What Ogone reports of an order or an operation, on whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .statuses import Status


@dataclass(frozen=True)
class Report:
    """What a feedback and an answer both tell. ``repr`` shows nothing of a card.

    :ivar status: Ogone's number; ``None`` where it is empty: an order it does not know.
    :ivar payid: "" where it is not told, or nothing was created.
    :ivar payidsub: Number of the operation on the PAYID; "0" is the order itself.
    :ivar amount: Of this order or operation; ``None`` where it is not told.
    :ivar ncerror: "" where nothing went wrong.
    :ivar cardno: Masked by Ogone.
    :ivar ed: MMYY.
    """

    orderid: str
    status: int | None
    payid: str
    payidsub: str
    amount: Decimal | None
    currency: str
    ncerror: str
    pm: str
    brand: str
    acceptance: str
    cardno: str = field(repr=False)
    ed: str = field(repr=False)
    alias: str = field(repr=False)

    @property
    def meaning(self) -> Status | None:
        """What its number stands for, or ``None`` if no document knows it."""
        return None if self.status is None else Status.find(self.status)
