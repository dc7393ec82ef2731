# SPDX-License-Identifier: LGPL-3.0-or-later
"""Transactions by the hundred thousand, as PostgreSQL makes them: copies of one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg2
from psycopg2 import sql

from .. import databases
from ..databases import Server

_COLUMNS = """
    SELECT column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = 'payment_transaction'
       AND column_name NOT IN ('id', 'reference')
"""
_COPY = """
    INSERT INTO payment_transaction (reference, {columns})
    SELECT 'B' || number, {columns}
      FROM payment_transaction, generate_series(%s, %s) number
     WHERE reference = 'TEMPLATE'
"""
_WAIT = """
    UPDATE payment_transaction
       SET ogone_next_query = now() at time zone 'utc' - interval '1 hour',
           ogone_sent_to = NULL
     WHERE reference = ANY(%s)
"""


class Rows:
    """The table of transactions."""

    def __init__(self, server: Server, database: str):
        self._server, self._database, self.count = server, database, 0

    def grow(self, count: int) -> None:
        """Have ``count`` transactions in the table, about which nothing was told."""
        with self._cursor() as cursor:
            cursor.execute(_COLUMNS)
            names = [sql.Identifier(name) for (name,) in cursor.fetchall()]
            copy = sql.SQL(_COPY).format(columns=sql.SQL(", ").join(names))
            cursor.execute(copy, (self.count + 1, count))
        self.count = count
        self._analyse()

    def wait(self, references: list[str]) -> None:
        """Have Ogone asked about these."""
        with self._cursor() as cursor:
            cursor.execute(_WAIT, (references,))
        self._analyse()

    def _analyse(self) -> None:
        """Do now what PostgreSQL would begin to do in the middle of measuring."""
        with self._cursor() as cursor:
            cursor.execute("VACUUM ANALYZE payment_transaction")
            cursor.execute("CHECKPOINT")

    @contextlib.contextmanager
    def _cursor(self) -> Iterator:
        options = databases.connection_options(self._server)
        connection = psycopg2.connect(dbname=self._database, **options)
        connection.autocommit = True  # VACUUM wants no transaction
        with contextlib.closing(connection), connection.cursor() as cursor:
            yield cursor
