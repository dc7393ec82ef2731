# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re

from odoo import _, api, models
from odoo.tools import format_datetime

_PAYID = re.compile(r"[0-9]{7,12}", re.ASCII)


class OgoneRecoveryLine(models.TransientModel):
    """What is looked for, and what is said of it; ticked is only what is certain."""

    _inherit = "ogone.recovery.line"

    @api.model
    def _ogone_look(self):
        """Return the values of all lines that this database gives reason for, as far as
        the user may see their providers.
        """
        providers = self.env["payment.provider"]
        lost = providers._ogone_lost()
        lines = [
            *(self._ogone_settings_line(each) for each in lost if each._ogone_aside()),
            *(self._ogone_provider_line(each) for each in lost),
            *self._ogone_elsewhere_lines(lost),
            *(
                self._ogone_cards_line(cards)
                for cards in self.env["payment.token"]._ogone_put_away(lost)
            ),
        ]
        found = [line["provider_id"] for line in lines]
        theirs = {*providers.search([("id", "in", found)]).ids}
        return [line for line in lines if line["provider_id"] in theirs]

    # === PROVIDERS === #

    @api.model
    def _ogone_settings_line(self, provider):
        labels = provider._ogone_labels(provider._ogone_aside())
        return {
            "kind": "settings",
            "provider_id": provider.id,
            "selected": True,
            "what": _("Settings of %s", _name_of(provider)),
            "deed": _("Takes over: %s", labels),
            "why": _("The upgrade had put them aside in the database."),
        }

    @api.model
    def _ogone_provider_line(self, provider):
        traces = provider._ogone_traces()
        kept = provider._ogone_labels(provider._ogone_filled())
        return {
            "kind": "provider",
            "provider_id": provider.id,
            "selected": bool(traces),
            "what": _name_of(provider),
            "deed": _(
                "Becomes an Ogone provider again, disabled. Settings still there:"
                " %(settings)s. Payments: %(payments)s",
                settings=kept or _("none"),
                payments=self._ogone_count("payment.transaction", provider),
            ),
            "why": " ".join(traces) or _("Only by its name: please look at it first."),
        }

    @api.model
    def _ogone_count(self, model, provider):
        everything = self.env[model].sudo().with_context(active_test=False)
        return everything.search_count([("provider_id", "=", provider.id)])

    # === CARDS === #

    @api.model
    def _ogone_cards_line(self, cards):
        moment = format_datetime(self.env, cards[0]._ogone_written())
        certain = cards._ogone_went_by_upgrade()
        return {
            "kind": "cards",
            "provider_id": cards.provider_id.id,
            "selected": certain,
            "found_ids": cards.ids,
            "what": _(
                "Saved cards of %(provider)s, archived on %(moment)s: %(count)s",
                provider=_name_of(cards.provider_id),
                moment=moment,
                count=len(cards),
            ),
            "deed": _("Become available again"),
            "why": (
                _("They were archived all at once, by no person.")
                if certain
                else _("Somebody may have deleted them: tick only if you know better.")
            ),
        }

    # === WHAT ANOTHER PROVIDER HAS NOW === #

    @api.model
    def _ogone_elsewhere_lines(self, lost):
        """Return what upgrades have handed to the provider of the successor."""
        cards = self.env["payment.token"]._ogone_elsewhere(lost)
        for provider in cards.provider_id:
            theirs = cards.filtered(lambda each, of=provider: each.provider_id == of)
            yield self._ogone_elsewhere_line(provider, theirs, lost)
            payments = self._ogone_payments_elsewhere(provider, theirs)
            if payments:
                yield self._ogone_payments_line(provider, payments, lost)

    @api.model
    def _ogone_elsewhere_line(self, provider, cards, lost):
        return {
            "kind": "elsewhere",
            "provider_id": provider.id,
            "target_id": self._ogone_target(provider, lost).id,
            "selected": False,
            "found_ids": cards.ids,
            "what": _(
                "Saved cards that %(provider)s has now: %(count)s",
                provider=_name_of(provider),
                count=len(cards),
            ),
            "deed": _("Go to the Ogone provider, with the payments made by them"),
            "why": _(
                "The earlier addon gave them their aliases. If that provider charges"
                " them today, leave them there."
            ),
        }

    @api.model
    def _ogone_payments_elsewhere(self, provider, cards):
        """Return payments that may be Ogone's: they have what looks like a PAYID."""
        payments = self.env["payment.transaction"].sudo()
        found = payments.search(
            [("provider_id", "=", provider.id), ("token_id", "not in", cards.ids)]
        )
        return found.filtered(
            lambda each: _PAYID.fullmatch(each.provider_reference or "")
        )

    @api.model
    def _ogone_payments_line(self, provider, payments, lost):
        return {
            "kind": "payments",
            "provider_id": provider.id,
            "target_id": self._ogone_target(provider, lost).id,
            "selected": False,
            "found_ids": payments.ids,
            "what": _(
                "Payments that %(provider)s has now: %(count)s, from %(first)s to"
                " %(last)s",
                provider=_name_of(provider),
                count=len(payments),
                first=payments[-1].reference,
                last=payments[0].reference,
            ),
            "deed": _("Go to the Ogone provider, so that they can be refunded there"),
            "why": _(
                "Their numbers look like Ogone's, which is no proof: compare some with"
                " Ogone's back office first."
            ),
        }

    @api.model
    def _ogone_target(self, provider, lost):
        """Return the provider of the same company that is the likeliest one of Ogone,
        or none.
        """
        everywhere = self.env["payment.provider"].sudo()
        known = lost | everywhere.search([("code", "=", "ogone")], order="id")
        ours = known.filtered(lambda each: each.company_id == provider.company_id)
        return ours.sorted(lambda each: not each.ogone_pspid)[:1]


def _name_of(provider):
    return f"{provider.name} ({provider.company_id.name})"
