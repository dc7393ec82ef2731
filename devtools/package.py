# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``package``."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from . import hosts
from .console import say
from .packaging.targets import RELEASED
from .paths import DIST, ROOT
from .processes import run
from .venv import PYTHON

SANDBOX = "sandbox"
CHOICES = (*RELEASED, SANDBOX)


def package(arguments: argparse.Namespace) -> None:
    """Write what others install into dist/: the addon for a host, or the sandbox.

    Of the addon a folder, an archive to unpack into an addons path, and a wheel where
    whool makes one. With --host its data files are held to the schemas of that host. A
    wheel of the sandbox is made of the folders sandbox/ and ogone/, as they lie there.
    """
    if arguments.what == SANDBOX:
        _sandbox()
    else:
        from .packaging.release import release  # lxml is there only inside

        release(arguments.what, _schemas(arguments.host))


def _schemas(path: str | None) -> Path | None:
    if not path:
        return None
    host = hosts.find(path)
    return host.modules / host.namespace


def _sandbox() -> None:
    # Not isolated: what builds it is pinned, and installed with all else.
    build = [PYTHON, "-m", "build", "--wheel", "--no-isolation"]
    run([*build, "--outdir", DIST, ROOT / "sandbox"], quiet=True)
    say(f"Wrote {DIST / f'ogone_sandbox-{_version()}-py3-none-any.whl'}")


def _version() -> str:
    text = (ROOT / "sandbox" / "__init__.py").read_text(encoding="utf-8")
    return re.search('__version__ = "([^"]+)"', text)[1]
