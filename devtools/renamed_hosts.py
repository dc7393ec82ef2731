# SPDX-License-Identifier: LGPL-3.0-or-later
"""A host whose namespace is spelled "flectra": a copy, made by rule, of one of Odoo."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from . import databases, hosts, packaging
from .console import say
from .hosts import Host
from .paths import DEV
from .stamps import digest, digest_files

FOLDER = DEV / "hosts"
_ALWAYS = {"base", "web"}
_RULES = sorted(Path(packaging.__file__).parent.glob("*.py"))


def ensure(host: Host) -> Host:
    """Return ``host`` under its other name; make the copy where it is not there.

    It holds no module that a shop does not need. What speaks to Flectra speaks to it,
    as far as spelling goes; what Flectra changed beyond that it does not show.
    """
    if host.namespace != "odoo":
        return host
    needed = needed_modules(host)
    state = digest(list(_files(host, needed)), digest_files(_RULES))
    folder = FOLDER / f"flectra-{host.series}_{state}"
    if not folder.is_dir():
        say(f"Copying {host.name} to {folder}, with another namespace")
        _make(host, needed, folder)
    return hosts.at(folder)


def needed_modules(host: Host) -> set[str]:
    """Return the modules that the tests' shop needs, with what those depend on."""
    waiting, needed = {*databases.modules(host), *_ALWAYS}, set()
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= _depends(host, name) - needed
    return needed


def _depends(host: Host, name: str) -> set[str]:
    for folder in host.addons:
        manifest = folder / name / "__manifest__.py"
        if manifest.is_file():
            return set(ast.literal_eval(manifest.read_text("utf-8")).get("depends", ()))
    return set()


def _files(host: Host, needed: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """Yield what tells that a file is still the same, without reading it."""
    package = host.modules / host.namespace
    own = {entry for entry in package.iterdir() if entry.name != "addons"}
    modules = {folder / name for folder in host.addons for name in needed}
    for root in sorted(own | modules):
        for above, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for file in (Path(above, name) for name in sorted(names)):
                state = file.lstat()
                yield str(file), state.st_size, state.st_mtime_ns


def _make(host: Host, needed: Collection[str], folder: Path) -> None:
    """Copy aside, and give the copy its name when it is whole."""
    for old in FOLDER.glob(f"*flectra-{host.series}_*"):
        shutil.rmtree(old)
    making = folder.with_name(f"making-{folder.name}")
    package = host.modules / host.namespace
    packaging.rename_tree(package, making / "flectra", needed)
    for addons in host.addons:
        if package not in addons.parents:
            packaging.rename_tree(addons, making / addons.name, needed)
    making.rename(folder)
