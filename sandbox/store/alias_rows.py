# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of cards that are kept under a name."""

from collections.abc import Iterator
from datetime import datetime

from .database import Database

Key = tuple[str, str, str]
_PIECE = 200


class AliasRows:
    """Documents of aliases by environment, PSPID and name."""

    def __init__(self, database: Database):
        self._database = database

    def clear(self) -> None:
        """Delete all."""
        self._database.change("DELETE FROM aliases")

    def put(self, key: Key, until: datetime | None, document: str) -> None:
        """Keep an alias, in place of the one of that name."""
        self._database.change(
            "INSERT INTO aliases (environment, pspid, name, until, document)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (environment, pspid, name)"
            " DO UPDATE SET until = excluded.until, document = excluded.document",
            *key,
            until.timestamp() if until else None,
            document,
        )

    def get(self, key: Key) -> str | None:
        """Return an alias, also one whose time is over."""
        found = self._database.row(
            "SELECT document FROM aliases"
            " WHERE environment = ? AND pspid = ? AND name = ?",
            *key,
        )
        return found[0] if found else None

    def delete(self, key: Key) -> bool:
        """Delete an alias; return whether there was one."""
        return bool(
            self._database.change(
                "DELETE FROM aliases WHERE environment = ? AND pspid = ? AND name = ?",
                *key,
            )
        )

    def prune(self, now: datetime) -> None:
        """Delete those whose time is over."""
        self._database.change("DELETE FROM aliases WHERE until <= ?", now.timestamp())

    def each(self) -> Iterator[str]:
        """Return all, the oldest first."""
        last = 0
        while piece := self._database.rows(
            "SELECT number, document FROM aliases WHERE number > ?"
            " ORDER BY number LIMIT ?",
            last,
            _PIECE,
        ):
            yield from (document for _number, document in piece)
            last = piece[-1][0]
