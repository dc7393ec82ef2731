# SPDX-License-Identifier: LGPL-3.0-or-later
"""Payment methods, on hosts that have them: from 17 on."""

from __future__ import annotations

from odoo import models

from .. import const


class PaymentMethod(models.Model):
    _inherit = "payment.method"

    def _ogone_shown(self):
        """Return the methods whose logos stand for this one at the checkout: of its
        brands, which providers share, those that Ogone takes; itself if there are none.
        """
        brands = self.brand_ids.filtered(lambda brand: brand.code in const.CARD_BRANDS)
        return brands or self


class PaymentProvider(models.Model):
    """What a provider of Ogone is offered for."""

    _inherit = "payment.provider"

    def _get_supported_currencies(self):
        """Override of `payment` to offer the currencies of the platform."""
        currencies = super()._get_supported_currencies()
        if self.code != "ogone":
            return currencies
        return currencies.filtered(lambda currency: currency.name in const.CURRENCIES)

    def _get_default_payment_method_codes(self):
        """Override of `payment` to switch on what nearly every account has."""
        if self.code != "ogone":
            return super()._get_default_payment_method_codes()
        return const.DEFAULT_PAYMENT_METHOD_CODES

    def _ogone_link_payment_methods(self):
        """Link every payment method of this host that Ogone knows."""
        methods = self.env["payment.method"].with_context(active_test=False)
        known = methods.search(
            [
                ("code", "in", list(const.PAYMENT_METHODS)),
                ("primary_payment_method_id", "=", False),
            ]
        )
        self.payment_method_ids |= known


class PaymentTransaction(models.Model):
    """The method that a shopper has chosen, and paid with in the end."""

    _inherit = "payment.transaction"

    def _ogone_method_code(self):
        """Return the host's code for what the shopper chose."""
        return self.payment_method_id.code

    def _ogone_method_values(self, feedback):
        """Return the method that was really paid with, as values to be written: none if
        it is known, or the host has none.
        """
        code = const.payment_method_code(feedback.pm, feedback.brand)
        methods = self.env["payment.method"]
        method = code and methods.search([("code", "=", code)], limit=1)
        if not method or method == self.payment_method_id:
            return {}
        return {"payment_method_id": method.id}

    def _ogone_method_refunds(self):
        """Return how the method can be refunded, in the host's word."""
        method = self.payment_method_id
        return (method.primary_payment_method_id or method).support_refund

    def _ogone_token_values(self, report):
        """Override to keep by which method the card of a token pays."""
        values = super()._ogone_token_values(report)
        return {**values, "payment_method_id": self.payment_method_id.id}
