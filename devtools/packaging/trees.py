# SPDX-License-Identifier: LGPL-3.0-or-later
"""A copy of a host whose namespace has another name, made by rule alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from . import namespace

_NOT_COPIED = {".git", "__pycache__"}


def rename_tree(
    source: Path,
    destination: Path,
    modules: Collection[str] | None = None,
    spelled: str = "flectra",
    without: Collection[str] = (),
) -> Path:
    """Copy a host from ``source`` to ``destination`` with its namespace renamed.

    :param modules: Of the folders named ``addons`` only these, besides what belongs to
        the host itself; without it all.
    :param without: Names of folders that are left out.
    :return: ``destination``, where names of files are renamed like what is in them.
    """
    for file in _files(source, modules, without):
        path = namespace.renamed_path(file.relative_to(source), spelled)
        place = destination / path
        place.parent.mkdir(parents=True, exist_ok=True)
        _copy(file, place, spelled)
    return destination


def _files(
    folder: Path, modules: Collection[str] | None, without: Collection[str]
) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        inside = above.endswith(f"{os.sep}addons")
        folders[:] = [
            name
            for name in sorted(folders)
            if name not in (*_NOT_COPIED, *without)
            and not (inside and modules is not None and name not in modules)
        ]
        links = [name for name in folders if Path(above, name).is_symlink()]
        yield from (Path(above, name) for name in sorted([*names, *links]))


def _copy(file: Path, place: Path, spelled: str) -> None:
    """Copy one file: text is renamed, all else stays, also where a link leads."""
    if file.is_symlink():
        place.unlink(missing_ok=True)
        place.symlink_to(file.resolve())
        return
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        place.write_bytes(content)
    else:
        place.write_bytes(namespace.renamed(text, spelled).encode("utf-8"))
    shutil.copymode(file, place)
