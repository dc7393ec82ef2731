# SPDX-License-Identifier: LGPL-3.0-or-later
"""All orders, and the pages open for them. Whoever asks, each change is whole."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import RLock

from ogone.operations import MaintenanceOperation
from ogone.statuses import Status

from ..accounts.merchants import Merchant
from .aliases import BY_PLATFORM, wished_name
from .maintenance import decide
from .orders import Attempt, Entry, Means, Order, OrderRequest, Verdict
from .settlement import OTHERS, PENDING
from .visits import Challenge, PageClosedError, Purchase, Visit

FIRST_PAYID = 3_000_000_001


@dataclass(frozen=True)
class Change:
    """A status that changed by itself."""

    attempt: Attempt
    entry: Entry


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
            self._attempts: dict[int, Attempt] = {}
            self._visits: dict[str, Visit] = {}
            self._challenges: dict[str, Challenge] = {}
            self._unsettled: dict[tuple[int, int], None] = {}  # in order

    def orders(self) -> list[Order]:
        """Return all orders, the oldest first, as they are now."""
        with self._lock:
            return [
                Order(
                    order.request,
                    [replace(each, history=[*each.history]) for each in order.attempts],
                )
                for order in self._orders.values()
            ]

    def tried(self, request: OrderRequest) -> int:
        """Return how many attempts the order saw."""
        order = self._orders.get(request.key)
        return len(order.attempts) if order else 0

    # Payment page ---------------------------------------------------------------------

    def visit(self, key: str) -> Visit | None:
        """Return the page of that key."""
        return self._visits.get(key)

    def enter(self, request: OrderRequest, tries: int) -> Visit:
        """Open a payment page for ``request``.

        :raise AlreadyProcessedError: if the ORDERID is paid.
        """
        with self._lock:
            order = self._open(request)
            key = secrets.token_urlsafe(24)
            visit = Visit(key, request, order, tries, request.methods[0])
            self._visits[key] = visit
            return visit

    def attempt(self, visit: Visit, verdict: Verdict, means: Means, ip: str) -> Attempt:
        """Record a try to pay, or a cancellation.

        :raise PageClosedError: if the page had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._lock:
            visit.check_open()
            attempt = self._add(visit.order, visit.request, verdict, means, ip)
            visit.take(attempt)
            return attempt

    def stop(self, visit: Visit) -> Attempt | None:
        """End a page whose last attempt was refused, before its tries are used up.

        :raise PageClosedError: if it had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._lock:
            visit.check_open()
            visit.ended = visit.refused
            return visit.ended

    # Bank page ------------------------------------------------------------------------

    def challenge(self, key: str) -> Challenge | None:
        """Return the bank's page of that key."""
        return self._challenges.get(key)

    def ask(
        self,
        request: OrderRequest,
        purchase: Purchase,
        visit: Visit | None = None,
        attempt: Attempt | None = None,
    ) -> Challenge:
        """Open a bank's page for ``purchase``."""
        key = secrets.token_urlsafe(24)
        challenge = Challenge(key, request, purchase, visit, attempt)
        with self._lock:
            self._challenges[key] = challenge
        return challenge

    def authenticated(self, attempt: Attempt, verdict: Verdict, eci: str) -> None:
        """Record what came of an attempt that waited for its shopper.

        :raise PageClosedError: if that was recorded before.
        """
        with self._lock:
            if attempt.original.status is not Status.WAITING_FOR_AUTHENTICATION:
                raise PageClosedError(attempt)
            attempt.means = replace(attempt.means, eci=eci)
            self._replace(attempt, replace(attempt.original, verdict=verdict))

    # DirectLink -----------------------------------------------------------------------

    def order(
        self, request: OrderRequest, verdict: Verdict, means: Means, ip: str
    ) -> Attempt:
        """Record a new order from server to server.

        :raise AlreadyProcessedError: if the ORDERID is paid, or may be.
        """
        with self._lock:
            return self._add(self._open(request), request, verdict, means, ip)

    def find(self, merchant: Merchant, payid: str, orderid: str) -> Attempt | None:
        """Return an attempt: that of ``payid``, else the last one of ``orderid``."""
        with self._lock:
            if not payid:
                order = self._orders.get((*merchant.key, orderid))
                return order.attempts[-1] if order and order.attempts else None
            known = payid.isascii() and payid.isdigit() and len(payid) <= 15
            attempt = self._attempts.get(int(payid)) if known else None
            ours = attempt and attempt.request.key[:2] == merchant.key
            return attempt if ours else None

    def maintain(
        self,
        attempt: Attempt,
        code: MaintenanceOperation,
        asked: int | None,
        merchant: Merchant,
    ) -> Entry:
        """Do something to a PAYID, or record that it was refused."""
        with self._lock:
            now = self._clock()
            amount, verdict = decide(attempt, code, asked, merchant, now)
            entry = Entry(len(attempt.history), code, amount, verdict, now)
            attempt.history.append(entry)
            self._note(attempt, entry)
            return entry

    # Time -----------------------------------------------------------------------------

    def settle(
        self, settled: Callable[[Attempt, Entry], Verdict | None]
    ) -> list[Change]:
        """Replace each verdict that may change by itself with what it becomes.

        :param settled: Returns ``None`` for what stays as it is.
        """
        changes = []
        with self._lock:
            for payid, number in list(self._unsettled):
                attempt = self._attempts[payid]
                entry = attempt.history[number]
                if verdict := settled(attempt, entry):
                    changed = replace(entry, verdict=verdict)
                    self._replace(attempt, changed)
                    changes.append(Change(attempt, changed))
        return changes

    def _open(self, request: OrderRequest) -> Order:
        order = self._orders.get(request.key) or Order(request)
        order.check_open()
        order.request = request
        self._orders[request.key] = order
        return order

    def _add(
        self,
        order: Order,
        request: OrderRequest,
        verdict: Verdict,
        means: Means,
        ip: str,
    ) -> Attempt:
        payid = FIRST_PAYID + len(self._attempts)
        if means.alias == BY_PLATFORM:
            means = replace(means, alias=wished_name(request.parameters, payid))
        entry = Entry(0, request.operation, request.amount, verdict, self._clock())
        attempt = Attempt(payid, request, means, ip, [entry])
        order.attempts.append(attempt)
        self._attempts[payid] = attempt
        self._note(attempt, entry)
        return attempt

    def _replace(self, attempt: Attempt, entry: Entry) -> None:
        attempt.history[entry.number] = entry
        self._note(attempt, entry)

    def _note(self, attempt: Attempt, entry: Entry) -> None:
        key = attempt.payid, entry.number
        if entry.status in PENDING | OTHERS:
            self._unsettled[key] = None
        else:
            self._unsettled.pop(key, None)
