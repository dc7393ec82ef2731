# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``clean``."""

from __future__ import annotations

import argparse
import shutil

from . import postgres
from .console import say
from .paths import CACHE, DEV


def clean(_arguments: argparse.Namespace) -> None:
    """Remove .dev with all that was made in this clone, its own databases too."""
    postgres.stop()
    if DEV.exists():
        shutil.rmtree(DEV)
    say(f"Removed {DEV}; Odoo stays in {CACHE} for the next setup.")
