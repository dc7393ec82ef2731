# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import models

from ..ogone.errors import ConfigurationError
from ..ogone.platforms import PLATFORMS


class PaymentProvider(models.Model):
    """The way to Ogone's back office."""

    _inherit = "payment.provider"

    def _ogone_back_office_url(self, payid=""):
        """Return the address of the account's back office, of one payment there if the
        gateway tells how; ``False`` where the gateway has none.

        Which address shows a payment at the real platform is not documented.
        """
        provider = self.sudo()
        chosen = provider.ogone_gateway in ("sandbox", "custom")
        try:
            return PLATFORMS[provider.ogone_gateway or "ogone"].back_office_url(
                provider._ogone_environment(),
                (chosen and provider.ogone_base_url) or "",
                provider.ogone_pspid or "",
                payid or "",
            )
        except ConfigurationError:
            return False
