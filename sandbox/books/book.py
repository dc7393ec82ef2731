# SPDX-License-Identifier: LGPL-3.0-or-later
"""All orders, and the pages open for them. Whoever asks, each change is whole."""

import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ogone.operations import MaintenanceOperation
from ogone.statuses import Status

from ..accounts.merchants import Merchant
from ..store.database import Database
from ..store.extract import ALL, Extract
from ..store.order_rows import OrderRows, Unsettled
from ..store.page_rows import PageRows
from .aliases import BY_PLATFORM, wished_name
from .maintenance import decide
from .methods import Method
from .orders import Attempt, Entry, Means, Order, OrderRequest, Verdict
from .settlement import OTHERS, PENDING
from .visits import Challenge, PageClosedError, Purchase, Visit

FIRST_PAYID = 3_000_000_001
# What a shopper left open, or came back to, is gone then.
_PAGES_LAST = timedelta(hours=24)


@dataclass(frozen=True)
class Change:
    """A status that changed by itself."""

    attempt: Attempt
    entry: Entry


class Book:
    """All orders, and the pages open for them. Safe for several threads.

    What it hands out are copies; each method looks at what is kept, and keeps what it
    decides, in one step.

    :param patience: How long an entry stays as it is, if nobody touches it.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        database: Database | None = None,
        patience: Callable[[Attempt, Entry], timedelta | None] = lambda *_: None,
    ):
        self._clock = clock
        self._patience = patience
        self._database = database or Database()
        self._rows = OrderRows(self._database)
        self._pages = PageRows(self._database, self._rows)

    def clear(self) -> None:
        """Forget everything; PAYIDs begin anew."""
        with self._database.transaction():
            self._rows.clear()
            self._pages.clear()

    def each(self, extract: Extract = ALL) -> Iterator[Order]:
        """Return orders one by one, as each is when its turn comes."""
        return self._rows.each(extract)

    def orders(self, extract: Extract = ALL) -> list[Order]:
        """Return orders as they are now, the oldest first unless told."""
        with self._database.transaction():
            return list(self.each(extract))

    def count(self) -> int:
        """Return how many orders there are."""
        return self._rows.count()

    def tried(self, request: OrderRequest) -> int:
        """Return how many attempts the order saw."""
        return self._rows.tries(request.key)

    # Payment page ---------------------------------------------------------------------

    def visit(self, key: str) -> Visit | None:
        """Return the page of that key."""
        return self._pages.find(Visit, key)

    def enter(self, request: OrderRequest, tries: int) -> Visit:
        """Open a payment page for ``request``.

        :raise AlreadyProcessedError: if the ORDERID is paid.
        """
        with self._database.transaction():
            order, _number = self._open(request)
            key = secrets.token_urlsafe(24)
            visit = Visit(key, request, order, tries, request.methods[0])
            self._keep(visit)
            return visit

    def choose(self, visit: Visit, method: Method) -> None:
        """Let the shopper pay by another method."""
        with self._database.transaction():
            self._refresh_page(visit)
            visit.method = method
            self._keep(visit)

    def attempt(self, visit: Visit, verdict: Verdict, means: Means, ip: str) -> Attempt:
        """Record a try to pay, or a cancellation.

        :raise PageClosedError: if the page had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._database.transaction():
            self._refresh_page(visit)
            visit.check_open()
            number = self._rows.number(visit.request.key)
            number = number or self._rows.put(visit.request)
            attempt = self._add(number, visit.request, verdict, means, ip)
            visit.take(attempt)
            self._keep(visit)
            return attempt

    def stop(self, visit: Visit) -> Attempt | None:
        """End a page whose last attempt was refused, before its tries are used up.

        :raise PageClosedError: if it had ended before.
        :raise AlreadyProcessedError: if another page was faster.
        """
        with self._database.transaction():
            self._refresh_page(visit)
            visit.check_open()
            visit.ended = visit.refused
            self._keep(visit)
            return visit.ended

    # Bank page ------------------------------------------------------------------------

    def challenge(self, key: str) -> Challenge | None:
        """Return the bank's page of that key."""
        return self._pages.find(Challenge, key)

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
        self._keep(challenge)
        return challenge

    def authenticated(self, attempt: Attempt, verdict: Verdict, eci: str) -> None:
        """Record what came of an attempt that waited for its shopper.

        :raise PageClosedError: if that was recorded before.
        """
        with self._database.transaction():
            self._refresh(attempt)
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
        with self._database.transaction():
            _order, number = self._open(request)
            return self._add(number, request, verdict, means, ip)

    def find(self, merchant: Merchant, payid: str, orderid: str) -> Attempt | None:
        """Return an attempt: that of ``payid``, else the last one of ``orderid``."""
        if not payid:
            return self._rows.last((*merchant.key, orderid))
        known = payid.isascii() and payid.isdigit() and len(payid) <= 15
        attempt = self._rows.attempt(int(payid)) if known else None
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
        with self._database.transaction():
            self._refresh(attempt)
            now = self._clock()
            amount, verdict = decide(attempt, code, asked, merchant, now)
            entry = Entry(len(attempt.history), code, amount, verdict, now)
            attempt.history.append(entry)
            self._save(attempt, entry)
            return entry

    # Time -----------------------------------------------------------------------------

    def due(self) -> list[Unsettled]:
        """Return all that changes by itself by now."""
        return self._rows.due(self._clock())

    def unsettled(self, statuses: Collection[Status]) -> list[Unsettled]:
        """Return all that may change from one of ``statuses``."""
        return [each for each in self._rows.unsettled() if each[2] in statuses]

    def settle(
        self, unsettled: Unsettled, settled: Callable[[Attempt, Entry], Verdict]
    ) -> Change | None:
        """Replace the verdict of an entry with what it becomes.

        :return: ``None`` if somebody else was faster.
        """
        payid, number, status = unsettled
        with self._database.transaction():
            attempt = self._rows.attempt(payid)
            if not attempt or attempt.history[number].status != status:
                return None
            entry = attempt.history[number]
            changed = replace(entry, verdict=settled(attempt, entry))
            self._replace(attempt, changed)
            return Change(attempt, changed)

    def change_patience(
        self, account: tuple[str, str], status: Status, patience: timedelta | None
    ) -> None:
        """Change how long that status lasts, for what an account has open as well."""
        self._rows.change_patience(account, status, patience)

    def _open(self, request: OrderRequest) -> tuple[Order, int]:
        """Return an order that may be paid, as ``request`` asks, and its number."""
        last = self._rows.last(request.key)
        order = Order(request, [last] if last else [])
        order.check_open()
        return order, self._rows.put(request)

    def _add(
        self,
        number: int,
        request: OrderRequest,
        verdict: Verdict,
        means: Means,
        ip: str,
    ) -> Attempt:
        payid = (self._rows.last_payid() or FIRST_PAYID - 1) + 1
        if means.alias == BY_PLATFORM:
            means = replace(means, alias=wished_name(request.parameters, payid))
        entry = Entry(0, request.operation, request.amount, verdict, self._clock())
        attempt = Attempt(payid, request, means, ip, [entry])
        self._rows.add(number, attempt)
        self._note(attempt, entry)
        return attempt

    def _replace(self, attempt: Attempt, entry: Entry) -> None:
        attempt.history[entry.number] = entry
        self._save(attempt, entry)

    def _save(self, attempt: Attempt, entry: Entry) -> None:
        """Keep an attempt of which ``entry`` is new."""
        self._rows.save(attempt)
        self._note(attempt, entry)

    def _note(self, attempt: Attempt, entry: Entry) -> None:
        if entry.status in PENDING | OTHERS:
            patience = self._patience(attempt, entry)
            self._rows.await_settlement(attempt, entry, patience)
        else:
            self._rows.is_settled(attempt, entry)

    def _keep(self, page: Visit | Challenge) -> None:
        now = self._clock()
        self._pages.prune(now - _PAGES_LAST)
        self._pages.put(page, now)

    def _refresh(self, attempt: Attempt) -> None:
        """Bring a copy up to date."""
        kept = self._rows.attempt(attempt.payid)
        if kept and kept.request.key == attempt.request.key:
            vars(attempt).update(vars(kept))

    def _refresh_page(self, visit: Visit) -> None:
        if kept := self._pages.find(Visit, visit.key):
            vars(visit).update(vars(kept))
