# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shopper reads who is back and has not paid."""

from datetime import timedelta

from odoo import fields
from odoo.addons.payment.models import payment_transaction as engine
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import compat
from .invoice_common import InvoiceCommon
from .test_retry import RetryCommon

DISTRUST = "odoo.addons.payment_ogone.models.transaction_distrust"


@tagged("-at_install", "post_install")
class TestNotice(RetryCommon):
    def form(self, **changes):
        """Return the page with the payment form, as the shopper in the session."""
        return self._portal_pay(**self._prepare_pay_values(**changes)).text

    def assertTold(self, kind, page):
        for each in ("failure", "challenge", "processing", "unfinished"):
            if each == kind:
                self.assertIn(f'name="ogone_{each}"', page)
            else:
                self.assertNotIn(f'name="ogone_{each}"', page)

    def test_a_cancel_is_told_in_plain_words(self):
        self.leave_from_the_form()
        self.feed_result("1")
        page = self.form()
        self.assertTold("failure", page)
        self.assertIn("The payment was cancelled, and nothing was charged.", page)

    def test_a_refusal_is_told_in_plain_words(self):
        self.leave_from_the_form()
        self.feed_result("2", NCERROR="30001001")
        page = self.form()
        self.assertIn("The payment was refused, and nothing was charged.", page)
        self.assertNotIn("30001001", page)

    def test_who_is_back_without_a_result_is_warned_of_paying_twice(self):
        self.leave_from_the_form()
        page = self.form()
        self.assertTold("unfinished", page)
        self.assertIn("was not finished", page)

    def test_another_amount_is_another_payment(self):
        self.leave_from_the_form()
        self.assertTold(None, self.form(amount=12.34))

    def test_an_uncertain_payment_is_to_be_waited_for(self):
        self.leave_from_the_form()
        with mute_logger(DISTRUST):
            self.feed_result("52")
        self.assertTold("processing", self.form())

    def test_a_bank_that_waits_can_be_gone_to(self):
        self.leave_from_the_form()
        compat.move(self.transaction, "pending", "", ())
        self.transaction.ogone_html_answer = "<form></form>"
        page = self.form()
        self.assertTold("challenge", page)
        self.assertIn('href="/payment/ogone/authentication"', page)

    def test_a_payment_that_is_made_needs_no_notice(self):
        self.leave_from_the_form()
        self.feed_result("9")
        self.assertTold(None, self.form())

    def test_yesterday_is_not_told(self):
        self.leave_from_the_form()
        self.feed_result("2")
        yesterday = fields.Datetime.now() - timedelta(hours=25)
        self.transaction.last_state_change = yesterday
        self.assertTold(None, self.form())

    def test_a_stranger_is_told_nothing(self):
        self.leave_from_the_form()
        self.feed_result("2")
        self.authenticate(None, None)
        self.authenticate("admin", "admin")
        self.assertTold(None, self.form())

    # The page that tells the status

    def status(self):
        return self.url_open("/payment/status", allow_redirects=False)

    def test_the_status_page_offers_to_try_again(self):
        self.leave_from_the_form("/shop/payment?lang=1")
        self.feed_result("2")
        page = self.status()
        if compat.leaves_status_page(self.transaction):
            self.assertIn('href="/shop/payment?lang=1"', page.text)
            self.assertIn('name="ogone_try_again"', page.text)
        else:
            self.assertIn("/shop/payment?lang=1", page.headers["Location"])

    def test_the_engine_alone_tells_whether_its_page_leads_on(self):
        """The addon has a doorway of that name on every host."""
        leads_on = hasattr(engine.PaymentTransaction, "_post_process")
        self.assertEqual(compat.leaves_status_page(self.transaction), leads_on)

    def test_the_status_page_of_a_paid_order_does_not(self):
        self.leave_from_the_form()
        self.feed_result("2")
        self.feed_result("9", payid="3000000002")
        self.assertNotIn("ogone_try_again", self.status().text)

    def test_who_paid_a_wrong_amount_is_not_asked_to_pay_again(self):
        self.leave_from_the_form()
        with mute_logger(DISTRUST):
            self.feed_result("9", amount="1.00")
        self.assertState("error")
        self.assertNotIn("ogone_try_again", self.status().text)

    def test_a_script_for_a_way_back_is_no_way_back(self):
        self.leave_from_the_form(referer=None, landing_route="javascript:alert()//")
        self.feed_result("2")
        self.assertEqual(self.transaction._ogone_retry_route(), "/")


@tagged("-at_install", "post_install")
class TestDocumentNotice(InvoiceCommon, RetryCommon):
    """An invoice, whose form is behind a button."""

    def setUp(self):
        super().setUp()
        self.invoice = self.posted_invoice()
        self.route = self.invoice.get_portal_url()

    def page(self):
        return self.url_open(self.route).text

    def test_a_refusal_is_told_on_the_invoice(self):
        self.leave_from_the_form(self.route)
        self.feed_result("2")
        page = self.page()
        self.assertIn('name="ogone_document_failure"', page)
        self.assertIn("The payment was refused, and nothing was charged.", page)
        self.assertIn('name="ogone_try_again"', page)

    def test_it_is_told_without_a_referrer(self):
        self.leave_from_the_form(referer=None, landing_route=self.route + "&a=1")
        self.feed_result("1")
        self.assertIn('name="ogone_document_failure"', self.page())

    def test_other_documents_do_not_tell_it(self):
        self.leave_from_the_form()
        self.feed_result("2")
        self.assertNotIn('name="ogone_document_failure"', self.page())
