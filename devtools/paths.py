# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where things are: ``ROOT`` is the repository, ``DEV`` what the runner may delete."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDON = "payment_ogone"

DEV = ROOT / ".dev"
DIST = ROOT / "dist"
ADDONS = DEV / "addons"
VENV = DEV / "venv"
LOGS = DEV / "log"
POSTGRES = DEV / "postgres"
ODOO_DATA = DEV / "odoo"
SCREENSHOTS = DEV / "screenshots"

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / ADDON


def make_addons_folder() -> Path:
    """Return a folder that holds the addon under its own name.

    A clone may have any name, and a host takes the name of an addon from its folder.
    """
    link = ADDONS / ADDON
    if not link.is_symlink() or link.resolve() != ROOT:
        ADDONS.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(ROOT)
    return ADDONS
