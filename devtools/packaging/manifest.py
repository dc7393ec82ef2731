# SPDX-License-Identifier: LGPL-3.0-or-later
"""The manifest of a package, and the folders of its migrations."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from ..paths import ROOT
from . import overlay
from .targets import Target
from .unknown import UnknownError

NAME = PurePosixPath("__manifest__.py")
_VERSION = re.compile(r'"version": "(\d+\.\d+\.\d+)"')
# From 17 on a folder of three numbers is one for every series; before, two are.
_SHORT_MIGRATIONS_FROM = 17


def version() -> str:
    """Return the version of the addon in this repository, as ``3.0.0``."""
    return _version((ROOT / NAME).read_text(encoding="utf-8"))


def _version(text: str) -> str:
    if not (found := _VERSION.search(text)):
        raise UnknownError("no version of three numbers", NAME)
    return found[1]


def series_version(target: Target, short: str) -> str:
    """Return what the host of ``target`` makes of version ``short``."""
    return f"{target.series}.{short}" if target.series else short


def convert(text: str, target: Target) -> str:
    """Return the manifest with the version and the data files of ``target``."""
    short = _version(text)
    text = text.replace(f'"{short}"', f'"{series_version(target, short)}"', 1)
    for path in overlay.LEFT_OUT.get(target.engine, ()):
        text = _replaced(text, path, "")
    for path, after in overlay.ADDED.get(target.engine, {}).items():
        if after:
            text = _replaced(text, after, f'        "{after}",\n        "{path}",\n')
    ast.literal_eval(text)
    return text


def _replaced(text: str, path: str, lines: str) -> str:
    """Put ``lines`` in the place of the line of a data file, if there is one."""
    line = f'        "{path}",\n'
    if path.endswith((".xml", ".csv")) and line not in text:
        raise UnknownError(f"no data file {path}", NAME)
    return text.replace(line, lines, 1)


def migration_path(path: PurePosixPath, target: Target) -> PurePosixPath:
    """Return where a file of the addon lies: an old host runs a migration only from a
    folder with the whole version.
    """
    top, *rest = path.parts
    if top != "migrations" or target.engine >= _SHORT_MIGRATIONS_FROM:
        return path
    return PurePosixPath(top, series_version(target, rest[0]), *rest[1:])
