# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rows of pages that are open in somebody's browser.

A document of a page refers to its order and its attempts by key and PAYID.
"""

import json
from datetime import datetime
from typing import TypeVar

from ..books.orders import Attempt, Order
from ..books.visits import Challenge, Visit
from .database import Database
from .documents import by_name, converter
from .order_rows import OrderRows

Page = TypeVar("Page", Visit, Challenge)


class PageRows:
    """Payment pages and bank pages by their key."""

    def __init__(self, database: Database, orders: OrderRows):
        self._database = database
        visits = converter()
        by_name(
            visits,
            Order,
            lambda order: order.request.key,
            lambda key: _there(orders.order(tuple(key))),
        )
        by_name(
            visits,
            Attempt,
            lambda attempt: attempt.payid,
            lambda payid: _there(orders.attempt(payid)),
        )
        challenges = visits.copy()
        by_name(
            challenges,
            Visit,
            lambda visit: visit.key,
            lambda key: _there(self.find(Visit, key)),
        )
        self._converters = {Visit: visits, Challenge: challenges}

    def clear(self) -> None:
        """Delete all."""
        self._database.change("DELETE FROM pages")

    def put(self, page: Page, now: datetime) -> None:
        """Keep a page, or what became of it."""
        kind = type(page)
        told = self._converters[kind].unstructure(page)
        self._database.change(
            "INSERT INTO pages VALUES (?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET document = excluded.document",
            page.key,
            kind.__name__,
            now.timestamp(),
            json.dumps(told, separators=(",", ":")),
        )

    def find(self, kind: type[Page], key: str) -> Page | None:
        """Return the page of that key, unless it, or what it refers to, is gone."""
        found = self._database.row(
            "SELECT document FROM pages WHERE key = ? AND kind = ?", key, kind.__name__
        )
        try:
            return self._converters[kind].loads(found[0], kind) if found else None
        except _GoneError:
            return None

    def prune(self, before: datetime) -> None:
        """Delete those that were opened before."""
        self._database.change(
            "DELETE FROM pages WHERE opened_at < ?", before.timestamp()
        )


class _GoneError(Exception):
    """What a page refers to is not there any more."""


def _there(found):
    if found is None:
        raise _GoneError()
    return found
