# SPDX-License-Identifier: LGPL-3.0-or-later
"""The way of a saved card through the bank, and what the bank is told of a browser."""

from types import SimpleNamespace

from odoo import http
from odoo.tests import tagged

from ..models import transaction_charge
from ..models.browser import browser_data
from ..ogone.answer import Answer
from .common import OgoneHttpCommon
from .directlink_common import DirectLinkCommon
from .engines import awaited

BANK_PAGE = '<form id="bank" action="https://bank.example/acs"></form>'
CHALLENGED = "4874970686672022"


def browser(cookie="", **headers):
    """Return a request of a browser, as far as it is looked at."""
    return SimpleNamespace(
        cookies={"ogone_browser": cookie} if cookie else {},
        headers=headers,
        remote_addr="203.0.113.7",
    )


@tagged("-at_install", "post_install")
class TestWayToTheBank(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        session = self.authenticate(None, None)
        session.update(awaited(self.transaction))
        http.root.session_store.save(session)

    def wait_for_the_bank(self):
        self.transaction._set_pending()
        self.transaction.ogone_html_answer = BANK_PAGE
        self.env.flush_all()

    def ask(self, route):
        return self.url_open(route, allow_redirects=False)

    def test_the_status_page_leads_to_the_bank(self):
        self.wait_for_the_bank()
        answer = self.ask("/payment/status")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith("/payment/ogone/authentication")
        )

    def test_the_page_of_the_bank_is_shown_as_it_came_and_kept_nowhere(self):
        self.wait_for_the_bank()
        answer = self.ask("/payment/ogone/authentication")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(BANK_PAGE, answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_who_need_not_go_to_the_bank_is_shown_the_status(self):
        answer = self.ask("/payment/ogone/authentication")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/payment/status"))
        self.assertEqual(self.ask("/payment/status").status_code, 200)

    def test_another_visitor_is_not_led_to_the_bank(self):
        self.wait_for_the_bank()
        self.authenticate(None, None)
        self.assertNotIn(BANK_PAGE, self.ask("/payment/ogone/authentication").text)

    def test_who_comes_back_is_not_led_there_again(self):
        self.wait_for_the_bank()
        self.come_back({})
        self.transaction.invalidate_recordset()
        self.assertFalse(self.transaction.ogone_html_answer)
        self.assertEqual(self.ask("/payment/status").status_code, 200)


@tagged("-at_install", "post_install")
class TestCustomerPresent(DirectLinkCommon):
    def come(self, httprequest):
        """Have the next charges asked for in a request of a browser."""
        request = SimpleNamespace(httprequest=httprequest)
        self.patch(transaction_charge, "request", request)

    def test_a_card_whose_bank_asks_for_the_customer_waits_for_it(self):
        self.come(browser())
        payment = self.charge(token=self.token(CHALLENGED), operation="online_token")
        self.assertEqual(payment.state, "pending")
        self.assertEqual(payment.ogone_status, "46")
        self.assertIn("<form", payment.ogone_html_answer)
        self.assertBooks(payment, captured=0)

    def test_a_card_whose_bank_does_not_ask_is_charged(self):
        self.come(browser())
        payment = self.charge(operation="online_token")
        self.assertEqual(payment.state, "done")
        self.assertFalse(payment.ogone_html_answer)

    def test_without_a_customer_nobody_can_go_to_the_bank(self):
        payment = self._create_transaction("token", operation="offline")
        asks = '<ncresponse orderID="%s" PAYID="3000000001" STATUS="46"/>'
        payment._ogone_take_sent(Answer.read((asks % payment.reference).encode()))
        self.assertEqual(payment.state, "error")
        self.assertIn("must pay online", payment.state_message)

    # What is told of the browser

    def test_the_browser_is_described_by_its_headers_and_our_cookie(self):
        headers = {
            "Accept": "text/html",
            "Accept-Language": "fr-BE,fr;q=0.9",
            "User-Agent": "Mozilla/5.0",
        }
        self.assertEqual(
            browser_data(browser("30.900.1600.-120", **headers)),
            {
                "browserAcceptHeader": "text/html",
                "browserColorDepth": "24",  # 30 is none of the scheme
                "browserJavaEnabled": "false",
                "browserLanguage": "fr-BE",
                "browserScreenHeight": "900",
                "browserScreenWidth": "1600",
                "browserTimeZone": "-120",
                "browserUserAgent": "Mozilla/5.0",
            },
        )

    def test_a_common_browser_is_assumed_where_nothing_is_told(self):
        for cookie in ("", "24.1080", "<script>", "24.1080.1920.0.0", "٢٤.1.1.1"):
            with self.subTest(cookie=cookie):
                told = browser_data(browser(cookie))
                screen = told["browserScreenHeight"], told["browserScreenWidth"]
                self.assertEqual(screen, ("1080", "1920"))
                self.assertEqual(told["browserColorDepth"], "24")
                self.assertEqual(told["browserLanguage"], "en")
                self.assertEqual(told["browserUserAgent"], "unknown")
                self.assertEqual(told["browserAcceptHeader"], "*/*")

    def test_a_depth_below_every_known_one_is_the_least(self):
        self.assertEqual(browser_data(browser("0.1.1.0"))["browserColorDepth"], "1")
