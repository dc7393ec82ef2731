# SPDX-License-Identifier: LGPL-3.0-or-later
"""Invoices to be paid, where the accounting app is installed."""

from odoo import fields

CABINET = {"name": "Cabinet", "price_unit": 100.0, "tax_ids": []}


class InvoiceCommon:
    """Invoices to the customer of a test, in its currency."""

    def posted_invoice(self, *lines, **values):
        """Return a posted invoice; without ``lines`` one of 100.00 without tax."""
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_date": fields.Date.today(),
                "currency_id": self.currency.id,
                "invoice_line_ids": [(0, 0, line) for line in lines or [CABINET]],
                **values,
            }
        )
        invoice.action_post()
        return invoice
