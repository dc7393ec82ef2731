# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which Odoo is driven: the one that Debian packages, or any checkout."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import odoo_package
from .console import RunnerError
from .stamps import digest
from .venv import PYTHON

SUPPORTED = range(16, 20)
VARIABLE = "PAYMENT_OGONE_HOST"


@dataclass(frozen=True)
class Host:
    """A tree of Odoo's sources."""

    program: Path
    addons: tuple[Path, ...]
    modules: Path
    """The folder that ``import odoo`` needs on its path."""
    series: int
    """16 to 19."""

    @property
    def key(self) -> str:
        """Name the tree in what is made from it, as "19_0a1b2c"."""
        return f"{self.series}_{digest(str(self.program))[:6]}"

    @property
    def command(self) -> list[str | Path]:
        """Return what starts Odoo, before the arguments."""
        return [PYTHON, self.program]


def find(path: str | None) -> Host:
    """Return the host at ``path``, or named by the environment, or Debian's.

    :raise RunnerError: There is no Odoo of a series we support.
    """
    path = path or os.environ.get(VARIABLE)
    host = _checkout(Path(path).resolve()) if path else _debian(odoo_package.ensure())
    if host.series not in SUPPORTED:
        raise RunnerError(f"{host.program} is Odoo {host.series}; we drive 16 to 19.")
    return host


def _debian(tree: Path) -> Host:
    modules = tree / odoo_package.MODULES
    addons = (modules / "odoo" / "addons",)
    return Host(tree / "usr/bin/odoo", addons, modules, _series(modules))


def _checkout(root: Path) -> Host:
    program = root / "odoo-bin"
    if not program.is_file():
        raise RunnerError(f"{root} is no Odoo checkout: it has no odoo-bin.")
    addons = (root / "addons", root / "odoo" / "addons")
    return Host(program, addons, root, _series(root))


def _series(modules: Path) -> int:
    """Read the series, as 19, without importing Odoo: a checkout may not even start."""
    text = (modules / "odoo" / "release.py").read_text()
    found = re.search(r"^version_info\s*=\s*\(\s*['\"]?(?:saas~)?(\d+)", text, re.M)
    if not found:
        raise RunnerError(f"{modules}/odoo/release.py does not tell its version.")
    return int(found[1])
