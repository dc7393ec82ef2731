# SPDX-License-Identifier: LGPL-3.0-or-later
"""The routes: who brings a result, and what each is told."""

from psycopg2 import OperationalError
from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ORDERID, OgoneHttpCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"
RESULT = "odoo.addons.payment_ogone.models"

# SHA-512 of AMOUNT, CH_AUTHENTICATION_INFO, CURRENCY, ORDERID and STATUS as below, each
# followed by the passphrase; with sha512sum.
WITH_ADDED_NAME = (
    "2FBE781D222507FB833C89BF6B685890668B15BC03B7603B373046100887A2CC"
    "47D816F32604C957CB45986838BF9BAE49D9957745F425F17E9ACFF2FA185716"
)


@tagged("-at_install", "post_install")
class TestFeedback(OgoneHttpCommon):
    # Ogone's server

    def test_ogone_is_told_ok_in_plain_text(self):
        answer = self.feed(self.result())
        self.assertEqual((answer.status_code, answer.text), (200, "OK"))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain"))
        self.assertState("done")
        self.assertEqual(self.transaction.provider_reference, "3000000001")

    def test_ogone_may_send_by_get(self):
        answer = self.come_back(self.result(), route="/payment/ogone/return")
        self.assertEqual((answer.status_code, answer.text), (200, "OK"))
        self.assertState("done")

    def test_no_session_is_made_for_ogone(self):
        self.opener.cookies.clear()
        for answer in (
            self.feed(self.result()),
            self.feed(self.result()),
            self.feed({"orderID": ORDERID}),
            self.come_back(self.result(), route="/payment/ogone/return"),
        ):
            self.assertNotIn("Set-Cookie", answer.headers)

    def test_a_result_that_comes_again_is_taken_again(self):
        for _delivery in range(3):
            self.assertEqual(self.feed(self.result()).status_code, 200)
        self.assertState("done")

    def test_an_order_of_another_shop_is_no_error(self):
        answer = self.feed(self.result(orderID="SHOP2-1"))
        self.assertEqual(answer.status_code, 200)
        self.assertState("draft")

    def test_iso_8859_1_is_understood(self):
        parameters = {
            "orderID": ORDERID,
            "amount": "1111.11",
            "currency": "EUR",
            "CN": "Jérôme Müller",
            "PM": "PostFinance Card",
            "STATUS": "9",
        }
        signed = self.signed(parameters, charset="iso-8859-1")
        self.assertEqual(self.feed(signed, charset="iso-8859-1").status_code, 200)
        self.assertState("done")

    def test_lower_case_hexadecimal_is_accepted(self):
        result = self.result()
        result["SHASIGN"] = result["SHASIGN"].lower()
        self.assertEqual(self.feed(result).status_code, 200)
        self.assertState("done")

    def test_names_that_the_merchant_added_are_part_of_the_signature(self):
        parameters = {
            "orderID": ORDERID,
            "amount": "1111.11",
            "currency": "EUR",
            "STATUS": "9",
            "CH_AUTHENTICATION_INFO": "Y",
            "SHASIGN": WITH_ADDED_NAME,
        }
        with mute_logger(CONTROLLER):
            self.assertEqual(self.feed(parameters).status_code, 403)
        self.provider.ogone_signed_names = "ch_authentication_info, WALLET"
        self.assertEqual(self.feed(parameters).status_code, 200)
        self.assertState("done")

    def test_a_busy_database_asks_ogone_to_try_again(self):
        def busy(self):
            raise OperationalError("canceling statement due to lock timeout")

        self.patch(type(self.transaction), "_ogone_lock", busy)
        answer = self.feed(self.result())
        self.assertEqual(answer.status_code, 503)
        self.assertState("draft")

    def test_a_delivery_that_met_another_one_is_taken_again(self):
        lock = type(self.transaction)._ogone_lock
        met = []

        def meet_once(self):
            if not met:
                met.append(True)
                raise SerializationFailure("could not serialize access")
            return lock(self)

        self.patch(type(self.transaction), "_ogone_lock", meet_once)
        self.assertEqual(self.feed(self.result()).status_code, 200)
        self.assertState("done")

    def test_what_another_module_raises_is_no_server_error(self):
        def broken(self, *_args):
            raise ValueError("another module")

        self.patch(type(self.transaction), "_ogone_pay", broken)
        with mute_logger(CONTROLLER):
            self.assertEqual(self.feed(self.result()).status_code, 503)
            self.assertEqual(self.come_back(self.result()).status_code, 303)
        self.assertState("draft")

    # The shopper's browser

    def test_the_shopper_is_led_to_the_status_page_with_the_result_applied(self):
        answer = self.come_back(self.result())
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/payment/status"))
        self.assertState("done")

    def test_arriving_does_not_mean_paid(self):
        self.come_back(self.result(STATUS="51"))
        self.assertState("pending")

    def test_a_shopper_without_parameters_is_led_on(self):
        answer = self.come_back({})
        self.assertEqual(answer.status_code, 303)
        self.assertState("draft")

    def test_a_browser_on_the_address_of_the_earlier_addon_is_led_on(self):
        self.opener.headers["Sec-Fetch-Mode"] = "navigate"
        answer = self.come_back(self.result(), route="/payment/ogone/return")
        self.assertEqual(answer.status_code, 303)
        self.assertState("done")

    def test_return_and_feedback_together_are_one_payment(self):
        self.feed(self.result())
        self.come_back(self.result())
        self.feed(self.result())
        self.assertState("done")
        self.assertEqual(
            self.env["payment.transaction"].search_count(
                [("provider_id", "=", self.provider.id)]
            ),
            1,
        )

    def test_routes_of_the_earlier_addon_work(self):
        for tree in ("", "test/"):
            for page in ("accept", "decline", "exception", "cancel"):
                with self.subTest(tree=tree, page=page):
                    route = f"/payment/ogone/{tree}{page}"
                    answer = self.come_back(self.result(), route)
                    self.assertEqual(answer.status_code, 303)
            answer = self.come_back(self.result(), f"/payment/ogone/{tree}feedback")
            self.assertEqual((answer.status_code, answer.text), (200, "OK"))
        self.assertState("done")

    # Both

    def test_an_amount_that_differs_stays_refused_on_the_second_delivery(self):
        for _delivery in range(2):
            with mute_logger(RESULT):
                self.assertEqual(self.feed(self.result(amount="1")).status_code, 200)
            self.assertState("error")
        with mute_logger(RESULT):
            self.come_back(self.result(amount="1"))
        self.assertState("error")
