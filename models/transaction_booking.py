# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import models


class PaymentTransaction(models.Model):
    """Payments in the books of the shop that would be missing."""

    _inherit = "payment.transaction"

    # === POST-PROCESSING: 18, 19 === #

    def _post_process(self):
        """Override of `payment` to book what turned out to be paid."""
        self._ogone_book()
        return super()._post_process()

    # === POST-PROCESSING: 16, 17 === #

    def _reconcile_after_done(self):
        """Override of `payment` to book what turned out to be paid."""
        self._ogone_book()
        return super()._reconcile_after_done()

    def _ogone_book(self):
        """Have a posted payment for each of these transactions, also where the host
        would leave it without one.
        """
        if "payment_id" not in self._fields:  # no accounting
            return
        ours = self.filtered(lambda tx: tx.provider_code == "ogone")
        for transaction in ours.filtered(lambda tx: tx.state == "done"):
            payment = transaction.payment_id
            if payment.state in ("cancel", "canceled"):  # 16 and 17, later
                transaction._ogone_book_given_up(payment)
            elif not payment and transaction._ogone_is_only_refunded():
                transaction.with_company(transaction.company_id)._create_payment()

    def _ogone_book_given_up(self, payment):
        """Post a payment that the host cancelled because the answer of Ogone was
        pending or lost, and reconcile it with its invoices.
        """
        payment.action_draft()
        payment.action_post()
        self._ogone_reconcile(payment)

    def _ogone_is_only_refunded(self):
        """Return whether all its operations are refunds. The host takes any of them for
        a capture that has a payment of its own, where the refund came first.
        """
        operations = set(self.child_transaction_ids.mapped("operation"))
        return operations == {"refund"} and self.operation != "validation"

    def _ogone_reconcile(self, payment):
        invoices = self.invoice_ids.filtered(lambda invoice: invoice.state == "posted")
        lines = (payment.move_id | invoices).line_ids.filtered(
            lambda line: (
                line.account_id == payment.destination_account_id
                and not line.reconciled
            )
        )
        lines.reconcile()
