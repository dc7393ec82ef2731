# SPDX-License-Identifier: LGPL-3.0-or-later
"""Captures, voids and refunds."""

from decimal import Decimal

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..ogone.feedback import Feedback
from ..ogone.operations import MaintenanceOperation
from .directlink_common import (
    DIRECTLINK,
    RESULT,
    DirectLinkCommon,
)

OPERATIONS = "SAL SAS DEL DES RFD RFS REN".split()


@tagged("-at_install", "post_install")
class TestMaintenance(DirectLinkCommon):
    def test_authorise_capture_a_part_and_void_the_rest(self):
        payment = self.authorise()
        self.assertEqual(payment.state, "authorized")
        part = self.capture(payment, 60.0)
        self.assertEqual((part.state, payment.state), ("pending", "authorized"))
        self.settle()
        self.assertEqual((part.state, payment.state), ("done", "authorized"))
        rest = self.void(payment, 40.0)
        self.settle()
        self.assertEqual((rest.state, payment.state), ("cancel", "done"))
        self.assertBooks(payment, authorised=10000, captured=6000, voided=4000)

    def test_capture_in_three_parts(self):
        payment = self.authorise()
        for amount in (20.0, 30.0, 50.0):
            self.capture(payment, amount)
            self.settle()
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=10000)
        subs = payment.child_transaction_ids.mapped("ogone_payidsub")
        self.assertEqual(sorted(subs), ["1", "2", "3"])

    @mute_logger(DIRECTLINK)
    def test_the_rest_is_not_voided_after_a_capture_that_failed(self):
        """Ogone voids all that is left, which is more than the merchant was told."""
        payment = self.authorise(100.0)
        self.gateway.post("merchant", permitted_operations=["DES"])
        capture = self.capture(payment, 60.0)
        self.assertEqual(capture.state, "error")
        rest = self.void(payment, 40.0)
        self.gateway.post("merchant", permitted_operations=OPERATIONS)
        self.assertEqual(rest.state, "error")
        self.assertIn("voids all that is left", rest.state_message)
        self.assertBooks(payment, captured=0, voided=0)

    def test_void_all(self):
        payment = self.authorise()
        self.void(payment, 100.0)
        self.settle()
        self.assertEqual(payment.state, "cancel")
        self.assertBooks(payment, captured=0, voided=10000)

    def test_refund_in_parts(self):
        payment = self.charge(100.0)
        first = self.refund(payment, 30.0)
        self.settle()
        second = self.refund(payment, 70.0)
        self.settle()
        self.assertEqual((first.state, second.state), ("done", "done"))
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=10000, refunded=10000)

    def test_more_than_was_captured_is_not_refunded(self):
        payment = self.charge(100.0)
        self.refund(payment, 80.0)
        self.settle()
        too_much = self.refund(payment, 20.01)
        self.assertEqual(too_much.state, "error")
        self.assertIn("Only 20", too_much.state_message)
        self.assertBooks(payment, refunded=8000)

    def test_what_ogone_does_not_allow_is_said_plainly(self):
        payment = self.authorise()
        self.gateway.post("clock", settle=True)
        directlink = self.provider._ogone_directlink()
        directlink.maintain(
            payment.provider_reference,
            MaintenanceOperation.VOID_AND_CLOSE,
            payment._ogone_asked(),
        )
        self.gateway.post("clock", settle=True)
        child = self.capture(payment, 100.0)
        self.assertEqual(child.state, "error")
        self.assertIn("Authorised and cancelled", child.state_message)

    def test_an_operation_waits_for_one_whose_outcome_is_unknown(self):
        payment = self.authorise()
        self.gateway.post("faults", page="maintenancedirect", kind="cut_after")
        with mute_logger(DIRECTLINK):
            lost = self.capture(payment, 60.0)
        self.assertEqual(lost.state, "pending")
        refused = self.capture(payment, 40.0)
        self.assertEqual(refused.state, "error")
        self.settle()
        self.assertEqual(lost.state, "done")
        self.assertEqual(self.moved(payment, "capture"), 6000)
        self.assertBooks(payment, captured=6000)

    def test_a_whole_capture_whose_outcome_is_unknown_is_not_sent_again(self):
        payment = self.authorise()
        self.gateway.post("faults", page="maintenancedirect", kind="cut_after")
        with mute_logger(DIRECTLINK):
            lost = self.capture(payment, 100.0)
        self.assertEqual((lost.state, payment.state), ("pending", "authorized"))
        for again in (self.capture, self.void):
            self.assertEqual(again(payment, 100.0).state, "error")
        self.settle()
        self.assertEqual((lost.state, payment.state), ("done", "done"))
        self.assertBooks(payment, captured=10000, voided=0)

    # What is reported of an operation, by whatever way

    def report(self, payment, status, amount, payidsub=""):
        parameters = {
            "ORDERID": payment.reference,
            "STATUS": str(status),
            "PAYID": payment.provider_reference,
            "PAYIDSUB": payidsub,
            "AMOUNT": str(amount),
            "CURRENCY": payment.currency_id.name,
        }
        present = {name: value for name, value in parameters.items() if value}
        payment._ogone_apply(Feedback.read(present))

    def test_a_void_that_feedback_tells_of_does_not_cancel_what_was_captured(self):
        for payidsub in ("", "2"):
            with self.subTest(payidsub=payidsub):
                payment = self.authorise()
                self.capture(payment, 60.0)
                self.settle()
                self.void(payment, 40.0)
                self.report(payment, 6, 40, payidsub)
                self.settle()
                self.assertEqual(payment.state, "done")
                self.assertBooks(payment, captured=6000, voided=4000)

    @mute_logger(DIRECTLINK)
    def test_a_capture_whose_answer_was_lost_is_found_by_feedback_once(self):
        payment = self.authorise()
        self.gateway.post("faults", page="maintenancedirect", kind="cut_after")
        child = self.capture(payment, 100.0)
        self.report(payment, 9, 100, "1")
        self.assertEqual((child.state, child.ogone_payidsub), ("done", "1"))
        self.settle()
        self.assertEqual(payment.state, "done")
        self.assertEqual(self.moved(payment, "capture"), 10000)

    @mute_logger(RESULT, DIRECTLINK)
    def test_an_operation_that_ogone_told_of_is_never_said_to_be_undone(self):
        """Not even where another account is asked about it."""
        payment = self.charge(100.0)
        child = self.refund(payment, 100.0)
        self.assertEqual(child.state, "pending")
        self.provider.ogone_pspid = "AnotherAccount"
        self.ask()
        self.assertEqual(child.state, "pending")
        self.provider.ogone_pspid = "OgoneDemo"
        self.settle()
        self.assertEqual(child.state, "done")

    @mute_logger(RESULT)
    def test_more_was_done_in_the_back_office_than_the_shop_knows(self):
        payment = self.authorise()
        self.provider._ogone_directlink().maintain(
            payment.provider_reference, MaintenanceOperation.CAPTURE_PART, Decimal(30)
        )
        child = self.void(payment, 100.0)
        self.assertEqual(child.state, "error")
        self.assertIn("does not allow", child.state_message)
        self.assertBooks(payment, captured=3000, voided=0)

    @mute_logger(DIRECTLINK)
    def test_what_another_module_raises_does_not_lose_a_payment(self):
        fail = [True]
        pay = type(self.env["payment.transaction"])._ogone_pay

        def fail_once(transaction, *arguments):
            pay(transaction, *arguments)
            if fail.pop() if fail else False:
                raise ValueError("another module")

        self.patch(type(self.env["payment.transaction"]), "_ogone_pay", fail_once)
        payment = self.charge(10.0)
        self.assertEqual(payment.state, "draft")
        self.ask()
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=1000)
