# SPDX-License-Identifier: LGPL-3.0-or-later
"""An archive that is the same, byte for byte, wherever and whenever it is made."""

from __future__ import annotations

import zipfile
from pathlib import Path

_UNIX = 3
_PLAIN_FILE = 0o100644


def make(addon: Path, archive: Path) -> Path:
    """Pack the folder ``addon`` so that it is unpacked into an addons path."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for file in sorted(addon.rglob("*")):
            if file.is_file():
                path = file.relative_to(addon.parent).as_posix()
                target.writestr(_entry(path), file.read_bytes())
    return archive


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path)  # dated 1980, as early as an archive can tell
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE << 16
    return entry
