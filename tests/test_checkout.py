# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shopper sees of Ogone: logos at the checkout, the language of its page."""

from lxml import html

from odoo.tests import tagged

from .common import OgoneHttpCommon
from .engines import needs_methods


@tagged("-at_install", "post_install")
class TestShopperLanguage(OgoneHttpCommon):
    """LANGUAGE is that in which the shopper reads the shop."""

    def setUp(self):
        super().setUp()
        self.provider.is_published = True

    def language(self, **cookies):
        self.opener.cookies.update(cookies)
        values = {**self.wish(), "tokenization_requested": False}
        processing_values = self._get_processing_values(**values)
        form = processing_values["redirect_form_html"]
        return self._extract_values_from_html_form(form)["inputs"]["LANGUAGE"]

    def test_the_language_of_the_shop_pages_wins(self):
        self.assertEqual(self.language(frontend_lang="fr_BE"), "fr_FR")
        self.assertEqual(self.language(frontend_lang="nl_BE"), "nl_BE")
        self.assertEqual(self.language(frontend_lang="sv_SE"), "se_SE")

    def test_without_one_the_customers_language_is_taken(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.partner.lang = "de_DE"
        self.assertEqual(self.language(), "de_DE")

    def test_a_cookie_that_is_no_language_is_english(self):
        self.assertEqual(self.language(frontend_lang="zz"), "en_US")

    def test_it_is_never_that_of_staff(self):
        for code in ("fr_FR", "de_DE"):
            self.env["res.lang"]._activate_lang(code)
        self.partner.lang = "de_DE"
        self.admin_user.lang = "fr_FR"
        self.authenticate("admin", "admin")
        self.assertEqual(self.language(frontend_lang="fr_FR"), "de_DE")


@needs_methods
@tagged("-at_install", "post_install")
class TestBrandLogos(OgoneHttpCommon):
    """The logos beside a payment method are those of brands that Ogone takes."""

    def setUp(self):
        super().setUp()
        self.provider.is_published = True
        self.dummy_provider.state = "disabled"
        brands = self.env["payment.method"].with_context(active_test=False)
        card = [("primary_payment_method_id", "=", self.payment_method_id)]
        brands.search(card).active = False
        for code in ("visa", "maestro", "unionpay"):
            self.env.ref(f"payment.payment_method_{code}").active = True

    def images(self):
        page = html.fromstring(self._portal_pay(**self._prepare_pay_values()).text)
        return page.xpath("//*[@name='o_payment_option']//img")

    def logos(self):
        return sorted({image.getparent().get("title") for image in self.images()})

    def test_brands_of_ogone_are_shown_and_no_others(self):
        self.assertEqual(self.logos(), ["Maestro", "VISA"])

    def test_a_method_without_such_brands_shows_its_own_logo(self):
        for code in ("visa", "maestro"):
            self.env.ref(f"payment.payment_method_{code}").active = False
        self.assertEqual(self.logos(), ["Card"])

    def test_other_providers_show_what_they_did(self):
        self.dummy_provider.write(
            {
                "payment_method_ids": [(4, self.payment_method_id)],
                "state": "test",
                "is_published": True,
            }
        )
        self.provider.is_published = False
        self.assertIn("UnionPay", self.logos())

    def test_a_visitor_may_load_the_logos(self):
        sources = {image.get("src") for image in self.images()}
        self.assertEqual(len(sources), 2)
        for source in sources:
            if source.startswith("data:image/"):  # 17 has the pictures in the page
                continue
            answer = self.url_open(source)
            self.assertEqual(answer.status_code, 200)
            self.assertRegex(answer.headers["Content-Type"], "^image/")
            self.assertGreater(len(answer.content), 300)

    def test_every_linked_method_has_a_logo(self):
        methods = self.provider.with_context(active_test=False).payment_method_ids
        self.assertTrue(methods)
        for method in methods | methods.brand_ids:
            self.assertTrue(method.image_payment_form, method.code)
