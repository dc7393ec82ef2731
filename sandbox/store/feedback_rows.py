# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of feedback: what was delivered, and what waits."""

from collections.abc import Iterator
from datetime import datetime

from .database import LARGEST, Database
from .extract import Extract, Listed, listed


class FeedbackRows:
    """Documents of attempts to deliver, and of deliveries that wait."""

    def __init__(self, database: Database):
        self._database = database

    def clear(self) -> None:
        """Delete all."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM feedback")
            connection.execute("DELETE FROM deliveries")

    # What was delivered ---------------------------------------------------------------

    def next_number(self) -> int:
        """Return the number of the next attempt."""
        return (self._database.row("SELECT max(number) FROM feedback")[0] or 0) + 1

    def add(self, number: int, key: tuple[str, str, str], document: str) -> None:
        """Keep an attempt at telling of the order of ``key``."""
        self._database.change(
            "INSERT INTO feedback VALUES (?, ?, ?, ?, ?)", number, *key, document
        )

    def get(self, number: int) -> str | None:
        """Return an attempt."""
        if number > LARGEST:
            return None
        found = self._database.row(
            "SELECT document FROM feedback WHERE number = ?", number
        )
        return found[0] if found else None

    def each(self, extract: Extract) -> Iterator[str]:
        """Return attempts one by one."""
        for _number, document in listed(self._database, Listed.FEEDBACK, extract):
            yield document

    # What waits -----------------------------------------------------------------------

    def wait(self, due: datetime, document: str) -> None:
        """Keep a delivery until it is due."""
        self._database.change(
            "INSERT INTO deliveries (due, document) VALUES (?, ?)",
            due.timestamp(),
            document,
        )

    def begin(self, now: datetime, document: str) -> int:
        """Keep a delivery while it is under way; return its number."""
        with self._database.transaction() as connection:
            return connection.execute(
                "INSERT INTO deliveries (due, under_way, document) VALUES (?, 1, ?)",
                (now.timestamp(), document),
            ).lastrowid

    def take(self, now: datetime) -> tuple[int, str] | None:
        """Return number and document of what is due for the longest time.

        It is under way then: nobody else gets it.
        """
        with self._database.transaction():
            found = self._database.row(
                "SELECT number, document FROM deliveries"
                " WHERE NOT under_way AND due <= ? ORDER BY due, number LIMIT 1",
                now.timestamp(),
            )
            if found:
                self._database.change(
                    "UPDATE deliveries SET under_way = 1 WHERE number = ?", found[0]
                )
            return found

    def take_back(self) -> None:
        """Let wait again what was under way when the process ended."""
        self._database.change("UPDATE deliveries SET under_way = 0 WHERE under_way")

    def done(self, number: int) -> bool:
        """Delete a delivery; return whether it was still there."""
        return bool(
            self._database.change("DELETE FROM deliveries WHERE number = ?", number)
        )

    def next_due(self) -> float | None:
        """Return when the next one is due, in seconds since 1970."""
        return self._database.row(
            "SELECT min(due) FROM deliveries WHERE NOT under_way"
        )[0]
