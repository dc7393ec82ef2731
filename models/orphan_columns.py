# SPDX-License-Identifier: LGPL-3.0-or-later
"""Columns under which an upgrade of a database puts aside what no module claims."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

from psycopg2 import sql


def put_aside(cr: Any, names: Iterable[str]) -> dict[str, str]:
    """Return the columns of providers that end like one of ``names``, by that name.

    Upgrades rename what they do not delete, and put something before the name.
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema AND table_name = 'payment_provider'"
        " AND data_type IN ('character varying', 'text') ORDER BY column_name"
    )
    columns = [column for (column,) in cr.fetchall()]
    return {
        name: column
        for name in names
        for column in columns
        if column.endswith(f"_{name}")
    }


def read(cr: Any, columns: Mapping[str, str], provider_id: int) -> dict[str, str]:
    """Return what ``columns`` hold for a provider, without what is empty."""
    if not columns:
        return {}
    query = sql.SQL("SELECT {} FROM payment_provider WHERE id = %s").format(
        sql.SQL(", ").join(map(sql.Identifier, columns.values()))
    )
    cr.execute(query, [provider_id])
    values = dict(zip(columns, cr.fetchone()))
    return {name: value for name, value in values.items() if value}
