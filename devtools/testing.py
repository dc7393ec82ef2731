# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``test``."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping

from . import (
    chaos,
    clients,
    coverage,
    databases,
    host_tests,
    hosts,
    i18n,
    junit,
    ports,
    postgres,
    pythons,
    shop,
)
from .console import RunnerError, say
from .counts import Counts
from .coverage import Coverage
from .locks import claimed
from .paths import DEV, ROOT, SCREENSHOTS
from .processes import log_file, run_for_status
from .shop import Shop
from .venv import PYTHON

SMALL_STORM = {"seed": 1, "orders": 40}


def test(arguments: argparse.Namespace) -> int:
    """Run the tests: unit without a host, sandbox over HTTP, host inside Odoo, e2e.

    That one drives a browser; pythons repeats unit on the oldest and the newest Python;
    chaos, the last, lets a little of everything go wrong.
    Without a part all run. The last line tells the sum. Where a part runs whole, too
    little coverage of ogone/ (unit) or of the addon (host) is a failure, and so is
    what the verb i18n finds to translate.
    """
    parts = [arguments.part] if arguments.part else list(PARTS)
    total = sum((_run_part(part, arguments) for part in parts), Counts())
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


def _run_part(part: str, arguments: argparse.Namespace) -> Counts:
    """Run one part; whatever keeps it from its tests counts as a failure, unless the
    part itself says that there is nothing to run here.
    """
    say(f"\n== {part} tests")
    try:
        counts = PARTS[part](arguments)
    except RunnerError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        counts = Counts(failed=1)
    if counts is None:
        return Counts()
    if not counts.ran:
        say(f"No {part} test ran, which counts as a failure.")
        counts = Counts(failed=1)
    return counts


def _unit(arguments: argparse.Namespace) -> Counts:
    if arguments.name:
        return _pytest("unit", arguments.name, {})
    return _pytest("unit", None, {}, coverage.PROTOCOL) + coverage.PROTOCOL.counts()


def _pythons(arguments: argparse.Namespace) -> Counts | None:
    return pythons.ends(arguments.name)


def _sandbox(arguments: argparse.Namespace) -> Counts:
    return _pytest("sandbox", arguments.name, clients.variables())


def _host(arguments: argparse.Namespace) -> Counts:
    host = hosts.find(arguments.host)
    with claimed("host_test"), postgres.running() as server:
        if arguments.name:
            return host_tests.run(host, server, arguments.name)
        counts = host_tests.run(host, server, None, coverage.ADDON)
        counts += coverage.ADDON.counts()
        return counts + i18n.check(host, server, databases.local_name("host_test"))


def _e2e(arguments: argparse.Namespace) -> Counts:
    return in_shop(arguments.host, "e2e", arguments.name, {})


def in_shop(
    host_path: str | None,
    database_name: str,
    name: str | None,
    env: Mapping[str, str],
) -> Counts:
    """Run tests of e2e against a new shop and a sandbox that are started for them.

    :param database_name: Of the shop.
    :param name: Only tests of that name.
    """
    host = hosts.find(host_path)
    with claimed(database_name), postgres.running() as server:
        database = shop.database(host, server, database_name, reset=True)
        open_shop = Shop(database, ports.any_free(), ports.any_free())
        with shop.opened(host, server, open_shop):
            variables = {**server, **_shop_variables(open_shop), **env}
            return _pytest("e2e", name, variables)


def _shop_variables(open_shop: Shop) -> dict[str, str]:
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    SCREENSHOTS.mkdir()
    return {
        "SHOP_URL": open_shop.url,
        "SHOP_LOG": str(log_file(f"odoo-{open_shop.database}")),
        "SANDBOX_URL": open_shop.sandbox_url,
        "ADMIN_LOGIN": shop.LOGIN,
        "ADMIN_PASSWORD": shop.PASSWORD,
        "SCREENSHOTS": str(SCREENSHOTS),
        "CHROMIUM": shutil.which("chromium") or "",
        "PGDATABASE": open_shop.database,
    }


def _chaos(arguments: argparse.Namespace) -> Counts:
    """Run a small storm; the long ones are for the verb ``chaos``."""
    small = argparse.Namespace(host=arguments.host, **SMALL_STORM)
    return Counts(failed=1) if chaos.chaos(small) else Counts(passed=1)


PARTS = {
    "unit": _unit,
    "pythons": _pythons,
    "sandbox": _sandbox,
    "host": _host,
    "e2e": _e2e,
    "chaos": _chaos,
}


def _pytest(
    part: str,
    name: str | None,
    env: Mapping[str, str],
    measure: Coverage | None = None,
) -> Counts:
    """Run the tests of a folder; a rootdir there keeps pytest off the addon."""
    folder, report = ROOT / "tests" / part, DEV / f"junit-{part}.xml"
    report.unlink(missing_ok=True)
    command = [PYTHON, "-m", "pytest", folder, f"--rootdir={folder}"]
    command += [f"--junitxml={report}", "-o", f"cache_dir={DEV / 'pytest'}"]
    command += ["-k", name] if name else []
    command = measure.measured(command) if measure else command
    caches = {"HYPOTHESIS_STORAGE_DIRECTORY": str(DEV / "hypothesis")}
    status, _output = run_for_status(command, {**caches, **env}, ROOT)
    counts = junit.read(report)
    crashed = status and counts.ran and not counts.failed
    return counts + Counts(failed=1) if crashed else counts
