# SPDX-License-Identifier: LGPL-3.0-or-later
"""The journal: every message and answer, believed or not, and who is told."""

import json
import logging
from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ORDERID, SHA_IN, OgoneHttpCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"
ALERTS = "odoo.addons.payment_ogone.models.transaction_distrust"
SECRETS = ("XXXXXXXXXXXX1111", "Norbert Buyer", "203.0.113.7", "1230")


@tagged("-at_install", "post_install")
class TestJournal(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.journal = self.env["ogone.journal"]
        for name in (CONTROLLER, ALERTS):
            logging.getLogger(name).setLevel(logging.CRITICAL)
            self.addCleanup(logging.getLogger(name).setLevel, logging.NOTSET)

    def entries(self, **wanted):
        domain = [(name, "=", value) for name, value in wanted.items()]
        return self.journal.search(domain, order="id")

    def only(self, **wanted):
        entry = self.entries(**wanted)
        self.assertEqual(len(entry), 1)
        return entry

    # What was believed

    def test_a_result_and_what_it_did(self):
        self.feed(self.result())
        entry = self.only()
        self.assertRecordValues(
            entry,
            [
                {
                    "channel": "feedback",
                    "verdict": "taken",
                    "effect": f"{ORDERID}: draft → done",
                    "orderid": ORDERID,
                    "status": "9",
                    "payid": "3000000001",
                    "payidsub": False,
                    "ncerror": False,
                    "times": 1,
                    "remote_addr": "127.0.0.1",
                    "transaction_id": self.transaction.id,
                    "provider_id": self.provider.id,
                }
            ],
        )
        self.assertEqual(entry.status_text, "Payment requested (9)")

    def test_values_that_no_list_allows_are_masked(self):
        self.feed(self.result())
        entry = self.only()
        kept = json.loads(entry.parameters)
        self.assertEqual(kept["CARDNO"], "***")
        self.assertEqual(kept["AMOUNT"], "1111.11")
        for secret in SECRETS:
            self.assertNotIn(secret, json.dumps(entry.read(), default=str))

    def test_a_result_by_both_ways_is_known_the_second_time(self):
        self.feed(self.result())
        self.come_back(self.result())
        self.assertEqual(
            self.entries().mapped(lambda entry: (entry.channel, entry.verdict)),
            [("feedback", "taken"), ("return", "known")],
        )

    def test_a_result_that_comes_again_is_counted(self):
        for _time in range(3):
            self.feed(self.result())
        self.assertEqual(self.only().times, 3)

    def test_a_message_is_kept_though_the_payment_is_not(self):
        failing = patch.object(
            type(self.transaction), "_ogone_pay", side_effect=ZeroDivisionError
        )
        with failing:
            answer = self.feed(self.result())
        self.assertEqual(answer.status_code, 503)
        entry = self.only()
        self.assertEqual((entry.verdict, entry.reason), ("failed", "ZeroDivisionError"))
        self.assertState("draft")

    # What was not

    def test_a_refused_message_and_why(self):
        answer = self.feed({**self.result(), "amount": "1"})
        self.assertEqual(answer.status_code, 403)
        entry = self.only()
        self.assertEqual(entry.verdict, "refused")
        self.assertIn("SHA-OUT passphrase", entry.reason)
        self.assertEqual(entry.status, "9")
        self.assertEqual(entry.transaction_id, self.transaction)

    def test_a_flood_is_counted_not_stored(self):
        for number in range(7):
            self.feed({**self.result(), "amount": str(number)})
        self.assertEqual(self.only().times, 7)

    def test_orders_of_other_shops_are_counted_not_stored(self):
        for number in range(4):
            self.feed(self.result(orderID=f"other-{number}"))
        entry = self.only(verdict="foreign")
        self.assertEqual((entry.times, entry.orderid), (4, "other-0"))

    def test_what_cannot_be_read_is_counted(self):
        answer = self.feed({"ORDERID": "x" * 40_000})
        self.assertEqual(answer.status_code, 403)
        self.assertIn("larger than any feedback", self.only(verdict="refused").reason)

    def test_hostile_names_and_values(self):
        self.feed(
            {"ORDERID": ORDERID, "STATUS": "\0", "\0" * 300: "é\0", "PAYID": "\n"}
        )
        self.assertEqual(self.only().verdict, "refused")

    # Diagnosis

    def test_swapped_passphrases(self):
        result = self.result()
        result.pop("SHASIGN")
        self.feed(self.signed(result, passphrase=SHA_IN))
        entry = self.only()
        self.assertEqual(entry.cause, "sha_in")
        self.assertIn("the other way round", entry.diagnosis)
        self.assertState("draft")

    def test_the_passphrase_of_another_provider(self):
        self.provider.copy({"ogone_shakey_out": "Livesecretsig9876!?", "name": "Live"})
        result = self.result()
        result.pop("SHASIGN")
        self.feed(self.signed(result, passphrase="Livesecretsig9876!?"))
        entry = self.only()
        self.assertEqual(entry.cause, "other_account")
        self.assertIn("Live", entry.diagnosis)
        self.assertNotIn("Livesecretsig9876!?", entry.diagnosis)

    def test_only_administrators_read_a_diagnosis(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.journal.with_user(clerk).search_count([])

    # Timeline

    def test_the_timeline_of_a_transaction(self):
        self.feed({**self.result(), "amount": "1"})
        self.feed(self.result())
        timeline = str(self.transaction.ogone_timeline)
        self.assertIn("Not believed", timeline)
        self.assertIn("draft → done", timeline)
        self.assertIn("PAYID 3000000001", timeline)

    def test_a_transaction_without_messages_has_no_timeline(self):
        self.assertFalse(self.transaction.ogone_timeline)

    # Alarm

    def alarms(self, cause):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "payment.provider"),
                ("res_id", "=", self.provider.id),
                ("ogone_cause", "=", cause),
            ]
        )

    def test_results_refused_repeatedly_open_one_activity(self):
        for number in range(4):
            self.feed({**self.result(), "amount": str(number)})
        self.assertFalse(self.alarms("refused"))
        for number in range(4, 20):
            self.feed({**self.result(), "amount": str(number)})
        self.assertEqual(len(self.alarms("refused")), 1)
        self.assertIn(ORDERID, self.alarms("refused").note)

    def test_payments_that_need_a_person_share_one_activity(self):
        self.feed(self.result(STATUS="92", NCERROR="20001001"))
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        self.feed(self.result(orderID=other.reference, amount="5"))
        alarm = self.alarms("person")
        self.assertEqual(len(alarm), 1)
        self.assertIn(ORDERID, alarm.note)
        self.assertIn("S00043-0123456789", alarm.note)

    def test_an_alarm_that_was_seen_to_opens_anew(self):
        self.feed(self.result(STATUS="92", NCERROR="20001001"))
        self.alarms("person").action_done()
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        self.feed(self.result(orderID=other.reference, amount="5"))
        self.assertEqual(len(self.alarms("person")), 1)

    def test_no_alarm_makes_a_payment_fail(self):
        failing = patch.object(
            type(self.provider), "_ogone_open_activity", side_effect=ZeroDivisionError
        )
        with failing, self.assertLogs(level=logging.ERROR):
            answer = self.feed(self.result(STATUS="92", NCERROR="20001001"))
        self.assertEqual(answer.status_code, 200)
        self.assertState("pending")

    # Forgetting

    def test_old_entries_are_forgotten(self):
        self.feed(self.result())
        self.feed({**self.result(), "amount": "1"})
        old, young = self.entries()
        now = fields.Datetime.now()
        old.first_on = now - relativedelta(months=13, days=1)
        young.first_on = now - relativedelta(months=12, days=27)
        self.journal._ogone_cron_forget()
        self.assertEqual(self.entries(), young)

    def test_how_long_entries_are_kept_is_a_setting(self):
        self.feed(self.result())
        self.only().first_on = fields.Datetime.now() - relativedelta(months=2)
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("payment_ogone.journal_months", "1")
        self.journal._ogone_cron_forget()
        self.assertFalse(self.entries())
