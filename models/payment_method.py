# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import models

from ..const import CARD_BRANDS


class PaymentMethod(models.Model):
    _inherit = "payment.method"

    def _ogone_shown(self):
        """Return the methods whose logos stand for this one at the checkout: of its
        brands, which providers share, those that Ogone takes; itself if there are none.
        """
        brands = self.brand_ids.filtered(lambda brand: brand.code in CARD_BRANDS)
        return brands or self
