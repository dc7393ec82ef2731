# SPDX-License-Identifier: LGPL-3.0-or-later
"""The way back to the payment form, and onwards once the payment is made."""

from odoo.tests import tagged

from .common import OgoneHttpCommon


class RetryCommon(OgoneHttpCommon):
    """A shopper who leaves the form, and what Ogone reports of the payment."""

    def leave_from_the_form(
        self, referer="/payment/pay?amount=1", landing_route=None, scheme="http"
    ):
        """Create a transaction as the page with the payment form does, in a session
        of its own.

        :return: The fields of the form, and where the payment is to lead.
        """
        self.authenticate("admin", "admin")
        return self.leave_again(referer, landing_route, scheme)

    def leave_again(
        self, referer="/payment/pay?amount=1", landing_route=None, scheme="http"
    ):
        if referer:
            here = self.base_url().replace("http", scheme, 1)
            self.opener.headers["Referer"] = here + referer
        context = self.pay_context()
        values = {
            **self.chosen(),
            "amount": context["amount"],
            "currency_id": context["currency_id"],
            "partner_id": context["partner_id"],
            "access_token": context["access_token"],
            "flow": "redirect",
            "tokenization_requested": False,
            "landing_route": landing_route or context["landing_route"],
            "is_validation": False,
            "reference_prefix": "S00099",
        }
        answer = self.call("/payment/transaction", values)
        form = self._extract_values_from_html_form(answer["redirect_form_html"])
        self.transaction = self._get_tx(answer["reference"])
        return form["inputs"], self.transaction.landing_route

    def feed_result(self, status, payid="3000000001", **changes):
        result = self.result(
            orderID=self.transaction.reference, STATUS=status, PAYID=payid, **changes
        )
        self.assertEqual(self.feed(result).status_code, 200)
        self.transaction.invalidate_recordset()


@tagged("-at_install", "post_install")
class TestRetry(RetryCommon):
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

    def test_what_is_no_address_stops_nobody(self):
        self.leave_from_the_form(referer="]")
        self.assertFalse(self.transaction.ogone_form_route)
        self.transaction.landing_route = "http://[shop"
        self.feed_result("2")
        self.assertState("error")
        self.assertEqual(self.transaction.landing_route, "/")

    def test_https_that_a_proxy_ends_is_the_same_page(self):
        self.leave_from_the_form(scheme="https")
        self.assertEqual(self.transaction.ogone_form_route, "/payment/pay?amount=1")

    def test_a_cart_is_not_given_up_where_nobody_tells_the_way_back(self):
        _inputs, landing_route = self.leave_from_the_form(
            referer=None, landing_route="/shop/payment/validate"
        )
        self.assertFalse(self.transaction.ogone_form_route)
        self.feed_result("2")
        self.assertTrue(self.transaction.landing_route.startswith("/shop/payment"))
        self.assertNotIn("validate", self.transaction.landing_route)
        self.feed_result("9", payid="3000000002")
        self.assertEqual(self.transaction.landing_route, landing_route)
