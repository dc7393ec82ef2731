# SPDX-License-Identifier: LGPL-3.0-or-later
"""Payments analysis: what accountants see of payments, and find from the menu."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..ogone.feedback import Feedback
from .common import OgoneCommon
from .engines import totals


@tagged("-at_install", "post_install")
class TestAnalysis(OgoneCommon):
    def paid(self, number, status, **told):
        transaction = self._create_transaction(
            "redirect", reference=f"{self.reference}-{number}"
        )
        parameters = {
            "ORDERID": transaction.reference,
            "STATUS": status,
            "PAYID": f"30000000{number:02}",
            "AMOUNT": "1111.11",
            "CURRENCY": "EUR",
            "BRAND": "VISA",
            "CARDNO": "XXXXXXXXXXXX1111",
            "ALIAS": "MARKED-alias",
            **told,
        }
        transaction._ogone_apply(Feedback.read(parameters))
        return transaction

    def accountant(self):
        if not self.env.ref("account.group_account_invoice", raise_if_not_found=False):
            self.skipTest("The accounting app is not installed.")
        groups = "base.group_user,account.group_account_invoice"
        return new_test_user(self.env, "accountant", groups=groups)

    def setUp(self):
        super().setUp()
        self.env["payment.transaction"].search([("ogone_status", "!=", False)]).write(
            {"ogone_status": False, "ogone_ncerror": False, "ogone_refusal": False}
        )
        self.accepted = self.paid(1, "9")
        self.refused = self.paid(2, "2", NCERROR="30511001")
        self.expired = self.paid(3, "2", NCERROR="30331001", BRAND="MasterCard")
        self.pending = self.paid(4, "51")
        self.cancelled = self.paid(5, "1")
        self.env.flush_all()

    def groups(self, user, group, aggregate):
        model = self.env["payment.transaction"].with_user(user)
        domain = [("ogone_status", "!=", False), ("ogone_deed", "=", False)]
        return totals(model, domain, group, aggregate)

    def test_the_rate_counts_what_was_accepted_or_refused(self):
        rates = self.groups(self.env.user, "ogone_brand", "ogone_accepted:avg")
        self.assertEqual(rates, {"VISA": 50.0, "MasterCard": 0.0})

    def test_an_accountant_groups_by_whatever_the_analysis_offers(self):
        accountant = self.accountant()
        by_reason = self.groups(accountant, "ogone_refusal", "__count")
        self.assertEqual(by_reason, {False: 3, "30511001": 1, "30331001": 1})
        by_state = self.groups(accountant, "state", "__count")
        self.assertEqual(by_state, {"done": 1, "error": 2, "pending": 1, "cancel": 1})
        by_provider = self.groups(accountant, "provider_id", "__count")
        self.assertEqual(set(by_provider.values()), {5})
        by_day = self.groups(accountant, "create_date:day", "__count")
        self.assertEqual(sum(by_day.values()), 5)

    def test_an_accountant_reads_the_panel(self):
        mine = self.refused.with_user(self.accountant())
        self.assertEqual(mine.ogone_card, "•••• 1111")
        self.assertEqual(
            mine.ogone_status_text,
            "Authorisation refused (2): Insufficient funds (30511001)",
        )
        self.assertIn("/transactions/3000000002", mine.ogone_back_office)
        self.assertFalse(mine.ogone_back_office_hint)
        names = [name for name in mine._fields if name.startswith("ogone")]
        shown = set(mine.fields_get()) & set(names)
        self.assertNotIn("MARKED-alias", str(mine.read(sorted(shown))))
        self.assertNotIn("ogone_html_answer", shown)

    def test_the_real_back_office_is_entered_at_its_beginning(self):
        self.provider.ogone_gateway = "epdq"
        self.refused.invalidate_recordset()
        url = "https://mdepayments.epdq.co.uk/Ncol/Test/Backoffice"
        self.assertEqual(self.refused.ogone_back_office, url)
        self.assertIn("look for the PAYID", self.refused.ogone_back_office_hint)
        self.provider.write({"ogone_gateway": "sandbox", "state": "disabled"})
        self.refused.invalidate_recordset()
        self.assertFalse(self.refused.ogone_back_office)

    def test_other_employees_see_nothing(self):
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.refused.with_user(employee).read(["ogone_refusal"])
        self.assertFalse(self.seen_by(employee))

    # The menu

    def seen_by(self, user):
        """Return which entries of the menu ``user`` sees."""
        menus = self.env["ir.ui.menu"].with_user(user)
        root = self.env.ref("payment_ogone.menu_ogone")
        found = menus._visible_menu_ids() & set((root | root.child_id).ids)
        return self.env["ir.ui.menu"].browse(found) - root

    def test_an_accountant_finds_all_of_it_in_the_reports(self):
        seen = self.seen_by(self.accountant())
        self.assertEqual(
            sorted(seen.mapped("name")),
            [
                "Acceptance Rate",
                "Payments",
                "Reconcile with Ogone's File",
                "Refusals",
            ],
        )
        reports = self.env.ref("account.menu_finance_reports")
        self.assertEqual(seen.parent_id.parent_id, reports)

    def test_the_entry_of_reconciliations_opens_them(self):
        entry = self.env.ref("payment_ogone.action_reconcile_from_menu")
        opened = entry.with_user(self.accountant()).run()
        self.assertEqual(opened["res_model"], "ogone.reconciliation")

    def test_each_view_of_the_analysis_opens(self):
        accountant = self.accountant()
        for name in ("acceptance", "refusals", "payments"):
            action = self.env["ir.actions.act_window"]._for_xml_id(
                f"payment_ogone.action_ogone_{name}"
            )
            with self.subTest(name=name):
                model = self.env[action["res_model"]].with_user(accountant)
                search = (action["search_view_id"][0], "search")
                got = model.get_views([*action["views"], search])
                self.assertIn("search", got["views"])
