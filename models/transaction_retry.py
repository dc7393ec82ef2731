# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.http import request

from .. import compat

_RECENT = timedelta(hours=1)


class PaymentTransaction(models.Model):
    """The way back: to the payment form as long as nothing is paid, then onwards."""

    _inherit = "payment.transaction"

    ogone_form_route = fields.Char(
        help="Path of the page with the payment form that the shopper left from.",
        readonly=True,
        copy=False,
    )
    ogone_next_route = fields.Char(
        help="Path that the shop leads to once the payment is made.",
        readonly=True,
        copy=False,
    )

    def _ogone_remember_routes(self):
        """Note where the shopper came from, if it was a page of this shop."""
        came_from = (request and request.httprequest.referrer) or ""
        base_url = self.provider_id.get_base_url().rstrip("/")
        if came_from.startswith(f"{base_url}/"):
            parts = urlsplit(came_from)
            self.ogone_form_route = parts._replace(scheme="", netloc="").geturl()
            self.ogone_next_route = self.landing_route

    def _ogone_lead(self, paying):
        """Lead the shopper back to the form while there is still something to pay."""
        route = self.ogone_form_route if paying else self.ogone_next_route
        if route and route != self.landing_route:
            self.landing_route = route

    @api.model
    def _ogone_failure_in_session(self):
        """Return why the shopper who looks at a payment form is back there, or ""."""
        monitored = request and request.session.get(compat.MONITORED_TRANSACTION)
        transaction = self.sudo().browse(monitored).exists()
        is_ours = transaction.provider_code == "ogone"
        if not is_ours or transaction.state not in ("cancel", "error"):
            return ""
        recent = transaction.last_state_change > fields.Datetime.now() - _RECENT
        return (recent and transaction.state_message) or ""
