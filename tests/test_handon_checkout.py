# SPDX-License-Identifier: LGPL-3.0-or-later
"""The account, the payment methods and the checkout on their way to Worldline, and
what goes on at Ogone meanwhile."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ORDERID, OgoneHttpCommon
from .directlink_common import DirectLinkCommon
from .handon_common import HandonCommon


@tagged("-at_install", "post_install")
class TestHandonSettings(HandonCommon):
    def test_the_pspid_is_copied(self):
        self.tried().action_move()
        self.assertEqual(self.successor.worldline_pspid, "MyPSPID")
        self.assertEqual(self.successor.state, "disabled")

    def test_a_pspid_that_was_entered_stays_without_a_tick(self):
        self.successor.worldline_pspid = "Another"
        handon = self.tried()
        handon.action_move()
        self.assertEqual(self.successor.worldline_pspid, "Another")
        handon.overwrite_pspid = True
        handon.action_move()
        self.assertEqual(self.successor.worldline_pspid, "MyPSPID")
        self.successor.worldline_pspid = "Corrected"
        handon.action_move()
        self.assertEqual(self.successor.worldline_pspid, "Corrected")

    def test_methods_that_both_know_are_switched_on(self):
        methods = {
            code: self.env.ref(f"payment.payment_method_{code}")
            for code in ("ideal", "paysafecard", "eps")
        }
        (methods["ideal"] | methods["paysafecard"]).active = True
        methods["eps"].active = False
        self.provider.payment_method_ids |= methods["ideal"] | methods["paysafecard"]
        other = self.successor.copy()
        other.payment_method_ids = [(5,)]
        handon = self.handon()
        handon.successor_id = other
        handon.action_try()
        self.assertIn(methods["paysafecard"].name, handon.summary.split("lose them")[1])
        handon.action_move()
        known = other.with_context(active_test=False).payment_method_ids
        self.assertIn(methods["ideal"], known)
        self.assertIn(self.payment_method, known)
        self.assertFalse((methods["paysafecard"] | methods["eps"]) & known)

    def test_cards_do_not_move_to_a_provider_that_is_off(self):
        handon = self.tried(confirmed=True)
        with self.assertRaisesRegex(UserError, "must both be switched on"):
            handon.action_move()
        self.assertTrue(self.card.active)

    def test_cards_do_not_move_between_test_and_live(self):
        self.switch_on()
        self.successor.state = "enabled"
        handon = self.tried(confirmed=True)
        with self.assertRaisesRegex(UserError, "in test mode, the other is not"):
            handon.action_move()
        self.assertTrue(self.card.active)

    def test_customers_are_led_to_worldline_and_back(self):
        self.switch_on()
        handon = self.tried(change_checkout=True)
        for _time in range(2):
            handon.action_move()
            self.assertRecordValues(
                self.provider | self.successor,
                [
                    {"is_published": False, "state": "test"},
                    {"is_published": True, "state": "test"},
                ],
            )
        self.assertTrue(handon.has_moved)
        handon.action_undo()
        self.assertRecordValues(
            self.provider | self.successor,
            [
                {"is_published": True, "state": "test"},
                {"is_published": False, "state": "test"},
            ],
        )
        self.assertFalse(handon.has_moved)

    def test_a_customer_is_offered_the_moved_card_with_worldline(self):
        self.hand_cards_on(change_checkout=True)
        customer = self.portal_user
        self.there().partner_id = customer.partner_id
        providers = self.env["payment.provider"].with_user(customer).sudo()
        offered = providers._get_compatible_providers(
            self.company.id, customer.partner_id.id, 100.0, self.currency.id
        )
        self.assertIn(self.successor, offered)
        self.assertNotIn(self.provider, offered)
        tokens = self.env["payment.token"]._get_available_tokens(
            offered.ids, customer.partner_id.id
        )
        self.assertEqual(tokens, self.there())


@tagged("-at_install", "post_install")
class TestHandonFeedback(HandonCommon, OgoneHttpCommon):
    def test_results_of_open_payments_are_still_taken(self):
        self.hand_cards_on(change_checkout=True)
        self.assertEqual(self.transaction.reference, ORDERID)
        self.assertEqual(self.feed(self.result()).status_code, 200)
        self.assertState("done")


@tagged("-at_install", "post_install")
class TestHandonOldPayments(HandonCommon, DirectLinkCommon):
    def test_payments_made_before_are_asked_for_captured_and_refunded(self):
        payment = self.authorise()
        self.hand_cards_on(change_checkout=True)
        self.assertFalse(payment.token_id.active)
        self.assertFalse(self.provider.is_published)
        self.capture(payment, 100.0)
        self.settle()
        self.assertEqual(payment.state, "done")
        refund = self.refund(payment, 40.0)
        self.settle()
        self.assertEqual(refund.state, "done")
        self.assertBooks(payment, captured=10000, refunded=4000)
