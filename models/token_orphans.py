# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from datetime import datetime, timedelta

from odoo import api, models
from odoo.tools import groupby

# What the earlier addon puts before the 32 digits of every alias that it makes [SEEN].
_EARLIER_ALIAS = "ODOO-ALIAS-%"


class PaymentToken(models.Model):
    """Cards of the earlier addon that an upgrade of the database has orphaned."""

    _inherit = "payment.token"

    @api.model
    def _ogone_put_away(self, lost):
        """Return the archived cards of orphaned providers, each time those of one that
        went in the same transaction of the database.

        :param lost: The providers that are still orphaned.
        """
        found = self.sudo().search(
            [
                ("active", "=", False),
                ("provider_ref", "not in", (False, "")),
                "|",
                ("provider_id", "in", lost.ids),
                "&",
                ("provider_id.code", "=", "ogone"),
                ("provider_id.ogone_orphaned_on", "!=", False),
            ]
        )
        beside = found._ogone_beside()
        found = found.filtered(
            lambda each: each._ogone_went_before() and each.provider_ref not in beside
        )

        def moment(card):
            return card.provider_id.id, card._ogone_written()

        batches = groupby(found.sorted(moment), key=moment)
        return [self.sudo().concat(*batch) for _moment, batch in batches]

    def _ogone_written(self):
        """Return when the card was last written; scripts may have left that open."""
        return self.write_date or datetime(1970, 1, 1)

    def _ogone_went_before(self):
        """Return whether the card was archived before its provider was back."""
        orphaned = self.provider_id.ogone_orphaned_on
        return not orphaned or self._ogone_written() < orphaned + timedelta(seconds=1)

    def _ogone_went_by_upgrade(self):
        """Return whether no person archived the cards: they went as the provider was
        orphaned, or they are several and the last of it to go, at one moment.
        """
        provider, moment = self.provider_id, self[0]._ogone_written()
        orphaned = provider.ogone_orphaned_on or provider.write_date or moment
        later = self.search(
            [
                ("provider_id", "=", provider.id),
                ("active", "in", (True, False)),
                ("id", "not in", self.ids),
                "|",
                ("active", "=", True),
                ("write_date", ">", moment),
            ],
            limit=1,
        )
        together = moment.replace(microsecond=0) == orphaned.replace(microsecond=0)
        return together or (len(self) > 1 and not later)

    @api.model
    def _ogone_elsewhere(self, lost):
        """Return the cards of the earlier addon that are another provider's now."""
        everywhere = self.sudo().with_context(active_test=False)
        found = everywhere.search(
            [
                ("provider_ref", "=like", _EARLIER_ALIAS),
                ("provider_id.code", "!=", "ogone"),
                ("provider_id", "not in", lost.ids),
            ]
        )
        beside = found._ogone_beside()
        return found.filtered(lambda each: each.provider_ref not in beside)

    def _ogone_beside(self):
        """Return the aliases that other cards have, too: whoever hands a card on copies
        it, upgrades never do.
        """
        everywhere = self.sudo().with_context(active_test=False)
        others = everywhere.search(
            [
                ("provider_ref", "in", self.mapped("provider_ref")),
                ("id", "not in", self.ids),
            ]
        )
        return {*others.mapped("provider_ref")}

    def _ogone_bring_back(self):
        """Make the cards available again.

        The engine up to 17 refuses that for ever, and later while the provider is
        disabled; but then they could not come back before it takes payments.
        """
        self.flush_recordset()
        self.env.cr.execute(
            "UPDATE payment_token SET active = true WHERE id IN %s",
            [tuple([*self.ids, 0])],
        )
        self.invalidate_recordset(["active"])
