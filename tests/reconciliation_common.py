# SPDX-License-Identifier: LGPL-3.0-or-later
"""Payments that the shop knows, and files of Ogone's back office."""

import base64
from pathlib import Path

from odoo.tools import mute_logger

from .. import compat
from .directlink_common import DIRECTLINK, DirectLinkCommon

FILES = Path(__file__).parent / "files"


def reference(number):
    return f"S{number:05}-0123456789"


class ReconciliationCommon(DirectLinkCommon):
    def setUp(self):
        super().setUp()
        self.gateway.post("reset")
        self.gateway.post("merchant", feedback_timing="none")

    def here(self, number, state="done", status="9", **values):
        """Return a payment of 100.00 that the shop knows, made on 5 March 2026."""
        payment = self._create_transaction(
            "redirect",
            reference=reference(number),
            state=state,
            amount=values.pop("amount", 100.0),
            provider_reference=values.pop("payid", f"30000000{number:02}"),
            ogone_status=status,
            **values,
        )
        self.made(payment)
        return payment

    def made(self, payment, moment="2026-03-05 12:00:00"):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET create_date = %s WHERE id = %s",
            [moment, payment.id],
        )
        self.env.invalidate_all()

    def operation(self, payment, deed, amount, number, state="done"):
        child = compat.child_of(payment, amount, is_refund=deed == "refund")
        child.write({"ogone_deed": deed, "ogone_payidsub": number, "state": state})
        return child

    def upload(self, name, **values):
        """Return a reconciliation with a file that is not compared yet."""
        return self.env["ogone.reconciliation"].create(
            {
                "account": str(self.provider.id),
                "file": base64.b64encode((FILES / name).read_bytes()),
                "file_name": name,
                **values,
            }
        )

    def compare(self, name, **values):
        reconciliation = self.upload(name, **values)
        reconciliation.action_compare()
        return reconciliation

    def findings(self, reconciliation):
        """Return the verdicts and reasons, in the order of the file."""
        lines = reconciliation.line_ids.sorted(lambda line: line.line or 1000)
        return [(line.orderid[:6], line.verdict, line.reason) for line in lines]

    def charged(self, number, card=None):
        """Charge a card whose answer is lost; return the payment."""
        self.gateway.post("faults", page="orderdirect", kind="cut_after")
        token = self.token(card) if card else self.token()
        payment = self._create_transaction(
            "token",
            reference=reference(number),
            amount=100.0,
            token_id=token.id,
            operation="offline",
        )
        with mute_logger(DIRECTLINK):
            self.send(payment)
        self.assertEqual(payment.state, "pending")
        return payment
