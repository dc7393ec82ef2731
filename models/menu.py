# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models


class IrUiMenu(models.Model):
    """Where accountants find the payments."""

    _inherit = "ir.ui.menu"

    @api.model
    def _ogone_place(self):
        """Move the menu into the reports of the accounting app, where there is one."""
        menu = self.env.ref("payment_ogone.menu_ogone")
        reports = self.env.ref("account.menu_finance_reports", raise_if_not_found=False)
        if reports:
            menu.parent_id = reports
