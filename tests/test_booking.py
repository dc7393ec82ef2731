# SPDX-License-Identifier: LGPL-3.0-or-later
"""An invoice charged from the back end, and what the books say in the end."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .booking_common import BookingCommon
from .directlink_common import DIRECTLINK, REFUSED


@tagged("-at_install", "post_install")
class TestBooking(BookingCommon):
    def test_an_answer_that_comes(self):
        payment = self.register()
        self.assertEqual(payment.payment_transaction_id.state, "done")
        self.assertIn(payment.state, ("in_process", "paid", "posted"))
        self.assertIn(self.invoice.payment_state, ("in_payment", "paid"))

    @mute_logger(DIRECTLINK)
    def test_an_answer_that_is_lost_is_booked_when_it_is_found(self):
        self.gateway.post("faults", page="orderdirect", kind="cut_after")
        payment = self.register()
        transaction = payment.payment_transaction_id
        self.assertEqual(transaction.state, "pending")
        self.assertIn(payment.state, ("cancel", "canceled"))
        self.ask()
        self.assertEqual(transaction.state, "done")
        self.assertFalse(transaction.is_post_processed, "16, 17 would pass it over")
        self.post_process(payment)
        self.assertIn(payment.state, ("in_process", "paid", "posted"))
        self.assertIn(self.invoice.payment_state, ("in_payment", "paid"))
        self.assertBooks(transaction, captured=10000)

    @mute_logger(DIRECTLINK)
    def test_it_is_booked_once_however_often_it_is_told(self):
        self.gateway.post("faults", page="orderdirect", kind="cut_after")
        payment = self.register()
        self.ask()
        self.post_process(payment)
        payment.payment_transaction_id.action_ogone_query()
        self.post_process(payment)
        payments = self.env["account.payment"].search(
            [("partner_id", "=", self.partner.id), ("amount", "=", 100.0)]
        )
        self.assertEqual(payments, payment)

    def test_a_refusal_stays_given_up(self):
        payment = self.register(self.token(REFUSED))
        self.assertEqual(payment.payment_transaction_id.state, "error")
        self.post_process(payment)
        self.assertIn(payment.state, ("cancel", "canceled"))

    def test_a_payment_that_is_refunded_before_it_is_booked(self):
        transaction = self.charge(100.0)
        refund = self.refund(transaction, 40.0)
        self.settle()
        self.assertEqual((transaction.state, refund.state), ("done", "done"))
        for each in (transaction, refund, transaction):
            self.post_process_transaction(each)
        posted = ("in_process", "paid", "posted")
        self.assertIn(transaction.payment_id.state, posted)
        self.assertEqual(transaction.payment_id.amount, 100.0)
        self.assertIn(refund.payment_id.state, posted)
        self.assertEqual(refund.payment_id.payment_type, "outbound")

    def test_a_payment_that_is_captured_is_booked_once(self):
        transaction = self.authorise(100.0)
        capture = self.capture(transaction, 100.0)
        self.settle()
        self.assertEqual((transaction.state, capture.state), ("done", "done"))
        for each in (capture, transaction):
            if not each.is_post_processed:  # what the host asks before it begins
                self.post_process_transaction(each)
        booked = self.env["account.payment"].search(
            [("payment_transaction_id", "in", (transaction | capture).ids)]
        )
        self.assertEqual(booked.mapped("amount"), [100.0])
        self.assertIn(booked.state, ("in_process", "paid", "posted"))

    def test_a_payment_that_is_captured_in_parts_is_booked_by_them(self):
        transaction = self.authorise(100.0)
        capture = self.capture(transaction, 60.0)
        self.settle()
        for each in (capture, transaction):
            self.post_process_transaction(each)
        self.assertEqual(capture.payment_id.amount, 60.0)
        self.assertFalse(transaction.payment_id)
