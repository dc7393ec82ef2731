# SPDX-License-Identifier: LGPL-3.0-or-later
"""Write the addon for hosts that spell things otherwise; fail on what is unknown.

The source is for Odoo 17 to 19. `write` makes from it what another host installs;
`rename_tree` makes from a host one whose namespace has another name.
"""

from __future__ import annotations

from pathlib import Path

from .trees import rename_tree

__all__ = ["rename_tree", "write"]


def write(target_name: str, folder: Path, tests: bool = False) -> Path:
    """Write the addon below ``folder``, as `writing.write` does."""
    # The runner reads its command line before lxml and polib are there.
    from . import writing

    return writing.write(target_name, folder, tests)
