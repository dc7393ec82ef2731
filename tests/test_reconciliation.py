# SPDX-License-Identifier: LGPL-3.0-or-later
"""Ogone's transaction file beside the shop's transactions."""

import base64
from datetime import date
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .directlink_common import DIRECTLINK, QUERY, REFUSED, DirectLinkCommon

FILES = Path(__file__).parent / "files"
LINE = "odoo.addons.payment_ogone.models.reconciliation_line"


def reference(number):
    return f"S{number:05}-0123456789"


@tagged("-at_install", "post_install")
class TestReconciliation(DirectLinkCommon):
    def setUp(self):
        super().setUp()
        self.gateway.post("reset")
        self.gateway.post("merchant", feedback_timing="none")

    # === THE SHOP === #

    def here(self, number, state="done", status="9", **values):
        """Return a payment of 100.00 that the shop knows, made on 5 March 2026."""
        payment = self._create_transaction(
            "redirect",
            reference=reference(number),
            state=state,
            amount=values.pop("amount", 100.0),
            provider_reference=values.pop("payid", f"30000000{number:02}"),
            ogone_status=status,
            **values,
        )
        self.made(payment)
        return payment

    def made(self, payment, moment="2026-03-05 12:00:00"):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET create_date = %s WHERE id = %s",
            [moment, payment.id],
        )
        self.env.invalidate_all()

    def operation(self, payment, deed, amount, number, state="done"):
        child = payment._create_child_transaction(amount, is_refund=deed == "refund")
        child.write({"ogone_deed": deed, "ogone_payidsub": number, "state": state})
        return child

    def upload(self, name, **values):
        """Return a reconciliation with a file that is not compared yet."""
        return self.env["ogone.reconciliation"].create(
            {
                "account": str(self.provider.id),
                "file": base64.b64encode((FILES / name).read_bytes()),
                "file_name": name,
                **values,
            }
        )

    def compare(self, name, **values):
        reconciliation = self.upload(name, **values)
        reconciliation.action_compare()
        return reconciliation

    def findings(self, reconciliation):
        """Return the verdicts and reasons, in the order of the file."""
        lines = reconciliation.line_ids.sorted(lambda line: line.line or 1000)
        return [(line.orderid[:6], line.verdict, line.reason) for line in lines]

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

    # === SETTLING === #

    def charged(self, number, card=None):
        """Charge a card whose answer is lost; return the payment."""
        self.gateway.post("faults", page="orderdirect", kind="cut_after")
        token = self.token(card) if card else self.token()
        payment = self._create_transaction(
            "token",
            reference=reference(number),
            amount=100.0,
            token_id=token.id,
            operation="offline",
        )
        with mute_logger(DIRECTLINK):
            self.send(payment)
        self.assertEqual(payment.state, "pending")
        return payment

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

    # === RIGHTS === #

    def accountant(self):
        if not self.env.ref("account.group_account_invoice", raise_if_not_found=False):
            self.skipTest("The accounting app is not installed.")
        groups = "base.group_user,account.group_account_invoice"
        return new_test_user(self.env, "accountant", groups=groups)

    def test_an_accountant_compares_and_settles(self):
        accountant = self.accountant()
        payment = self.charged(42)
        self.gateway.post("clock", settle=True)
        model = self.env["ogone.reconciliation"].with_user(accountant)
        content = base64.b64encode((FILES / "paid_at_ogone.csv").read_bytes())
        defaults = model.with_context(ogone_provider=self.provider.id)
        reconciliation = defaults.create({"file": content})
        self.assertEqual(reconciliation.account, str(self.provider.id))
        reconciliation.action_compare()
        reconciliation.action_settle()
        self.assertEqual(payment.state, "done")
        self.assertIn("Agrees", reconciliation.summary)
        action = reconciliation.action_open_lines()
        lines = self.env[action["res_model"]].with_user(accountant)
        self.assertEqual(len(lines.search(action["domain"])), 2)
        opened = lines.search([("orderid", "=", reference(42))])
        self.assertEqual(opened.action_open_transaction()["res_id"], payment.id)
        with self.assertRaises(AccessError):
            self.env["ogone.column"].with_user(accountant).search([])

    def test_other_employees_do_not(self):
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        reconciliation = self.compare("orders.csv")
        for record in (reconciliation, reconciliation.line_ids[0]):
            with self.assertRaises(AccessError):
                record.with_user(employee).read()
            with self.assertRaises(AccessError):
                record.with_user(employee).action_settle()
        with self.assertRaises(AccessError):
            reconciliation.with_user(employee).action_compare()
        with self.assertRaises(AccessError):
            self.env["ogone.reconciliation"].with_user(employee).create(
                {"account": str(self.provider.id)}
            )

    def test_an_accountant_of_another_company_does_not(self):
        accountant = self.accountant()
        company = self.env["res.company"].create({"name": "Another Company"})
        reconciliation = self.compare("orders.csv")
        accountant.write(
            {"company_ids": [(6, 0, company.ids)], "company_id": company.id}
        )
        theirs = reconciliation.with_user(accountant).with_context(
            allowed_company_ids=company.ids
        )
        with self.assertRaises(AccessError):
            theirs.read(["summary"])
        self.assertNotIn(str(self.provider.id), dict(theirs._ogone_accounts()))
        try:
            theirs.create({"account": str(self.provider.id)})
        except (AccessError, ValueError):  # which, depends on the host
            return
        self.fail("An accountant of another company compared with this provider")

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
