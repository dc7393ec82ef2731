# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is told once to a shop that used the earlier addon."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.modules import get_module_path
from odoo.tests import new_test_user, tagged

from ..hooks import post_init_hook, pre_init_hook
from ..ogone.parameters import SHA_OUT
from ..ogone.signature import shasign
from .common import SHA_IN, SHA_OUT_PASSPHRASE, OgoneCommon, OgoneHttpCommon

_LOGGER = "odoo.addons.payment_ogone.models.provider_take_over"


@tagged("-at_install", "post_install")
class TestMove(OgoneCommon):
    def test_what_the_earlier_addon_left_is_told_by_name(self):
        self.provider.write({"ogone_userid": False, "ogone_hash_function": "sha1"})
        before = self.provider._ogone_account()
        post_init_hook(self.env)
        self.assertEqual(
            self.provider.ogone_kept_text,
            "PSPID, API User Password, SHA-IN Passphrase, SHA-OUT Passphrase,"
            " Hash Function",
        )
        self.assertEqual(self.provider.ogone_missing_text, "API User")
        self.assertEqual(self.provider._ogone_account(), before)
        self.assertEqual(before.sha_in, SHA_IN)
        self.assertEqual(before.algorithm, "sha1")

    def test_a_shop_without_an_account_is_told_nothing(self):
        self.provider.write(
            {"state": "disabled", **self.provider._ogone_empty_credentials()}
        )
        post_init_hook(self.env)
        self.assertFalse(self.provider.ogone_kept_text)

    def test_it_is_told_until_it_is_dismissed(self):
        post_init_hook(self.env)
        company = self.env["res.company"].create({"name": "Second Company"})
        other = self.provider.copy({"company_id": company.id})
        self.assertFalse(other.ogone_kept_text)
        other.ogone_kept = ["ogone_pspid"]
        self.provider.action_ogone_dismiss_move()
        self.assertFalse(self.provider.ogone_kept_text)
        self.assertEqual(other.ogone_kept_text, "PSPID")
        self.assertEqual(self.provider._ogone_account().sha_in, SHA_IN)

    def test_others_than_administrators_neither_read_nor_dismiss_it(self):
        post_init_hook(self.env)
        user = new_test_user(self.env, "employee", groups="base.group_user")
        theirs = self.provider.with_user(user)
        for attempt in (
            lambda: theirs.read(["ogone_kept_text"]),
            theirs.action_ogone_dismiss_move,
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertTrue(self.provider.ogone_kept_text)

    def test_an_update_of_the_earlier_addon_takes_its_provider_over(self):
        """Hosts call no hook then, and their scripts are files, not modules."""
        name = "payment_ogone.payment_provider_ogone"
        kept = self.env.ref("payment.payment_provider_ogone")
        kept.ogone_pspid = "OldShop"
        self.env["ir.model.data"].search(
            [("module", "=", "payment_ogone"), ("name", "=", "payment_provider_ogone")]
        ).unlink()
        self.migrate("pre")
        self.assertEqual(self.env.ref(name), kept)
        self.migrate("post")
        self.assertIn("PSPID", kept.ogone_kept_text)

    def test_a_live_shop_offers_what_it_offered(self):
        """Of two methods that are new to it, another provider offers the first."""
        if "payment_method_ids" not in self.provider._fields:
            self.skipTest("the host has no payment methods")
        methods = self.env["payment.method"].with_context(active_test=False)
        elsewhere, nowhere, card = (
            methods.search(
                [("code", "=", code), ("primary_payment_method_id", "=", False)]
            )
            for code in ("ideal", "eps", "card")
        )
        (elsewhere | card).active, nowhere.active = True, False
        self.provider.payment_method_ids = card
        post_init_hook(self.env)
        linked = self.provider.with_context(active_test=False).payment_method_ids
        self.assertIn(card, linked)
        self.assertIn(nowhere, linked)
        self.assertNotIn(elsewhere, linked)

    def test_a_provider_that_is_not_live_gets_all_methods(self):
        if "payment_method_ids" not in self.provider._fields:
            self.skipTest("the host has no payment methods")
        ideal = self.env.ref("payment.payment_method_ideal")
        ideal.active = True
        self.provider.state = "disabled"
        self.provider.payment_method_ids = False
        post_init_hook(self.env)
        linked = self.provider.with_context(active_test=False).payment_method_ids
        self.assertIn(ideal, linked)

    def test_a_provider_that_lost_its_credentials_stops_no_installation(self):
        """The host lets nobody write to it while it takes payments."""
        token = self._create_token()
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_shakey_in = NULL WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        with self.assertLogs(_LOGGER, "WARNING"):
            post_init_hook(self.env)
        self.assertEqual(self.provider.state, "disabled")
        self.assertTrue(token.active)

    def test_when_a_provider_was_orphaned_is_noted_before_it_is_written(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'none',"
            " write_date = '2025-10-03 04:12:00.123456' WHERE id = %s",
            [self.provider.id],
        )
        self.env.invalidate_all()
        pre_init_hook(self.env)
        self.provider.sequence += 1
        pre_init_hook(self.env)
        self.provider.invalidate_recordset()
        noted = str(self.provider.ogone_orphaned_on)
        self.assertEqual(noted, "2025-10-03 04:12:00.123456")
        self.assertFalse(self.dummy_provider.ogone_orphaned_on)

    def test_the_payment_page_is_opened_by_our_form(self):
        """A copy that a shop made of the earlier form holds nothing to be signed."""
        form = self.env.ref("payment_ogone.redirect_form")
        self.provider.write({"redirect_form_view_id": form.copy().id})
        self.provider.module_id = False
        post_init_hook(self.env)
        self.assertEqual(self.provider.redirect_form_view_id, form)
        self.assertEqual(self.provider.module_id.name, "payment_ogone")

    def migrate(self, stage):
        """Run the script of that stage, as an update from the earlier addon does."""
        folder = Path(get_module_path("payment_ogone"), "migrations")
        (path,) = folder.glob(f"*3.0.0/{stage}-take_over.py")
        spec = spec_from_file_location("script", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "17.0.2.0")


@tagged("-at_install", "post_install")
class TestBegunBefore(OgoneHttpCommon):
    """A payment that was begun with the earlier addon, whose result comes now."""

    def test_it_is_taken_at_the_address_of_the_earlier_addon(self):
        """Its reference is none that this addon makes; the account signs with SHA-1."""
        self.provider.ogone_hash_function = "sha1"
        self.transaction.write({"reference": "INV/2024/00006", "state": "pending"})
        result = self.result(orderID="INV/2024/00006")
        del result["SHASIGN"]
        signature = shasign(result, SHA_OUT_PASSPHRASE, "sha1", names=SHA_OUT)
        answer = self.feed({**result, "SHASIGN": signature})
        self.assertEqual(answer.status_code, 200)
        self.assertState("done")
