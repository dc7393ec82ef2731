# SPDX-License-Identifier: LGPL-3.0-or-later
"""Measure which lines and branches the tests run, and hold the figure to a floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .console import say
from .counts import Counts
from .paths import DEV, ROOT
from .processes import Command, run_for_status
from .venv import PYTHON


@dataclass(frozen=True)
class Coverage:
    """What one part of the tests has to run.

    :ivar files: Patterns, from the root of the repository.
    :ivar floor: Percent of lines and branches, as coverage.py counts both together.
    """

    name: str
    files: Sequence[str]
    floor: float

    def measured(self, command: Command) -> list[str | Path]:
        """Return ``command``, which starts with Python, so that it is measured."""
        self._data.unlink(missing_ok=True)
        files = ",".join(str(ROOT / pattern) for pattern in self.files)
        options = ["--branch", f"--include={files}", *self._options]
        return [PYTHON, "-m", "coverage", "run", *options, *command[1:]]

    def counts(self) -> Counts:
        """Say the figure, and what is missing; below the floor it is a failure."""
        report = [PYTHON, "-m", "coverage", "report", *self._options, "--precision=2"]
        options = ["--show-missing", "--skip-covered", f"--fail-under={self.floor}"]
        status, _output = run_for_status([*report, *options], cwd=ROOT)
        if status:
            say(f"The {self.name} tests must run {self.floor} % of {self.what}.")
        return Counts(failed=1) if status else Counts()

    @property
    def what(self) -> str:
        """Return the files for people."""
        return " ".join(self.files)

    @property
    def _options(self) -> list[str]:
        return [f"--data-file={self._data}", f"--rcfile={ROOT / 'pyproject.toml'}"]

    @property
    def _data(self) -> Path:
        return DEV / f"coverage-{self.name}"


PROTOCOL = Coverage("unit", ("ogone/*.py",), 100)
ADDON = Coverage(
    "host",
    (
        *("models/*.py", "wizards/*.py", "controllers/*.py"),
        *("compat.py", "const.py", "hooks.py", "logs.py"),
    ),
    95,
)
