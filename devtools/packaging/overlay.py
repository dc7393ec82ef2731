# SPDX-License-Identifier: LGPL-3.0-or-later
"""What one source cannot serve: files of an engine's own, and those that it lacks.

A file below ``engine_16/`` stands in the place of the source's file of that path. It is
written for that engine, so that only the namespace is changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from .unknown import UnknownError

FOLDER = Path(__file__).parent

# Paths of files that are not in the source, by engine. A data file is loaded after the
# one that it is named with; code is imported by whoever needs it.
ADDED: dict[int, dict[str, str]] = {16: {}}

# Files that mean nothing to an engine: templates of pages that it does not have.
LEFT_OUT: dict[int, tuple[str, ...]] = {16: ()}


def files(engine: int, folder: Path = FOLDER) -> dict[PurePosixPath, Path]:
    """Return the files of ``engine``, by their path in the addon."""
    own = folder / f"engine_{engine}"
    return {
        PurePosixPath(file.relative_to(own)): file
        for file in sorted(own.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }


def merged(
    source: Iterable[PurePosixPath], engine: int, root: Path, folder: Path = FOLDER
) -> Iterator[tuple[PurePosixPath, Path, bool]]:
    """Yield each file of a package: its path, where it lies, and whether it is the
    engine's own.

    :param source: The paths of files below ``root``.
    :raise UnknownError: A file replaces nothing, and is not listed as an addition;
        or what is left out is not there.
    """
    source, own = set(source), files(engine, folder)
    left_out = {PurePosixPath(path) for path in LEFT_OUT.get(engine, ())}
    added = {PurePosixPath(path) for path in ADDED.get(engine, {})}
    _check(source, own.keys(), left_out, added)
    for path in sorted(source | added):
        if path in own:
            yield path, own[path], True
        elif path not in left_out:
            yield path, root / path, False


def _check(source: set, own: set, left_out: set, added: set) -> None:
    for path in sorted(own - source - added):
        raise UnknownError("replaces no file, and overlay.py does not list it", path)
    for path in sorted((added & source) | (added - own)):
        raise UnknownError("overlay.py lists it as an addition, which it is not", path)
    for path in sorted(left_out - source):
        raise UnknownError("overlay.py leaves it out, but it is not there", path)
