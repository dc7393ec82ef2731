# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the runner reads: apt's sources, Odoo's log and release, pytest's report."""

import doctest
import json
import subprocess
import sys

import pytest

from devtools import apt_sources, audit, coverage, host_tests, junit, mutation
from devtools.console import Progress, RunnerError
from devtools.counts import Counts
from devtools.odoo import Output

STANZAS = """\
Types: deb-src
URIs: http://mirror.example/debian
Suites: bookworm

# the one to copy
Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Signed-By: /usr/share/keyrings/example.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
"""
LINES = """\
# deb http://old.example/debian bookworm main
deb-src http://mirror.example/debian bookworm main
deb [signed-by=/example.gpg] http://mirror.example/debian bookworm main contrib
deb http://mirror.example/debian-security bookworm-security main
"""
LOG = """\
2026-01-01 10:00:00,000 7 INFO shop odoo.tests: Starting TestFlow.test_refund ...
2026-01-01 10:00:00,000 7 ERROR shop odoo.tests: ERROR: TestFlow.test_refund
Traceback (most recent call last):
2026-01-01 10:00:01,000 7 INFO shop odoo.service: Initiating shutdown
2026-01-01 10:00:01,000 7 ERROR shop odoo.tests.result: 1 failed, 2 error(s) of 9 \
tests when loading database 'shop'
"""
REPORT = """\
<testsuites><testsuite tests="9" skipped="2" failures="1" errors="1"/></testsuites>
"""


def test_suite_is_added_to_the_stanza_of_the_machines_release(tmp_path):
    folder = tmp_path / "sources.list.d"
    folder.mkdir()
    (folder / "debian.sources").write_text(STANZAS)
    source = apt_sources.with_suite("sid", "bookworm", tmp_path)
    assert source.count("Suites:") == 1
    assert "Suites: bookworm bookworm-updates sid\n" in source
    assert "Signed-By: /usr/share/keyrings/example.gpg" in source
    assert apt_sources.is_deb822(source)


def test_suite_is_added_in_the_one_line_style(tmp_path):
    (tmp_path / "sources.list").write_text(LINES)
    start = "deb [signed-by=/example.gpg] http://mirror.example/debian"
    source = apt_sources.with_suite("sid", "bookworm", tmp_path)
    assert source == f"{start} bookworm main contrib\n{start} sid main contrib\n"
    assert not apt_sources.is_deb822(source)


def test_no_source_is_taken_from_another_release(tmp_path):
    (tmp_path / "sources.list").write_text(LINES)
    assert apt_sources.with_suite("sid", "trixie", tmp_path) is None


def test_loud_lines_are_shown_with_what_follows_them(capsys):
    watch, progress = host_tests.Watch(set()), Progress()
    output = Output(progress, watch.take)
    for line in LOG.splitlines():
        output.take(line)
    shown = capsys.readouterr().out
    assert "Traceback" in shown
    assert "Initiating shutdown" not in shown
    assert output.errors == 2
    assert watch.counts(status=1) == Counts(passed=6, failed=3)


def test_crash_after_passed_tests_is_a_failure():
    watch = host_tests.Watch(set())
    watch.take(Progress(), "0 failed, 0 error(s) of 4 tests when loading database 'x'")
    assert watch.counts(status=-9) == Counts(passed=4, failed=1)


def test_report_of_pytest_is_counted_without_skipped_tests(tmp_path):
    report = tmp_path / "junit.xml"
    report.write_text(REPORT)
    assert junit.read(report) == Counts(5, 2, skipped=2)
    assert junit.read(tmp_path / "missing.xml").ran == 0


def test_examples_in_docstrings_are_true():
    for module in (audit, host_tests, mutation):
        found = doctest.testmod(module)
        assert found.attempted > found.failed == 0


@pytest.fixture
def measure(tmp_path, monkeypatch):
    """Measure a program of two lines, of which one runs, in a folder of its own."""
    (tmp_path / "program.py").write_text("import sys\nif not sys:\n    never = 1\n")
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(coverage, "ROOT", tmp_path)
    monkeypatch.setattr(coverage, "DEV", tmp_path)
    monkeypatch.setattr(coverage, "PYTHON", sys.executable)

    def run(floor):
        measured = coverage.Coverage("unit", ("program.py",), floor)
        command = measured.measured([sys.executable, tmp_path / "program.py"])
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        return measured.counts()

    return run


def test_coverage_below_its_floor_is_a_failure(measure, capfd):
    assert measure(100) == Counts(failed=1)
    assert "program.py" in capfd.readouterr().out


def test_coverage_counts_lines_and_branches(measure):
    """Two lines of three, and one branch of two: 60 %."""
    assert measure(60) == Counts()
    assert measure(61) == Counts(failed=1)


def audited(*packages):
    return json.dumps({"dependencies": list(packages), "fixes": []})


def test_faults_that_are_known_are_told_by_package():
    text = audited(
        {"name": "requests", "version": "1.0", "vulns": [{"id": "X-1"}, {"id": "X-2"}]},
        {"name": "lxml", "version": "5.1.1", "vulns": []},
        {"name": "own", "skip_reason": "not found"},
    )
    assert audit.read(text) == {"requests 1.0": ["X-1", "X-2"]}


@pytest.mark.parametrize("text", ["", audited({"name": "a", "skip_reason": "offline"})])
def test_where_nobody_tells_of_faults_nothing_was_audited(text):
    assert audit.read(text) is None


def dumped(outcome, worker="normal"):
    mutation = {"start_pos": [7, 0], "operator_name": "core/AddNot"}
    result = {"worker_outcome": worker, "test_outcome": outcome, "diff": None}
    return json.dumps([{"job_id": "1", "mutations": [mutation]}, result])


def test_mutants_are_read_without_those_that_were_left_out():
    lines = [dumped("killed"), dumped("survived"), dumped(None, "skipped")]
    mutants = list(mutation.read_dump("\n".join(lines)))
    assert [mutant.survived for mutant in mutants] == [False, True]
    assert (mutants[0].line, mutants[0].operator) == (7, "AddNot")
    assert mutation.row("all", mutants).split() == ["all", "2", "1", "1", "50.0"]
    assert mutation.killed_percent([]) == 0


@pytest.mark.parametrize("line", ['[{"job_id": "1"}, null]', dumped(None, "exception")])
def test_a_mutant_that_was_not_run_is_an_error(line):
    with pytest.raises(RunnerError):
        list(mutation.read_dump(line))
