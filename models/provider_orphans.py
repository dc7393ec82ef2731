# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models

from . import orphan_columns
from .provider_move import FROM_THE_EARLIER_ADDON

_NAMES = ("payment_provider_ogone", "payment_acquirer_ogone")


class PaymentProvider(models.Model):
    """Providers of the earlier addon that an upgrade of the database has orphaned."""

    _inherit = "payment.provider"

    ogone_orphaned_on = fields.Datetime(
        help="When an upgrade took the provider from the earlier addon, if one did.",
        groups="base.group_system",
        readonly=True,
        copy=False,
    )
    ogone_recoverable = fields.Boolean(
        help="Whether the database holds something that can be recovered.",
        compute="_compute_ogone_recoverable",
        groups="base.group_system",
    )

    def _compute_ogone_recoverable(self):
        offered = self.env["ogone.recovery"]._ogone_offered()
        lost = self._ogone_lost() if offered else self.browse()
        for provider in self:
            concerned = provider.code == "ogone" or provider in lost
            provider.ogone_recoverable = offered and concerned

    # === FINDING === #

    @api.model
    def _ogone_lost(self):
        """Return the providers that were Ogone's and belong to no addon now."""
        everywhere = self.sudo().with_context(active_test=False)
        nobodys = everywhere.search([("code", "=", "none")])
        return nobodys.filtered(
            lambda each: each._ogone_traces() or each._ogone_named_so()
        )

    def _ogone_traces(self):
        """Return by what the provider is known for certain to be Ogone's, in words."""
        texts = []
        if self.module_id.name == "payment_ogone":
            texts.append(_("It belongs to the Ogone addon."))
        if self._ogone_has_name():
            texts.append(_("Its external identifier is that of Ogone."))
        if self._ogone_filled() or self._ogone_aside():
            texts.append(_("The settings of an Ogone account are still there."))
        return texts

    def _ogone_has_name(self):
        names = [("model", "=", self._name), ("res_id", "=", self.id)]
        known = [("name", "in", _NAMES)]
        return bool(self.env["ir.model.data"].sudo().search_count(names + known))

    def _ogone_named_so(self):
        return not self.module_id and "ogone" in (self.name or "").lower()

    def _ogone_filled(self):
        """Return which fields of the earlier addon hold something.

        The hash function always does, and counts only beside an account.
        """
        filled = [name for name in FROM_THE_EARLIER_ADDON if self[name]]
        return [] if filled == ["ogone_hash_function"] else filled

    def _ogone_aside(self):
        """Return the settings of an empty provider that an upgrade has put aside."""
        if self._ogone_filled():
            return {}
        columns = orphan_columns.put_aside(self.env.cr, FROM_THE_EARLIER_ADDON)
        return orphan_columns.read(self.env.cr, columns, self.id)

    # === RECOVERING === #

    def _ogone_take_settings(self):
        """Take over the settings that were put aside. Passphrases are not judged by
        today's rules: the account has them.
        """
        for provider in self:
            aside = provider._ogone_aside()
            if provider.state == "disabled" and provider.code == "none" and aside:
                provider.write(aside)

    def _ogone_recover(self):
        """Make the providers Ogone's again, disabled, with what comes with that."""
        self._ogone_disable()
        for provider in self:
            provider.ogone_orphaned_on = (
                provider.ogone_orphaned_on or provider.write_date
            )
        self.write({"code": "ogone", "is_published": False})
        self._ogone_take_over()
