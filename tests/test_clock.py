# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the clock does: asking in turn, giving up, forgetting."""

from datetime import timedelta

from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import transaction_query
from .directlink_common import DIRECTLINK, QUERY, RESULT, DirectLinkCommon

WAITS = "4000000000910002"


@tagged("-at_install", "post_install")
class TestClock(DirectLinkCommon):
    def test_the_jobs_never_end(self):
        for name in ("cron_query", "cron_forget"):
            job = self.env.ref(f"payment_ogone.{name}")
            self.assertTrue(job.active)
            if "numbercall" in job:  # up to 17
                self.assertEqual(job.numbercall, -1)
                job.write({"numbercall": 0, "active": False})  # as one that has ended
                job._ogone_repeat()
                self.assertEqual((job.numbercall, job.active), (-1, True))

    def waiting(self):
        payment = self.charge(token=self.token(WAITS))
        self.assertEqual(payment.state, "pending")
        return payment

    @mute_logger(RESULT)
    def test_after_a_month_a_person_is_told_and_ogone_asked_no_more(self):
        payment = self.waiting()
        payment.ogone_queries = transaction_query._LAST_QUERY - 1
        self.ask()
        self.assertFalse(payment.ogone_next_query)
        self.assertEqual(payment.state, "pending")
        self.assertIn("for a month", str(self.provider.ogone_alarms))

    def test_a_cart_that_was_left_is_forgotten_sooner_and_silently(self):
        transaction = self._create_transaction("redirect")
        transaction._ogone_payment_form()
        transaction.ogone_queries = len(transaction_query._PAUSES) - 1
        self.ask(minutes=60)
        self.assertFalse(transaction.ogone_next_query)
        self.assertFalse(self.provider.ogone_alarms)

    def test_what_is_left_when_the_time_is_up_is_asked_for_at_once(self):
        payment = self.waiting()
        cron = self.env.ref("payment_ogone.cron_query")
        triggers = self.env["ir.cron.trigger"].search_count
        before = triggers([("cron_id", "=", cron.id)])
        self.patch(transaction_query, "_RUN_SECONDS", -1)
        self.ask()
        self.assertEqual(payment.ogone_queries, 0)
        self.assertEqual(triggers([("cron_id", "=", cron.id)]), before + 1)

    def test_one_that_fails_does_not_keep_the_others_from_being_asked(self):
        first, second = self.waiting(), self.waiting()
        ask = type(first)._ogone_query_now

        def fail_once(transaction, *args, **kwargs):
            if transaction == first:
                raise ZeroDivisionError
            return ask(transaction, *args, **kwargs)

        self.patch(type(first), "_ogone_query_now", fail_once)
        self.gateway.post("clock", settle=True)
        with mute_logger(QUERY):
            self.ask()
        self.assertEqual((first.state, second.state), ("pending", "done"))

    def test_one_that_somebody_else_has_asked_about_meanwhile_is_passed_over(self):
        payment = self.waiting()
        due = type(payment)._ogone_due

        def late(transactions):
            found = due(transactions)
            found.ogone_next_query = Datetime.now() + timedelta(minutes=5)
            self.env.flush_all()
            return found

        self.patch(type(payment), "_ogone_due", late)
        self.gateway.post("clock", settle=True)
        self.ask()
        self.assertEqual((payment.state, payment.ogone_queries), ("pending", 0))

    @mute_logger(DIRECTLINK, QUERY)
    def test_an_order_that_ogone_does_not_know_is_said_by_hand(self):
        transaction = self._create_transaction("redirect")
        message = transaction.action_ogone_query()["params"]["message"]
        self.assertIn("Ogone knows nothing of it", message)
        self.assertEqual((transaction.state, transaction.ogone_queries), ("draft", 0))
