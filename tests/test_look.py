# SPDX-License-Identifier: LGPL-3.0-or-later
"""The look of Ogone's payment page: entered, sent, and left out where it is wrong."""

from hashlib import sha512

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import OgoneCommon

LOGGER = "odoo.addons.payment_ogone.models.provider_look"
LOOK = {
    "ogone_page_title": "Pay at Our Shop",
    "ogone_page_bgcolor": "#F4EFE6",
    "ogone_page_txtcolor": "black",
    "ogone_page_tblbgcolor": "#FFFFFF",
    "ogone_page_tbltxtcolor": "#222222",
    "ogone_page_buttonbgcolor": "#7A1F3D",
    "ogone_page_buttontxtcolor": "White",
    "ogone_page_fonttype": "Georgia, Verdana",
    "ogone_page_logo": "https://shop.example/logo.png",
    "ogone_page_tp": "https://shop.example/payment-page.html",
    "ogone_page_pmlisttype": "2",
}
PARAMETERS = {
    "TITLE": "Pay at Our Shop",
    "BGCOLOR": "#F4EFE6",
    "TXTCOLOR": "black",
    "TBLBGCOLOR": "#FFFFFF",
    "TBLTXTCOLOR": "#222222",
    "BUTTONBGCOLOR": "#7A1F3D",
    "BUTTONTXTCOLOR": "White",
    "FONTTYPE": "Georgia, Verdana",
    "LOGO": "https://shop.example/logo.png",
    "TP": "https://shop.example/payment-page.html",
    "PMLISTTYPE": "2",
}


@tagged("-at_install", "post_install")
class TestLook(OgoneCommon):
    def fields_sent(self):
        transaction = self._create_transaction("redirect")
        return dict(transaction._ogone_payment_form().fields)

    def store_rubbish(self):
        """Write what no form would have taken."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_page_bgcolor = 'rubbish',"
            " ogone_page_tp = 'http://shop.example/', ogone_page_pmlisttype = '9',"
            " ogone_page_fonttype = repeat('F', 300) WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()

    def test_a_look_that_is_not_set_is_not_sent(self):
        self.assertFalse(PARAMETERS.keys() & self.fields_sent().keys())

    def test_what_is_set_is_sent_and_signed(self):
        self.provider.write(LOOK)
        fields = self.fields_sent()
        self.assertEqual({name: fields[name] for name in PARAMETERS}, PARAMETERS)
        signature = fields.pop("SHASIGN")
        text = "".join(
            f"{name}={fields[name]}Mysecretsig1875!?" for name in sorted(fields)
        )
        self.assertEqual(signature, sha512(text.encode()).hexdigest().upper())

    def test_what_ogone_would_not_take_is_refused_with_what_to_enter(self):
        for field, value, label, advice in (
            ("ogone_page_title", "x" * 51, "Title", "at most 50 characters"),
            ("ogone_page_bgcolor", "#fff", "Page Colour", "#336699"),
            ("ogone_page_txtcolor", "wihte", "Page Text Colour", "white, yellow"),
            ("ogone_page_buttonbgcolor", "red;", "Button Colour", "six digits"),
            ("ogone_page_fonttype", "'Arial'", "Font", "Verdana, Arial"),
            ("ogone_page_fonttype", "x" * 51, "Font", "at most 50 characters"),
            ("ogone_page_logo", "http://a.example/b.png", "Logo", "https://"),
            ("ogone_page_logo", "logo.exe", "Logo", "logo.png"),
            ("ogone_page_tp", "ours.php", "Template", "PaymentPage_1_iPhone.htm"),
        ):
            with self.subTest(field=field, value=value):
                with self.assertRaises(ValidationError) as caught:
                    self.provider[field] = value
                self.assertIn(f"{label}: ", str(caught.exception))
                self.assertIn(advice, str(caught.exception))

    def test_all_that_is_wrong_is_told_at_once(self):
        with self.assertRaises(ValidationError) as caught:
            self.provider.write(
                {"ogone_page_bgcolor": "#1", "ogone_page_logo": "ftp://x"}
            )
        self.assertIn("Page Colour: ", str(caught.exception))
        self.assertIn("Logo: ", str(caught.exception))

    def test_a_wrong_look_stops_no_payment(self):
        self.provider.write(LOOK)
        self.store_rubbish()
        with self.assertLogs(LOGGER, "WARNING") as logged:
            fields = self.fields_sent()
        kept = {"TITLE", "TXTCOLOR", "LOGO", "BUTTONBGCOLOR"}
        self.assertLessEqual(kept, fields.keys())
        left_out = {"BGCOLOR", "TP", "FONTTYPE", "PMLISTTYPE"}
        self.assertFalse(left_out & fields.keys())
        for name in left_out:
            self.assertIn(name, logged.output[0])

    def test_a_wrong_look_stops_no_change_of_other_settings(self):
        self.store_rubbish()
        self.provider.name = "Ogone again"
        self.provider.state = "disabled"
        self.assertEqual(self.provider.state, "disabled")

    def test_what_is_good_for_tests_alone_does_not_go_live(self):
        self.provider.write(
            {
                "ogone_page_logo": "http://127.0.0.1:8069/logo.png",
                "ogone_gateway": "ogone",
            }
        )
        self.assertEqual(self.fields_sent()["LOGO"], "http://127.0.0.1:8069/logo.png")
        with self.assertRaisesRegex(ValidationError, "Logo: .*https://"):
            self.provider.state = "enabled"

    def test_each_shopper_reads_the_title_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.provider.ogone_page_title = "Pay here"
        self.provider.with_context(lang="fr_FR").ogone_page_title = "Payez ici"
        self.assertEqual(self.fields_sent()["TITLE"], "Pay here")
        self.partner.lang = "fr_FR"
        transaction = self._create_transaction("redirect", reference="S2-0123456789")
        fields = transaction._ogone_payment_form().fields
        self.assertEqual(fields["TITLE"], "Payez ici")
        self.assertEqual(fields["LANGUAGE"], "fr_FR")

    def test_a_language_that_the_shop_does_not_have_changes_nothing(self):
        self.provider.ogone_page_title = "Pay here"
        for locale in ("xx_XX", "", None, False):
            layout = self.provider._ogone_layout(locale)
            self.assertEqual(layout.parameters["TITLE"], "Pay here")
