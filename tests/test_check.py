# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the check says of the shop itself, and how it is shown."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..compat import HAS_METHODS
from .common import OgoneCommon
from .engines import needs_methods

SHOP = "https://shop.example.com"
VERDICTS = ("wrong", "unknown", "right")


@tagged("-at_install", "post_install")
class TestCheck(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.parameters = self.env["ir.config_parameter"].sudo()
        self.parameters.set_param("web.base.url", SHOP)
        self.provider.ogone_gateway = "ogone"

    def assertFinding(self, finding, verdict, certain, *texts):
        self.assertEqual((finding.verdict, finding.certain), (verdict, certain))
        said = f"{finding.text} {finding.remedy}"
        for text in texts:
            self.assertIn(text, said)
        self.assertEqual(bool(finding.remedy), verdict != "right")

    # The address of the shop

    def test_a_public_https_address_is_right(self):
        finding = self.provider._ogone_look_at_shop_url()
        self.assertFinding(finding, "right", False, SHOP)

    def test_an_address_that_ogone_cannot_reach(self):
        for url in ("https://localhost:8069", "https://10.0.0.7", "https://shop.local"):
            with self.subTest(url=url):
                self.parameters.set_param("web.base.url", url)
                finding = self.provider._ogone_look_at_shop_url()
                self.assertFinding(finding, "wrong", True, url, "web.base.url")

    def test_an_address_without_encryption(self):
        self.parameters.set_param("web.base.url", "http://shop.example.com")
        finding = self.provider._ogone_look_at_shop_url()
        self.assertFinding(finding, "wrong", True, "https", "web.base.url")

    def test_a_shop_beside_its_sandbox(self):
        self.provider.ogone_gateway = "sandbox"
        self.parameters.set_param("web.base.url", "http://127.0.0.1:8069")
        finding = self.provider._ogone_look_at_shop_url()
        self.assertFinding(finding, "right", False, "sandbox")

    # Passphrases

    def test_passphrases_within_the_rule(self):
        finding = self.provider._ogone_look_at_passphrases()
        self.assertFinding(finding, "right", False)

    def test_a_passphrase_in_use_outside_the_rule(self):
        self.set_by_sql("short")
        finding = self.provider._ogone_look_at_passphrases()
        self.assertFinding(finding, "wrong", True, "SHA-OUT Passphrase", "16 to 32")
        self.assertNotIn("'short'", finding.remedy)

    def test_a_missing_passphrase(self):
        self.set_by_sql(None)
        finding = self.provider._ogone_look_at_passphrases()
        self.assertFinding(finding, "wrong", True, "missing")

    def set_by_sql(self, passphrase):
        """Have a passphrase as a shop has it that used the earlier addon."""
        self.provider.flush_recordset()
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_shakey_out = %s WHERE id = %s",
            [passphrase, self.provider.id],
        )
        self.provider.invalidate_recordset()

    # What is sold with it

    def test_currencies_of_the_platform(self):
        if HAS_METHODS:
            self.provider.available_currency_ids = self.currency_euro
        finding = self.provider._ogone_look_at_currencies()
        own = self.provider.company_id.currency_id.name
        self.assertFinding(finding, "right", False, f"Ogone takes {own}")

    @needs_methods
    def test_currencies_that_ogone_does_not_take(self):
        dinar = self.env.ref("base.KWD")
        dinar.active = True
        self.provider.available_currency_ids = self.currency_euro | dinar
        finding = self.provider._ogone_look_at_currencies()
        self.assertFinding(finding, "wrong", False, "KWD", "Configuration")
        self.provider.available_currency_ids = dinar
        finding = self.provider._ogone_look_at_currencies()
        self.assertFinding(finding, "wrong", True, "KWD")

    @needs_methods
    def test_payment_methods_that_the_mapping_knows(self):
        finding = self.provider._ogone_look_at_methods()
        self.assertFinding(finding, "right", False, "Card")

    @needs_methods
    def test_a_payment_method_that_the_mapping_does_not_know(self):
        unknown = self.env.ref("payment.payment_method_alipay")
        self.provider.payment_method_ids += unknown
        unknown.active = True
        finding = self.provider._ogone_look_at_methods()
        self.assertFinding(finding, "wrong", False, "Alipay", "Enable Payment Methods")

    @needs_methods
    def test_no_payment_method_at_all(self):
        self.provider.payment_method_ids = False
        finding = self.provider._ogone_look_at_methods()
        self.assertFinding(finding, "wrong", False, "Enable Payment Methods")

    # The whole

    def test_it_asks_nobody_unless_told_to(self):
        directlink, *others = self.provider._ogone_findings_there(ask=False)
        self.assertFinding(directlink, "unknown", False, "Ogone was not asked.")
        self.assertEqual([each.verdict for each in others], ["unknown", "unknown"])

    def test_it_is_shown_with_words_and_what_to_do(self):
        self.provider.ogone_userid = self.provider.ogone_password = False
        action = self.provider.action_ogone_check()
        self.assertEqual(
            (action["res_model"], action["target"]), ("ogone.check", "new")
        )
        report = self.env["ogone.check"].browse(action["res_id"]).report
        for text in (
            "PSPID MyPSPID, test environment",
            "Right",
            "Unknown",
            "no API user",
        ):
            self.assertIn(text, report)
        self.assertIn('aria-hidden="true"', report)
        self.assertIn("What to do: ", report)
        for name in ("ogone_shakey_in", "ogone_shakey_out"):
            self.assertNotIn(self.provider[name], report)

    def test_what_is_wrong_is_shown_first(self):
        self.env["ir.config_parameter"].sudo().set_param("web.base.url", "http://x")
        self.provider.ogone_userid = self.provider.ogone_password = False
        action = self.provider.action_ogone_check()
        report = self.env["ogone.check"].browse(action["res_id"]).report
        places = [report.index(f"ogone_{verdict}") for verdict in VERDICTS]
        self.assertEqual(places, sorted(places))

    def test_an_addon_can_add_a_check(self):
        base = type(self.provider)
        original = base._ogone_checks
        finding = self.provider._ogone_look_at_shop_url()._replace(subject="Mine")

        def more(provider):
            return [*original(provider), lambda: finding]

        self.patch(base, "_ogone_checks", more)
        findings = self.provider._ogone_findings_here()
        self.assertEqual(findings[-1].subject, "Mine")

    def test_administrators_check_what_is_of_their_companies(self):
        company = self.env["res.company"].create({"name": "Not theirs"})
        other = self.provider.copy({"company_id": company.id})
        user = new_test_user(self.env, "boss", groups="base.group_system")
        check = (
            self.env["ogone.check"].with_user(user).create({"provider_id": other.id})
        )
        with self.assertRaises(AccessError):
            check.action_check()
        self.assertFalse(check.report)

    def test_only_administrators_check(self):
        user = new_test_user(self.env, "clerk", groups="base.group_user")
        checks = self.env["ogone.check"].with_user(user)
        with self.assertRaises(AccessError):
            checks.create({"provider_id": self.provider.id})
        with self.assertRaises(AccessError):
            self.provider.with_user(user).action_ogone_check()
