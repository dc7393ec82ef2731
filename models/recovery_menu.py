# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models


class IrUiMenu(models.Model):
    """Where administrators recover what an upgrade of the database had orphaned."""

    _inherit = "ir.ui.menu"

    @api.model
    def _ogone_show_recovery(self):
        """Show the entry where recovery is offered in any company, and hide it
        elsewhere.
        """
        menu = self.env.ref("payment_ogone.menu_ogone_recovery")
        offered = self.env["ogone.recovery"].sudo()._ogone_offered()
        if menu.active != offered:
            menu.active = offered
