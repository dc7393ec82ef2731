# SPDX-License-Identifier: LGPL-3.0-or-later
"""The setup assistant: values to enter there, ticks, generated passphrases."""

import logging

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import SHA_IN, SHA_OUT_PASSPHRASE, OgoneCommon, OgoneHttpCommon

TICKS = (
    "ogone_setup_account",
    "ogone_setup_user",
    "ogone_setup_security",
    "ogone_setup_origin",
    "ogone_setup_feedback",
    "ogone_setup_modes",
    "ogone_setup_alias",
    "ogone_setup_try",
)
VALUES = (
    "ogone_setup_algorithm",
    "ogone_setup_charset",
    "ogone_setup_url",
    "ogone_setup_parameters",
    "ogone_setup_further",
)


@tagged("-at_install", "post_install")
class TestSetup(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(
            "web.base.url", "https://shop.example"
        )

    def second_company(self):
        company = self.env["res.company"].create({"name": "Second Company"})
        return self.provider.copy({"company_id": company.id})

    # Values

    def test_each_value_is_as_ogone_asks_for_it(self):
        self.assertEqual(self.provider.ogone_setup_algorithm, "SHA-512")
        self.assertEqual(self.provider.ogone_setup_charset, "UTF-8")
        self.assertEqual(
            self.provider.ogone_setup_url, "https://shop.example/payment/ogone/return"
        )
        self.assertEqual(
            self.provider.ogone_setup_parameters,
            "ALIAS, AMOUNT, BRAND, CARDNO, CN, CURRENCY, ED, IP, NCERROR, ORDERID,"
            " PAYID, PM, STATUS, TRXDATE",
        )
        self.assertEqual(
            self.provider.ogone_setup_further,
            "ACCEPTANCE, AAVCHECK, CCCTY, CVCCHECK, ECI, IPCTY",
        )

    def test_the_algorithm_is_the_one_that_the_shop_checks_with(self):
        self.provider.ogone_hash_function = "sha1"
        self.assertEqual(self.provider.ogone_setup_algorithm, "SHA-1")

    def test_the_address_has_no_slash_too_many_and_no_accents(self):
        self.env["ir.config_parameter"].set_param(
            "web.base.url", "https://bücher.example/"
        )
        self.assertEqual(
            self.provider.ogone_setup_url,
            "https://xn--bcher-kva.example/payment/ogone/return",
        )

    def test_the_address_is_that_of_the_company_s_website(self):
        if "website" not in self.env:
            self.skipTest("The website app is not installed.")
        other = self.second_company()
        website = self.env["website"].create(
            {
                "name": "Second",
                "company_id": other.company_id.id,
                "domain": "https://second.example",
            }
        )
        self.assertEqual(
            other.ogone_setup_url, "https://second.example/payment/ogone/return"
        )
        third = website.copy({"name": "Third", "domain": "https://third.example"})
        other.website_id = third
        self.assertEqual(
            other.ogone_setup_url, "https://third.example/payment/ogone/return"
        )

    # Ticks

    def test_ticks_are_remembered_for_each_provider(self):
        self.assertFalse(any(self.provider[name] for name in TICKS))
        self.provider.write(dict.fromkeys(TICKS, True))
        self.provider.flush_recordset()
        self.provider.invalidate_recordset()
        self.assertTrue(all(self.provider[name] for name in TICKS))
        other = self.second_company()
        self.assertFalse(any(other[name] for name in TICKS))

    # Passphrases

    def dialog(self):
        action = self.provider.action_ogone_new_passphrases()
        self.assertEqual(action["context"], {"default_provider_id": self.provider.id})
        return Form(self.env[action["res_model"]].with_context(**action["context"]))

    def test_new_passphrases_are_used_if_that_is_confirmed(self):
        dialog = self.dialog()
        shown = (dialog.sha_in, dialog.sha_out)
        for passphrase in shown:
            self.assertRegex(passphrase, "^[A-Za-z0-9!?_-]{32}$")
        self.assertNotEqual(*shown)
        dialog.save()
        account = self.provider._ogone_account()
        self.assertEqual((account.sha_in, account.sha_out), shown)

    def test_new_passphrases_that_are_discarded_change_nothing(self):
        self.assertNotEqual(self.dialog().sha_in, self.dialog().sha_in)
        account = self.provider._ogone_account()
        self.assertEqual(
            (account.sha_in, account.sha_out), (SHA_IN, SHA_OUT_PASSPHRASE)
        )

    def test_it_is_said_that_passphrases_in_use_are_replaced(self):
        self.assertTrue(self.dialog().replaces)
        self.provider.write({"state": "disabled", "ogone_shakey_in": False})
        self.assertTrue(self.dialog().replaces)
        self.provider.ogone_shakey_out = False
        self.assertFalse(self.dialog().replaces)

    def test_new_passphrases_are_nowhere_but_in_the_provider(self):
        dialog = self.dialog()
        shown = (dialog.sha_in, dialog.sha_out)
        with self.assertLogs("odoo.addons", level="DEBUG") as logs:
            logging.getLogger(__name__).debug("So that there is a line")
            record = dialog.save()
            self.env.flush_all()
        self.assertFalse(any(each in line for each in shown for line in logs.output))
        record.invalidate_recordset()
        self.assertFalse(record.sha_in or record.sha_out)
        places = {place for each in shown for place in self.places_of(each)}
        self.assertEqual(places, {"payment_provider"})

    def places_of(self, text):
        """Return the tables that hold ``text`` anywhere."""
        self.env.cr.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                # The name is one of the database's own.
                f'SELECT 1 FROM "{table}" AS row'  # noqa: S608
                " WHERE strpos(row::text, %s) > 0 LIMIT 1",
                [text],
            )
            if self.env.cr.rowcount:
                yield table

    # Who sees it

    def accountant(self):
        """Return an accountant who may even read providers."""
        groups = "base.group_user"
        if self.env.ref("account.group_account_manager", raise_if_not_found=False):
            groups += ",account.group_account_manager"
        self.env["ir.model.access"].create(
            {
                "name": "Everybody reads providers",
                "model_id": self.env["ir.model"]._get("payment.provider").id,
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        return new_test_user(self.env, "accountant", groups=groups)

    def test_administrators_alone_see_the_assistant(self):
        arch = self.provider.get_view(view_type="form")["arch"]
        self.assertIn('name="ogone_setup"', arch)
        theirs = self.provider.with_user(self.accountant())
        arch = theirs.get_view(view_type="form")["arch"]
        self.assertNotIn("ogone_setup", arch)
        self.assertEqual(theirs.read(["code"])[0]["code"], "ogone")
        for name in (*TICKS, *VALUES):
            with self.subTest(name=name), self.assertRaises(AccessError):
                theirs.read([name])

    def test_administrators_alone_generate_passphrases(self):
        model = self.env["ogone.passphrases"].with_user(self.accountant())
        values = {"provider_id": self.provider.id, "sha_in": "x" * 20}
        with self.assertRaises(AccessError):
            model.create(values)
        self.assertEqual(self.provider._ogone_account().sha_in, SHA_IN)


@tagged("-at_install", "post_install")
class TestSetupFromElsewhere(OgoneHttpCommon):
    def test_the_address_is_the_shop_s_from_wherever_an_administrator_looks(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("web.base.url.freeze", "True")
        parameters.set_param("web.base.url", "https://shop.example")
        administrator = new_test_user(
            self.env, "administrator", groups="base.group_user,base.group_system"
        )
        self.authenticate(administrator.login, administrator.login)
        (read,) = self.call(
            "/web/dataset/call_kw/payment.provider/read",
            {
                "model": "payment.provider",
                "method": "read",
                "args": [self.provider.ids, ["ogone_setup_url"]],
                "kwargs": {},
            },
        )
        self.assertEqual(
            read["ogone_setup_url"], "https://shop.example/payment/ogone/return"
        )
