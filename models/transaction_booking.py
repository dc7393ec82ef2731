# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import models


class PaymentTransaction(models.Model):
    """Payments in the books of the shop that were given up too early."""

    _inherit = "payment.transaction"

    # === POST-PROCESSING: 18, 19 === #

    def _post_process(self):
        """Override of `payment` to book what turned out to be paid."""
        self._ogone_book_given_up()
        return super()._post_process()

    # === POST-PROCESSING: 16, 17 === #

    def _reconcile_after_done(self):
        """Override of `payment` to book what turned out to be paid."""
        self._ogone_book_given_up()
        return super()._reconcile_after_done()

    def _ogone_book_given_up(self):
        """Post payments that the host cancelled because the answer of Ogone was pending
        or lost, and reconcile them with their invoices.
        """
        if "payment_id" not in self._fields:  # no accounting
            return
        for transaction in self.filtered(lambda tx: tx.provider_code == "ogone"):
            payment = transaction.payment_id
            given_up = payment.state in ("cancel", "canceled")  # 16 and 17, later
            if given_up and transaction.state == "done":
                payment.action_draft()
                payment.action_post()
                transaction._ogone_reconcile(payment)

    def _ogone_reconcile(self, payment):
        invoices = self.invoice_ids.filtered(lambda invoice: invoice.state == "posted")
        lines = (payment.move_id | invoices).line_ids.filtered(
            lambda line: (
                line.account_id == payment.destination_account_id
                and not line.reconciled
            )
        )
        lines.reconcile()
