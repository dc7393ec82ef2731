# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, fields, models

from ..ogone.passphrases import new_passphrase


class OgonePassphrases(models.TransientModel):
    """New passphrases of a provider, shown once.

    No column holds them: the form has them from the server and gives them back, which
    writes them into the provider.
    """

    _name = "ogone.passphrases"
    _description = "New Ogone Passphrases"

    provider_id = fields.Many2one(
        "payment.provider",
        string="Payment Provider",
        domain=[("code", "=", "ogone")],
        required=True,
        ondelete="cascade",
    )
    state = fields.Selection(related="provider_id.state")
    sha_in = fields.Char(
        string="SHA-IN Passphrase",
        compute="_compute_passphrases",
        inverse="_inverse_passphrases",
    )
    sha_out = fields.Char(
        string="SHA-OUT Passphrase",
        compute="_compute_passphrases",
        inverse="_inverse_passphrases",
    )
    replaces = fields.Boolean(compute="_compute_replaces")

    @api.depends("provider_id")
    def _compute_passphrases(self):
        """Make them for a form that was just opened; nobody can read them later."""
        for each in self:
            each.sha_in = "" if each.id else new_passphrase()
            each.sha_out = "" if each.id else new_passphrase()

    def _inverse_passphrases(self):
        for each in self:
            passphrases = {
                "ogone_shakey_in": each.sha_in,
                "ogone_shakey_out": each.sha_out,
            }
            given = {name: value for name, value in passphrases.items() if value}
            each.provider_id.write(given)

    @api.depends("provider_id.ogone_shakey_in", "provider_id.ogone_shakey_out")
    def _compute_replaces(self):
        for each in self:
            provider = each.provider_id
            used = provider.ogone_shakey_in or provider.ogone_shakey_out
            each.replaces = bool(used)
