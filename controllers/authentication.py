# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from markupsafe import Markup

from odoo import _, http
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing
from odoo.http import request

from .. import compat
from ..models.transaction_notice import AUTHENTICATION_ROUTE
from . import pages


class OgoneAuthentication(PaymentPostProcessing):
    """Lead a shopper who pays with a saved card to the bank, if it asks for them."""

    @http.route()
    def display_status(self, **kwargs):
        """Override of `payment` to go to the bank before the status is shown, and back
        to the form where this page would stay although nothing is paid.
        """
        if _awaiting_authentication():
            return request.redirect(AUTHENTICATION_ROUTE)
        transactions = request.env["payment.transaction"]
        again = transactions._ogone_try_again_route()
        if again and not compat.leaves_status_page(transactions):
            return request.redirect(again)
        return super().display_status(**kwargs)

    @http.route(
        AUTHENTICATION_ROUTE, type="http", auth="public", website=True, sitemap=False
    )
    def ogone_authentication(self, **_parameters):
        """Show the page of the bank, which Ogone has sent and which posts itself."""
        transaction = _awaiting_authentication()
        if not transaction:
            return request.redirect("/payment/status")
        # It comes from Ogone over TLS: its form must stay as it is to work.
        from_ogone = Markup(transaction.ogone_html_answer)  # noqa: S704 # nosec B704
        page = pages.document(
            _("Your bank asks you to confirm this payment"), from_ogone
        )
        return request.make_response(page, headers=[("Cache-Control", "no-store")])


def forget_authentication() -> None:
    """Drop the page of the bank: the shopper has been there."""
    if transaction := _awaiting_authentication():
        transaction.ogone_html_answer = False


def _awaiting_authentication():
    """Return the shopper's transaction, in sudo mode, if the bank waits for them."""
    monitored = compat.monitored()
    transaction = request.env["payment.transaction"].sudo().browse(monitored).exists()
    waiting = transaction.state == "pending" and transaction.ogone_html_answer
    return transaction if waiting else transaction.browse()
