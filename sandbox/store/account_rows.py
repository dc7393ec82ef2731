# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of accounts: each a document with all its settings."""

from collections.abc import Iterable
from functools import lru_cache

from ..accounts.merchants import Merchant
from .database import Database
from .documents import read, write


class AccountRows:
    """Accounts by environment and PSPID."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, environment: str, pspid: str) -> Merchant | None:
        """Return an account."""
        found = self._database.row(
            "SELECT document FROM accounts WHERE environment = ? AND pspid = ?",
            environment,
            pspid,
        )
        return _merchant(found[0]) if found else None

    def all(self) -> list[Merchant]:
        """Return all accounts, in the order in which they were opened."""
        rows = self._database.rows("SELECT document FROM accounts ORDER BY rowid")
        return [_merchant(document) for (document,) in rows]

    def put(self, merchant: Merchant) -> None:
        """Keep an account, in place of the one of that name."""
        self._database.change(
            "INSERT INTO accounts VALUES (?, ?, ?) ON CONFLICT (environment, pspid)"
            " DO UPDATE SET document = excluded.document",
            *merchant.key,
            write(merchant),
        )

    def begin(self, merchants: Iterable[Merchant]) -> None:
        """Open those that are not there; the others stay as they were set."""
        with self._database.transaction():
            for merchant in merchants:
                if not self.get(*merchant.key):
                    self.put(merchant)

    def clear(self) -> None:
        """Close all accounts."""
        self._database.change("DELETE FROM accounts")


@lru_cache(maxsize=64)  # each request looks at the same few accounts
def _merchant(document: str) -> Merchant:
    return read(document, Merchant)
