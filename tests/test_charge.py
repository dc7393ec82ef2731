# SPDX-License-Identifier: LGPL-3.0-or-later
"""Saved cards that are charged, and what is asked afterwards."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..compat import HAS_METHODS
from .directlink_common import (
    DIRECTLINK,
    REFUSED,
    DirectLinkCommon,
)


@tagged("-at_install", "post_install")
class TestCharge(DirectLinkCommon):
    def test_a_saved_card_is_charged(self):
        payment = self.charge(123.45)
        self.assertEqual(payment.state, "done")
        self.assertTrue(payment.provider_reference.startswith("30000"))
        self.assertBooks(payment, captured=12345)

    def test_a_saved_card_that_is_refused(self):
        payment = self.charge(token=self.token(REFUSED))
        self.assertEqual(payment.state, "error")
        self.assertEqual(payment.ogone_ncerror, "30001001")
        self.assertBooks(payment, captured=0)

    def test_an_alias_that_ogone_does_not_know(self):
        token = self._create_token(provider_ref="no-such-alias")
        with mute_logger(DIRECTLINK):
            payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertNotIn("no-such-alias", payment.state_message)

    def test_an_expired_card_is_neither_offered_nor_charged(self):
        token = self.token(ogone_expiry=date.today() - timedelta(days=1))
        if HAS_METHODS:  # 16 asks nobody; `test_tokens_16` looks at its form
            offered = self.env["payment.token"]._get_available_tokens(
                self.provider.ids, self.partner.id
            )
            self.assertNotIn(token, offered)
        payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertIn("expired", payment.state_message)
        self.assertIsNone(self.gateway.books(payment.reference))

    def test_an_offline_charge_tells_that_the_merchant_began_it(self):
        payment = self.charge()
        (order,) = (
            order
            for order in self.gateway.get("orders")
            if order["orderid"] == payment.reference
        )
        self.assertEqual(order["cof"]["initiator"], "MIT")

    def test_without_an_api_user_nothing_is_sent(self):
        self.provider.ogone_userid = False
        with mute_logger(DIRECTLINK):
            payment = self.charge()
        self.assertEqual(payment.state, "error")
        self.assertIn("API user", payment.state_message)

    def test_a_wrong_password_is_told_as_the_merchants_to_mend(self):
        self.provider.ogone_password = "wrong"
        with mute_logger(DIRECTLINK):
            payment = self.charge()
        self.gateway.post("unlock")
        self.assertEqual(payment.state, "error")
        self.assertEqual(payment.ogone_ncerror, "50001119")

    def test_a_gateway_that_cannot_be_reached_charges_nothing(self):
        token = self.token()
        self.provider.ogone_base_url = "http://127.0.0.1:1"
        with mute_logger(DIRECTLINK):
            payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertIn("Nothing was charged", payment.state_message)

    def test_the_same_order_twice_is_asked_for_and_not_charged_twice(self):
        payment = self.charge(50.0)
        again = payment.copy({"reference": payment.reference + "x", "state": "draft"})
        self.env.cr.execute(
            "UPDATE payment_transaction SET reference = 'old' WHERE id = %s",
            [payment.id],
        )
        self.env.cr.execute(
            "UPDATE payment_transaction SET reference = %s WHERE id = %s",
            [payment.reference, again.id],
        )
        self.env.invalidate_all()
        with mute_logger(DIRECTLINK):
            self.send(again)
        self.assertEqual(again.state, "pending")
        self.ask()
        self.assertEqual(again.state, "done")
        self.assertBooks(again, captured=5000)


@tagged("-at_install", "post_install")
class TestQuery(DirectLinkCommon):
    def test_a_payment_that_is_settled_is_not_asked_for(self):
        payment = self.charge()
        self.assertFalse(payment.ogone_next_query)

    def test_nothing_is_written_when_nothing_changed(self):
        payment = self.charge(token=self.token("4000000000910002"))
        self.assertEqual(payment.state, "pending")
        changed = payment.last_state_change, payment.write_date
        self.ask()
        self.assertEqual(payment.state, "pending")
        self.assertEqual(payment.last_state_change, changed[0])

    def test_the_pause_grows(self):
        payment = self.charge(token=self.token("4000000000910002"))
        pauses = []
        for _question in range(4):
            payment.ogone_next_query = Datetime.now() - timedelta(seconds=1)
            self.env.flush_all()
            self.env["payment.transaction"]._ogone_cron_query()
            pauses.append(payment.ogone_next_query - Datetime.now())
        self.assertEqual(pauses, sorted(pauses))
        self.assertGreater(pauses[-1], timedelta(minutes=200))

    def test_the_status_can_be_asked_for_by_hand(self):
        payment = self.charge(token=self.token("4000000000910002"))
        self.gateway.post("clock", settle=True)
        message = payment.action_ogone_query()["params"]["message"]
        self.assertEqual(payment.state, "done")
        self.assertIn("Payment requested (9)", message)

    def test_a_shopper_who_never_came_back_is_asked_for(self):
        transaction = self._create_transaction("redirect")
        transaction._ogone_payment_form()
        self.assertTrue(transaction.ogone_next_query)
        self.ask(minutes=60)
        self.assertEqual(transaction.state, "draft")
        self.assertEqual(transaction.ogone_queries, 1)

    def test_who_may_not_touch_payments_may_not_ask_about_them(self):
        payment = self.charge()
        for user in (self.portal_user, self.internal_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                payment.with_user(user).sudo(False).action_ogone_query()
