# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run the addon's tests inside a host, and read from its log how many there were."""

from __future__ import annotations

import re

from . import databases, host_addons, ports
from .console import Progress, say
from .counts import Counts
from .coverage import Coverage
from .databases import Server
from .defined_tests import defined
from .hosts import Host
from .odoo import Output, arguments, environment
from .paths import ADDON
from .processes import follow

RESULT = re.compile(
    r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<ran>\d+) tests"
)
STARTING = re.compile(r"Starting (?P<test>\S+) \.\.\.")
SKIPPED = re.compile(r"skipped (?P<test>\S+) : (?P<reason>.*)")


def run(
    host: Host, server: Server, name: str | None, measure: Coverage | None = None
) -> Counts:
    """Install the addon into a new copy of the shop and run its tests there.

    :param name: A class, ``Class.test_method``, or ``test_method``; without it all
        tests have to run that the addon defines, and what does not is a failure.
    :param measure: What to measure meanwhile.
    """
    database = databases.fresh_copy(host, server, "host_test")
    command = [*host.command, *arguments(host, database), "-i", ADDON]
    command += ["--test-tags", test_tag(name), "--stop-after-init"]
    command += [f"--http-port={ports.any_free()}", "--max-cron-threads=0"]
    command = measure.measured(command) if measure else command
    tests = host_addons.folder(host) / ADDON / "tests"
    watch = Watch(set() if name else defined(tests))
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
    """Follow a test run by the texts of the host's log.

    :param expected: The tests that have to start, as "TestFlow.test_refund".
    """

    def __init__(self, expected: set[str]) -> None:
        self._expected = expected
        self._started: set[str] = set()
        self._skipped: dict[str, str] = {}
        self._failed = self._ran = 0

    def take(self, progress: Progress, text: str) -> None:
        """Show a test that starts; keep what is skipped, and the result."""
        if starting := STARTING.match(text):
            self._started.add(starting["test"])
            progress.show(f"  {len(self._started)}: {starting['test']}")
        elif skipped := SKIPPED.match(text):
            self._skipped[skipped["test"]] = skipped["reason"]
        elif result := RESULT.match(text):
            self._failed += int(result["failed"]) + int(result["errors"])
            self._ran += int(result["ran"])

    def counts(self, status: int) -> Counts:
        """Return the result; a crash, told by ``status``, is one failure at least."""
        for test, reason in sorted(self._skipped.items()):
            say(f"Skipped: {test}: {reason}")
        passed = max(self._ran - self._failed - len(self._skipped), 0)
        failed = self._failed or int(bool(status))
        return Counts(passed, failed, len(self._skipped)) + self._not_run()

    def _not_run(self) -> Counts:
        """Count what the addon defines and the host never began, each as a failure."""
        lost = sorted(self._expected - self._started)
        if lost:
            say(f"Did not run: {len(lost)} tests, as {', '.join(lost[:3])}")
        return Counts(failed=len(lost))
