# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts that decide how a payment ends: a convention of the sandbox alone.

The real accounts have such amounts on their "Test info" tab; no document gives them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ogone.statuses import Status

_LINE = re.compile(r"([1-9][0-9]{0,14}) ([0-9]{1,2}) (0|[0-9]{8})", re.ASCII)
_WITHOUT_FAULT = frozenset(
    {Status.CAPTURED, Status.CAPTURE_WAITING, Status.AUTHORISATION_WAITING}
)
_WITH_FAULT = frozenset(
    {Status.REFUSED, Status.CAPTURE_REFUSED, Status.CAPTURE_UNCERTAIN}
)
# Amount times 100, STATUS of a sale, NCERROR. Improbable: 9,999,990 and a STATUS.
TEST_AMOUNTS = (
    "999999002 2 30001001",  # refused by the acquirer
    "999999003 2 30511001",  # insufficient funds
    "999999051 51 0",  # pending, processed offline
    "999999091 91 0",  # pending
    "999999092 92 20001001",  # uncertain
    "999999093 93 30001010",  # technical problem
)


@dataclass(frozen=True)
class Outcome:
    """How a sale ends."""

    status: Status
    ncerror: str


def outcomes(lines: Iterable[str]) -> dict[int, Outcome]:
    """Return what each amount of ``lines`` leads to, by the amount times 100.

    :param lines: ``AMOUNT STATUS NCERROR`` each, as in :data:`TEST_AMOUNTS`.
    :raise ValueError: for a line that says something else.
    """
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match or not _fit(int(match[2]), match[3]):
            raise ValueError(
                f"test_amounts: {line!r:.40} is not AMOUNT STATUS NCERROR, with STATUS"
                " 9, 51 or 91 and NCERROR 0, or 2, 92 or 93 and its NCERROR"
            )
        found[int(match[1])] = Outcome(Status(int(match[2])), match[3])
    return found


def _fit(status: int, ncerror: str) -> bool:
    return status in (_WITHOUT_FAULT if ncerror == "0" else _WITH_FAULT)
