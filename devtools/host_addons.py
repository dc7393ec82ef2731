# SPDX-License-Identifier: LGPL-3.0-or-later
"""The addon, as a host takes it: the tree as it lies, or a package written of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from .console import say
from .hosts import Host
from .paths import ADDON, ADDONS, ROOT, make_addons_folder
from .stamps import Stamp, digest_files

_NOT_PACKAGED = {"dist", "docs", "__pycache__"}


def folder(host: Host) -> Path:
    """Return a folder that holds the addon under its own name, fit for ``host``.

    A package is written again where the sources changed since the last time.
    """
    if not host.target:
        return make_addons_folder()
    written = ADDONS / host.target
    stamp = Stamp(f"package-{host.target}", digest_files(list(_sources(ROOT))))
    if not (stamp.is_fresh() and (written / ADDON).is_dir()):
        stamp.remove()
        _write(host.target, written)
        stamp.set()
    return written


def _write(target: str, destination: Path) -> None:
    from . import packaging

    say(f"Writing the addon for {target} into {destination}")
    shutil.rmtree(destination, ignore_errors=True)
    destination.mkdir(parents=True)
    packaging.write(target, destination, tests=True)


def _sources(root: Path) -> list[Path]:
    """Return the files below ``root`` that a package may be made of."""
    entries = [
        entry
        for entry in root.iterdir()
        if entry.name not in _NOT_PACKAGED and not entry.name.startswith(".")
    ]
    deeper = [file for entry in entries if entry.is_dir() for file in _sources(entry)]
    return deeper + [entry for entry in entries if entry.is_file()]
