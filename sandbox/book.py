# SPDX-License-Identifier: LGPL-3.0-or-later
"""The state machine of orders: pages that are open, attempts to pay, how it ends."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import RLock

from ogone.statuses import Status

from .methods import Method
from .orders import (
    Attempt,
    Means,
    Order,
    OrderRequest,
    PageClosedError,
    Verdict,
)

FIRST_PAYID = 3_000_000_001
_REFUSED = frozenset({Status.REFUSED, Status.CAPTURE_REFUSED})


@dataclass
class Visit:
    """A payment page in somebody's browser.

    :ivar key: What the page's form knows of it, unguessable.
    :ivar ended: The attempt that closed the page.
    """

    key: str
    request: OrderRequest
    order: Order
    tries_left: int
    method: Method
    refused: Attempt | None = None
    ended: Attempt | None = None

    def check_open(self) -> None:
        """Return if something may still be done here.

        :raise PageClosedError: if not, because the page came to its end.
        :raise AlreadyProcessedError: if not, because of another page.
        """
        if self.ended:
            raise PageClosedError(self.ended)
        self.order.check_open()

    def take(self, attempt: Attempt) -> None:
        """Close the page after ``attempt``, unless it leaves another try."""
        if attempt.status in _REFUSED:
            self.refused = attempt
            self.tries_left -= 1
        if attempt.status not in _REFUSED or self.tries_left <= 0:
            self.ended = attempt


class Book:
    """All orders, and the pages open for them. Safe for several threads."""

    def __init__(self, clock: Callable[[], datetime]):
        self._clock = clock
        self._lock = RLock()
        self.clear()

    def clear(self) -> None:
        """Forget everything; PAYIDs begin anew."""
        with self._lock:
            self._orders: dict[tuple[str, str, str], Order] = {}
            self._visits: dict[str, Visit] = {}
            self._next_payid = FIRST_PAYID

    def orders(self) -> list[Order]:
        """Return all orders, the oldest first."""
        with self._lock:
            return list(self._orders.values())

    def visit(self, key: str) -> Visit | None:
        """Return the page of that key."""
        return self._visits.get(key)

    def enter(self, request: OrderRequest, tries: int) -> Visit:
        """Open a payment page for ``request``.

        :raise AlreadyProcessedError: if the ORDERID is paid.
        """
        with self._lock:
            order = self._orders.setdefault(request.key, Order(request))
            order.check_open()
            order.request = request
            key = secrets.token_urlsafe(24)
            visit = Visit(key, request, order, tries, request.methods[0])
            self._visits[key] = visit
            return visit

    def attempt(
        self, visit: Visit, verdict: Verdict, means: Means, ip: str
    ) -> Attempt | None:
        """Record a try to pay, or a cancellation.

        :return: What ended the page; ``None`` while the shopper may try again.
        :raise PageClosedError: if it had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._lock:
            visit.check_open()
            attempt = Attempt(
                self._next_payid, visit.request, verdict, means, ip, self._clock()
            )
            self._next_payid += 1
            visit.order.attempts.append(attempt)
            visit.take(attempt)
            return visit.ended

    def stop(self, visit: Visit) -> Attempt | None:
        """End a page whose last attempt was refused, before its tries are used up.

        :raise PageClosedError: if it had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._lock:
            visit.check_open()
            visit.ended = visit.refused
            return visit.ended
