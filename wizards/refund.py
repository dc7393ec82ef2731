# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import ValidationError


class OgoneRefund(models.TransientModel):
    """How much of a payment to give back, where no accounting app asks for that."""

    _name = "ogone.refund"
    _description = "Refund at Ogone"

    transaction_id = fields.Many2one(
        "payment.transaction", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(
        related="transaction_id.currency_id", related_sudo=False
    )
    refundable = fields.Monetary(string="Left to Refund", compute="_compute_refundable")
    full_only = fields.Boolean(compute="_compute_full_only", compute_sudo=True)
    amount = fields.Monetary(
        compute="_compute_amount", compute_sudo=False, store=True, readonly=False
    )

    @api.depends("transaction_id.ogone_refundable")
    def _compute_refundable(self):
        """Tell it to whoever may refund: no rule guards a form that is not saved yet.

        :raise AccessError: for anybody else.
        """
        for refund in self:
            payment_utils.check_rights_on_recordset(refund.transaction_id)
            refund.refundable = refund.transaction_id.ogone_refundable

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
