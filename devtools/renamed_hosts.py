# SPDX-License-Identifier: LGPL-3.0-or-later
"""A host whose namespace is spelled "flectra": a copy, made by rule, of one of Odoo."""

from __future__ import annotations

import ast
import functools
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from . import databases, hosts
from .console import say
from .hosts import Host
from .paths import DEV
from .stamps import digest, digest_files

FOLDER = DEV / "hosts"
MANIFEST = "__manifest__.py"
# What a host starts with, whatever a shop installs.
_ALWAYS = {"base", "rpc", "web"}
_IMPORT = re.compile(r"^\s*(?:from|import) odoo\.addons\.(\w+)", re.MULTILINE)
# Three quarters of all of it: the host's own translations.
_UNUSED = {"i18n"}
_ICON = "static/description/icon.png"
_PACKAGING = Path(__file__).with_name("packaging")
_RULES = [_PACKAGING / "namespace.py", _PACKAGING / "trees.py", Path(__file__)]


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
    """Return the modules that the tests' shop needs, with what those depend on, or
    import without saying so.
    """
    waiting, needed = {*databases.modules(host), *_ALWAYS}, set()
    while waiting:
        name = waiting.pop()
        needed.add(name)
        for folder in host.addons:
            waiting |= _neighbours(folder / name) - needed
    return needed


def _neighbours(module: Path) -> set[str]:
    if not (module / MANIFEST).is_file():
        return set()
    sources = module.rglob("*.py")
    imported = [
        name for file in sources for name in _IMPORT.findall(file.read_text("utf-8"))
    ]
    return {*_manifest(module / MANIFEST).get("depends", ()), *imported}


def _manifest(file: Path) -> dict[str, object]:
    return ast.literal_eval(file.read_text(encoding="utf-8"))


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
    from . import packaging

    making = folder.with_name(f"making-{folder.name}")
    package = host.modules / host.namespace
    rename = functools.partial(packaging.rename_tree, modules=needed, without=_UNUSED)
    rename(package, making / "flectra")
    for addons in host.addons:
        if package not in addons.parents:
            rename(addons, making / addons.name)
    _announce_others(host, making)
    _copy_program(host, making)
    making.rename(folder)


def _copy_program(host: Host, making: Path) -> None:
    """Let the copy start as the host does, where that has a program of its own."""
    from .packaging import namespace

    program = host.modules / "odoo-bin"
    if program.is_file():
        text = namespace.renamed(program.read_text(encoding="utf-8"), "flectra")
        (making / "flectra-bin").write_text(text, encoding="utf-8")


def _announce_others(host: Host, making: Path) -> None:
    """Let the copy know the names of the modules that it lacks, and their icons: the
    host's own data puts some into categories, which manifests make, and shows some.
    """
    copied = {file.parent.name for file in making.glob(f"**/addons/*/{MANIFEST}")}
    for file in host.addons[0].glob(f"*/{MANIFEST}"):
        if file.parent.name not in copied:
            _announce(file, making / "flectra" / "addons" / file.parent.name)


def _announce(file: Path, place: Path) -> None:
    own = _manifest(file)
    told = {key: own[key] for key in ("name", "category", "author") if key in own}
    told |= {"license": "LGPL-3", "installable": False}
    place.mkdir()
    (place / MANIFEST).write_text(repr(told), encoding="utf-8")
    icon = place / _ICON
    if (file.parent / _ICON).is_file():
        icon.parent.mkdir(parents=True)
        shutil.copyfile(file.parent / _ICON, icon)
