# SPDX-License-Identifier: LGPL-3.0-or-later
"""An invoice to be charged, where the accounting app keeps the books."""

from odoo import fields
from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .directlink_common import DirectLinkCommon


class BookingCommon(DirectLinkCommon, AccountTestInvoicingCommon):
    """An invoice of 100.00, and a journal for what is paid through Ogone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider.journal_id = cls.company_data["default_journal_bank"]
        cls.line = cls.provider.journal_id.inbound_payment_method_line_ids.filtered(
            lambda line: line.payment_provider_id == cls.provider
        )
        cls.line.payment_account_id = cls.inbound_payment_method_line.payment_account_id

    def setUp(self):
        self.enable_post_process_patcher = False  # the host's tests book nothing else
        super().setUp()
        self.invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_date": fields.Date.today(),
                "currency_id": self.currency.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Cabinet", "price_unit": 100.0, "tax_ids": []})
                ],
            }
        )
        self.invoice.action_post()

    def register(self, token=None):
        """Pay the invoice with a saved card, as a clerk does; return the payment."""
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        registered = wizard.create(
            {
                "journal_id": self.provider.journal_id.id,
                "payment_method_line_id": self.line.id,
                "payment_token_id": (token or self.token()).id,
            }
        )
        return registered._create_payments()

    def post_process(self, payment):
        self.post_process_transaction(payment.payment_transaction_id)

    def post_process_transaction(self, transaction):
        if hasattr(transaction, "_finalize_post_processing"):  # 16, 17
            transaction._finalize_post_processing()
        else:
            transaction._post_process()
