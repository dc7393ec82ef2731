# SPDX-License-Identifier: LGPL-3.0-or-later
"""Databases with a shop in them: one is made with patience, the others are copies."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import odoo, postgres
from .console import say
from .hosts import Host
from .locks import one_at_a_time
from .paths import DEV, ODOO_DATA, ROOT
from .stamps import digest

MODULES = ("website_sale", "account_payment")
# Up to 16 a chart of accounts is a module; without one, tests of payments skip.
CHART_UP_TO_16 = "l10n_generic_coa"
# The first is that of the shop; a module brings its words as it is installed.
LANGUAGES = ("en_US", "fr_FR", "de_DE")

Server = Mapping[str, str]


def local_name(name: str) -> str:
    """Return ``name``, made this clone's own on a server that others use too."""
    return f"ogone_{digest(str(ROOT))[:6]}_{name}" if postgres.is_foreign() else name


def fresh_copy(host: Host, server: Server, name: str) -> str:
    """Make database ``name`` a new copy of the shop of ``host``; return its name."""
    template = ensure_template(host, server)
    database = local_name(name)
    drop(server, database)
    say(f"Copying database {template} to {database}")
    _copy_files(template, database)
    with _connection(server) as execute:
        execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
    return database


def exists(server: Server, database: str) -> bool:
    """Tell whether ``database`` is there, with the folder of its files."""
    with _connection(server) as execute:
        rows = execute("SELECT 1 FROM pg_database WHERE datname = %s", database)
    return bool(rows) and _files(database).is_dir()


def drop(server: Server, database: str) -> None:
    """Remove ``database`` and its files, if they are there."""
    with _connection(server) as execute:
        execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    shutil.rmtree(_files(database), ignore_errors=True)


def ensure_template(host: Host, server: Server) -> str:
    """Return the database that is copied; make it at the first time."""
    name = local_name(f"shop_{host.key}_{digest(modules(host), LANGUAGES)[:6]}")
    with one_at_a_time(DEV / "template.lock"):
        if not exists(server, name):
            _make_template(host, server, name)
    return name


def modules(host: Host) -> tuple[str, ...]:
    """Return what is installed into a shop before the addon is."""
    return MODULES + ((CHART_UP_TO_16,) if host.series <= 16 else ())


def _make_template(host: Host, server: Server, name: str) -> None:
    """Install a shop with demo data aside, and give it its name when it is whole."""
    say(f"Making database {name}: a shop with demo data, a minute or two")
    making = f"{name}_making"
    drop(server, making)
    drop(server, name)
    demo_data = ["--with-demo"] if host.series >= 19 else []
    languages = f"--load-language={','.join(LANGUAGES)}"
    modules_to_install = ",".join(modules(host))
    odoo.install(host, server, making, languages, "-i", modules_to_install, *demo_data)
    _files(making).mkdir(parents=True, exist_ok=True)
    _files(making).rename(_files(name))
    with _connection(server) as execute:
        execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')


def _files(database: str) -> Path:
    return ODOO_DATA / "filestore" / database


def _copy_files(source: str, target: str) -> None:
    # Hard links do: a file there is named by its content and never written again.
    shutil.copytree(_files(source), _files(target), copy_function=os.link)


def connection_options(server: Server) -> dict[str, str]:
    """Return what psycopg2 needs to reach ``server``; nothing where the environment
    names it.
    """
    words = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user"}
    words["PGPASSWORD"] = "password"
    return {words[name]: value for name, value in server.items()}


@contextlib.contextmanager
def _connection(server: Server) -> Iterator:
    """Yield a function that runs one statement and returns its rows, if any."""
    import psycopg2

    connection = psycopg2.connect(dbname="postgres", **connection_options(server))
    connection.autocommit = True  # a database cannot be made in a transaction
    with contextlib.closing(connection), connection.cursor() as cursor:

        def execute(statement: str, *values: str) -> list:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        yield execute
