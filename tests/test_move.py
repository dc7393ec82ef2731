# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is told once to a shop that used the earlier addon."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.modules import get_module_path
from odoo.tests import new_test_user, tagged

from ..hooks import post_init_hook
from .common import SHA_IN, OgoneCommon


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

    def migrate(self, stage):
        """Run the script of that stage, as an update from the earlier addon does."""
        folder = Path(get_module_path("payment_ogone"), "migrations")
        (path,) = folder.glob(f"*3.0.0/{stage}-take_over.py")
        spec = spec_from_file_location("script", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "17.0.2.0")
