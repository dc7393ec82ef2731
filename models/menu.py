# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models

from .. import compat


class IrUiMenu(models.Model):
    """Where accountants find the payments."""

    _inherit = "ir.ui.menu"

    @api.model
    def _ogone_place(self):
        """Move the menu into the reports of the accounting app, where there is one, and
        show it to nobody else where every user may read payments of their own.
        """
        menu = self.env.ref("payment_ogone.menu_ogone")
        reports = self.env.ref("account.menu_finance_reports", raise_if_not_found=False)
        if reports:
            menu.parent_id = reports
        if compat.EVERYBODY_READS:
            groups = ("base.group_system", "account.group_account_invoice")
            known = (self.env.ref(name, raise_if_not_found=False) for name in groups)
            menu.child_id.groups_id = [group.id for group in known if group]
