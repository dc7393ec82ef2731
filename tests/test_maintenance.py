# SPDX-License-Identifier: LGPL-3.0-or-later
"""Captures, voids and refunds."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .directlink_common import (
    DIRECTLINK,
    DirectLinkCommon,
)


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
        from ..ogone.operations import MaintenanceOperation

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
