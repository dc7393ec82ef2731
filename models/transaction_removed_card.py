# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models


class PaymentTransaction(models.Model):
    """Payments whose card was removed since, or moved elsewhere."""

    _inherit = "payment.transaction"

    @api.constrains("token_id")
    def _check_token_is_active(self):
        """Override of `payment` to capture, void and refund such a payment, too: that
        asks for the payment, and charges no card.
        """
        charges = self.filtered(
            lambda each: each.provider_code != "ogone" or not each.source_transaction_id
        )
        return super(PaymentTransaction, charges)._check_token_is_active()
