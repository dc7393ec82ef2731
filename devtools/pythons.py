# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``pythons``, and the interpreters of this machine."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess  # nosec B404 # it asks an interpreter for its version
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import junit
from .console import RunnerError, say
from .counts import Counts
from .paths import DEV, ROOT
from .pins import PYTHONS
from .processes import run_for_status
from .venv import PYTHON

NOXFILE = ROOT / "devtools" / "sessions" / "noxfile.py"
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
# It also has to make environments, which Debian's has not unless asked for.
QUESTION = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
SECONDS_TO_ANSWER = 20


def pythons(arguments: argparse.Namespace) -> int:
    """Run the tests that need no host on each Python that shops may have.

    Without a version on all that are found, on the path or where pyenv keeps them; what
    is missing is said. On 3.8 and 3.9 those of the addon and of ogone/ run, with the
    libraries of Odoo 16; sandbox/ and devtools/ need 3.10.
    """
    interpreters = found()
    say_missing(interpreters)
    versions = arguments.versions or list(interpreters)
    missing = [version for version in versions if version not in interpreters]
    if missing or not versions:
        raise RunnerError(
            f"Python {', '.join(missing or PYTHONS)} is not on this machine:"
            " install it, as with pyenv, or name another."
        )
    counts = run(versions, interpreters)
    say(f"{counts.passed} passed, {counts.failed} failed")
    return 1 if counts.failed else 0


def ends(name: str | None) -> Counts | None:
    """Run the tests on the oldest and on the newest Python besides this one.

    :param name: Only tests of that name.
    :return: ``None`` where this Python is the only one.
    """
    interpreters = found()
    say_missing(interpreters)
    others = [version for version in interpreters if version != OWN]
    if not others:
        say(
            f"Nothing to run: Python {OWN}, which runs the unit tests, is the only one."
        )
        return None
    return run(sorted({others[0], others[-1]}, key=PYTHONS.index), interpreters, name)


def run(
    versions: Sequence[str], interpreters: dict[str, Path], name: str | None = None
) -> Counts:
    """Run the tests on each of ``versions``, in an environment of its own."""
    for version in versions:
        report(version).unlink(missing_ok=True)
    folders = [str(interpreters[version].parent) for version in versions]
    env = {"PATH": os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)])}
    command = [PYTHON, "-m", "nox", "--noxfile", NOXFILE, "--envdir", DEV / "nox"]
    command += ["--sessions", *(f"unit-{version}" for version in versions)]
    command += ["--", "-k", name] if name else []
    status, _output = run_for_status(command, env, ROOT)
    return summed([junit.read(report(version)) for version in versions], status)


def summed(counts: Sequence[Counts], status: int) -> Counts:
    """Return the sum of all versions; one without a test, or a crash, is a failure."""
    total = sum(counts, Counts())
    total += Counts(failed=sum(not each.ran for each in counts))
    return total + Counts(failed=1) if status and not total.failed else total


def report(version: str) -> Path:
    """Return where pytest reports from ``version``."""
    return DEV / f"junit-unit-{version}.xml"


# === INTERPRETERS === #


def found() -> dict[str, Path]:
    """Return the interpreters of this machine by version, the oldest first."""
    first = {version: next(_interpreters(version), None) for version in PYTHONS}
    return {version: path for version, path in first.items() if path}


def say_missing(interpreters: dict[str, Path]) -> None:
    """Say which versions are not tried, for nobody should take them for tried."""
    missing = [version for version in PYTHONS if version not in interpreters]
    if missing:
        say(f"NOT TRIED, not on this machine: Python {', '.join(missing)}")


def _interpreters(version: str) -> Iterator[Path]:
    name = f"python{version}"
    yield from (
        path
        for path in (*_on_path(name), *_of_pyenv(name, version))
        if path.exists() and _answers(path, version)
    )


def _on_path(name: str) -> list[Path]:
    return [Path(folder) / name for folder in os.get_exec_path()]


def _of_pyenv(name: str, version: str) -> list[Path]:
    """Return what pyenv has installed, whether or not it is switched on."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted(root.glob(f"versions/{version}.*/bin/{name}"))


def _answers(path: Path, version: str) -> bool:
    """Tell whether ``path`` runs, is ``version``, and can make an environment."""
    # One of pyenv's own may be on the path and say only that it is switched off.
    options = {"capture_output": True, "text": True, "timeout": SECONDS_TO_ANSWER}
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        answer = subprocess.run([path, "-c", QUESTION], **options)  # nosec B603
        return answer.stdout.strip() == version
    return False
