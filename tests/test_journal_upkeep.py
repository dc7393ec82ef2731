# SPDX-License-Identifier: LGPL-3.0-or-later
"""The journal as it is kept: its lists, its faults, and the host's access log."""

import logging

from dateutil.relativedelta import relativedelta
from psycopg2 import OperationalError
from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import compat, logs
from ..models import journal
from .common import OgoneHttpCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"
JOURNAL = "odoo.addons.payment_ogone.models.transaction_journal"
ALARM = "odoo.addons.payment_ogone.models.provider_alarm"


@tagged("-at_install", "post_install")
class TestUpkeep(OgoneHttpCommon):
    def entries(self):
        return self.env["ogone.journal"].search([])

    def test_every_host_lists_the_same_columns(self):
        model = self.env["ogone.journal"]
        for arch in (model._get_default_list_view(), model._get_default_tree_view()):
            names = [column.get("name") for column in arch]
            self.assertEqual(names[:3], ["first_on", "verdict", "channel"])
            self.assertEqual(names[-1], "times")
            self.assertLessEqual(set(names), set(model._fields))

    def test_forgetting_goes_on_until_nothing_old_is_left(self):
        self.patch(journal, "_BATCH", 1)
        commits = []
        self.patch(compat, "commit", lambda env: commits.append(env.flush_all()))
        for status in ("46", "51", "9"):
            self.feed(self.result(STATUS=status))
        self.entries().first_on = fields.Datetime.now() - relativedelta(years=2)
        self.env["ogone.journal"]._ogone_cron_forget()
        self.assertFalse(self.entries())
        self.assertEqual(len(commits), 4)  # the last one finds nothing

    def test_what_ogone_does_not_number_has_no_text(self):
        self.feed({"ORDERID": self.transaction.reference, "STATUS": "many"})
        self.assertEqual(self.entries().status_text, "many")

    def noted_leisure(self):
        """Return a list that fills with which entries a crash may take back."""
        found = []
        add = type(self.env["ogone.journal"])._ogone_add

        def noting(journal, fingerprint, entry, at_leisure=False):
            found.append(at_leisure)
            add(journal, fingerprint, entry, at_leisure)

        self.patch(type(self.env["ogone.journal"]), "_ogone_add", noting)
        return found

    # It never makes anything fail

    def broken(self, *_arguments):
        raise OperationalError("MARKED-statement")

    def test_a_payment_goes_on_without_its_entry(self):
        self.patch(type(self.env["ogone.journal"]), "_ogone_add", self.broken)
        with self.assertLogs(JOURNAL, "WARNING") as logged:
            self.assertEqual(self.feed(self.result()).status_code, 200)
        self.assertState("done")
        self.assertNotIn("MARKED", "".join(logged.output))

    def test_a_payment_goes_on_where_postgresql_refuses_its_entry(self):
        nobody = {"transaction_id": None, "provider_id": 0}
        self.patch(type(self.transaction), "_ogone_whose", lambda _self: nobody)
        with self.assertLogs(JOURNAL, "WARNING") as logged:
            self.assertEqual(self.feed(self.result()).status_code, 200)
        self.assertIn("ForeignKeyViolation", logged.output[0])
        self.assertState("done")
        self.assertFalse(self.entries())

    def test_only_a_count_may_be_lost_in_a_crash(self):
        found = self.noted_leisure()
        for status in ("46", "46", "9", "9"):
            self.feed(self.result(STATUS=status))
        self.assertEqual(found, [False, True, False, True])

    def test_a_known_result_that_wakes_another_module_is_kept_at_once(self):
        self.feed(self.result())

        def schedule(transaction):
            transaction.landing_route = "/elsewhere"

        found = self.noted_leisure()
        self.patch(type(self.transaction), "_ogone_schedule", schedule)
        self.feed(self.result())
        self.assertEqual(found, [False])

    def test_a_refusal_that_meets_its_like_is_counted_again(self):
        met = []
        record = type(self.transaction)._ogone_record_refusal

        def meeting(transaction, *what):
            if not met:
                met.append(True)
                raise SerializationFailure("could not serialize access")
            record(transaction, *what)

        self.patch(type(self.transaction), "_ogone_record_refusal", meeting)
        with mute_logger(CONTROLLER):
            self.feed({**self.result(), "amount": "1"})
        self.assertEqual(self.entries().times, 1)

    def test_a_refusal_is_answered_without_its_entry(self):
        self.patch(type(self.transaction), "_ogone_record_refusal", self.broken)
        with mute_logger(CONTROLLER):
            answer = self.feed({**self.result(), "amount": "1"})
        self.assertEqual(answer.status_code, 403)
        self.assertState("draft")

    def test_a_payment_goes_on_without_its_alarm(self):
        self.patch(type(self.provider), "_ogone_open_activity", self.broken)
        with (
            self.assertLogs(ALARM, "WARNING") as logged,
            mute_logger("odoo.addons.payment_ogone.models.transaction_distrust"),
        ):
            answer = self.feed(self.result(STATUS="92", NCERROR="20001001"))
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("MARKED", "".join(logged.output))

    def test_without_a_passphrase_nothing_is_believed_and_the_merchant_told(self):
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_shakey_out = NULL WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        with self.assertLogs(CONTROLLER, "ERROR") as logged:
            answer = self.feed(self.result())
        self.assertEqual(answer.status_code, 403)
        self.assertState("draft")
        self.assertEqual(self.entries().verdict, "failed")
        self.assertIn("no passphrase is set", logged.output[0])

    def test_a_delivery_that_meets_others_again_and_again_is_asked_to_come_back(self):
        tries = []

        def meet(_transaction):
            tries.append(True)
            raise SerializationFailure("could not serialize access")

        self.patch(type(self.transaction), "_ogone_lock", meet)
        self.assertEqual(self.feed(self.result()).status_code, 503)
        self.assertEqual(len(tries), 6)

    def test_an_alarm_leaves_conflicts_of_earlier_changes_to_the_host(self):
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            other.reference = self.transaction.reference
            self.provider._ogone_alarm("person", "Summary", "Note")


@tagged("-at_install", "post_install")
class TestAccessLog(OgoneHttpCommon):
    def written(self, message, arguments):
        record = logging.LogRecord("x", logging.INFO, "", 0, message, arguments, None)
        self.assertTrue(logs.AddressFilter().filter(record))
        return record.getMessage()

    def test_the_query_of_our_addresses_is_masked_however_it_is_logged(self):
        address = "/payment/ogone/return?SHASIGN=MARKED&ALIAS=MARKED"
        for message, arguments in (
            (f'"GET {address} HTTP/1.1" 200', ()),
            ('"%s" %s', (f"GET {address} HTTP/1.1", 200)),
        ):
            with self.subTest(message=message):
                text = self.written(message, arguments)
                self.assertIn("/payment/ogone/return?***", text)
                self.assertNotIn("MARKED", text)

    def test_no_sign_in_the_query_ends_the_mask(self):
        for sign in (" ", '"', "\xa0", "\x85", "\n", "?", " HTTP/1.1 ", '" 200 -'):
            with self.subTest(sign=sign):
                line = f"GET /payment/ogone/return?A=1{sign}&ALIAS=MARKED HTTP/1.1"
                text = self.written('"%s" %s', (line, 200))
                self.assertEqual(text, '"GET /payment/ogone/return?*** HTTP/1.1" 200')
                cut = self.written(line.removesuffix(" HTTP/1.1"), ())
                self.assertNotIn("MARKED", cut)

    def test_other_addresses_and_arguments_are_left(self):
        self.assertEqual(self.written("%(a)s", ({"a": "/shop?b=1"},)), "/shop?b=1")
        self.assertEqual(self.written("/shop?b=1", ()), "/shop?b=1")

    def test_one_filter_is_enough(self):
        logger = logging.getLogger("werkzeug")
        logs.install()
        logs.install()
        ours = [one for one in logger.filters if isinstance(one, logs.AddressFilter)]
        self.assertEqual(len(ours), 1)
