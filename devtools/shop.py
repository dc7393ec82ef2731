# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shop that pays through the sandbox: for the demo, and for tests in a browser."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen  # nosec B404 # for its type

from . import databases, host_addons, nodes, odoo
from .console import say
from .databases import Server
from .hosts import Host
from .paths import ADDON
from .services import service
from .stamps import Stamp, digest_files
from .venv import PYTHON

CONFIGURATION = Path(__file__).with_name("configure_shop.py")
NOT_THE_ADDON = {"dev", "devtools", "dist", "docs", "sandbox", "tests"}
LOGIN = PASSWORD = "admin"  # noqa: S105 # nosec B105 # Odoo's demo data


@dataclass(frozen=True)
class Shop:
    """Where a shop and its gateway listen, and what the shop keeps."""

    database: str
    port: int
    sandbox_port: int

    @property
    def url(self) -> str:
        """Return the address of the shop, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Return the address of the simulated gateway, without a slash at its end."""
        return f"http://127.0.0.1:{self.sandbox_port}"


@contextlib.contextmanager
def opened(host: Host, server: Server, shop: Shop, count: int = 1) -> Iterator[None]:
    """Serve ``shop`` and its sandbox while the block runs; its database exists.

    :param count: How many Odoo servers, behind a proxy if more than one.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(sandbox(shop))
        prepare(host, server, shop)
        stack.enter_context(_served(host, server, shop, count))
        yield


def prepare(host: Host, server: Server, shop: Shop) -> None:
    """Install the addon into the database of ``shop``, and set it up to be paid."""
    _install_addon(host, server, shop.database)
    _configure(host, server, shop)


def _served(
    host: Host, server: Server, shop: Shop, count: int
) -> contextlib.AbstractContextManager:
    if count > 1:
        return nodes.serve(host, server, shop.database, shop.port, count)
    log = f"odoo-{shop.database}"
    return odoo.serve(host, server, shop.database, shop.port, log)


def sandbox(shop: Shop, *options: str) -> contextlib.AbstractContextManager[Popen]:
    """Serve the gateway of ``shop`` while the block runs."""
    feedback = f"{shop.url}/payment/ogone/return"
    command = [PYTHON, "-m", "sandbox", "--port", str(shop.sandbox_port)]
    command += ["--feedback-url", feedback, *options]
    name = f"sandbox-{shop.database}"
    return service(command, f"{shop.sandbox_url}/", name, {"PYTHONUNBUFFERED": "1"})


def _install_addon(host: Host, server: Server, database: str) -> None:
    """Install or update the addon, if its files changed since the last time."""
    stamp = _addon_stamp(host, database)
    if not stamp.is_fresh():
        say(f"Installing {ADDON} into database {database}")
        odoo.install(host, server, database, "-i", ADDON, "-u", ADDON)
        stamp.set()


def _addon_stamp(host: Host, database: str) -> Stamp:
    """Remember in which state the addon was when it went into ``database``."""
    folders = [
        entry
        for entry in (host_addons.folder(host) / ADDON).iterdir()
        if entry.name not in NOT_THE_ADDON and not entry.name.startswith(".")
    ]
    files = [file for entry in folders for file in (entry, *entry.rglob("*"))]
    sources = [file for file in files if file.is_file() and file.suffix != ".pyc"]
    return Stamp(f"addon-{database}", host.key, digest_files(sources))


def _configure(host: Host, server: Server, shop: Shop) -> None:
    """Give the provider the account of the sandbox's merchant, and switch it on."""
    from sandbox.accounts.merchants import DEMO, DEMO_PASSWORD, DEMO_USERID

    values = {
        "ogone_pspid": DEMO.pspid,
        "ogone_userid": DEMO_USERID,
        "ogone_password": DEMO_PASSWORD,
        "ogone_shakey_in": DEMO.sha_in,
        "ogone_shakey_out": DEMO.sha_out,
        "ogone_hash_function": DEMO.hash_algorithm,
        "ogone_gateway": "sandbox",
        "ogone_base_url": shop.sandbox_url,
    }
    settings = json.dumps({"url": shop.url, "provider": values})
    done = Stamp(f"shop-{shop.database}", settings, CONFIGURATION.read_text())
    if not done.is_fresh():
        variables = {**server, "PAYMENT_OGONE_SHOP": settings}
        odoo.shell(host, variables, shop.database, CONFIGURATION)
        done.set()


def database(host: Host, server: Server, name: str, reset: bool) -> str:
    """Return the database ``name``; make it if it is missing or another host's."""
    found = databases.local_name(name)
    made = Stamp(f"database-{found}", host.key)
    if reset or not made.is_fresh() or not databases.exists(server, found):
        for name_of_step in ("database", "addon", "shop"):
            Stamp(f"{name_of_step}-{found}").remove()
        databases.fresh_copy(host, server, name)
        made.set()
    return found
