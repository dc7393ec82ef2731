# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which host is driven: the Odoo that Debian packages, or any tree of Odoo, Flectra."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from . import host_packages, host_trees, odoo_package
from .console import RunnerError
from .stamps import digest
from .venv import PYTHON

SUPPORTED = range(16, 20)
VARIABLE = "PAYMENT_OGONE_HOST"
# The tree as it lies runs on the others.
TARGETS = {
    ("odoo", 16): "odoo-16.0",
    ("flectra", 16): "flectra-3.0",
    ("flectra", 17): "flectra-next",
    ("flectra", 19): "flectra-19",
}


@dataclass(frozen=True)
class Host:
    """A tree of sources that serves shops."""

    namespace: str
    """What its own modules are imported from: "odoo" or "flectra"."""
    modules: Path
    """The folder that this import needs on its path."""
    series: int
    """16 to 19, by the engine; Flectra 3.0 has that of 16."""
    release: str
    """What it calls itself, as "19.0" or "3.0"."""
    start: tuple[str | Path, ...]
    """What Python runs."""
    addons: tuple[Path, ...]

    @property
    def key(self) -> str:
        """Name the tree in what is made from it, as "19_0a1b2c"."""
        return f"{self.series}_{digest(str(self.modules), self.namespace)[:6]}"

    @property
    def name(self) -> str:
        """Return what people call it, as "Odoo 19.0"."""
        return f"{self.namespace.capitalize()} {self.release}"

    @property
    def command(self) -> list[str | Path]:
        """Return what starts the host, before the arguments."""
        return [PYTHON, *self.start]

    @property
    def target(self) -> str | None:
        """Return the package that it takes; none where the tree runs as it lies."""
        return TARGETS.get((self.namespace, self.series))


def find(path: str | None) -> Host:
    """Return the host at ``path``, or named by the environment, or Debian's.

    :raise RunnerError: There is no host of a series we support.
    """
    path = named(path)
    host = at(Path(path) if path else odoo_package.ensure())
    host_packages.ensure(host.modules)
    return host


def named(path: str | None) -> str | None:
    """Return the path of the host that somebody asked for, if anybody did."""
    return path or os.environ.get(VARIABLE)


def at(root: Path) -> Host:
    """Return the host whose tree ``root`` is, or holds.

    :raise RunnerError: It is none, or of a series that we do not support.
    """
    modules, namespace = host_trees.locate(root.resolve())
    release = host_trees.release(modules / namespace)
    series = host_trees.series(modules, namespace, release)
    if series not in SUPPORTED:
        name = f"{namespace.capitalize()} {release}"
        raise RunnerError(f"{root} is {name}; we drive Odoo 16 to 19 and Flectra 3.0.")
    return Host(
        namespace=namespace,
        modules=host_trees.alone(modules, namespace),
        series=series,
        release=release,
        start=host_trees.start(modules, namespace),
        addons=host_trees.addons(modules, namespace),
    )
