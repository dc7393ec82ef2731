# SPDX-License-Identifier: LGPL-3.0-or-later
"""Nobody goes live by mistake."""

import json
from unittest.mock import patch

from odoo.addons.payment.tests.http_common import PaymentHttpCommon
from odoo.exceptions import AccessError, ValidationError
from odoo.modules import get_module_path
from odoo.tests import new_test_user, tagged

from ..ogone.platforms import PLATFORMS, Platform
from .common import LIVE, SHA_IN, SHA_OUT_PASSPHRASE, OgoneCommon
from .directlink_common import DirectLinkCommon

SHOP = "https://shop.example.com"


@tagged("-at_install", "post_install")
class TestGoingLive(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("web.base.url", SHOP)
        self.provider.ogone_gateway = "ogone"

    def assertHeldUp(self, values, *texts, provider=None):
        with self.assertRaises(ValidationError) as caught:
            (provider or self.provider).write(values)
        for text in texts:
            self.assertIn(text, str(caught.exception))
        for secret in (SHA_IN, SHA_OUT_PASSPHRASE, *LIVE.values()):
            self.assertNotIn(secret, str(caught.exception))

    # Passphrases of the test account

    def test_the_passphrases_of_the_test_account_are_refused(self):
        self.assertHeldUp(
            {"state": "enabled"},
            "SHA-IN Passphrase, SHA-OUT Passphrase",
            "Enter the passphrases of the production account",
        )

    def test_new_ones_in_the_same_save_are_taken(self):
        self.provider.write({"state": "enabled", **LIVE})
        self.assertEqual(self.provider.state, "enabled")

    def test_one_that_is_left_is_named(self):
        values = {"state": "enabled", "ogone_shakey_in": LIVE["ogone_shakey_in"]}
        self.assertHeldUp(values, "In use in test mode: SHA-OUT Passphrase. ")

    def test_one_may_not_become_the_other(self):
        swapped = {"ogone_shakey_in": SHA_OUT_PASSPHRASE, "ogone_shakey_out": SHA_IN}
        self.assertHeldUp({"state": "enabled", **swapped}, "SHA-IN Passphrase")

    def test_a_way_round_by_disabled_is_none(self):
        self.provider.state = "disabled"
        self.assertHeldUp({"state": "enabled"}, "SHA-IN Passphrase")

    def test_one_that_was_in_use_in_test_mode_long_ago(self):
        self.provider.write(LIVE)
        self.provider.write({"state": "disabled", "ogone_shakey_in": SHA_IN})
        self.assertHeldUp({"state": "enabled"}, "SHA-IN Passphrase, SHA-OUT Passphrase")

    def test_a_live_shop_does_not_take_them_either(self):
        self.provider.write({"state": "enabled", **LIVE})
        self.assertHeldUp(
            {"ogone_shakey_out": SHA_OUT_PASSPHRASE}, "SHA-OUT Passphrase"
        )
        self.provider.ogone_shakey_out = "Anotherlivesig1875!?"

    def test_nor_those_of_another_company(self):
        company = self.env["res.company"].create({"name": "Second company"})
        other = self.provider.copy({"company_id": company.id})
        values = {
            "state": "enabled",
            "ogone_pspid": "OtherPSPID",
            "ogone_shakey_in": SHA_IN,
            "ogone_shakey_out": LIVE["ogone_shakey_out"],
        }
        self.assertHeldUp(values, "SHA-IN Passphrase", provider=other)
        self.provider.state = "disabled"
        self.assertHeldUp(values, "SHA-IN Passphrase", provider=other)
        other.write({**values, "ogone_shakey_in": LIVE["ogone_shakey_in"]})
        self.assertEqual(other.state, "enabled")

    def test_a_provider_that_is_made_live_at_once(self):
        values = {
            "name": "Live",
            "code": "ogone",
            "state": "enabled",
            "ogone_pspid": "MyPSPID",
            "ogone_shakey_in": SHA_IN,
            "ogone_shakey_out": LIVE["ogone_shakey_out"],
        }
        with self.assertRaises(ValidationError):
            self.env["payment.provider"].create(values)
        live = self.env["payment.provider"].create({**values, **LIVE})
        self.assertEqual(live.state, "enabled")

    def test_a_provider_that_becomes_one_of_ogone_while_it_is_live(self):
        live = self.env["payment.provider"].create({"name": "Live", "state": "enabled"})
        values = {
            "code": "ogone",
            "ogone_pspid": "MyPSPID",
            "ogone_shakey_in": LIVE["ogone_shakey_in"],
            "ogone_shakey_out": SHA_OUT_PASSPHRASE,
        }
        self.assertHeldUp(values, "SHA-OUT Passphrase", provider=live)
        live.write({**values, **LIVE})
        self.assertEqual((live.code, live.state), ("ogone", "enabled"))

    # What is remembered

    def test_nothing_is_remembered_while_nothing_changes(self):
        self.provider.write({"name": "Cards", "ogone_shakey_in": SHA_IN})
        self.assertFalse(self.provider.ogone_test_fingerprints)

    def test_what_is_remembered_shows_nothing_and_is_kept_once(self):
        for state in ("disabled", "test", "disabled"):
            self.provider.state = state
        kept = self.provider.sudo().ogone_test_fingerprints.split()
        self.assertEqual(len(kept), 2)
        for secret in (SHA_IN, SHA_OUT_PASSPHRASE):
            self.assertNotIn(secret, "".join(kept))

    def test_nobody_reads_it(self):
        self.provider.state = "disabled"
        admin = new_test_user(self.env, "boss", groups="base.group_system")
        provider = self.provider.with_user(admin)
        self.assertTrue(provider.read(["ogone_pspid"]))
        with self.assertRaises(AccessError):
            provider.read(["ogone_test_fingerprints"])
        with self.assertRaises(AccessError):
            provider.write({"ogone_test_fingerprints": False})
        self.assertNotIn("ogone_test_fingerprints", provider.fields_get())

    def test_an_administrator_is_held_up_too(self):
        admin = new_test_user(self.env, "boss", groups="base.group_system")
        provider = self.provider.with_user(admin)
        self.assertHeldUp({"state": "enabled"}, "SHA-IN Passphrase", provider=provider)
        provider.write({"state": "enabled", **LIVE})

    def test_neutralizing_empties_it(self):
        self.provider.state = "disabled"
        self.env.flush_all()
        path = get_module_path("payment_ogone") + "/data/neutralize.sql"
        with open(path, encoding="utf-8") as script:
            self.env.cr.execute(script.read())
        self.provider.invalidate_recordset()
        self.assertFalse(self.provider.sudo().ogone_test_fingerprints)

    # Other checks

    def test_an_address_that_is_not_public_is_refused(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://10.0.0.7")
        self.assertHeldUp({"state": "enabled", **LIVE}, "http://10.0.0.7")

    def test_who_is_live_stays_so(self):
        self.provider.flush_recordset()
        self.env.cr.execute(
            "UPDATE payment_provider SET state = 'enabled' WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        self.env["ir.config_parameter"].set_param("web.base.url", "http://10.0.0.7")
        self.provider.write({"state": "enabled", "ogone_userid": "AnotherUser"})
        self.provider.write({"ogone_shakey_in": LIVE["ogone_shakey_in"]})
        self.assertEqual(self.provider.state, "enabled")

    def test_what_is_unknown_holds_nobody_up(self):
        unknown = [
            each
            for each in self.provider._ogone_findings_here()
            + self.provider._ogone_findings_there(ask=False)
            if each.verdict == "unknown"
        ]
        self.assertGreaterEqual(len(unknown), 4, unknown)
        self.provider.write({"state": "enabled", **LIVE})

    def test_other_providers_go_live_as_ever(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://10.0.0.7")
        self.dummy_provider.state = "enabled"


@tagged("-at_install", "post_install")
class TestGoingLiveAsks(DirectLinkCommon, PaymentHttpCommon):
    """A person who enables the provider waits for what Ogone says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("web.base.url", SHOP)
        cls.env["ir.config_parameter"].set_param("payment_ogone.read_timeout", "5")
        # The production environment speaks https alone, a sandbox does not.
        cls.live = Platform("KBC Paypage", cls.gateway.url, cls.gateway.url)
        new_test_user(cls.env, "boss", groups="base.group_system", password="boss boss")

    def setUp(self):
        super().setUp()
        self.gateway.post("reset")
        patcher = patch.dict(PLATFORMS, {"kbc": self.live})
        patcher.start()
        self.addCleanup(patcher.stop)
        self.production = {
            "ogone_gateway": "kbc",
            "ogone_base_url": False,
            "ogone_password": "Demo-Api-Password-3",
            "ogone_shakey_in": "Demo-SHA-IN-production-4",
            "ogone_shakey_out": "Demo-SHA-OUT-production-5",
            "state": "enabled",
        }

    def save(self, values, **context):
        """Save as the web client does; return the text of the error, or ""."""
        self.authenticate("boss", "boss boss")
        call = {
            "model": "payment.provider",
            "method": "write",
            "args": [self.provider.ids, values],
            "kwargs": {"context": context},
        }
        answer = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps({"jsonrpc": "2.0", "params": call}),
            headers={"Content-Type": "application/json"},
            timeout=60,
        ).json()
        self.env.invalidate_all()
        return answer["error"]["data"]["message"] if "error" in answer else ""

    def test_right_settings_go_live(self):
        self.assertEqual(self.save(self.production), "")
        self.assertEqual(self.provider.state, "enabled")

    def test_a_wrong_password_is_told(self):
        wrong = {**self.production, "ogone_password": "Demo-Api-Password-1"}
        self.assertIn("Ogone refuses the password", self.save(wrong))
        self.assertEqual(self.provider.state, "test")

    def test_a_wrong_sha_in_is_told(self):
        wrong = {**self.production, "ogone_shakey_in": "Anothersecret1875!?"}
        self.assertIn("Data and origin verification", self.save(wrong))
        self.assertEqual(self.provider.state, "test")

    def test_a_network_that_is_down_holds_nobody_up(self):
        self.gateway.post("faults", page="querydirect", kind="cut_before", seconds=0)
        self.assertEqual(self.save(self.production), "")
        self.assertEqual(self.provider.state, "enabled")

    def test_a_file_that_is_imported_asks_nobody(self):
        wrong = {**self.production, "ogone_password": "Demo-Api-Password-1"}
        self.assertEqual(self.save(wrong, import_file=True), "")
        self.assertEqual(self.provider.state, "enabled")

    def test_code_asks_nobody(self):
        wrong = {**self.production, "ogone_password": "Demo-Api-Password-1"}
        self.provider.write(wrong)
        self.assertEqual(self.provider.state, "enabled")
