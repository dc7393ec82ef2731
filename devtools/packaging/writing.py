# SPDX-License-Identifier: LGPL-3.0-or-later
"""Write the folder of the addon for a target."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from ..paths import ADDON, ROOT
from . import checks, contents, data, manifest, namespace, overlay, python, translations
from .targets import Target, find

Text = Callable[[str, PurePosixPath], str]

# How a file is changed for the 16 engine, by its suffix.
_FOR_16: dict[str, Text] = {
    ".xml": data.convert,
    ".py": python.convert,
    ".po": translations.convert,
    ".pot": translations.convert,
}


def write(target_name: str, folder: Path, tests: bool = False) -> Path:
    """Write the addon below ``folder`` and return its path.

    :param target_name: Of `targets.TARGETS`.
    :param tests: With the tests for a host, which need the sandbox.
    :raise UnknownError: The source says something that the target cannot be told.
    """
    target, addon = find(target_name), Path(folder) / ADDON
    if addon.is_symlink():  # to the source, perhaps
        addon.unlink()
    shutil.rmtree(addon, ignore_errors=True)
    sources = contents.files(tests)
    for path, file, own in overlay.merged(sources, target.engine, ROOT):
        place = addon / manifest.migration_path(path, target)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_converted(path, file.read_bytes(), target, own))
    checks.check(addon, target)
    return addon


def _converted(path: PurePosixPath, content: bytes, target: Target, own: bool) -> bytes:
    """Return ``content`` as ``target`` wants it.

    :param own: Whether it was written for the target's engine.
    """
    if not contents.is_code(path):
        return content
    text = content.decode("utf-8")
    if path == manifest.NAME:
        text = manifest.convert(text, target)
    if target.engine == 16 and not own and path.suffix in _FOR_16:
        text = _FOR_16[path.suffix](text, path)
    return namespace.renamed(text, target.namespace).encode("utf-8")
