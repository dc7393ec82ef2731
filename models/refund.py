# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError


class OgoneRefund(models.TransientModel):
    """How much of a payment to give back, where no accounting app asks for that."""

    _name = "ogone.refund"
    _description = "Refund at Ogone"

    transaction_id = fields.Many2one(
        "payment.transaction", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="transaction_id.currency_id")
    refundable = fields.Monetary(related="transaction_id.ogone_refundable")
    full_only = fields.Boolean(compute="_compute_full_only", compute_sudo=True)
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)

    @api.depends("transaction_id")
    def _compute_full_only(self):
        for refund in self:
            support = refund.transaction_id._ogone_refund_support()
            refund.full_only = support == "full_only"

    @api.depends("refundable")
    def _compute_amount(self):
        for refund in self:
            refund.amount = refund.refundable

    @api.constrains("amount")
    def _check_amount(self):
        for refund in self:
            least = refund.refundable if refund.full_only else 0
            if not (least <= refund.amount <= refund.refundable and refund.amount > 0):
                raise ValidationError(
                    _(
                        "Enter an amount up to what is left: %s.",
                        refund.currency_id.format(refund.refundable),
                    )
                )

    def action_refund(self):
        """Refund that amount, by the method that the accounting app calls."""
        self.ensure_one()
        told = self.transaction_id.action_refund(amount_to_refund=self.amount)
        return told or {"type": "ir.actions.act_window_close"}
