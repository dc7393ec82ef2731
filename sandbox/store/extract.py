# SPDX-License-Identifier: LGPL-3.0-or-later
"""A part of a long list, read piece by piece: the whole never lies in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .database import Database

_PIECE = 200


class Listed(str, Enum):
    """The tables that may be listed."""

    ORDERS = "orders"
    FEEDBACK = "feedback"


@dataclass(frozen=True)
class Extract:
    """Which part of a list is asked for; all of it, unless told.

    :ivar after: How many rows to leave out, counted over the whole list.
    :ivar limit: How many rows at most; ``None`` for all.
    :ivar newest_first: The order; the oldest is first unless told.
    """

    after: int = 0
    limit: int | None = None
    orderid: str = ""
    pspid: str = ""
    environment: str = ""
    newest_first: bool = False


ALL = Extract()


def listed(
    database: Database, table: Listed, extract: Extract
) -> Iterator[tuple[int, str]]:
    """Return the numbers and documents of an extract."""
    left, last = extract.limit, None
    while left is None or left > 0:
        size = _PIECE if left is None else min(left, _PIECE)
        piece = _piece(database, table, extract, last, size)
        yield from piece
        if len(piece) < size:
            return
        last = piece[-1][0]
        left = None if left is None else left - size


def _piece(
    database: Database, table: Listed, extract: Extract, last: int | None, size: int
) -> list[tuple[int, str]]:
    """Return the rows behind number ``last``."""
    bounds = {"number > ?": extract.after}
    if last is not None:
        bounds["number < ?" if extract.newest_first else "number > ?"] = last
    for column in ("orderid", "pspid", "environment"):
        if wanted := getattr(extract, column):
            bounds[f"{column} = ?"] = wanted
    direction = "DESC" if extract.newest_first else "ASC"
    query = (  # of our own words alone
        f"SELECT number, document FROM {table.value} WHERE {' AND '.join(bounds)}"  # noqa: S608 # nosec B608
        f" ORDER BY number {direction} LIMIT ?"
    )
    return database.rows(query, *bounds.values(), size)
