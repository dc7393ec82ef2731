# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``mutate``: does a test fail when the code is wrong?"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shlex
import shutil
import sqlite3
import subprocess  # nosec B404 # it starts programs by name, as a shell would
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .console import Progress, RunnerError, say
from .paths import DEV, ROOT, VENV
from .processes import child, run, run_for_status
from .venv import PYTHON

FLOOR = 95  # percent
AT_ONCE = 2
SECONDS = 60  # for the tests of one mutant: an endless loop is found by them too
FOLDER = DEV / "mutation"
COPIED = ("ogone", "sandbox", "tests/unit")
# Which tests have to notice, by module of ogone/.
# Those that decide about money; their tests are all of tests/unit/test_MODULE*.py.
MODULES = "progress feedback statuses diagnosis signature amounts report".split()
# Annotations are text that nothing evaluates, and no other "|" is in these modules.
CONFIGURATION = """\
[cosmic-ray]
module-path = "ogone/{module}.py"
timeout = {seconds}
excluded-modules = []
test-command = {command}

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""
# Without the conftest: none of these tests needs a sandbox.
PYTEST = "-x -q -p no:cacheprovider --noconftest --hypothesis-seed=0".split()
PYTEST += ["--assert=plain", "--rootdir", "tests/unit"]
# What is compiled is known by its content: a mutant differs within the same second.
COMPILE = "-m compileall -q --invalidation-mode checked-hash ogone tests".split()
QUIET = {"PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_STORAGE_DIRECTORY": "hypothesis"}


def mutate(arguments: argparse.Namespace) -> int:
    """Make the code of ogone/ wrong in hundreds of ways, and see the tests fail.

    Each mutant of the modules that decide about money runs against their own tests, in
    copies below .dev/mutation. Ends with a table and with those that survived; with
    status 1 where fewer than 95 % were killed. docs/reliability.md says why they may.
    """
    chosen = [arguments.module] if arguments.module else MODULES
    sessions = [Session(module) for module in chosen]
    shutil.rmtree(FOLDER, ignore_errors=True)
    for session in sessions:
        session.prepare()
    with Progress() as progress:
        _carry_out(sessions, progress)
    return _report(sessions)


@dataclass(frozen=True)
class Mutant:
    """One way in which a module was made wrong."""

    line: int
    operator: str
    outcome: str
    diff: str

    @property
    def survived(self) -> bool:
        """Return whether all tests have passed."""
        return self.outcome == "survived"


class Session:
    """The mutants of one module, in a copy of what they need."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.folder = FOLDER / module

    def prepare(self) -> None:
        """Make the copy and the list of mutants.

        :raise RunnerError: the tests fail on the code as it is.
        """
        for name in COPIED:
            ignored = shutil.ignore_patterns("__pycache__", ".hypothesis")
            shutil.copytree(ROOT / name, self.folder / name, ignore=ignored)
        text = CONFIGURATION.format(
            module=self.module, seconds=SECONDS, command=json.dumps(self.test_command)
        )
        (self.folder / "mutation.toml").write_text(text)
        self._run(PYTHON, *COMPILE)
        self._run(*shlex.split(self.test_command))
        self._run(_tool("cosmic-ray"), "init", "mutation.toml", "session.sqlite")
        self._run(_tool("cr-filter-operators"), "session.sqlite", "mutation.toml")

    @property
    def test_command(self) -> str:
        """Return what runs the tests that have to notice: examples that hypothesis
        finds last, for most mutants are killed without.
        """
        tests = (ROOT / "tests" / "unit").glob(f"test_{self.module}*.py")
        files = [str(file.relative_to(ROOT)) for file in sorted(tests)]
        tests = shlex.join([str(PYTHON), "-m", "pytest", *PYTEST, *files])
        both = (f'{tests} -m "{which}"' for which in ("not hypothesis", "hypothesis"))
        none = "[ $? = 5 ]"  # pytest's way to say that there is no such test
        return shlex.join(["sh", "-c", " && ".join(f"({t} || {none})" for t in both)])

    def _run(self, *command: str | Path) -> None:
        run(command, env=QUIET, cwd=self.folder, quiet=True)

    def started(self) -> contextlib.AbstractContextManager[subprocess.Popen]:
        """Run all mutants while the block runs, or until it is done."""
        command = [_tool("cosmic-ray"), "exec", "mutation.toml", "session.sqlite"]
        outputs = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        return child(command, cwd=self.folder, env={**os.environ, **QUIET}, **outputs)

    def progress(self) -> tuple[int, int]:
        """Return how many mutants have run, of how many."""
        counts = (
            "SELECT (SELECT count(*) FROM work_results),"
            " (SELECT count(*) FROM work_items)"
        )
        with contextlib.closing(self._database()) as database:
            return database.execute(counts).fetchone()

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "session.sqlite", timeout=30)

    @cached_property
    def mutants(self) -> list[Mutant]:
        """Return what became of every mutant; those left out are none."""
        dump = [_tool("cosmic-ray"), "dump", "session.sqlite"]
        output = run_for_status(dump, cwd=self.folder, quiet=True)[1]
        return list(read_dump(output))


def read_dump(text: str) -> Iterator[Mutant]:
    """Yield the mutants that cosmic-ray dumps, one JSON document a line.

    :raise RunnerError: one of them was not run.
    """
    for line in text.splitlines():
        item, result = json.loads(line)
        if result is None or result["worker_outcome"] not in ("normal", "skipped"):
            raise RunnerError(f"A mutant was not run: {item}, {result}")
        if result["worker_outcome"] == "normal":
            (mutation,) = item["mutations"]
            yield Mutant(
                line=mutation["start_pos"][0],
                operator=mutation["operator_name"].removeprefix("core/"),
                outcome=result["test_outcome"],
                diff=result["diff"] or "",
            )


def _tool(name: str) -> Path:
    return VENV / "bin" / name


def _carry_out(sessions: list[Session], progress: Progress) -> None:
    with contextlib.ExitStack() as stack:
        waiting, running = list(sessions), []
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(stack.enter_context(waiting.pop(0).started()))
            with contextlib.suppress(subprocess.TimeoutExpired):
                running[0].wait(1)
            running = [process for process in running if process.poll() is None]
            counts = [session.progress() for session in sessions]
            ran, all_of_them = (sum(column) for column in zip(*counts, strict=True))
            progress.show(f"  {ran} of {all_of_them} mutants")


def _report(sessions: list[Session]) -> int:
    for session in sessions:
        for mutant in filter(lambda mutant: mutant.survived, session.mutants):
            say(f"\nogone/{session.module}.py:{mutant.line} {mutant.operator}")
            say("\n".join(changed_lines(mutant.diff)))
    say(f"\n{'module':<12}{'mutants':>9}{'killed':>9}{'survived':>10}{'killed %':>10}")
    for session in sessions:
        say(row(session.module, session.mutants))
    everything = [mutant for session in sessions for mutant in session.mutants]
    say(row("all", everything))
    killed = killed_percent(everything)
    if killed < FLOOR:
        say(f"At least {FLOOR} % must be killed.")
    return 1 if killed < FLOOR else 0


def changed_lines(diff: str) -> list[str]:
    """Return what a diff removes and adds, without its head.

    >>> changed_lines("--- a\\n+++ b\\n@@ -1 +1 @@\\n x\\n-1\\n+2")
    ['  -1', '  +2']
    """
    body = diff.splitlines()[2:]
    return [f"  {line}" for line in body if line.startswith(("-", "+"))]


def row(name: str, mutants: list[Mutant]) -> str:
    """Return a line of the table."""
    survived = sum(mutant.survived for mutant in mutants)
    counts = f"{len(mutants):>9}{len(mutants) - survived:>9}{survived:>10}"
    return f"{name:<12}{counts}{killed_percent(mutants):>10.1f}"


def killed_percent(mutants: list[Mutant]) -> float:
    """Return how many of 100 mutants were killed; of none, none."""
    killed = sum(not mutant.survived for mutant in mutants)
    return 100 * killed / max(len(mutants), 1)
