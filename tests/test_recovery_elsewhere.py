# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an upgrade put aside, or handed to the provider of the successor."""

from psycopg2 import sql

from odoo.exceptions import UserError
from odoo.modules import get_module_path
from odoo.tests import tagged

from .recovery_common import RecoveryCommon

_ASIDE = {
    "ogone_pspid": "OldShop",
    "ogone_userid": "OldApiUser",
    "ogone_password": "OldApiPassword1!",
    "ogone_shakey_in": "short",
    "ogone_shakey_out": "OldSecretOut123!?",
    "ogone_hash_function": "sha256",
}


@tagged("-at_install", "post_install")
class TestSettingsPutAside(RecoveryCommon):
    def setUp(self):
        super().setUp()
        self.lost.write({**self.lost._ogone_empty_credentials()})
        self.env.flush_all()
        for name, value in _ASIDE.items():
            column = sql.Identifier(f"openupgrade_legacy_18_0_{name}")
            self.env.cr.execute(
                sql.SQL("ALTER TABLE payment_provider ADD COLUMN {} varchar").format(
                    column
                )
            )
            self.env.cr.execute(
                sql.SQL("UPDATE payment_provider SET {} = %s WHERE id = %s").format(
                    column
                ),
                [value, self.lost.id],
            )

    def test_they_are_found_under_another_name(self):
        settings = self.look().line_ids[0]
        self.assertEqual((settings.kind, settings.selected), ("settings", True))
        self.assertEqual(
            settings.deed,
            "Takes over: PSPID, API User, API User Password, SHA-IN Passphrase, SHA-OUT"
            " Passphrase, Hash Function",
        )

    def test_they_are_taken_over_as_the_account_has_them(self):
        """A passphrase that today's rules refuse is kept: Ogone signs with it."""
        self.look().action_recover()
        self.assertEqual(self.lost.code, "ogone")
        for name, value in _ASIDE.items():
            self.assertEqual(self.lost[name], value, name)

    def test_neutralizing_empties_them(self):
        path = get_module_path("payment_ogone") + "/data/neutralize.sql"
        with open(path, encoding="utf-8") as script:
            self.env.cr.execute(script.read())
        self.assertEqual([*self.lost._ogone_aside()], ["ogone_hash_function"])

    def test_they_replace_nothing_that_is_there(self):
        self.lost.ogone_pspid = "Newer"
        recovery = self.look()
        self.assertEqual(recovery.line_ids[0].kind, "provider")
        recovery.action_recover()
        self.assertEqual(self.lost.ogone_pspid, "Newer")
        self.assertFalse(self.lost.ogone_shakey_out)


@tagged("-at_install", "post_install")
class TestKnownByName(RecoveryCommon):
    def setUp(self):
        super().setUp()
        empty = self.lost._ogone_empty_credentials()
        self.lost.write({**empty, "module_id": False})

    def test_a_name_alone_is_not_certain(self):
        line = self.look().line_ids[0]
        self.assertEqual((line.kind, line.selected), ("provider", False))
        self.assertEqual(line.why, "Only by its name: please look at it first.")

    def test_an_identifier_is_certain(self):
        self.env["ir.model.data"].create(
            {
                "module": "payment",
                "name": "payment_acquirer_ogone",
                "model": "payment.provider",
                "res_id": self.lost.id,
            }
        )
        line = self.look().line_ids[0]
        self.assertTrue(line.selected)
        self.assertEqual(line.why, "Its external identifier is that of Ogone.")

    def test_a_provider_of_another_name_is_not_ogone_s(self):
        self.lost.name = "Something else"
        self.assertNotIn("provider", self.look().line_ids.mapped("kind"))


@tagged("-at_install", "post_install")
class TestHandedToTheSuccessor(RecoveryCommon):
    def setUp(self):
        super().setUp()
        self.successor = self.dummy_provider.copy(
            {"name": "Successor", "company_id": self.lost.company_id.id}
        )
        self.successor.code = "none"
        self.cards = self.archived + self.deleted
        self.by_card = self.payment("S1", "done")
        self.env.flush_all()
        self.env.cr.execute(  # it was paid before the card was archived
            "UPDATE payment_transaction SET token_id = %s WHERE id = %s",
            [self.archived[0].id, self.by_card.id],
        )
        self.env.invalidate_all()
        self.by_page = self.payment("S2", "done")
        self.foreign = self.payment("S3", "done")
        self.foreign.provider_reference = "a1b2-c3d4"
        everything = self.cards, self.by_card + self.by_page + self.foreign
        for records in everything:
            records.write({"provider_id": self.successor.id})
        self.env.flush_all()

    def line(self, recovery, kind):
        return recovery.line_ids.filtered(lambda line: line.kind == kind)

    def test_nothing_of_it_is_ticked(self):
        recovery = self.look()
        for kind, records in (("elsewhere", self.cards), ("payments", self.by_page)):
            line = self.line(recovery, kind)
            self.assertFalse(line.selected)
            self.assertEqual(sorted(line.found_ids), sorted(records.ids))
            self.assertEqual(line.provider_id, self.successor)
            self.assertEqual(line.target_id, self.lost)

    def test_cards_go_back_with_what_they_paid(self):
        recovery = self.look()
        self.line(recovery, "elsewhere").selected = True
        recovery.action_recover()
        self.assertEqual(self.cards.provider_id, self.lost)
        self.assertEqual(self.cards.mapped("active"), [False, False, False])
        self.assertEqual(self.by_card.provider_id, self.lost)
        self.assertEqual(self.by_page.provider_id, self.successor)
        self.assertEqual(self.foreign.provider_id, self.successor)

    def test_payments_go_back_where_somebody_says_so(self):
        recovery = self.look()
        self.line(recovery, "payments").selected = True
        recovery.action_recover()
        self.assertEqual(self.by_page.provider_id, self.lost)
        self.assertEqual(self.by_page.state, "done")
        self.assertEqual(self.foreign.provider_id, self.successor)

    def test_they_stay_where_the_provider_chosen_is_none_of_ogone(self):
        recovery = self.look()
        recovery.line_ids.selected = False
        (self.line(recovery, "elsewhere") + self.line(recovery, "payments")).write(
            {"selected": True}
        )
        recovery.action_recover()
        self.assertEqual(self.cards.provider_id, self.successor)
        self.assertEqual(self.by_page.provider_id, self.successor)

    def test_another_company_s_provider_is_refused(self):
        company = self.env["res.company"].create({"name": "Another Company"})
        recovery = self.look()
        line = self.line(recovery, "elsewhere")
        line.selected = True
        for target in (self.provider.copy({"company_id": company.id}), False):
            line.target_id = target
            with self.assertRaisesRegex(UserError, "of the same company"):
                recovery.action_try()
        self.assertEqual(self.cards.provider_id, self.successor)
