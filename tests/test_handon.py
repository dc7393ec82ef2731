# SPDX-License-Identifier: LGPL-3.0-or-later
"""The way to Worldline: who finds it, and what a dry run tells."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import OgoneCommon, stranger
from .handon_common import HandonCommon

TOUCHED = (
    "payment_token",
    "payment_provider",
    "payment_method",
    "payment_transaction",
    "res_partner",
)


@tagged("-at_install", "post_install")
class TestHandonButton(OgoneCommon):
    def test_the_button_is_there_where_worldline_is_installed(self):
        modules = self.env["ir.module.module"].sudo()
        found = modules.search([("name", "=", "payment_worldline")])
        self.assertEqual(self.provider.ogone_can_hand_on, found.state == "installed")

    def test_other_providers_have_none(self):
        self.assertFalse(self.dummy_provider.ogone_can_hand_on)
        with self.assertRaisesRegex(UserError, "Install the app"):
            self.dummy_provider.action_ogone_hand_on()


@tagged("-at_install", "post_install")
class TestHandonDryRun(HandonCommon):
    def rows(self):
        """Return all that a move may touch, as PostgreSQL has it."""
        self.env.flush_all()
        found = {}
        relation = self.provider._fields["payment_method_ids"].relation
        for table in (*TOUCHED, relation):
            self.env.cr.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608
            found[table] = self.env.cr.fetchall()
        return found

    def test_a_dry_run_changes_nothing(self):
        self._create_token(provider_ref="MARKALIAS2", ogone_expiry=date(2020, 1, 31))
        before = self.rows()
        handon = self.handon()
        handon.action_try()
        self.assertEqual(self.rows(), before)
        self.assertEqual(len(handon.line_ids), 2)
        handon.action_try()
        self.assertEqual(self.rows(), before)
        self.assertEqual(len(handon.line_ids), 2)

    def test_the_report_counts_and_tells_each_reason(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        partners = self.env["res.partner"]
        strange = partners.create({"name": "Theirs", "company_id": other.id})
        gone = partners.create({"name": "Gone", "active": False})
        unknown = self.env.ref("payment.payment_method_unknown")
        off = self.env.ref("payment.payment_method_visa")
        off.active = False
        there = self._create_token(
            provider_id=self.successor.id, provider_ref="MARKALIAS9"
        )
        expected = {
            "ready": {},
            "archived": {"active": False},
            "expired": {"ogone_expiry": date(2020, 1, 31)},
            "there": {"provider_ref": there.provider_ref},
            "no_alias": {"provider_ref": " "},
            "no_customer": {"partner_id": gone.id},
            "other_company": {"partner_id": strange.id},
            "unknown_method": {"payment_method_id": unknown.id},
            "method_off": {"payment_method_id": off.id},
        }
        cards = {
            outcome: self._create_token(
                **{"provider_ref": f"ALIAS-{outcome}", **values}
            )
            for outcome, values in expected.items()
        }
        handon = self.tried()
        found = {outcome: self.outcome(card) for outcome, card in cards.items()}
        self.assertEqual(found, {outcome: outcome for outcome in expected})
        for text in ("Will be moved", "Expired", "Removed before"):
            self.assertIn(text, handon.summary)

    def test_no_alias_is_shown_or_exported(self):
        handon = self.tried()
        columns = handon.line_ids._fields.keys() - {"token_id", "new_token_id"}
        self.assertNotIn("MARKALIAS", str(handon.line_ids.read([*columns])))
        self.assertNotIn("MARKALIAS", str(handon.read()))
        self.assertIn("1111", handon.line_ids.card)

    def test_the_second_click_opens_the_same(self):
        self.assertEqual(self.handon(), self.handon())

    def test_payments_that_stay_are_counted_and_shown(self):
        for number, state in enumerate(("pending", "authorized", "done")):
            self._create_transaction(
                "redirect", reference=f"S0004{number}-0123456789", state=state
            )
        handon = self.handon()
        payments = self.env["payment.transaction"].search(
            handon.action_open_payments()["domain"]
        )
        self.assertEqual(handon.open_count, 2)
        self.assertEqual({*payments.mapped("state")}, {"pending", "authorized"})

    def test_the_buttons_lead_to_the_cards_and_to_worldline(self):
        handon = self.tried()
        lines = self.env["ogone.handon.line"]
        shown = lines.search(handon.action_open_lines()["domain"])
        self.assertEqual(shown.token_id, self.card)
        self.assertEqual(handon.action_open_successor()["res_id"], self.successor.id)
        columns = lines.get_view(view_type="list")["arch"]
        self.assertIn('name="used_by"', columns)
        self.assertNotIn("token_id", columns)

    def test_nothing_moves_before_a_dry_run(self):
        with self.assertRaisesRegex(UserError, "dry run first"):
            self.handon().action_move()

    def test_a_company_without_worldline_is_told_so(self):
        self.successor.company_id = self.env["res.company"].create({"name": "Second"})
        self.assertIn("no Worldline provider", self.handon().hurdles)
        with self.assertRaisesRegex(UserError, "Duplicate the one"):
            self.handon().action_try()

    def test_nothing_goes_to_another_company_or_another_provider(self):
        company = self.env["res.company"].create({"name": "Another Company"})
        theirs = self.successor.copy({"company_id": company.id})
        handon = self.tried(confirmed=True)
        for wrong in (theirs, self.dummy_provider, self.provider):
            handon.successor_id = wrong
            self.assertIn("no Worldline provider", handon.hurdles)
            with self.assertRaisesRegex(UserError, "no Worldline provider"):
                handon.action_move()
        self.assertFalse(theirs.worldline_pspid)
        self.assertTrue(self.card.active)

    def test_only_administrators_of_the_company_may(self):
        handon = self.tried()
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.provider.with_user(employee).action_ogone_hand_on()
        for button in ("action_try", "action_move", "action_undo"):
            with self.assertRaises(AccessError):
                getattr(handon.with_user(employee), button)()
        elsewhere = stranger(self.env)
        with self.assertRaises(AccessError):
            handon.with_user(elsewhere).action_try()
        self.assertFalse(self.env["ogone.handon.line"].with_user(elsewhere).search([]))
        administrator = new_test_user(
            self.env, "administrator", groups="base.group_system"
        )
        handon.with_user(administrator).action_try()
        self.assertIn("1111", handon.line_ids.with_user(administrator).card)
