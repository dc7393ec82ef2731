# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from odoo import _, api, fields, models
from odoo.http import request

from .. import compat

AUTHENTICATION_ROUTE = "/payment/ogone/authentication"

_RECENT = timedelta(hours=1)


class PaymentTransaction(models.Model):
    """What a shopper reads who is back, and has not paid."""

    _inherit = "payment.transaction"

    @api.model
    def _ogone_in_session(self):
        """Return the last payment of the shopper who asks, in sudo mode, or none."""
        monitored = request and compat.monitored()
        transaction = self.sudo().browse(monitored or []).exists()
        return transaction.filtered(lambda each: each.provider_code == "ogone")

    @api.model
    def _ogone_notice(self, mode="payment", amount=0.0):
        """Return what to tell the shopper above a form that pays ``amount``.

        :return: ``kind``, ``text`` and, if there is somewhere to go, ``route`` and
            ``label``; nothing where there is nothing to tell.
        """
        transaction = self._ogone_in_session()
        validates = transaction.operation == "validation"
        if not transaction._ogone_is_recent() or validates != (mode == "validation"):
            return {}
        if transaction.state in ("cancel", "error"):
            return {"kind": "failure", "text": transaction.state_message}
        compared = transaction.currency_id.compare_amounts(
            transaction.amount, amount or 0.0
        )
        return {} if compared and not validates else transaction._ogone_open_notice()

    def _ogone_is_recent(self):
        changed = self.last_state_change
        return bool(changed) and changed > fields.Datetime.now() - _RECENT

    def _ogone_open_notice(self):
        """Return what to tell of a payment of which nobody knows how it ends."""
        if self.state == "pending" and self.ogone_html_answer:
            text = _(
                "Your bank is waiting for you to confirm the payment. Confirm it there,"
                " or choose another way to pay below."
            )
            label = _("Continue at your bank")
            route = AUTHENTICATION_ROUTE
            return {"kind": "challenge", "text": text, "route": route, "label": label}
        if self.state == "pending":
            text = self.state_message or _(
                "Your last payment is still being processed. Please wait for it rather"
                " than pay twice."
            )
            return {"kind": "processing", "text": text}
        if self.state == "draft" and self.ogone_requested:
            text = _(
                "Your last payment was not finished. You can pay now. If you have paid"
                " already, please wait for the confirmation rather than pay twice."
            )
            return {"kind": "unfinished", "text": text}
        return {}

    @api.model
    def _ogone_try_again_route(self):
        """Return where the shopper can try again what has failed, or ""."""
        transaction = self._ogone_in_session()
        failed = transaction and transaction._ogone_has_failed()
        return transaction._ogone_retry_route() if failed else ""

    @api.model
    def _ogone_failure_on(self, path):
        """Return why the document at ``path`` was not paid a while ago, or ""."""
        transaction = self._ogone_in_session()
        if not transaction._ogone_is_recent() or not transaction._ogone_has_failed():
            return ""
        # Before it there may be the language of the page.
        is_here = urlsplit(transaction._ogone_retry_route()).path.endswith(path)
        return (is_here and transaction.state_message) or ""
