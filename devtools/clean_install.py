# SPDX-License-Identifier: LGPL-3.0-or-later
"""Unpack an archive as a shop does, and install what is in it on a new database."""

from __future__ import annotations

import contextlib
import shutil
import zipfile
from pathlib import Path

from . import databases, odoo
from .console import RunnerError, say
from .counts import Counts
from .databases import Server
from .hosts import Host
from .paths import ADDON, DEV

FOLDER = DEV / "clean"
_INSTALLED = "SELECT state, latest_version FROM ir_module_module WHERE name = %s"


def run(host: Host, server: Server) -> Counts:
    """Install the package for ``host`` from an addons path that holds nothing else.

    :raise RunnerError: The host refused it, logged an error, or did not install it.
    """
    target = host.target or f"odoo-{host.series}.0"
    addons = _unpacked(target, host)
    database = databases.local_name("clean_install")
    databases.drop(server, database)
    path = ",".join(map(str, [addons, *host.addons]))
    odoo.install(host, server, database, "-i", ADDON, f"--addons-path={path}")
    state, version = _told(server, database)
    if state != "installed":
        raise RunnerError(f"{ADDON} is {state} on {host.name}.")
    say(f"{host.name} installed {ADDON} {version} from its archive")
    databases.drop(server, database)
    return Counts(passed=1)


def _unpacked(target: str, host: Host) -> Path:
    """Return an addons path with what the archive of ``target`` holds."""
    from .packaging.release import release

    shutil.rmtree(FOLDER / target, ignore_errors=True)
    addons = FOLDER / target / "addons"
    addons.mkdir(parents=True)
    schemas = host.modules / host.namespace
    archive = release(target, schemas, FOLDER / target)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(addons)
    return addons


def _told(server: Server, database: str) -> tuple[str, str]:
    """Return what the database tells of the addon: its state and its version."""
    import psycopg2

    options = databases.connection_options(server)
    connection = psycopg2.connect(dbname=database, **options)
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(_INSTALLED, [ADDON])
        return cursor.fetchone() or ("unknown", "")
