# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run the addon's tests inside Odoo, and read from its log how many there were."""

from __future__ import annotations

import re

from . import databases, ports
from .console import Progress
from .counts import Counts
from .coverage import Coverage
from .databases import Server
from .hosts import Host
from .odoo import Output, arguments, environment
from .paths import ADDON
from .processes import follow

RESULT = re.compile(
    r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<ran>\d+) tests"
)
STARTING = re.compile(r"Starting (?P<test>\S+) \.\.\.")


def run(
    host: Host, server: Server, name: str | None, measure: Coverage | None = None
) -> Counts:
    """Install the addon into a new copy of the shop and run its tests there.

    :param name: A class, ``Class.test_method``, or ``test_method``.
    :param measure: What to measure meanwhile.
    """
    database = databases.fresh_copy(host, server, "host_test")
    command = [*host.command, *arguments(host, database), "-i", ADDON]
    command += ["--test-tags", test_tag(name), "--stop-after-init"]
    command += [f"--http-port={ports.any_free()}", "--max-cron-threads=0"]
    command = measure.measured(command) if measure else command
    watch = Watch()
    with Progress() as progress:
        output = Output(progress, watch.take)
        status = follow(command, output.take, "host-test", environment(host, server))
    return watch.counts(status)


def test_tag(name: str | None) -> str:
    """Return the value of --test-tags that selects the addon's tests.

    >>> test_tag(None), test_tag("TestFlow.test_refund"), test_tag("test_refund")
    ('/payment_ogone', '/payment_ogone:TestFlow.test_refund', \
'/payment_ogone.test_refund')
    """
    if not name:
        return f"/{ADDON}"
    return f"/{ADDON}{'.' if name.startswith('test_') else ':'}{name}"


class Watch:
    """Follow a test run by the texts of Odoo's log."""

    def __init__(self) -> None:
        self._started = 0
        self._counts = Counts()

    def take(self, progress: Progress, text: str) -> None:
        """Show a test that starts; keep the result."""
        if starting := STARTING.match(text):
            self._started += 1
            progress.show(f"  {self._started}: {starting['test']}")
        elif result := RESULT.match(text):
            failed = int(result["failed"]) + int(result["errors"])
            passed = max(int(result["ran"]) - failed, 0)
            self._counts = Counts(passed, failed)

    def counts(self, status: int) -> Counts:
        """Return the result; a crash, told by ``status``, is one failure at least."""
        if status and not self._counts.failed:
            return self._counts + Counts(failed=1)
        return self._counts
