# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of orders, of the attempts to pay them, and of what is not settled yet."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ogone.statuses import Status

from ..books.orders import Attempt, Entry, Order, OrderRequest
from .database import Database
from .documents import read, write
from .extract import ALL, Extract, Listed, listed

Key = tuple[str, str, str]
Unsettled = tuple[int, int, int]  # PAYID, PAYIDSUB, STATUS


class OrderRows:
    """Orders by their key, attempts by PAYID. Whoever writes holds a transaction."""

    def __init__(self, database: Database):
        self._database = database

    def clear(self) -> None:
        """Delete all."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM orders")
            connection.execute("DELETE FROM attempts")
            connection.execute("DELETE FROM unsettled")

    # Orders ---------------------------------------------------------------------------

    def put(self, request: OrderRequest) -> int:
        """Keep an order, or what was asked last for it; return its number."""
        self._database.change(
            "INSERT INTO orders (environment, pspid, orderid, document)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (orderid, pspid, environment)"
            " DO UPDATE SET document = excluded.document",
            *request.key,
            write(request),
        )
        return self.number(request.key)

    def number(self, key: Key) -> int | None:
        """Return the number of an order."""
        found = self._database.row(
            "SELECT number FROM orders"
            " WHERE environment = ? AND pspid = ? AND orderid = ?",
            *key,
        )
        return found[0] if found else None

    def order(self, key: Key) -> Order | None:
        """Return an order, with its last attempt alone."""
        found = self._database.row(
            "SELECT document FROM orders"
            " WHERE environment = ? AND pspid = ? AND orderid = ?",
            *key,
        )
        if not found:
            return None
        last = self.last(key)
        return Order(read(found[0], OrderRequest), [last] if last else [])

    def each(self, extract: Extract = ALL) -> Iterator[Order]:
        """Return orders with all their attempts, each whole."""
        for number, document in listed(self._database, Listed.ORDERS, extract):
            yield Order(read(document, OrderRequest), self._attempts(number))

    def count(self) -> int:
        """Return how many orders there are."""
        return self._database.row("SELECT count(*) FROM orders")[0]

    # Attempts -------------------------------------------------------------------------

    def tries(self, key: Key) -> int:
        """Return how many attempts an order saw."""
        number = self.number(key)
        return self._database.row(
            "SELECT count(*) FROM attempts WHERE order_number = ?", number
        )[0]

    def last_payid(self) -> int | None:
        """Return the highest PAYID."""
        return self._database.row("SELECT max(payid) FROM attempts")[0]

    def add(self, number: int, attempt: Attempt) -> None:
        """Keep a new attempt at the order of that number."""
        self._database.change(
            "INSERT INTO attempts VALUES (?, ?, ?)",
            attempt.payid,
            number,
            write(attempt),
        )

    def save(self, attempt: Attempt) -> None:
        """Keep what became of an attempt."""
        self._database.change(
            "UPDATE attempts SET document = ? WHERE payid = ?",
            write(attempt),
            attempt.payid,
        )

    def attempt(self, payid: int) -> Attempt | None:
        """Return the attempt of a PAYID."""
        found = self._database.row(
            "SELECT document FROM attempts WHERE payid = ?", payid
        )
        return read(found[0], Attempt) if found else None

    def last(self, key: Key) -> Attempt | None:
        """Return the last attempt at an order."""
        found = self._database.row(
            "SELECT attempts.document FROM orders JOIN attempts"
            " ON order_number = orders.number"
            " WHERE environment = ? AND pspid = ? AND orderid = ?"
            " ORDER BY payid DESC LIMIT 1",
            *key,
        )
        return read(found[0], Attempt) if found else None

    def _attempts(self, number: int) -> list[Attempt]:
        rows = self._database.rows(
            "SELECT document FROM attempts WHERE order_number = ? ORDER BY payid",
            number,
        )
        return [read(document, Attempt) for (document,) in rows]

    # What is not settled --------------------------------------------------------------

    def await_settlement(
        self, attempt: Attempt, entry: Entry, patience: timedelta | None
    ) -> None:
        """Note that the status of ``entry`` may change; it keeps an earlier turn.

        :param patience: After how long it does by itself; ``None`` for never.
        """
        asked_at = entry.at.timestamp()
        due = None if patience is None else asked_at + patience.total_seconds()
        environment, pspid, _orderid = attempt.request.key
        self._database.change(
            "INSERT INTO unsettled"
            " (payid, payidsub, environment, pspid, status, asked_at, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (payid, payidsub)"
            " DO UPDATE SET status = excluded.status, due = excluded.due",
            attempt.payid,
            entry.number,
            environment,
            pspid,
            int(entry.status),
            asked_at,
            due,
        )

    def is_settled(self, attempt: Attempt, entry: Entry) -> None:
        """Note that the status of ``entry`` is final."""
        self._database.change(
            "DELETE FROM unsettled WHERE payid = ? AND payidsub = ?",
            attempt.payid,
            entry.number,
        )

    def change_patience(
        self, account: tuple[str, str], status: Status, patience: timedelta | None
    ) -> None:
        """Change when entries of an account with that status change by themselves."""
        seconds = None if patience is None else patience.total_seconds()
        self._database.change(
            "UPDATE unsettled SET due = asked_at + ?"
            " WHERE environment = ? AND pspid = ? AND status = ?",
            seconds,
            *account,
            int(status),
        )

    def due(self, now: datetime) -> list[Unsettled]:
        """Return what changes by itself, the longest due first."""
        return self._database.rows(
            "SELECT payid, payidsub, status FROM unsettled WHERE due <= ?"
            " ORDER BY due, number",
            now.timestamp(),
        )

    def unsettled(self) -> list[Unsettled]:
        """Return all that may change, the oldest first."""
        return self._database.rows(
            "SELECT payid, payidsub, status FROM unsettled ORDER BY number"
        )
