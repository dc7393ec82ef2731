# SPDX-License-Identifier: LGPL-3.0-or-later
"""What differs from Ogone's file is settled by asking Ogone."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .directlink_common import DIRECTLINK, QUERY, REFUSED
from .reconciliation_common import ReconciliationCommon

LINE = "odoo.addons.payment_ogone.models.reconciliation_line"


@tagged("-at_install", "post_install")
class TestReconciliationSettling(ReconciliationCommon):
    def test_settle_by_query(self):
        paid, refused = self.charged(42), self.charged(43, REFUSED)
        self.gateway.post("clock", settle=True)
        reconciliation = self.compare("paid_at_ogone.csv")
        self.assertEqual(
            reconciliation.line_ids.mapped("reason"), ["paid_there", "paid_there"]
        )
        self.assertEqual((paid.state, refused.state), ("pending", "pending"))
        answer = reconciliation.action_settle()
        # What Ogone says counts, not what the file says.
        self.assertEqual((paid.state, refused.state), ("done", "error"))
        self.assertEqual(
            self.findings(reconciliation),
            [("S00042", "agrees", False), ("S00043", "there_only", "paid_there")],
        )
        self.assertEqual(
            answer["params"]["message"],
            "Ogone was asked about 2 lines: 1 agree now, 1 still differ.",
        )
        self.assertIn("Authorisation refused", reconciliation.difference_ids.told)

    def test_settle_what_is_selected(self):
        chosen, other = self.charged(42), self.charged(43)
        self.gateway.post("clock", settle=True)
        reconciliation = self.compare("paid_at_ogone.csv")
        reconciliation.line_ids.filtered(
            lambda line: line.transaction_id == chosen
        ).action_settle()
        self.assertEqual((chosen.state, other.state), ("done", "pending"))

    def test_a_refund_whose_answer_was_lost_is_asked_for(self):
        payment = self.charge()
        self.settle()
        self.gateway.post("faults", page="maintenancedirect", kind="cut_after")
        with mute_logger(DIRECTLINK):
            refund = self.refund(payment, 40.0)
        self.gateway.post("clock", settle=True)
        line = self.env["ogone.reconciliation.line"].create(
            {
                "reconciliation_id": self.upload("orders.csv").id,
                "transaction_id": payment.id,
                "line": 2,
                "orderid": payment.reference,
                "payid": payment.provider_reference,
                "payidsub": "1",
                "status": "8",
                "amount": 40.0,
                "verdict": "status",
                "is_difference": True,
            }
        )
        line.action_settle()
        self.assertEqual((refund.state, line.verdict), ("done", "agrees"))

    def test_what_has_no_line_stays_until_it_is_not_paid_here(self):
        payment = self.here(11)
        reconciliation = self.compare("orders.csv", date_to="2026-03-05")
        line = reconciliation.line_ids.filtered(lambda line: not line.line)
        with patch.object(type(payment), "_ogone_query_now", lambda *_a, **_k: "asked"):
            line.action_settle()
            self.assertEqual((line.verdict, line.told), ("here_only", "asked"))
            payment.state = "cancel"
            line.action_settle()
        self.assertEqual((line.verdict, line.is_difference), ("agrees", False))

    def test_what_the_time_did_not_suffice_for_comes_first_next_time(self):
        first, second = self.charged(42), self.charged(43)
        self.gateway.post("clock", settle=True)
        reconciliation = self.compare("paid_at_ogone.csv")
        with patch(f"{LINE}._RUN_SECONDS", -1):
            answer = reconciliation.action_settle()
        self.assertEqual((first.state, second.state), ("done", "pending"))
        self.assertEqual(
            answer["params"]["message"],
            "Ogone was asked about 1 lines: 1 agree now, 0 still differ. 1 are left to"
            " ask about: please press it again.",
        )
        reconciliation.action_settle()
        self.assertEqual(second.state, "done")

    @mute_logger(LINE)
    def test_a_query_that_fails_does_not_stop_the_others(self):
        first, second = self.charged(42), self.charged(43)
        self.gateway.post("clock", settle=True)
        reconciliation = self.compare("paid_at_ogone.csv")
        query = type(first)._ogone_query_now

        def fails(transaction, **arguments):
            if transaction == first:
                raise ValueError
            return query(transaction, **arguments)

        with patch.object(type(first), "_ogone_query_now", fails):
            reconciliation.action_settle()
        self.assertEqual((first.state, second.state), ("pending", "done"))

    @mute_logger(QUERY)
    def test_without_an_api_user_the_line_says_so(self):
        self.charged(42)
        self.provider.ogone_userid = False
        reconciliation = self.compare("paid_at_ogone.csv")
        reconciliation.action_settle()
        line = reconciliation.line_ids.filtered("transaction_id")
        self.assertIn("The API user and its password are missing", line.told)
