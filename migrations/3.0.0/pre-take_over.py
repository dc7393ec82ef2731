# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the earlier addon was installed, this one is an update of it: hosts call no
hook then.
"""

from odoo import SUPERUSER_ID, api
from odoo.addons.payment_ogone.hooks import pre_init_hook


def migrate(cr, version):
    """Take the provider of the earlier addon over, before a second one is made."""
    pre_init_hook(api.Environment(cr, SUPERUSER_ID, {}))
