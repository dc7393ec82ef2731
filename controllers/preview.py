# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import http
from odoo.http import request

from ..models.provider_preview import PREVIEW_ROUTE


class OgonePreview(http.Controller):
    """Show administrators the payment page as their shoppers will see it."""

    @http.route(
        f"{PREVIEW_ROUTE}/<int:provider_id>", type="http", auth="user", methods=["GET"]
    )
    def ogone_preview(self, provider_id):
        """Show what is sent, and the button that opens the payment page.

        A page of its own rather than the form of the checkout: that one is posted by a
        script of the shop.
        """
        provider = _previewed(provider_id)
        if not provider:
            raise request.not_found()
        form = provider._ogone_preview_form(request.httprequest.host_url)
        values = {"provider": provider, "payment_form": form}
        response = request.render("payment_ogone.preview", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @http.route(
        f"{PREVIEW_ROUTE}/<int:provider_id>/end",
        type="http",
        auth="public",
        methods=["GET"],
    )
    def ogone_preview_end(self, provider_id, **_result):
        """Lead back to the provider's form; the result concerns no payment.

        Public, for else the host would put the signed result into the address of the
        login, and so into its log, where the session is over.
        """
        provider = _previewed(provider_id)
        return request.redirect(provider._ogone_form_route() if provider else "/web")


def _previewed(provider_id):
    """Return the provider, if this is an administrator of its shop and it is in test
    mode; none else.
    """
    providers = request.env["payment.provider"]
    if not request.env.user.has_group("base.group_system"):
        return providers
    test_mode = [("code", "=", "ogone"), ("state", "=", "test")]
    return providers.search([("id", "=", provider_id), *test_mode])
