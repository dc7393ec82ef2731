# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two weeks of business that never were, always the same: for lists and graphs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

_FIRST = datetime(2026, 3, 2, 9, 0)
_DAYS = 14
_AMOUNTS = (19.90, 48.00, 79.00, 120.50, 249.00, 399.00)
_METHODS = ("visa", "visa", "visa", "mastercard", "mastercard", "bancontact", "amex")
# STATUS, NCERROR, state here; how often.
_ENDS = (
    ("9", "", "done", 110),
    ("2", "30001001", "error", 6),
    ("2", "30511001", "error", 5),
    ("2", "40001134", "error", 4),
    ("2", "30331001", "error", 2),
    ("1", "", "cancel", 8),
)


@dataclass(frozen=True)
class Sale:
    """A payment, as Ogone and the shop know it."""

    orderid: str
    payid: str
    when: str
    amount: float
    method: str
    status: str
    ncerror: str
    state: str

    @property
    def day(self) -> str:
        """Its day, as ISO 8601 writes it."""
        return self.when[:10]


def sales() -> list[Sale]:
    """Return all of them, in order."""
    chance = random.Random(6)  # noqa: S311 # nosec B311 # pictures, no secret
    moments = [
        (day, minutes)
        for day in range(_DAYS)
        for minutes in sorted(chance.sample(range(10 * 60), chance.randint(4, 9)))
    ]
    return [
        _sale(number, day, minutes, chance)
        for number, (day, minutes) in enumerate(moments)
    ]


def _sale(number: int, day: int, minutes: int, chance: random.Random) -> Sale:
    often = [end[-1] for end in _ENDS]
    ((status, ncerror, state, _often),) = chance.choices(_ENDS, often)
    return Sale(
        orderid=f"S{201 + number:05}-{chance.getrandbits(40):010x}",
        payid=f"{3000004700 + number}",
        when=str(_FIRST + timedelta(days=day, minutes=minutes)),
        amount=chance.choice(_AMOUNTS),
        method=chance.choice(_METHODS),
        status=status,
        ncerror=ncerror,
        state=state,
    )
