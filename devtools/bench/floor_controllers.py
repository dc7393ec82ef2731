# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the host costs by itself; copied into an addon for the time of one run."""

from odoo import http
from odoo.http import request

_ROUTING = {"type": "http", "auth": "public", "csrf": False, "save_session": False}


class Floor(http.Controller):
    """Routes that do as little as a route can do."""

    @http.route("/ogone_bench/floor", **_ROUTING)
    def floor(self, reference):
        """Read one record, and answer."""
        return self._answer(self._find(reference).state)

    @http.route("/ogone_bench/done", **_ROUTING)
    def done(self, reference):
        """Have the payment engine alone do what it does for a first result."""
        transaction = self._find(reference)
        transaction._set_done()
        return self._answer(transaction.state)

    @staticmethod
    def _find(reference):
        transactions = request.env["payment.transaction"].sudo()
        return transactions.search([("reference", "=", reference)], limit=1)

    @staticmethod
    def _answer(text):
        return request.make_response(text, headers=[("Content-Type", "text/plain")])
