# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who may compare with Ogone's file: administrators and accountants."""

import base64

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .reconciliation_common import FILES, ReconciliationCommon, reference


@tagged("-at_install", "post_install")
class TestReconciliationRights(ReconciliationCommon):
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
