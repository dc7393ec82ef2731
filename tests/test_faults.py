# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every operation against every fault: afterwards the books are the same."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .directlink_common import (
    DIRECTLINK,
    QUERY,
    DirectLinkCommon,
)

FAULTS = (
    "slow",
    "cut_before",
    "cut_after",
    "error_500_before",
    "error_500_after",
    "broken_xml",
    "html",
)


@tagged("-at_install", "post_install")
class TestFaults(DirectLinkCommon):
    """Every operation against every fault: afterwards the books are the same."""

    def strike(self, page, kind):
        seconds = 2 if kind == "slow" else 0
        self.gateway.post("faults", page=page, kind=kind, seconds=seconds)

    @mute_logger(DIRECTLINK, QUERY)
    def test_charges(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                token = self.token()
                self.strike("orderdirect", kind)
                payment = self.charge(12.34, token=token)
                self.assertEqual(payment.state, "pending")
                self.settle()
                self.assertIn(payment.state, ("done", "error"))
                taken = 1234 if payment.state == "done" else 0
                self.assertEqual(self.booked(payment, "captured"), taken)

    @mute_logger(DIRECTLINK, QUERY)
    def test_captures(self):
        self.check_operations("capture", "captured", self.authorise, self.capture)

    @mute_logger(DIRECTLINK, QUERY)
    def test_voids(self):
        self.check_operations("void", "voided", self.authorise, self.void)

    @mute_logger(DIRECTLINK, QUERY)
    def test_refunds(self):
        self.check_operations("refund", "refunded", self.charge, self.refund)

    def check_operations(self, deed, column, pay, act):
        for kind in FAULTS:
            with self.subTest(deed=deed, kind=kind):
                payment = pay(100.0)
                self.strike("maintenancedirect", kind)
                child = act(payment, 100.0)
                self.assertEqual(child.state, "pending")
                self.settle()
                self.assertIn(child.state, ("done", "cancel", "error"))
                moved = self.moved(payment, deed)
                self.assertEqual(self.booked(payment, column), moved)

    def booked(self, payment, column):
        return (self.gateway.books(payment.reference) or {}).get(column, 0)

    @mute_logger(DIRECTLINK, QUERY)
    def test_queries_that_fail_change_nothing(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                token = self.token()
                self.strike("orderdirect", "cut_after")
                payment = self.charge(12.34, token=token)
                self.strike("querydirect", kind)
                self.ask()
                self.assertEqual(payment.state, "pending")
                self.ask(minutes=60)
                self.assertEqual(payment.state, "done")

    @mute_logger(DIRECTLINK)
    def test_an_operation_is_not_sent_where_the_question_before_it_fails(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                payment = self.authorise()
                self.strike("querydirect", kind)
                child = self.capture(payment, 100.0)
                self.assertEqual(child.state, "error")
                self.assertEqual(self.booked(payment, "captured"), 0)
