# SPDX-License-Identifier: LGPL-3.0-or-later
"""One SQLite database, shared by all threads of one process.

A transaction is one step of the gateway: whole, or it never happened.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from .schema import APPLICATION, TABLES, VERSION

LARGEST = 2**63 - 1  # number that a column holds
_MEMORY = ":memory:"


class StoreError(Exception):
    """The file cannot hold the books; the text says what to do, in one line."""


class Database:
    """The tables of :mod:`.schema`, in ``file``; without one, in memory.

    :raise StoreError: for a file that is none of ours, or not at hand.
    """

    def __init__(self, file: Path | None = None):
        self._lock = RLock()
        self._connection = _open(file) if file else _connect(_MEMORY)
        if not file:
            self._connection.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Let nobody else in, and keep all that is done within, or nothing.

        One within another is part of it.
        """
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def change(self, statement: str, *values: Any) -> int:
        """Execute one statement; return how many rows it changed."""
        with self.transaction() as connection:
            return connection.execute(statement, values).rowcount

    def rows(self, query: str, *values: Any) -> list[tuple]:
        """Return what ``query`` finds."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> tuple | None:
        """Return the first row that ``query`` finds."""
        with self._lock, closing(self._connection.execute(query, values)) as found:
            return found.fetchone()

    def close(self) -> None:
        """Put everything into the file, and let go of it."""
        with self._lock:
            self._connection.close()


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(
        name, timeout=0, isolation_level=None, check_same_thread=False
    )


def _open(file: Path) -> sqlite3.Connection:
    """Return the database in ``file``, which is made if it is not there."""
    try:
        # Passphrases are in it: for its owner alone.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        connection = _connect(str(file))
        try:
            _prepare(connection, file)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise StoreError(_advice(file, error)) from error
    return connection


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        connection.execute("COMMIT")
        connection.executescript(f"BEGIN; {TABLES} COMMIT;")
    else:
        _check(connection, file)
        connection.execute("COMMIT")
    # A process that is killed loses nothing that was answered; a power cut may.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _check(connection: sqlite3.Connection, file: Path) -> None:
    if _pragma(connection, "application_id") != APPLICATION:
        raise StoreError(
            f"{file} holds the database of another program: name another file."
        )
    version = _pragma(connection, "user_version")
    if version != VERSION:
        raise StoreError(
            f"{file} was written by another version of the sandbox (format {version},"
            f" not {VERSION}): run that version, or name another file to begin anew."
        )
    if _pragma(connection, "quick_check(1)") != "ok":
        raise sqlite3.DatabaseError("damaged")


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _advice(file: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return f"{file} cannot be opened ({reason}): name a file that may be written."
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return f"{file} is in use by another process: stop that one, or name another."
    return (
        f"{file} is no SQLite database, or a damaged one: name another file, or move"
        " this one away to begin anew."
    )
