# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of faults that wait for their requests."""

from .database import Database

# Number, document, how many requests it saw, how often it struck.
Row = tuple[int, str, int, int]


class FaultRows:
    """Documents of faults, with their counts."""

    def __init__(self, database: Database):
        self._database = database

    def clear(self) -> None:
        """Delete all."""
        self._database.change("DELETE FROM faults")

    def add(self, page: str, document: str) -> None:
        """Keep a fault of a page."""
        self._database.change(
            "INSERT INTO faults (page, document) VALUES (?, ?)", page, document
        )

    def count(self, number: int, seen: int, struck: int) -> None:
        """Keep the counts of a fault."""
        self._database.change(
            "UPDATE faults SET seen = ?, struck = ? WHERE number = ?",
            seen,
            struck,
            number,
        )

    def delete(self, number: int) -> None:
        """Delete a fault."""
        self._database.change("DELETE FROM faults WHERE number = ?", number)

    def of(self, page: str) -> list[Row]:
        """Return the faults of a page, in line."""
        return self._database.rows(
            "SELECT number, document, seen, struck FROM faults WHERE page = ?"
            " ORDER BY number",
            page,
        )

    def all(self) -> list[Row]:
        """Return all faults, in line."""
        return self._database.rows(
            "SELECT number, document, seen, struck FROM faults ORDER BY number"
        )
