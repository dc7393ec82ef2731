# SPDX-License-Identifier: LGPL-3.0-or-later
"""The journal of calls from server to server."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .directlink_common import DIRECTLINK, QUERY, REFUSED, DirectLinkCommon


@tagged("-at_install", "post_install")
class TestJournalDirectLink(DirectLinkCommon):
    def entries(self, transaction):
        entries = self.env["ogone.journal"].search(
            [("transaction_id", "=", transaction.id)], order="id"
        )
        return entries.mapped(lambda entry: (entry.channel, entry.verdict))

    def test_a_charge(self):
        transaction = self.charge()
        self.assertEqual(self.entries(transaction), [("answer", "taken")])

    def test_a_charge_that_is_refused(self):
        transaction = self.charge(token=self.token(REFUSED))
        self.assertEqual(self.entries(transaction), [("answer", "taken")])
        self.assertEqual(transaction.state, "error")

    @mute_logger(DIRECTLINK)
    def test_an_answer_that_never_came_and_the_query_that_found_it(self):
        self.gateway.post("faults", page="orderdirect", kind="cut_after")
        transaction = self.charge()
        self.assertEqual(self.entries(transaction), [("answer", "failed")])
        self.ask()
        self.assertEqual(transaction.state, "done")
        self.assertEqual(
            self.entries(transaction), [("answer", "failed"), ("query", "taken")]
        )

    def test_an_answer_that_comes_again_is_counted(self):
        transaction = self.charge()
        transaction.action_ogone_query()
        transaction.action_ogone_query()
        query = self.env["ogone.journal"].search(
            [("transaction_id", "=", transaction.id), ("channel", "=", "query")]
        )
        self.assertEqual((len(query), query.verdict, query.times), (1, "known", 2))

    def test_a_refund_is_told_by_its_number(self):
        transaction = self.charge()
        self.settle()
        refund = self.refund(transaction, 40.0)
        entry = self.env["ogone.journal"].search(
            [("transaction_id", "=", refund.id), ("channel", "=", "answer")]
        )
        self.assertEqual((entry.payidsub, entry.status), ("1", "81"))

    @mute_logger(DIRECTLINK, QUERY)
    def test_a_wrong_password_alarms_once(self):
        self.provider.ogone_password = "Wrong-Password-1"  # noqa: S105
        first, second = self.charge(), self.charge()
        self.assertEqual((first.state, second.state), ("error", "error"))
        self.assertEqual(self.entries(first), [("answer", "declined")])
        alarm = self.env["mail.activity"].search(
            [("res_id", "=", self.provider.id), ("ogone_cause", "=", "credentials")]
        )
        self.assertEqual(len(alarm), 1)
        self.assertEqual(alarm.summary, "Ogone: Ogone refuses the API user")
        self.gateway.post("unlock")
