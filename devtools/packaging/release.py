# SPDX-License-Identifier: LGPL-3.0-or-later
"""All that is offered for one target, below dist/."""

from __future__ import annotations

from pathlib import Path

from ..console import say
from ..paths import ADDON, DIST
from . import archives, manifest, schema, wheels, writing
from .targets import find


def release(target_name: str, host: Path | None = None, folder: Path = DIST) -> Path:
    """Write the folder, the archive and, where whool serves it, the wheel of a target.

    :param host: The package of a host to validate against, as ``…/odoo``.
    :return: The archive.
    """
    target = find(target_name)
    addon = writing.write(target_name, folder / target_name)
    say(f"Wrote {addon}")
    if host:
        say(f"{schema.check(addon, host)} documents fit the schemas of {host}")
    name = f"{ADDON}-{manifest.version()}-{target_name}.zip"
    archive = archives.make(addon, folder / name)
    say(f"Wrote {archive}")
    if target.has_wheel:
        wheels.make(addon, folder)
    return archive
