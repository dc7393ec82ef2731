# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, fields, models

FROM_THE_EARLIER_ADDON = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
    "ogone_hash_function",
)


class PaymentProvider(models.Model):
    """What a shop is told once that used the addon of Odoo 14 to 17."""

    _inherit = "payment.provider"

    ogone_kept = fields.Json(
        help="Names of the fields that the earlier addon had filled, until the notice"
        " about them is dismissed.",
        groups="base.group_system",
        copy=False,
    )
    ogone_kept_text = fields.Char(
        string="Kept", compute="_compute_ogone_kept_text", groups="base.group_system"
    )
    ogone_missing_text = fields.Char(
        string="Not Found",
        compute="_compute_ogone_kept_text",
        groups="base.group_system",
    )

    @api.depends("ogone_kept")
    @api.depends_context("lang")
    def _compute_ogone_kept_text(self):
        for provider in self:
            kept = provider.ogone_kept or []
            missing = [name for name in FROM_THE_EARLIER_ADDON if name not in kept]
            provider.ogone_kept_text = provider._ogone_labels(kept)
            provider.ogone_missing_text = provider._ogone_labels(missing)

    def _ogone_labels(self, names):
        labels = (self._fields[name]._description_string(self.env) for name in names)
        return ", ".join(labels)

    def _ogone_remember_move(self):
        """Remember which fields the earlier addon had filled, by name.

        The addon was just installed, so whatever is there came from the other one.
        """
        for provider in self:
            if filled := provider._ogone_filled():
                provider.ogone_kept = filled

    def action_ogone_dismiss_move(self):
        """Show the notice no more."""
        self.ogone_kept = False
