# SPDX-License-Identifier: LGPL-3.0-or-later
"""The form that the shopper's browser posts to Ogone."""

import re
from hashlib import sha512

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..compat import HAS_METHODS
from .common import ORDERID, OgoneCommon
from .engines import needs_methods


@tagged("-at_install", "post_install")
class TestPaymentForm(OgoneCommon):
    def form(self, **values):
        self.transaction = self._create_transaction("redirect", **values)
        values = self.transaction._get_processing_values()
        return self._extract_values_from_html_form(values["redirect_form_html"])

    def test_the_form_goes_to_the_payment_page_of_the_sandbox(self):
        form = self.form()
        self.assertEqual(
            form["action"], "http://127.0.0.1:8899/ncol/test/orderstandard_utf8.asp"
        )
        self.assertEqual(form["method"], "post")

    def test_the_fields_are_those_of_the_order(self):
        inputs = self.form()["inputs"]
        expected = {
            "PSPID": "MyPSPID",
            "ORDERID": ORDERID,
            "AMOUNT": "111111",
            "CURRENCY": "EUR",
            "LANGUAGE": "en_US",
            "OPERATION": "SAL",
            "PM": "CreditCard" if HAS_METHODS else None,
            "CN": "Norbert Buyer",
            "EMAIL": "norbert.buyer@example.com",
            "OWNERADDRESS": "Huge Street 2/543",
            "OWNERZIP": "1000",
            "OWNERTOWN": "Sin City",
            "OWNERCTY": "BE",
            "OWNERTELNO": "0032 12 34 56 78",
        }
        self.assertEqual({name: inputs.get(name) for name in expected}, expected)
        self.assertRegex(inputs["SHASIGN"], r"^[0-9A-F]{128}$")

    def test_the_form_is_signed_over_its_fields(self):
        """By the rule of the documents, spelled out once more: these names need no
        other order than the alphabet's.
        """
        inputs = self.form()["inputs"]
        signature = inputs.pop("SHASIGN")
        text = "".join(
            f"{name}={inputs[name]}Mysecretsig1875!?" for name in sorted(inputs)
        )
        self.assertEqual(signature, sha512(text.encode()).hexdigest().upper())

    def test_every_return_leads_to_the_shopper_route(self):
        inputs = self.form()["inputs"]
        base_url = self.provider.get_base_url()
        for name in ("ACCEPTURL", "DECLINEURL", "EXCEPTIONURL", "CANCELURL"):
            self.assertEqual(inputs[name], f"{base_url}/payment/ogone/return/shopper")
        self.assertTrue(inputs["BACKURL"].startswith(base_url))
        self.assertTrue(inputs["HOMEURL"].startswith(base_url))

    def test_the_api_user_is_not_exposed(self):
        form = str(self.form())
        self.assertNotIn("MyApiUser", form)
        self.assertNotIn("USERID", form)
        self.assertNotIn(self.provider.ogone_shakey_in, form)

    @needs_methods
    def test_the_chosen_method_opens_the_page_on_that_method(self):
        for xmlid, pm, brand, pmlist in (
            ("payment_method_bancontact", "CreditCard", "BCMC", None),
            ("payment_method_ideal", "iDEAL", "iDEAL", None),
            ("payment_method_paypal", "PAYPAL", "PAYPAL", None),
            ("payment_method_visa", "CreditCard", "VISA", None),
            ("payment_method_kbc_cbc", None, None, "KBC Online;CBC Online"),
            ("payment_method_unknown", None, None, None),
        ):
            with self.subTest(method=xmlid):
                method = self.env.ref(f"payment.{xmlid}")
                inputs = self.form(payment_method_id=method.id, reference=xmlid[:30])[
                    "inputs"
                ]
                shown = tuple(inputs.get(name) for name in ("PM", "BRAND", "PMLIST"))
                self.assertEqual(shown, (pm, brand, pmlist))

    def test_a_long_name_or_address_is_shortened_never_refused(self):
        self.partner.write(
            {
                "name": "Éléonore " * 20,
                "street": "Rue de la très longue promenade " * 4,
                "city": "Llanfairpwllgwyngyllgogerychwyrndrobwll",
                "zip": "12345678901",
                "phone": "+32 " * 20,
                "email": f"{'e' * 60}@example.com",
            }
        )
        inputs = self.form()["inputs"]
        self.assertEqual(len(inputs["CN"]), 35)
        self.assertEqual(len(inputs["OWNERADDRESS"]), 35)
        self.assertEqual(len(inputs["OWNERTOWN"]), 25)
        for name in ("OWNERZIP", "OWNERTELNO", "EMAIL"):
            self.assertNotIn(name, inputs)

    def test_the_page_speaks_the_language_of_the_shopper(self):
        self.env["res.lang"]._activate_lang("fr_BE")
        self.partner.lang = "fr_BE"
        self.assertEqual(self.form()["inputs"]["LANGUAGE"], "fr_FR")

    def test_what_ogone_cannot_take_is_a_clear_error(self):
        logger = "odoo.addons.payment_ogone.models.transaction_order"
        with (
            self.assertLogs(logger, "ERROR") as logged,
            self.assertRaisesRegex(ValidationError, "another payment method"),
        ):
            self.form(reference="x" * 31)
        self.assertIn("ORDERID is too long", logged.output[0])

    def test_a_provider_that_is_switched_off_is_not_paid_with(self):
        self.provider.state = "disabled"
        with self.assertRaises(ValidationError):
            self.form()

    def test_a_provider_under_test_is_not_offered_to_customers(self):
        self.provider.is_published = False
        transaction = self._create_transaction("redirect")
        for user in (self.public_user, self.portal_user):
            with self.assertRaises(ValidationError):
                transaction.with_user(user).sudo()._ogone_payment_form()
        self.assertTrue(
            transaction.with_user(self.internal_user).sudo()._ogone_payment_form()
        )

    # ORDERID

    def reference_for(self, prefix):
        return self.env["payment.transaction"]._compute_reference(
            "ogone", prefix=prefix
        )

    def test_an_orderid_is_ascii_and_at_most_thirty_characters(self):
        for prefix in (
            "S00042",
            "INV/2026/00001",
            "Facture n° été 2026 – très longue référence",
            "请款单",
            "a b\tc",
            "",
        ):
            with self.subTest(prefix=prefix):
                self.assertRegex(
                    self.reference_for(prefix), r"^[A-Za-z0-9/_.-]{0,19}-[0-9a-f]{10}$"
                )

    def test_an_orderid_tells_the_document(self):
        self.assertTrue(self.reference_for("S00042").startswith("S00042-"))

    def test_an_orderid_is_never_used_again(self):
        references = {self.reference_for("S00042") for _time in range(50)}
        self.assertEqual(len(references), 50)

    def test_other_providers_keep_their_references(self):
        reference = self.env["payment.transaction"]._compute_reference(
            "none", prefix="S00042"
        )
        self.assertTrue(re.fullmatch(r"S00042(-\d+)?", reference))
