# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sessions of nox: the tests that need no host, on one Python each.

``./dev pythons`` runs them, for it finds the interpreters. A folder of its own: nox
starts Python in it, where another file could take the place of a standard module.
"""

from __future__ import annotations

import nox

from devtools import pins, pythons
from devtools.paths import DEV, ROOT

FOLDER = ROOT / "tests" / "unit"
OLDER = ("3.8", "3.9")

nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.reuse_venv = "yes"


@nox.session(python=pins.PYTHONS)
def unit(session: nox.Session) -> None:
    """Run the tests that this Python can run."""
    session.install("--quiet", *_requirements(session.python))
    session.run(
        *("python", "-m", "pytest", FOLDER, f"--rootdir={FOLDER}"),
        *(f"--junitxml={pythons.report(session.python)}", "-p", "no:cacheprovider"),
        *session.posargs,
        env={"HYPOTHESIS_STORAGE_DIRECTORY": str(DEV / "hypothesis")},
    )


def _requirements(version: str) -> list[str]:
    """Return what pip is asked for, in the versions that are pinned for ``version``."""
    if version in OLDER:
        return ["--no-deps", *pins.OLDER_PYTHON_PACKAGES.split()]
    pinned = DEV / "pinned.txt"
    lines = (line.strip() for line in pins.PYTHON_PACKAGES.strip().splitlines())
    pinned.write_text("\n".join(lines) + "\n")
    return ["--constraint", str(pinned), *pins.UNIT_PACKAGES.split()]
