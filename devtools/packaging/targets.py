# SPDX-License-Identifier: LGPL-3.0-or-later
"""The hosts that packages are made for, as data."""

from __future__ import annotations

from dataclasses import dataclass

from ..console import RunnerError


@dataclass(frozen=True)
class Target:
    """A host, as far as its spelling matters."""

    name: str
    engine: int
    """The series of Odoo whose payment engine and views it has."""
    namespace: str
    """What its modules are imported from, and the root of its data files."""
    series: str = ""
    """What it puts before the version of an addon; empty, where it differs."""
    released: bool = True

    @property
    def has_wheel(self) -> bool:
        """Tell whether whool can make a wheel for it: it knows Odoo's series only."""
        return self.released and self.namespace == "odoo"


_ALL = (
    # Its series is no older than its engine, which would take 3.0.0 for a 0 of its own.
    Target("flectra-3.0", 16, "flectra", "3.0"),
    # Its series is not settled: it puts its own before a short version.
    Target("flectra-next", 17, "flectra"),
    Target("odoo-16.0", 16, "odoo", "16.0"),
    Target("odoo-17.0", 17, "odoo", "17.0"),
    Target("odoo-18.0", 18, "odoo", "18.0"),
    Target("odoo-19.0", 19, "odoo", "19.0"),
    # Nobody's host: Odoo 19 with its namespace renamed, on which the tests run.
    Target("flectra-19", 19, "flectra", released=False),
)
TARGETS = {target.name: target for target in _ALL}
RELEASED = tuple(sorted(name for name, target in TARGETS.items() if target.released))


def find(name: str) -> Target:
    """Return the target of that name.

    :raise RunnerError: There is none.
    """
    if name not in TARGETS:
        raise RunnerError(f"No package is made for {name}; for {', '.join(TARGETS)}.")
    return TARGETS[name]
