# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which of two results of one order is the further one.

Results come twice, late and out of order, and carry no time. What decides is how far
the money has come, never which result arrived last.

:source: [ADV] 9.4 and 10, [DL] 4.3 for what can follow what
"""

from __future__ import annotations

from dataclasses import dataclass

from .statuses import Outcome, Status

# Within one attempt (one PAYID): each stage can follow the ones before it.
_STAGES = (
    {88},
    {4, 40, 41, 46},
    {0},
    {50, 51, 55, 59},
    {52},
    {91, 97, 98, 99},
    {92},
    {1, 2, 57},
    {5, 56},
    {61},
    {62, 63},
    {6, 64, 93},
    {9, 95},
    {71, 81},
    {72, 73, 82, 83},
    {7, 74, 75, 8, 85},
    {84, 94},
    {96},
)
_STAGE = {number: place for place, stage in enumerate(_STAGES) for number in stage}

# Between attempts: a shopper who was refused may try again on the same page.
_WEIGHT = {
    Outcome.NOTHING: 0,
    Outcome.REFUSED: 1,
    Outcome.CANCELLED: 1,
    Outcome.WAITING: 2,
    Outcome.PERSON: 2,
    Outcome.AUTHORISED: 3,
    Outcome.CAPTURED: 4,
    Outcome.REFUNDED: 5,
}


def _weight(status: Status) -> int:
    """Return how far the money of an attempt has come; a refund on its way, or a
    decline afterwards, tells that it was paid.
    """
    paid = status.family in (7, 8) or status in (Status.REFUND_DECLINED_LATER, 96)
    if paid and status is not Status.QUERY_FAILED:
        return _WEIGHT[Outcome.REFUNDED]
    return _WEIGHT[status.outcome]


@dataclass(frozen=True)
class Result:
    """A status, and the PAYID of the attempt that it is about ("" if not told)."""

    status: Status
    payid: str = ""

    def supersedes(self, known: Result | None) -> bool:
        """Return whether this result is further than what is known of the order."""
        if known is None:
            return True
        if self.payid and known.payid and self.payid != known.payid:
            return _weight(self.status) > _weight(known.status)
        return _STAGE[self.status] > _STAGE[known.status]
