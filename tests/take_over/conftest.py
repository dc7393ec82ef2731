# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shop in which the earlier addon was used, and the host's own update of it; `./dev
test take_over` makes the database and tells how its host is called.
"""

import contextlib
import json
import os
import subprocess

import psycopg2
import pytest
from earlier_shop import EarlierShop

LONGEST_UPDATE = 300
# What an update breaks off at: the view comes late among those that it adds.
OBSTACLE = """
CREATE FUNCTION stand_in_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the update is interrupted here'; END $$;
CREATE TRIGGER obstacle BEFORE INSERT ON ir_model_data FOR EACH ROW
WHEN (NEW.module = 'payment_ogone' AND NEW.name = 'ogone_move_notice')
EXECUTE FUNCTION stand_in_the_way();
"""
ASIDE = "DROP TRIGGER obstacle ON ir_model_data; DROP FUNCTION stand_in_the_way();"


class Database:
    """The shop's database, read and changed behind the host's back."""

    def __init__(self):
        self._connection = psycopg2.connect("")  # the environment leads there
        self._connection.autocommit = True

    def close(self):
        self._connection.close()

    def rows(self, query, *values):
        with self._connection.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    def column(self, query, *values):
        """Return the first column of ``query``."""
        return [row[0] for row in self.rows(query, *values)]

    @contextlib.contextmanager
    def in_one_go(self):
        self._connection.autocommit = False
        with self._connection, self._connection.cursor() as cursor:
            yield cursor
        self._connection.autocommit = True


def run_update():
    """Have the host update the addon, and return how it ended and what it logged."""
    done = subprocess.run(  # noqa: S603
        json.loads(os.environ["UPDATE_COMMAND"]),
        env={**os.environ, **json.loads(os.environ["UPDATE_ENVIRONMENT"])},
        capture_output=True,
        text=True,
        timeout=LONGEST_UPDATE,
    )
    return done.returncode, done.stderr


@pytest.fixture(scope="session")
def earlier():
    """The database before anything of this addon was in it."""
    database = Database()
    with database.in_one_go() as cursor:
        EarlierShop(cursor).make()
    yield database
    database.close()


@pytest.fixture(scope="session")
def interrupted(earlier):
    """The same, after an update that was broken off: how it ended, and what is left."""
    earlier.rows(OBSTACLE)
    status, log = run_update()
    earlier.rows(ASIDE)
    return status, log, earlier


@pytest.fixture(scope="session")
def updated(interrupted):
    """The database after an update, which came after the broken one."""
    database = interrupted[-1]
    status, log = run_update()
    assert status == 0, log
    assert not [line for line in log.splitlines() if " ERROR " in line]
    return database


@pytest.fixture(scope="session")
def updated_again(updated):
    """What the tables held before and after one more update."""
    before = contents(updated)
    status, log = run_update()
    assert status == 0, log
    return before, contents(updated)


def contents(database):
    """Return all that a shop knows of its providers, cards and payments, and which
    views there are.
    """
    tables = ("payment_provider", "payment_token", "payment_transaction")
    read = {
        table: database.column(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")  # noqa: S608
        for table in tables
    }
    read["ir_ui_view"] = database.rows("SELECT id, active FROM ir_ui_view ORDER BY id")
    read["ir_model_data"] = database.rows(
        "SELECT name, model, res_id FROM ir_model_data"
        " WHERE module = 'payment_ogone' ORDER BY name"
    )
    return read
