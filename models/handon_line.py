# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from lxml.builder import E

from odoo import _, api, fields, models
from odoo.exceptions import UserError

READY, MOVED, CHARGED, REFUSED = "ready", "moved", "charged", "refused"
OUTCOMES = [
    (READY, "Will be moved"),
    (MOVED, "Moved"),
    (CHARGED, "Moved, and in use since"),
    ("expired", "Expired"),
    ("archived", "Removed before"),
    ("there", "Already saved with Worldline"),
    ("no_alias", "Without an alias"),
    ("no_customer", "Customer archived"),
    ("other_company", "Customer of another company"),
    ("unknown_method", "Payment method unknown to Worldline"),
    ("method_off", "Payment method switched off"),
    (REFUSED, "Could not be moved"),
]


class OgoneHandonLine(models.Model):
    """A saved card, and what becomes of it; its alias is shown nowhere."""

    _name = "ogone.handon.line"
    _inherit = "ogone.list.mixin"
    _description = "Saved Card on Its Way to Worldline"
    _order = "outcome desc, id"
    _rec_name = "card"

    handon_id = fields.Many2one(
        "ogone.handon", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company", related="handon_id.company_id", store=True
    )
    token_id = fields.Many2one("payment.token", required=True, ondelete="cascade")
    new_token_id = fields.Many2one("payment.token", ondelete="set null")
    outcome = fields.Selection(selection=OUTCOMES, required=True)
    told = fields.Char(string="Reason", help="What the shop software said against it.")
    used_by = fields.Text(help="What else holds this card, and is moved with it.")

    card = fields.Char(related="token_id.display_name", string="Saved Card")
    partner_id = fields.Many2one(related="token_id.partner_id", string="Customer")
    expiry = fields.Date(related="token_id.ogone_expiry", string="Expires")

    def init(self):
        """Let no card be moved twice."""
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS ogone_handon_line_token_unique"
            " ON ogone_handon_line (token_id)"
        )

    @api.model
    def _ogone_columns(self):
        """Override of `ogone.list.mixin` to show what becomes of each card."""
        outcome = E.field(
            {
                "decoration-success": "outcome in ('moved', 'charged')",
                "decoration-info": "outcome == 'ready'",
                "decoration-danger": "outcome == 'refused'",
                "decoration-muted": "outcome in ('expired', 'archived')",
            },
            name="outcome",
            widget="badge",
        )
        undo = {
            "name": "action_undo",
            "type": "object",
            "string": _("Undo"),
            "invisible": "outcome != 'moved'",
        }
        return [
            E.field(name="card"),
            E.field(name="partner_id"),
            E.field(name="expiry"),
            outcome,
            E.field(name="used_by"),
            E.field(name="told", optional="show"),
            E.button(undo),
        ]

    def action_undo(self):
        """Take this card back to Ogone."""
        self.handon_id._ogone_begin()
        self.handon_id.sudo()._ogone_review()
        for line in self:
            if line.outcome != MOVED:
                raise UserError(
                    _(
                        "%(card)s cannot be taken back: %(outcome)s.",
                        card=line.card,
                        outcome=line._ogone_outcome_text(),
                    )
                )
        self.handon_id.sudo()._ogone_take_cards_back(self.sudo())
        return True

    def _ogone_outcome_text(self):
        return dict(self._fields["outcome"]._description_selection(self.env))[
            self.outcome
        ]
