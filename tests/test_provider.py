# SPDX-License-Identifier: LGPL-3.0-or-later
from odoo.exceptions import AccessError, ValidationError
from odoo.modules import get_module_path
from odoo.tests import tagged

from .common import SHA_IN, SHA_OUT_PASSPHRASE, OgoneCommon
from .engines import needs_methods

CREDENTIALS = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
)


@tagged("-at_install", "post_install")
class TestProvider(OgoneCommon):
    def test_the_provider_keeps_the_name_of_the_earlier_addon(self):
        provider = self.env.ref("payment.payment_provider_ogone")
        self.assertEqual(provider.code, "ogone")

    def test_sha512_is_the_default(self):
        provider = self.env["payment.provider"].new({"code": "ogone"})
        self.assertEqual(provider.ogone_hash_function, "sha512")

    @needs_methods
    def test_every_method_that_host_and_ogone_know_is_linked(self):
        codes = set(self.provider.payment_method_ids.mapped("code")) | set(
            self.provider.with_context(active_test=False).payment_method_ids.mapped(
                "code"
            )
        )
        self.assertLessEqual(
            {"card", "bancontact", "ideal", "paypal", "eps", "twint", "kbc_cbc"}, codes
        )

    # Passphrases

    def test_a_passphrase_outside_the_rule_is_refused_by_name_without_showing_it(self):
        for field, label in (
            ("ogone_shakey_in", "SHA-IN Passphrase"),
            ("ogone_shakey_out", "SHA-OUT Passphrase"),
        ):
            for passphrase in (
                "short",
                "x" * 33,
                "with blanks in it",
                "sécretsécretsécret",
            ):
                with self.subTest(field=field, passphrase=passphrase):
                    with self.assertRaises(ValidationError) as caught:
                        self.provider[field] = passphrase
                    self.assertIn(label, str(caught.exception))
                    self.assertIn("16 to 32", str(caught.exception))
                    self.assertNotIn(passphrase, str(caught.exception))

    def test_both_passphrases_equal_is_refused(self):
        with self.assertRaises(ValidationError):
            self.provider.ogone_shakey_in = SHA_OUT_PASSPHRASE

    def test_a_passphrase_that_is_already_in_use_keeps_working_with_a_warning(self):
        self.assertFalse(self.provider.ogone_warning)
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_shakey_out = 'short' WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        self.provider.ogone_userid = "AnotherUser"
        self.assertIn("SHA-OUT Passphrase", self.provider.ogone_warning)
        self.assertEqual(self.provider._ogone_account().sha_out, "short")

    # Gateway

    def test_pages_are_on_the_hosts_of_the_documents(self):
        for gateway, state, address in (
            ("ogone", "test", "https://ogone.test.v-psp.com/ncol/test/"),
            ("ogone", "enabled", "https://secure.ogone.com/ncol/prod/"),
            ("epdq", "test", "https://mdepayments.epdq.co.uk/ncol/test/"),
            ("epdq", "enabled", "https://payments.epdq.co.uk/ncol/prod/"),
            ("sandbox", "test", "http://127.0.0.1:8899/ncol/test/"),
        ):
            with self.subTest(gateway=gateway, state=state):
                if state == "enabled":
                    self.go_live(
                        ogone_gateway=gateway,
                        ogone_shakey_in=f"Livesecret-{gateway}-1!",
                        ogone_shakey_out=f"Livetheirs-{gateway}-2!",
                    )
                else:
                    self.provider.write({"ogone_gateway": gateway, "state": state})
                self.assertEqual(
                    self._create_transaction("redirect", reference=f"{gateway}-{state}")
                    ._ogone_payment_form()
                    .action,
                    address + "orderstandard_utf8.asp",
                )

    def test_the_sandbox_cannot_be_enabled(self):
        with self.assertRaises(ValidationError):
            self.provider.state = "enabled"

    def test_a_base_address_must_be_https_or_this_machine_in_test_mode(self):
        self.provider.write(
            {
                "ogone_gateway": "custom",
                "ogone_base_url": "https://payments.example.com",
            }
        )
        self.provider.ogone_base_url = "http://127.0.0.1:1234"
        for address in (
            "http://payments.example.com",
            "ftp://payments.example.com",
            "https://user@payments.example.com",
            "https://payments.example.com/ncol/test/orderstandard.asp",
            "http://127.0.0.1.example.com",
        ):
            with self.subTest(address=address), self.assertRaises(ValidationError):
                self.provider.ogone_base_url = address
        with self.assertRaises(ValidationError):
            self.provider.state = "enabled"

    # Credentials

    def test_only_the_settings_group_reads_credentials(self):
        """Whoever may read the provider itself reads no credential of it."""
        self.env["ir.model.access"].create(
            {
                "name": "Everybody reads providers",
                "model_id": self.env["ir.model"]._get("payment.provider").id,
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        provider = self.provider.with_user(self.internal_user)
        self.assertEqual(provider.read(["code"])[0]["code"], "ogone")
        for name in CREDENTIALS:
            with self.subTest(name=name), self.assertRaises(AccessError):
                provider.read([name])

    def test_a_copy_has_no_credentials(self):
        copy = self.provider.copy()
        self.assertFalse(any(copy[name] for name in CREDENTIALS))

    def test_neutralizing_empties_every_credential(self):
        """Every text field of the addon but what is no secret is emptied."""
        self.provider.flush_recordset()
        path = get_module_path("payment_ogone") + "/data/neutralize.sql"
        with open(path, encoding="utf-8") as script:
            self.env.cr.execute(script.read())
        self.provider.invalidate_recordset()
        texts = {
            name
            for name, field in self.provider._fields.items()
            if name.startswith("ogone_") and field.type == "char" and field.store
        }
        texts -= {name for name in texts if name.startswith("ogone_page_")}
        self.assertLessEqual(set(CREDENTIALS), texts)
        for name in texts - {"ogone_signed_names"}:
            self.assertFalse(self.provider[name], name)

    def test_resetting_empties_every_credential(self):
        if not hasattr(self.provider, "action_reset_credentials"):
            self.skipTest("only hosts from 19 on have the button")
        self.provider.action_reset_credentials()
        self.assertEqual(self.provider.state, "disabled")
        self.assertFalse(any(self.provider[name] for name in CREDENTIALS))

    def test_uninstalling_empties_every_credential(self):
        from ..hooks import uninstall_hook

        uninstall_hook(self.env)
        self.assertFalse(any(self.provider[name] for name in CREDENTIALS))
        self.assertEqual(self.provider.code, "none")

    def test_each_company_has_its_own_account(self):
        company = self.env["res.company"].create({"name": "Second company"})
        other = self.provider.copy({"company_id": company.id})
        other.write(
            {
                "ogone_pspid": "OtherPSPID",
                "ogone_shakey_in": "Anothersecret1875!?",
                "ogone_shakey_out": "Anothertheirs1875!?",
                "state": "test",
                "ogone_gateway": "sandbox",
            }
        )
        self.assertEqual(self.provider._ogone_account().sha_in, SHA_IN)
        self.assertEqual(other._ogone_account().pspid, "OtherPSPID")

    @needs_methods
    def test_currencies_are_those_of_the_platform(self):
        names = set(self.provider._get_supported_currencies().mapped("name"))
        self.assertIn("EUR", names)
        self.assertNotIn("KWD", names)

    def test_it_is_offered_in_currencies_of_the_platform_alone(self):
        dinar = self.env.ref("base.KWD")
        dinar.active = True
        for currency, offered in ((self.currency_euro, True), (dinar, False)):
            with self.subTest(currency=currency.name):
                providers = self.env["payment.provider"]._get_compatible_providers(
                    self.company_id, self.partner.id, 10.0, currency_id=currency.id
                )
                self.assertEqual(self.provider in providers, offered)

    def test_a_time_that_is_no_number_of_seconds_is_passed_over(self):
        parameters = self.env["ir.config_parameter"]
        for told, seconds in {
            "0.5": 0.5,
            "20": 20,
            "": 45,
            "0": 45,
            "-1": 45,
            "nan": 45,
            "30 s": 45,
            "1e9": 45,
        }.items():
            with self.subTest(told=told):
                parameters.set_param("payment_ogone.read_timeout", told)
                self.assertEqual(self.provider._ogone_read_timeout(), seconds)
