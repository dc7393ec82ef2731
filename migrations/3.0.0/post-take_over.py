# SPDX-License-Identifier: LGPL-3.0-or-later
from odoo import SUPERUSER_ID, api
from odoo.addons.payment_ogone.hooks import post_init_hook


def migrate(cr, version):
    """Do what is done after an installation, for what was the earlier addon."""
    post_init_hook(api.Environment(cr, SUPERUSER_ID, {}))
