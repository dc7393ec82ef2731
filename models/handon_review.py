# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from collections import Counter

from odoo import _, api, fields, models

from .handon_line import CHARGED, MOVED, OUTCOMES, READY
from .handon_links import users

_COLOURS = {READY: "info", MOVED: "success", CHARGED: "success", "refused": "danger"}


class OgoneHandon(models.Model):
    """The dry run: what would become of each card, and why."""

    _inherit = "ogone.handon"

    summary = fields.Html(compute="_compute_summary", sanitize=False)

    @api.depends("tried_on", "line_ids.outcome", "line_ids.used_by")
    @api.depends_context("lang")
    def _compute_summary(self):
        for handon in self:
            handon.summary = bool(handon.tried_on) and self.env["ir.qweb"]._render(
                "payment_ogone.handon_summary", handon.sudo()._ogone_summary()
            )

    def _ogone_summary(self):
        """Return what the report shows above the list."""
        counts = Counter(self.line_ids.mapped("outcome"))
        labels = dict(self.line_ids._fields["outcome"]._description_selection(self.env))
        both, lost = self._ogone_methods()
        return {
            "tiles": [
                (labels[outcome], counts[outcome], _COLOURS.get(outcome, "secondary"))
                for outcome, _label in OUTCOMES
                if counts[outcome] or outcome == READY
            ],
            "both": ", ".join(both.mapped("name")),
            "lost": ", ".join(lost.mapped("name")),
            "users": len([*filter(None, self.line_ids.mapped("used_by"))]),
        }

    # === VERDICTS === #

    def _ogone_review(self):
        """Write down what would become of each card of the provider."""
        lines = {line.token_id: line for line in self.line_ids}
        cards = self._ogone_cards()
        used, there = users(cards), self._ogone_references_there()
        known = self._ogone_known_methods()
        new = []
        for card in cards:
            line = lines.get(card, self.line_ids.browse())
            values = {
                "outcome": self._ogone_verdict(card, line.new_token_id, there, known),
                "used_by": self._ogone_used_by(card, used[card]),
                "told": False,
            }
            if line:
                line.write(values)
            else:
                new.append({"handon_id": self.id, "token_id": card.id, **values})
        self.line_ids.create(new)

    def _ogone_cards(self):
        tokens = self.env["payment.token"].with_context(active_test=False)
        return tokens.search([("provider_id", "=", self.provider_id.id)])

    def _ogone_references_there(self):
        """Return the aliases of Worldline's own cards, which were not moved there."""
        tokens = self.env["payment.token"].with_context(active_test=False)
        domain = [
            ("provider_id", "=", self.successor_id.id),
            ("id", "not in", self.line_ids.new_token_id.ids),
        ]
        return {*tokens.search(domain).mapped("provider_ref")}

    def _ogone_verdict(self, card, successor, there, known):
        """Return the outcome for ``card``, by what is true now.

        :param successor: The card that was made of it, if it was moved before.
        :param there: Aliases that are saved with Worldline already.
        :param known: Payment methods that Worldline has here.
        """
        if not card.active:
            if not successor.active:
                return "archived"
            return CHARGED if successor.transaction_ids else MOVED
        method = card.payment_method_id
        reasons = {
            "there": card.provider_ref in there,
            "no_alias": not (card.provider_ref or "").strip(),
            "expired": card.ogone_expired,
            "no_customer": not card.partner_id.active,
            "other_company": card.partner_id.company_id
            not in (self.env["res.company"], self.company_id),
            "unknown_method": not (method | method.primary_payment_method_id) & known,
            "method_off": not method.active,
        }
        return next((name for name, holds in reasons.items() if holds), READY)

    def _ogone_used_by(self, card, found):
        """Return what holds ``card``, a line each, with what only the host knows of."""
        told = []
        for info in card.get_linked_records_info():
            names = {"kind": info.get("description"), "name": info.get("name")}
            if not any(str(names["name"]) in each for each in found):
                told.append(_("%(kind)s: %(name)s (change it by hand)", **names))
        return "\n".join([*found, *told]) or False
