# SPDX-License-Identifier: LGPL-3.0-or-later
"""What 16 has where later hosts have payment methods."""

from __future__ import annotations

from odoo import models

from .. import const


class PaymentProvider(models.Model):
    """One way to pay, with icons that say what there is on Ogone's page."""

    _inherit = "payment.provider"

    def _ogone_link_payment_methods(self):
        """Show the icons of this host that stand for what Ogone takes."""
        names = (f"payment.payment_icon_{name}" for name in const.ICONS)
        known = (self.env.ref(name, raise_if_not_found=False) for name in names)
        for icon in filter(None, known):
            self.payment_icon_ids |= icon

    def _get_compatible_providers(
        self, company_id, partner_id, amount, currency_id=None, **kwargs
    ):
        """Override of `payment` to offer the currencies of the platform alone."""
        providers = super()._get_compatible_providers(
            company_id, partner_id, amount, currency_id=currency_id, **kwargs
        )
        currency = self.env["res.currency"].browse(currency_id).exists()
        if not currency or currency.name in const.CURRENCIES:
            return providers
        return providers.filtered(lambda provider: provider.code != "ogone")

    def _compute_fees(self, *args):
        """Override of `payment` to announce no fees: Ogone is not asked for them."""
        return 0.0 if self.code == "ogone" else super()._compute_fees(*args)


class PaymentTransaction(models.Model):
    """A payment of which 16 knows no method, and tokens that it shows as verified."""

    _inherit = "payment.transaction"

    def _ogone_token_values(self, report):
        """Override to say that the card has paid, or was checked."""
        return {**super()._ogone_token_values(report), "verified": True}
