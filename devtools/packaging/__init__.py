# SPDX-License-Identifier: LGPL-3.0-or-later
"""Write the addon for hosts that spell things otherwise; fail on what is unknown.

The source is for Odoo 17 to 19. `write` makes from it what another host installs;
`rename_tree` makes from a host one whose namespace has another name.
"""

from .trees import rename_tree
from .writing import write

__all__ = ["rename_tree", "write"]
