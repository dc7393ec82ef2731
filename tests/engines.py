# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the payment engines of the hosts differ for tests: here alone."""

import json
from unittest import skipIf, skipUnless

from odoo.models import BaseModel

from .. import compat

needs_methods = skipUnless(compat.HAS_METHODS, "16 has no payment methods")
needs_16 = skipIf(compat.HAS_METHODS, "this is what 16 alone has")
# SQL queries that find a transaction and read it.
FINDING = 1 if hasattr(BaseModel, "search_fetch") else 2
# Which provider a radio button of the payment form is of.
CODE_ATTRIBUTE = "data-provider-code" if compat.HAS_METHODS else "data-provider"


def awaited(transaction):
    """Return what a session holds where a shopper awaits the end of ``transaction``."""
    several = compat.MONITORED == "__payment_monitored_tx_ids__"  # 16
    return {compat.MONITORED: [transaction.id] if several else transaction.id}


def totals(model, domain, group, aggregate="__count"):
    """Return what the groups of records sum up to, as a view asks for it."""
    if hasattr(model, "search_fetch"):  # from 17 on
        return dict(model._read_group(domain, [group], [aggregate]))
    fields = [] if aggregate == "__count" else [aggregate]
    found = model.read_group(domain, fields, [group], lazy=False)
    return {each[group]: each[aggregate.partition(":")[0]] for each in found}


class Operations:
    """The engines differ in who calls the doorway, and who makes the child."""

    def send(self, payment):
        if hasattr(payment, "_charge_with_token"):
            payment._charge_with_token()
        else:
            payment._send_payment_request()

    def capture(self, payment, amount):
        if hasattr(payment, "_capture"):
            return payment._capture(amount_to_capture=amount)
        return payment._send_capture_request(**self._whole_or_part(payment, amount))

    def void(self, payment, amount):
        if hasattr(payment, "_void"):
            return payment._void(amount_to_void=amount)
        part = self._whole_or_part(payment, amount, "amount_to_void")
        return payment._send_void_request(**part)

    def refund(self, payment, amount):
        if hasattr(payment, "_refund"):
            return payment._refund(amount_to_refund=amount)
        return payment._send_refund_request(amount_to_refund=amount)

    def _whole_or_part(self, payment, amount, name="amount_to_capture"):
        """Return the argument of a doorway; that of 16 has none."""
        if compat.CAPTURES == "partial":
            return {name: amount}
        if amount != payment.amount:
            self.skipTest("16 captures and voids whole payments alone")
        return {}


class Checkout:
    """The page with the payment form, and what it asks the shop for."""

    def pay_context(self, **changes):
        """Return what the form knows of the payment."""
        values = self._prepare_pay_values(**changes)
        if hasattr(self, "_get_portal_pay_context"):  # from 17 on
            return self._get_portal_pay_context(**values)
        return self._get_tx_checkout_context(**values)

    def chosen(self):
        """Return what says that the shopper pays with Ogone, on its page."""
        if not compat.HAS_METHODS:
            return {"payment_option_id": self.provider.id}
        return {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
        }

    def wish(self):
        """Return what the form asks for, as the host's own tests do."""
        if compat.HAS_METHODS:
            values = (self.payment_method_id, None, "redirect")
        else:
            values = (self.provider.id, "redirect")
        return self._prepare_transaction_values(*values)

    def call(self, route, parameters, **headers):
        """Call ``route`` as a page does, and return the answer."""
        question = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = self.url_open(
            route,
            data=json.dumps(question),
            headers={"Content-Type": "application/json", **headers},
        )
        return answer.json()["result"]
