# SPDX-License-Identifier: LGPL-3.0-or-later
"""Transactions of an account that somebody looks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ogone.statuses import Status

from ..accounts.merchants import Merchant
from ..books.book import Book
from ..books.orders import Attempt
from ..store.extract import Extract


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is empty is any.

    :ivar orderid: A part of ORDERID, in whatever case.
    :ivar since: The first day of the order, in UTC.
    :ivar until: The last one.
    """

    orderid: str = ""
    payid: str = ""
    statuses: frozenset[int] = frozenset()
    since: date | None = None
    until: date | None = None

    def fits(self, attempt: Attempt) -> bool:
        """Return whether ``attempt`` is one of those."""
        day = attempt.original.at.date()
        return (
            self.orderid.lower() in attempt.request.orderid.lower()
            and self.payid in ("", str(attempt.payid))
            and (not self.statuses or int(attempt.status) in self.statuses)
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


def attempts_of(book: Book, merchant: Merchant) -> list[Attempt]:
    """Return all attempts to pay an account, the newest first."""
    environment, pspid = merchant.key
    extract = Extract(environment=environment, pspid=pspid)
    attempts = [attempt for order in book.each(extract) for attempt in order.attempts]
    return sorted(attempts, key=lambda attempt: attempt.payid, reverse=True)


def statuses_of(attempts: Iterable[Attempt]) -> list[Status]:
    """Return each status that occurs, once."""
    return sorted({attempt.status for attempt in attempts})
