# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.modules import get_module_path

_logger = logging.getLogger(__name__)


class IrUiView(models.Model):
    """What a shop had added to the views of the earlier addon."""

    _inherit = "ir.ui.view"

    @api.model
    def _ogone_switch_off_misfits(self):
        """Switch off what a shop added to views of the earlier addon and does not fit
        those of this one: one such view keeps the whole form from opening.
        """
        names = self.env["ir.model.data"].search(
            [("module", "=", "payment_ogone"), ("model", "=", "ir.ui.view")]
        )
        own = self.browse(names.mapped("res_id"))
        later = self._ogone_of_later_modules()
        theirs = ("id", "not in", (own + later).ids)
        added = self.search([("inherit_id", "in", own.ids), theirs])
        # Amid an update the host leaves out what is of no loaded module, but for these.
        known = self.search([("id", "not in", later.ids)])
        added = added.with_context(check_view_ids=known.ids)
        if not all(view._ogone_fits() for view in added):
            added._ogone_keep_what_fits()

    @api.model
    def _ogone_of_later_modules(self):
        """Return the views of modules that an update has not loaded yet: they name
        fields that are not there now, and their own update judges them.
        """
        if not self.pool._init:
            return self.browse()
        loaded = [*self.pool._init_modules, "payment_ogone"]
        names = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "not in", loaded)]
        )
        # What a shop made in the browser may have the name of a module without code.
        later = {
            module
            for module in {*names.mapped("module")}
            if get_module_path(module, display_warning=False)
        }
        return self.browse(
            names.filtered(lambda each: each.module in later).mapped("res_id")
        )

    def _ogone_keep_what_fits(self):
        """Try the views one by one, for a misfit takes those beside it along."""
        self.write({"active": False})
        for view in self:
            if not view._ogone_fits(active=True):
                _logger.warning(
                    "View %s (%r) does not fit the views of this addon and was switched"
                    " off",
                    view.id,
                    view.name,
                )

    def _ogone_fits(self, **values):
        """Return whether the view that this one belongs to can be shown with it, once
        ``values`` are written; where it cannot, they are not.
        """
        try:
            with self.env.cr.savepoint():
                if values:
                    self.write(values)
                self._check_xml()
        except (ValidationError, ValueError):
            return False
        return True
