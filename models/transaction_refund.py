# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils

from .deeds import Deed


class PaymentTransaction(models.Model):
    """Refunding from the transaction, by the host's own methods."""

    _inherit = "payment.transaction"

    ogone_refundable = fields.Monetary(
        string="Left to Refund", compute="_compute_ogone_refundable", compute_sudo=True
    )

    @api.depends("state", "amount", "child_transaction_ids.state")
    def _compute_ogone_refundable(self):
        for transaction in self:
            paid = transaction._ogone_is_payment() and transaction.state == "done"
            allowed = paid and transaction._ogone_refund_support()
            left = transaction._ogone_left(Deed.REFUND) if allowed else 0
            transaction.ogone_refundable = max(float(left), 0.0)

    def _ogone_is_payment(self):
        """Return whether this is a payment with a PAYID, not an operation on one."""
        ours = self.provider_code == "ogone" and bool(self.provider_reference)
        return ours and not self.ogone_deed and self.operation != "validation"

    def _ogone_refund_support(self):
        """Return ``partial`` or ``full_only``, as provider and payment method both do;
        ``""`` where one of them refunds nothing.
        """
        supports = {self.provider_id.support_refund, self._ogone_method_refunds()}
        if not supports <= {"partial", "full_only"}:
            return ""
        return "full_only" if "full_only" in supports else "partial"

    def _ogone_method_refunds(self):
        """Return how what was paid with can be refunded, in the host's word."""
        return "partial"

    def action_refund(self, amount_to_refund=None):
        """Override of `payment` to have accountants refund on every engine: the one of
        17 reads the provider, which they may not, and asks for no rights.
        """
        if any(tx.provider_code != "ogone" for tx in self):
            return super().action_refund(amount_to_refund=amount_to_refund)
        payment_utils.check_rights_on_recordset(self)
        by_the_shop = super(PaymentTransaction, self.sudo())
        return by_the_shop.action_refund(amount_to_refund=amount_to_refund)

    def action_ogone_refund(self):
        """Open the refund of the accounting app where it has booked this payment, else
        a form of our own; both ask `action_refund`.
        """
        self.ensure_one()
        payment_utils.check_rights_on_recordset(self)
        booked = self._ogone_booked()
        if not booked:
            return self._ogone_refund_form()
        if len(booked) > 1:
            return {
                "type": "ir.actions.act_window",
                "name": _("Refund"),
                "res_model": booked._name,
                "view_mode": "list,form",
                "domain": [("id", "in", booked.ids)],
            }
        context = {"active_model": booked._name, "active_id": booked.id}
        action = booked.action_refund_wizard()
        return {**action, "context": {**context, "active_ids": booked.ids}}

    def _ogone_booked(self):
        """Return the payments of the accounting app that are left to refund, each part
        that was captured having one.
        """
        if "payment_id" not in self._fields:
            return None
        captures = (
            self.sudo()
            ._ogone_operations()
            .filtered(lambda child: child.ogone_deed == Deed.CAPTURE.value)
        )
        booked = (self.sudo() | captures).payment_id.filtered(
            "amount_available_for_refund"
        )
        return booked.sudo(False)

    def _ogone_refund_form(self):
        return {
            "type": "ir.actions.act_window",
            "name": _("Refund"),
            "res_model": "ogone.refund",
            "view_mode": "form",
            "target": "new",
            "context": {"default_transaction_id": self.id},
        }
