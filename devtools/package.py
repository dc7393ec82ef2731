# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``package``."""

from __future__ import annotations

import argparse
import re

from .console import say
from .paths import DIST, ROOT
from .processes import run
from .venv import PYTHON


def package(arguments: argparse.Namespace) -> None:
    """Write a distribution into dist/: of the sandbox, a wheel for any Python.

    Its sources are the folders sandbox/ and ogone/, as they lie there.
    """
    PARTS[arguments.what]()


def _sandbox() -> None:
    # Not isolated: what builds it is pinned, and installed with all else.
    build = [PYTHON, "-m", "build", "--wheel", "--no-isolation"]
    run([*build, "--outdir", DIST, ROOT / "sandbox"], quiet=True)
    say(f"Wrote {DIST / f'ogone_sandbox-{_version()}-py3-none-any.whl'}")


def _version() -> str:
    text = (ROOT / "sandbox" / "__init__.py").read_text(encoding="utf-8")
    return re.search('__version__ = "([^"]+)"', text)[1]


PARTS = {"sandbox": _sandbox}
