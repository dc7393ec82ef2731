# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import UserError


class PaymentProvider(models.Model):
    """The way out of the platform, where its successor is installed."""

    _inherit = "payment.provider"

    ogone_can_hand_on = fields.Boolean(compute="_compute_ogone_can_hand_on")

    @api.depends("code")
    def _compute_ogone_can_hand_on(self):
        # Hosts up to 16 have no payment methods, and so no way to compare them.
        there = {"worldline_pspid", "payment_method_ids"} <= self._fields.keys()
        for provider in self:
            provider.ogone_can_hand_on = there and provider.code == "ogone"

    def action_ogone_hand_on(self):
        """Show what of this provider can be handed on to Worldline."""
        self.ensure_one()
        payment_utils.check_rights_on_recordset(self)
        if not self.ogone_can_hand_on:
            raise UserError(_("Install the app Payment Provider: Worldline first."))
        known = self.env["ogone.handon"].search([("provider_id", "=", self.id)])
        handon = known or known.create({"provider_id": self.id})
        if not handon.successor_id:  # made since
            handon._compute_successor_id()
        return {
            "type": "ir.actions.act_window",
            "name": _("Move to Worldline"),
            "res_model": handon._name,
            "res_id": handon.id,
            "views": [(False, "form")],
        }
