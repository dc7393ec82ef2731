# SPDX-License-Identifier: LGPL-3.0-or-later
"""Ogone's transaction file beside the shop's transactions."""

import base64
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .reconciliation_common import FILES, ReconciliationCommon


@tagged("-at_install", "post_install")
class TestReconciliation(ReconciliationCommon):
    # === COMPARING === #

    def test_every_verdict(self):
        for number in (1, 3, 10):
            self.here(number)
        self.here(6, payid="3000000007")
        self.here(2, "pending", "91")
        self.here(4, "error", "2")
        self.here(5, "pending", "91")
        self.here(11)
        found = self.findings(self.compare("orders.csv"))
        self.assertEqual(
            found,
            [
                ("S00001", "agrees", False),
                ("S00002", "there_only", "paid_there"),
                ("S00003", "amount", False),
                ("S00004", "status", False),
                ("S00005", "open", False),
                ("S00006", "agrees", "another_attempt"),
                ("S00006", "agrees", False),
                ("WEB-47", "foreign", "another_shop"),
                ("S00999", "there_only", "lost"),
                ("S00010", "amount", "currency"),
                ("S00011", "here_only", "no_line"),
            ],
        )

    def test_at_a_glance(self):
        self.here(1)
        self.here(11, amount=50.0)
        reconciliation = self.compare("orders.csv")
        tiles = {
            tile["label"]: (tile["count"], tile["amounts"])
            for tile in reconciliation._ogone_tiles()
        }
        self.assertEqual(tiles["Agrees"], (2, ["100.00 EUR"]))
        self.assertEqual(tiles["Here, Not There"], (1, ["50.00 EUR"]))
        self.assertEqual(tiles["Not of This Shop"], (1, ["55.00 EUR"]))
        self.assertIn("There, Not Here", reconciliation.summary)
        self.assertFalse(reconciliation.file)

    def test_the_period_is_that_of_the_file_unless_it_is_chosen(self):
        self.here(11)
        reconciliation = self.compare("orders.csv")
        period = (reconciliation.date_from, reconciliation.date_to)
        self.assertEqual(period, (date(2026, 3, 5), date(2026, 3, 6)))
        self.assertEqual(reconciliation.name, "2026-03-05 – 2026-03-06")
        later = self.compare("orders.csv", date_from="2026-03-06")
        self.assertNotIn("here_only", later.line_ids.mapped("verdict"))

    def test_a_day_is_one_where_the_user_lives(self):
        self.made(self.here(11), "2026-03-04 23:30:00")
        for zone, found in (("UTC", False), ("Europe/Brussels", True)):
            self.env.user.tz = zone
            verdicts = self.compare("orders.csv").line_ids.mapped("verdict")
            self.assertEqual("here_only" in verdicts, found, zone)

    def test_what_is_not_looked_for_in_the_file(self):
        self.env.user.tz = "UTC"
        self.made(self.here(11), "2026-03-04 23:00:00")
        self.here(12, "error", "2")
        self.here(13, operation="validation")
        self.here(14, ogone_sent_to="production https://elsewhere.example Other")
        found = self.compare("orders.csv").line_ids.mapped("verdict")
        self.assertNotIn("here_only", found)

    def test_an_order_of_another_provider(self):
        other = self.provider.copy({"company_id": self.env.company.id})
        payment = self.here(1)
        payment.provider_id = other
        found = self.findings(self.compare("orders.csv"))
        self.assertIn(("S00001", "foreign", "another_account"), found)

    def test_a_line_for_each_operation(self):
        payment = self.here(1, "authorized", "5")
        self.operation(payment, "capture", 60.0, "1")
        self.operation(payment, "capture", 40.0, "2", "pending")
        payment.state = "done"
        self.operation(payment, "refund", 25.0, "3")
        found = [
            finding[1:] for finding in self.findings(self.compare("operations.csv"))
        ]
        self.assertEqual(
            found,
            [
                ("agrees", "further_here"),
                ("agrees", False),
                ("status", False),
                ("agrees", False),
                ("there_only", "refunded_there"),
            ],
        )

    def test_a_file_of_windows_in_french(self):
        self.here(1, amount=1234.5)
        reconciliation = self.compare("french_windows.csv")
        self.assertEqual(self.findings(reconciliation), [("S00001", "agrees", False)])

    def test_comparing_again_replaces_the_lines(self):
        reconciliation = self.compare("orders.csv")
        self.here(1, amount=1234.5)
        content = base64.b64encode((FILES / "french_windows.csv").read_bytes())
        reconciliation.file = content
        reconciliation.action_compare()
        self.assertEqual(len(reconciliation.line_ids), 1)

    # === WRONG FILES === #

    def assertWrong(self, name, text):
        reconciliation = self.upload(name)
        with self.assertRaises(UserError) as caught:
            reconciliation.action_compare()
        self.assertIn(text, str(caught.exception))

    def test_wrong_files(self):
        self.assertWrong("no_status.csv", "no column for: status (STATUS, Status code")
        self.assertWrong("no_status.csv", "It names: Id, REF, ORDER, LIB, TOTAL, CUR.")
        self.assertWrong("amount_that_is_none.csv", "Line 3, column TOTAL")
        self.assertWrong("web_page.csv", "The file is a web page.")

    def test_no_file(self):
        with self.assertRaises(UserError):
            self.compare("orders.csv").action_compare()

    def test_a_name_that_an_administrator_adds(self):
        self.env["ogone.column"].create({"column": "status", "header": "LIB"})
        self.assertWrong("no_status.csv", "column LIB: this is no number of a status")

    # === VIEWS === #

    def test_the_lists_have_their_columns(self):
        for model, column in (
            ("ogone.reconciliation.line", "verdict"),
            ("ogone.column", "header"),
        ):
            arch = self.env[model].get_view(view_type="list")["arch"]
            self.assertIn(f'name="{column}"', arch)

    def test_old_ones_are_forgotten(self):
        old, new = self.compare("orders.csv"), self.compare("orders.csv")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ogone_reconciliation SET create_date = '2020-01-01' WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()
        self.env["ogone.reconciliation"]._ogone_forget()
        self.assertFalse(old.exists())
        self.assertTrue(new.exists())
