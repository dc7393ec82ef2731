# SPDX-License-Identifier: LGPL-3.0-or-later
"""The virtual environment, and the step of the runner from outside into it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from .console import Progress, RunnerError
from .locks import one_at_a_time
from .paths import DEV, ROOT, VENV
from .pins import PYTHON_PACKAGES
from .processes import follow, log_file, run, tail
from .stamps import Stamp

PYTHON = VENV / "bin" / "python"


def is_entered() -> bool:
    """Tell whether this process runs inside the virtual environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter(arguments: list[str]) -> NoReturn:
    """Make the virtual environment if need be, and start again inside."""
    with one_at_a_time(DEV / "venv.lock"):
        ensure()
    # This runner itself, with the arguments that it was given.
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "dev"), *arguments])  # noqa: S606 # nosec B606


def ensure() -> None:
    """Make the virtual environment, with exactly the pinned packages."""
    made = Stamp("venv", sys.version, sys.base_prefix, PYTHON_PACKAGES)
    if not (made.is_fresh() and PYTHON.exists()):
        made.remove()
        run([sys.executable, "-m", "venv", "--clear", VENV])
        install(*PYTHON_PACKAGES.strip().splitlines())
        made.set()


def install(*requirements: str) -> None:
    """Install ``requirements`` as they are spelled, showing how far it is."""
    listing = DEV / "requirements.txt"
    listing.write_text("\n".join(line.strip() for line in requirements) + "\n")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install"]
    command = [*pip, "--progress-bar", "off", "-r", listing]
    with Progress() as progress:
        if follow(command, lambda line: progress.show(f"  {line}"), "pip", {}):
            raise RunnerError(f"{tail('pip')}\npip failed, see {log_file('pip')}")
