# SPDX-License-Identifier: LGPL-3.0-or-later
"""An invoice to be charged, where the accounting app keeps the books."""

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .directlink_common import DirectLinkCommon
from .invoice_common import InvoiceCommon


class BookingCommon(InvoiceCommon, DirectLinkCommon, AccountTestInvoicingCommon):
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
        # The host's tests book nothing else: from 18 on, and before.
        self.enable_post_process_patcher = False
        self.enable_reconcile_after_done_patcher = False
        super().setUp()
        self.invoice = self.posted_invoice()

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
        if hasattr(transaction, "_finalize_post_processing"):  # up to 17
            transaction._finalize_post_processing()
        else:
            transaction._post_process()
