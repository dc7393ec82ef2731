# SPDX-License-Identifier: LGPL-3.0-or-later
"""The addon that is measured against; it lives as long as one run."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..paths import make_addons_folder

NAME = "ogone_bench"
CONTROLLERS = Path(__file__).with_name("floor_controllers.py")
_MANIFEST = {
    "name": "Floor",
    "author": "payment_ogone",
    "version": "1.0",
    "license": "LGPL-3",
    "depends": ["payment"],
}


@contextlib.contextmanager
def written() -> Iterator[str]:
    """Have the addon among those of the host while the block runs; yield its name."""
    folder = make_addons_folder() / NAME
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "__manifest__.py").write_text(repr(_MANIFEST))
    (folder / "__init__.py").write_text(f"from . import {CONTROLLERS.stem}\n")
    shutil.copy(CONTROLLERS, folder)
    try:
        yield NAME
    finally:
        shutil.rmtree(folder)
