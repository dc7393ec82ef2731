# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from lxml.builder import E

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import UserError


class OgoneRecoveryLine(models.TransientModel):
    """One thing that can be recovered, by itself; how it is found is beside this."""

    _name = "ogone.recovery.line"
    _inherit = "ogone.list.mixin"
    _description = "Found in an Upgraded Database"
    _order = "id"

    recovery_id = fields.Many2one("ogone.recovery", required=True, ondelete="cascade")
    selected = fields.Boolean(string="Recover")
    kind = fields.Selection(
        selection=[
            ("settings", "Settings"),
            ("provider", "Provider"),
            ("elsewhere", "Cards of Another Provider"),
            ("payments", "Payments of Another Provider"),
            ("cards", "Saved Cards"),
        ],
        required=True,
        readonly=True,
    )
    what = fields.Text(string="Found", readonly=True)
    deed = fields.Text(string="What Would Be Done", readonly=True)
    why = fields.Text(string="How It Is Known", readonly=True)
    provider_id = fields.Many2one(
        "payment.provider", string="Payment Provider", readonly=True, ondelete="cascade"
    )
    target_id = fields.Many2one(
        "payment.provider",
        string="Ogone Provider",
        help="Which provider gets what another one has now.",
        ondelete="cascade",
        domain=[("code", "in", ("ogone", "none"))],
    )
    found_ids = fields.Json(
        string="Ids", help="Ids of the cards or payments.", readonly=True
    )

    @api.model
    def _ogone_columns(self):
        """Override of `ogone.list.mixin` to show what to tick."""
        return [
            {"editable": "bottom", "create": "0", "delete": "0"},
            E.field(name="selected", width="80px"),
            E.field(name="kind", width="130px"),
            E.field(name="what"),
            E.field(name="deed"),
            E.field(name="why"),
            E.field(name="target_id", width="150px", optional="show"),
        ]

    # === DOING === #

    def _ogone_check(self):
        """Refuse lines that do not say to which provider their things go.

        :raise UserError: naming the first of them.
        :raise AccessError: A provider is of a company that is not the user's.
        """
        payment_utils.check_rights_on_recordset(self.provider_id | self.target_id)
        for line in self.filtered(lambda each: each.kind in ("elsewhere", "payments")):
            company = line.target_id.sudo().company_id
            if not company or company != line.provider_id.sudo().company_id:
                raise UserError(
                    _("Choose an Ogone provider of the same company for: %s", line.what)
                )

    def _ogone_do(self):
        """Do what the line says, as far as it is still so, and tell what came of it."""
        return getattr(self.sudo(), f"_ogone_do_{self.kind}")()

    def _ogone_do_settings(self):
        self.provider_id._ogone_take_settings()
        if self.provider_id._ogone_filled():
            return _("taken over; the form shows which")
        return _("nothing: the settings are gone")

    def _ogone_do_provider(self):
        if self.provider_id.code != "none":
            return _("nothing: it belongs to an addon by now")
        self.provider_id._ogone_recover()
        return _("an Ogone provider again, disabled")

    def _ogone_do_elsewhere(self):
        if self.target_id.code != "ogone":
            return _("nothing: the provider chosen is none of Ogone")
        cards = self._ogone_records("payment.token").filtered(
            lambda each: each.provider_id == self.provider_id
        )
        paid = cards.transaction_ids.filtered(
            lambda each: each.provider_id == self.provider_id
        )
        cards.write({"provider_id": self.target_id.id})
        paid.write({"provider_id": self.target_id.id})
        counts = {"cards": len(cards), "payments": len(paid)}
        return _("saved cards: %(cards)s, payments: %(payments)s", **counts)

    def _ogone_do_payments(self):
        if self.target_id.code != "ogone":
            return _("nothing: the provider chosen is none of Ogone")
        payments = self._ogone_records("payment.transaction").filtered(
            lambda each: each.provider_id == self.provider_id
        )
        payments.write({"provider_id": self.target_id.id})
        return _("payments: %(payments)s", payments=len(payments))

    def _ogone_do_cards(self):
        if self.provider_id.code != "ogone":
            return _("nothing: their provider is none of Ogone")
        cards = self._ogone_records("payment.token").filtered(
            lambda each: not each.active and each.provider_id == self.provider_id
        )
        cards._ogone_bring_back()
        return _("available again: %(cards)s", cards=len(cards))

    def _ogone_records(self, model):
        return self.env[model].with_context(active_test=False).browse(self.found_ids)

    def _ogone_log(self):
        """Return what a log may say of the line: its kind, its provider, how many."""
        return self.kind, self.provider_id.id, len(self.found_ids or [])
