# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an upgrade without the earlier addon left comes back by a reviewed deed."""

import logging

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import stranger
from .recovery_common import RecoveryCommon

_LOGGER = "odoo.addons.payment_ogone.wizards.recovery"


@tagged("-at_install", "post_install")
class TestRecovery(RecoveryCommon):
    def test_what_an_upgrade_left_is_found_and_ticked_where_it_is_certain(self):
        lines = self.look().line_ids
        self.assertEqual(
            [(line.kind, line.selected, len(line.found_ids or [])) for line in lines],
            [("provider", True, 0), ("cards", False, 1), ("cards", True, 2)],
        )
        provider, person, upgrade = lines
        self.assertEqual(
            provider.what, f"Ogone of the past ({self.lost.company_id.name})"
        )
        self.assertEqual(
            provider.deed,
            "Becomes an Ogone provider again, disabled. Settings still there: PSPID,"
            " API User, API User Password, SHA-IN Passphrase, SHA-OUT Passphrase,"
            " Hash Function. Payments: 2",
        )
        self.assertEqual(
            provider.why,
            "It belongs to the Ogone addon. The settings of an Ogone account are still"
            " there.",
        )
        self.assertEqual(sorted(upgrade.found_ids), self.archived.ids)
        self.assertEqual(person.found_ids, self.deleted.ids)

    def test_a_dry_run_changes_nothing(self):
        recovery = self.look()
        before = self.contents()
        recovery.action_try()
        self.assertEqual(self.contents(), before)
        self.assertEqual(recovery.stage, "tried")
        report = str(recovery.report)
        self.assertIn("This would be done; nothing was changed yet", report)
        self.assertIn("an Ogone provider again, disabled", report)
        self.assertIn("available again: 2", report)
        self.assertIn("OldShop", report)

    def test_for_real_it_comes_back_disabled(self):
        recovery = self.look()
        recovery.action_try()
        with self.assertLogs(_LOGGER, logging.INFO):
            recovery.action_recover()
        self.assertEqual(self.lost.code, "ogone")
        self.assertEqual(self.lost.state, "disabled")
        self.assertFalse(self.lost.is_published)
        self.assertEqual(
            self.lost.redirect_form_view_id,
            self.env.ref("payment_ogone.redirect_form"),
        )
        self.assertEqual(self.lost.ogone_pspid, "OldShop")
        self.assertEqual(self.lost.ogone_hash_function, "sha1")
        self.assertEqual(self.archived.mapped("active"), [True, True])
        self.assertFalse(self.deleted.active)
        self.assertEqual(
            self.payments.mapped("provider_id.code"), ["ogone"], "they follow it"
        )
        self.assertEqual(self.payments.mapped("state"), ["done", "pending"])
        self.assertIn("Done", str(recovery.report))

    def test_what_is_not_ticked_stays(self):
        recovery = self.look()
        recovery.line_ids.filtered(lambda line: line.kind == "cards").selected = False
        recovery.action_recover()
        self.assertEqual(self.lost.code, "ogone")
        self.assertEqual(self.archived.mapped("active"), [False, False])
        self.assertIn("left as it is", str(recovery.report))

    def test_cards_stay_where_their_provider_stays(self):
        recovery = self.look()
        recovery.line_ids[0].selected = False
        recovery.action_recover()
        self.assertEqual(self.lost.code, "none")
        self.assertEqual(self.archived.mapped("active"), [False, False])
        self.assertIn("nothing: their provider is none of Ogone", str(recovery.report))

    def test_cards_that_were_there_stay_when_the_provider_is_disabled(self):
        """The host archives those of a provider that was not disabled before."""
        self.lost.state = "test"
        self.env.cr.execute(
            "UPDATE payment_token SET active = true WHERE id = %s", [self.deleted.id]
        )
        self.env.invalidate_all()
        self.look().action_recover()
        self.assertEqual(self.lost.state, "disabled")
        self.assertTrue(self.deleted.active)

    def test_a_recovered_card_survives_that_the_provider_is_enabled(self):
        self.look().action_recover()
        self.lost.write(
            {
                "ogone_shakey_in": "Mysecretsig1875!?",
                "ogone_shakey_out": "Theirsecretsig42!?",
                "ogone_gateway": "sandbox",
                "state": "test",
            }
        )
        self.assertEqual(self.archived.mapped("active"), [True, True])

    def test_cards_that_go_later_are_no_matter_of_the_upgrade(self):
        """The host archives all cards of a provider that goes from test to live."""
        self.look().action_recover()
        later = self.card("b1946ac92492d2347c6235b4d2611184", self.lost)
        later += self.card("591785b794601e212b260e25925636fd", self.lost)
        later.write({"active": False})
        self.env.flush_all()
        found = [line.found_ids for line in self.look().line_ids]
        self.assertEqual(found, [self.deleted.ids])

    def test_nothing_is_done_twice(self):
        recovery = self.look()
        recovery.action_recover()
        after = self.contents()
        with self.assertRaises(UserError):
            recovery.action_recover()
        again = self.look()
        left = [(line.kind, line.selected) for line in again.line_ids]
        self.assertEqual(left, [("cards", False)])
        self.assertEqual(self.contents(), after)

    def test_nothing_ticked_is_told(self):
        recovery = self.look()
        recovery.line_ids.selected = False
        with self.assertRaisesRegex(UserError, "Tick what to recover"):
            recovery.action_try()

    def test_what_changed_since_is_left_alone(self):
        recovery = self.look()
        self.lost.code = self.provider.code  # another administrator was faster
        self.archived[0]._ogone_bring_back()
        recovery.action_recover()
        self.assertIn("nothing: it belongs to an addon by now", str(recovery.report))
        self.assertIn("available again: 1", str(recovery.report))

    def test_no_secret_is_told(self):
        recovery = self.look()
        recovery.action_try()
        with self.assertLogs("odoo.addons.payment_ogone", logging.INFO) as log:
            recovery.action_recover()
        told = str(recovery.line_ids.read()) + str(recovery.report) + str(log.output)
        for secret in (
            "OldApiPassword1!",
            "OldSecretIn123!?x",
            "OldSecretOut123!?",
            "ODOO-ALIAS-",
        ):
            self.assertNotIn(secret, told)

    def test_others_than_administrators_recover_nothing(self):
        user = new_test_user(self.env, "employee", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.env["ogone.recovery"].with_user(user).action_open()
        recovery = self.look().with_user(user)
        for deed in (recovery.action_try, recovery.action_recover):
            with self.assertRaises(AccessError):
                deed()
        self.assertEqual(self.lost.code, "none")

    def test_administrators_recover_what_is_of_their_companies(self):
        administrator = stranger(self.env)
        company = administrator.company_id
        menu = self.env.ref("payment_ogone.menu_ogone_recovery")
        menu.active = True
        theirs = self.look()
        recoveries = self.env["ogone.recovery"].with_user(administrator)
        action = recoveries.action_open()
        own = recoveries.browse(action["res_id"])
        seen = own.line_ids.provider_id.sudo().company_id
        self.assertLessEqual(seen, company)
        self.assertFalse(recoveries.search([]) - own)
        with self.assertRaises(AccessError):
            theirs.with_user(administrator).action_try()
        own.line_ids.create(
            [
                {
                    "recovery_id": own.id,
                    "kind": kind,
                    "provider_id": self.lost.id,
                    "found_ids": self.deleted.ids,
                    "selected": True,
                }
                for kind in ("provider", "cards")
            ]
        )
        for deed in (own.action_try, own.action_recover):
            with self.assertRaises(AccessError):
                deed()
        self.assertEqual(self.lost.code, "none")
        self.assertFalse(self.deleted.active)
        recoveries.env["ir.ui.menu"]._ogone_show_recovery()
        self.assertTrue(menu.active, "there is something in another company")

    # === WHERE IT IS REACHED === #

    def test_it_is_offered_only_while_something_is_found(self):
        menu = self.env.ref("payment_ogone.menu_ogone_recovery")
        menus = self.env["ir.ui.menu"]
        menus._ogone_show_recovery()
        self.assertTrue(menu.active)
        self.assertTrue(self.lost.ogone_recoverable)
        self.assertTrue(self.provider.ogone_recoverable)
        self.assertFalse(self.dummy_provider.ogone_recoverable)
        self.look().action_recover()  # a card is left that a customer had deleted
        self.assertFalse(menu.active)
        self.env.invalidate_all()
        self.assertFalse(self.provider.ogone_recoverable)

    def test_it_is_offered_no_more_where_nobody_wants_it(self):
        menu = self.env.ref("payment_ogone.menu_ogone_recovery")
        self.env["ir.ui.menu"]._ogone_show_recovery()
        self.look().action_offer_no_more()
        self.assertFalse(menu.active)
        self.assertFalse(self.provider.ogone_recoverable)
        self.assertTrue(self.look().line_ids)
