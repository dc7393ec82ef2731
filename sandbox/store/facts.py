# SPDX-License-Identifier: LGPL-3.0-or-later
"""Single numbers and texts that have to be known after a restart."""

from .database import Database


class Facts:
    """Numbers and texts by name; 0, or empty, until they are told."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, name: str) -> float:
        """Return a number."""
        found = self._database.row("SELECT value FROM facts WHERE name = ?", name)
        return found[0] if found else 0

    def text(self, name: str) -> str:
        """Return a text."""
        return str(self.get(name) or "")

    def set(self, name: str, value: float | str) -> None:
        """Keep a number or a text."""
        self._database.change("REPLACE INTO facts VALUES (?, ?)", name, value)

    def count(self, name: str) -> int:
        """Return a number that is higher by one than at the last call."""
        with self._database.transaction():
            number = int(self.get(name)) + 1
            self.set(name, number)
            return number
