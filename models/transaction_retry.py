# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.http import request

from .. import compat

_RECENT = timedelta(hours=1)
# One slash: browsers take two, or a backslash, for the name of another host.
_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]{0,149}")


class PaymentTransaction(models.Model):
    """The way back: to the payment form as long as nothing is paid, then onwards."""

    _inherit = "payment.transaction"

    ogone_form_route = fields.Char(
        help="Path of the page with the payment form that the shopper left from.",
        groups="base.group_system",  # it may hold the access token of a document
        readonly=True,
        copy=False,
    )
    ogone_next_route = fields.Char(
        help="Path that the shop leads to once the payment is made.",
        groups="base.group_system",
        readonly=True,
        copy=False,
    )

    def _ogone_remember_form(self):
        """Note where the shopper came from, if it was a page of this shop."""
        base_url = self.provider_id.get_base_url().rstrip("/")
        came_from = (request and request.httprequest.referrer) or ""
        path = came_from[len(base_url) :]
        if came_from.startswith(base_url) and _PATH.fullmatch(path):
            self.ogone_form_route = path

    def _ogone_lead(self, paying):
        """Lead the shopper back to the form while there is still something to pay."""
        landing, form = self.landing_route, self.ogone_form_route
        if paying and form and landing != form:
            self.write({"landing_route": form, "ogone_next_route": landing})
        elif not paying and self.ogone_next_route:
            self.landing_route = self.ogone_next_route

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
