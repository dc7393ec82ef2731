# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shopper sees of test mode."""

from lxml import html

from odoo.tests import tagged

from .common import OgoneHttpCommon
from .engines import CODE_ATTRIBUTE

TEXT = "Test mode: no money moves"


@tagged("-at_install", "post_install")
class TestTestMode(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.provider.is_published = True

    def form(self):
        values = self._prepare_pay_values()
        return html.fromstring(self._portal_pay(**values).content)

    def assertTold(self, page, radio):
        """Check that a screen reader reads the text with the option."""
        described_by = radio.get("aria-describedby")
        (ribbon,) = page.xpath(f"//*[@id='{described_by}']")
        self.assertIn(TEXT, ribbon.text_content())

    def test_it_is_told_at_each_option_of_ogone(self):
        page = self.form()
        radios = page.xpath(f"//input[@{CODE_ATTRIBUTE}='ogone']")
        self.assertTrue(radios)
        for radio in radios:
            self.assertTold(page, radio)

    def test_it_is_told_at_a_kept_card(self):
        self._create_token(provider_ref="alias", partner_id=self.partner.id)
        self.authenticate(self.portal_user.login, self.portal_user.login)
        self.portal_user.partner_id = self.partner
        page = self.form()
        radios = page.xpath("//input[@data-payment-option-type='token']")
        self.assertTrue(radios)
        for radio in radios:
            self.assertTold(page, radio)

    def test_nothing_is_told_of_a_live_provider(self):
        self.env.cr.execute("UPDATE payment_provider SET state = 'enabled'")
        self.env.invalidate_all()
        page = self.form()
        self.assertTrue(page.xpath(f"//input[@{CODE_ATTRIBUTE}='ogone']"))
        self.assertNotIn(TEXT, page.text_content())
        self.assertFalse(page.xpath("//input[@aria-describedby]"))

    def test_nothing_is_told_of_other_providers(self):
        self.provider.state = "disabled"
        self.dummy_provider.state = "test"
        self.dummy_provider.is_published = True
        page = self.form()
        self.assertTrue(page.xpath(f"//input[@{CODE_ATTRIBUTE}='none']"))
        self.assertNotIn(TEXT, page.text_content())
