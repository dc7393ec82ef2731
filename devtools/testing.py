# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``test``."""

from __future__ import annotations

import argparse
import shutil
import sys
import xml.etree.ElementTree as ElementTree  # nosec B405 # reads pytest's own report
from collections.abc import Mapping
from pathlib import Path

from . import (
    chaos,
    clean_install,
    clients,
    coverage,
    databases,
    host_tests,
    hosts,
    i18n,
    ports,
    postgres,
    renamed_hosts,
    shop,
)
from .console import RunnerError, say
from .counts import Counts
from .coverage import Coverage
from .hosts import Host
from .locks import claimed
from .paths import DEV, ROOT, SCREENSHOTS
from .processes import log_file, run_for_status
from .shop import Shop
from .venv import PYTHON

# Coverage and terms are held to what one host says.
MEASURED = "Odoo 19.0"
_ON_MEASURED = {"chaos", "flectra"}
SMALL_STORM = {"seed": 1, "orders": 40}


def test(arguments: argparse.Namespace) -> int:
    """Run the tests: unit without a host, sandbox over HTTP, host inside Odoo, e2e.

    That one drives a browser; chaos, the last, lets a little of everything go wrong.
    flectra runs those of host again, on a copy of Odoo whose namespace is flectra.
    package installs the archives of the addon on a new database of both.
    Without a part all run. The last line tells the sum. Where a part runs whole, too
    little coverage of ogone/ (unit) or of the addon (host, on Odoo 19) is a failure,
    and so is what the verb i18n finds to translate, and a test that did not run.
    With --host, they run on that tree: Odoo 17 to 19 take the addon as it lies, Odoo
    16 and Flectra a package that is written for them. Stories that need pages of a
    newer host are skipped, and tell so.
    """
    parts = [arguments.part] if arguments.part else _parts(arguments)
    total = sum((_run_part(part, arguments) for part in parts), Counts())
    if total.skipped:
        say(f"{total.skipped} skipped, for the reasons above")
    say(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


def _parts(arguments: argparse.Namespace) -> list[str]:
    """Return all parts; of a host that somebody names, those that it makes sense on."""
    if not hosts.named(arguments.host):
        return list(PARTS)
    host = hosts.find(arguments.host)
    left_out = set() if host.name == MEASURED else _ON_MEASURED
    if left_out:
        say(f"Not on {host.name}, but on {MEASURED}: {', '.join(sorted(left_out))}")
    return [part for part in PARTS if part not in left_out]


def _run_part(part: str, arguments: argparse.Namespace) -> Counts:
    """Run one part; whatever keeps it from its tests counts as a failure."""
    say(f"\n== {part} tests")
    try:
        counts = PARTS[part](arguments)
    except RunnerError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        counts = Counts(failed=1)
    if not counts.ran:
        say(f"No {part} test ran, which counts as a failure.")
        counts = Counts(failed=1)
    return counts


def _unit(arguments: argparse.Namespace) -> Counts:
    if arguments.name:
        return _pytest("unit", arguments.name, {})
    return _pytest("unit", None, {}, coverage.PROTOCOL) + coverage.PROTOCOL.counts()


def _sandbox(arguments: argparse.Namespace) -> Counts:
    return _pytest("sandbox", arguments.name, clients.variables())


def _host(arguments: argparse.Namespace) -> Counts:
    host = hosts.find(arguments.host)
    with claimed("host_test"), postgres.running() as server:
        if arguments.name or host.name != MEASURED:
            return host_tests.run(host, server, arguments.name)
        counts = host_tests.run(host, server, None, coverage.ADDON)
        counts += coverage.ADDON.counts()
        return counts + i18n.check(host, server, databases.local_name("host_test"))


def _flectra(arguments: argparse.Namespace) -> Counts:
    """Run the host's tests on its copy under another namespace, as it is packaged."""
    host = renamed_hosts.ensure(hosts.find(arguments.host))
    with claimed("host_test"), postgres.running() as server:
        return host_tests.run(host, server, arguments.name)


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
            variables = {**server, **_shop_variables(host, open_shop), **env}
            return _pytest("e2e", name, variables)


def _shop_variables(host: Host, open_shop: Shop) -> dict[str, str]:
    shutil.rmtree(SCREENSHOTS, ignore_errors=True)
    SCREENSHOTS.mkdir()
    return {
        "HOST_SERIES": str(host.series),
        "SHOP_URL": open_shop.url,
        "SHOP_LOG": str(log_file(f"odoo-{open_shop.database}")),
        "SANDBOX_URL": open_shop.sandbox_url,
        "ADMIN_LOGIN": shop.LOGIN,
        "ADMIN_PASSWORD": shop.PASSWORD,
        "SCREENSHOTS": str(SCREENSHOTS),
        "CHROMIUM": shutil.which("chromium") or "",
        "PGDATABASE": open_shop.database,
    }


def _package(arguments: argparse.Namespace) -> Counts:
    """Install the package for a host; of Odoo 19 also on its copy with another name."""
    host = hosts.find(arguments.host)
    both = [host, renamed_hosts.ensure(host)] if host.name == MEASURED else [host]
    with claimed("clean_install"), postgres.running() as server:
        return sum((clean_install.run(each, server) for each in both), Counts())


def _chaos(arguments: argparse.Namespace) -> Counts:
    """Run a small storm; the long ones are for the verb ``chaos``."""
    small = argparse.Namespace(host=arguments.host, **SMALL_STORM)
    return Counts(failed=1) if chaos.chaos(small) else Counts(passed=1)


PARTS = {
    "unit": _unit,
    "sandbox": _sandbox,
    "host": _host,
    "flectra": _flectra,
    "e2e": _e2e,
    "package": _package,
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
    command += ["-rs"] + (["-k", name] if name else [])
    command = measure.measured(command) if measure else command
    caches = {"HYPOTHESIS_STORAGE_DIRECTORY": str(DEV / "hypothesis")}
    status, _output = run_for_status(command, {**caches, **env}, ROOT)
    counts = read_report(report)
    crashed = status and counts.ran and not counts.failed
    return counts + Counts(failed=1) if crashed else counts


def read_report(report: Path) -> Counts:
    """Return what a JUnit report counts; nothing, where pytest did not get to it."""
    if not report.exists():
        return Counts()
    tree = ElementTree.parse(report)  # noqa: S314 # nosec B314 # pytest has written it
    suites = tree.getroot().iter("testsuite")
    totals = [
        {name: int(suite.get(name, 0)) for name in ("tests", "skipped")}
        | {"failed": int(suite.get("failures", 0)) + int(suite.get("errors", 0))}
        for suite in suites
    ]
    failed = sum(total["failed"] for total in totals)
    skipped = sum(total["skipped"] for total in totals)
    ran = sum(total["tests"] for total in totals) - skipped
    return Counts(ran - failed, failed, skipped)
