# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.http import request

from .. import compat

# One slash: browsers take two, or a backslash, for the name of another host.
_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_LONGEST_FORM_ROUTE = 150  # with the name of the host it has to fit into BACKURL
# Of the app for shops: where its carts are paid, and where that ends.
_FORM_OF_CART = "/shop/payment"
_END_OF_CART = "/shop/payment/validate"


def _parts(address):
    """Return the parts of ``address``, which a browser sends: none if it is no address
    at all.
    """
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


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
        """Note where the shopper came from, if it was a page of this website, to which
        nothing else shall lead them back.

        By its host alone: behind a proxy the shop may take https for http.
        """
        if not request:
            return
        compat.monitor_alone(self)
        came_from = _parts(request.httprequest.referrer or "")
        path = f"{came_from.path}?{came_from.query}".rstrip("?")
        is_here = came_from.netloc == request.httprequest.host
        fits = len(path) <= _LONGEST_FORM_ROUTE and _PATH.fullmatch(path)
        if is_here and fits:
            self.ogone_form_route = path

    def _ogone_lead(self, paying):
        """Lead the shopper back to the form while there is still something to pay."""
        landing = self.landing_route
        if paying and landing != (form := self._ogone_retry_route()):
            self.write({"landing_route": form, "ogone_next_route": landing})
        elif not paying and self.ogone_next_route:
            self.landing_route = self.ogone_next_route

    def _ogone_retry_route(self):
        """Return the path of the page where this can be paid again.

        A browser may keep to itself where it came from. Then it is the page of the
        document; that of a cart would give the cart up.
        """
        if self.ogone_form_route:
            return self.ogone_form_route
        landing = self.landing_route or ""
        if _parts(landing).path == _END_OF_CART:
            return _FORM_OF_CART
        return landing if _PATH.fullmatch(landing) else "/"

    def _ogone_has_failed(self):
        """Return whether nothing was paid, and the shopper may try again."""
        is_ours = self.provider_code == "ogone"
        return is_ours and self.state in ("cancel", "error") and not self.ogone_held
