# SPDX-License-Identifier: LGPL-3.0-or-later
"""The way back to the payment form, and onwards once the payment is made."""

from odoo.tests import tagged

from .common import OgoneHttpCommon


@tagged("-at_install", "post_install")
class TestRetry(OgoneHttpCommon):
    def leave_from_the_form(self, referer="/payment/pay?amount=1"):
        """Create a transaction as the page with the payment form does."""
        self.authenticate("admin", "admin")
        self.opener.headers["Referer"] = self.base_url() + referer
        context = self._get_portal_pay_context(**self._prepare_pay_values())
        values = {
            "provider_id": self.provider.id,
            "payment_method_id": self.payment_method_id,
            "token_id": None,
            "amount": context["amount"],
            "currency_id": context["currency_id"],
            "partner_id": context["partner_id"],
            "access_token": context["access_token"],
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": context["landing_route"],
            "is_validation": False,
            "reference_prefix": "S00099",
        }
        url = self._build_url("/payment/transaction")
        answer = self.make_jsonrpc_request(url, values)
        form = self._extract_values_from_html_form(answer["redirect_form_html"])
        self.transaction = self._get_tx(answer["reference"])
        return form["inputs"], self.transaction.landing_route

    def feed_result(self, status, payid="3000000001"):
        result = self.result(
            orderID=self.transaction.reference, STATUS=status, PAYID=payid
        )
        self.assertEqual(self.feed(result).status_code, 200)
        self.transaction.invalidate_recordset()

    def test_back_leads_to_the_page_with_the_form(self):
        inputs, _landing_route = self.leave_from_the_form()
        self.assertIn("/payment/pay?amount=1", inputs["BACKURL"])
        self.assertTrue(inputs["BACKURL"].startswith(self.provider.get_base_url()))

    def test_a_refused_shopper_is_led_back_to_the_form_and_told_why(self):
        self.leave_from_the_form()
        self.feed_result("2")
        self.assertTrue(self.transaction.landing_route.startswith("/payment/pay?"))
        page = self._portal_pay(**self._prepare_pay_values())
        self.assertIn('name="ogone_failure"', page.text)
        self.assertIn("The payment was refused", page.text)

    def test_a_payment_after_a_refusal_leads_onwards(self):
        _inputs, landing_route = self.leave_from_the_form()
        self.feed_result("2")
        self.feed_result("9", payid="3000000002")
        self.assertEqual(self.transaction.landing_route, landing_route)
        page = self._portal_pay(**self._prepare_pay_values())
        self.assertNotIn('name="ogone_failure"', page.text)

    def test_a_page_of_another_site_is_not_led_back_to(self):
        inputs, landing_route = self.leave_from_the_form(".evil.example.com/shop")
        self.assertNotIn("evil", inputs["BACKURL"])
        self.feed_result("2")
        self.assertEqual(self.transaction.landing_route, landing_route)
