# SPDX-License-Identifier: LGPL-3.0-or-later
"""An administrator looks at the payment page before shoppers do."""

from hashlib import sha512

import requests
from lxml import html

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import OgoneHttpCommon
from .directlink_common import DirectLinkCommon

PREVIEW = "/payment/ogone/preview/%s"
LOOK = "odoo.addons.payment_ogone.models.provider_look"


@tagged("-at_install", "post_install")
class TestPreview(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.authenticate("admin", "admin")

    def open(self, provider=None):
        return self.url_open(PREVIEW % (provider or self.provider).id)

    def form(self):
        (form,) = html.fromstring(self.open().text).xpath("//form")
        return form

    def test_the_page_holds_a_form_that_a_person_sends(self):
        page = html.fromstring(self.open().text)
        self.assertFalse(page.xpath("//script | //@*[starts-with(name(), 'on')]"))
        (button,) = page.xpath("//form//button[@type='submit']")
        self.assertEqual(button.text, "Open the Payment Page")
        self.assertTrue(page.get("lang"))

    def test_the_order_is_one_of_no_shop(self):
        form = self.form()
        self.assertEqual(
            form.get("action"), "http://127.0.0.1:8899/ncol/test/orderstandard_utf8.asp"
        )
        fields = dict(form.fields)
        self.assertRegex(fields["ORDERID"], r"^PREVIEW-[0-9a-f]{10}$")
        self.assertEqual(fields["AMOUNT"], "100")
        self.assertEqual(fields["CURRENCY"], self.company.currency_id.name)
        self.assertFalse(fields.keys() & {"PM", "BRAND", "CN", "EMAIL", "USERID"})
        self.assertNotEqual(dict(self.form().fields)["ORDERID"], fields["ORDERID"])

    def test_the_form_is_signed_with_the_look(self):
        self.provider.write(
            {"ogone_page_title": "Our Shop", "ogone_page_bgcolor": "#336699"}
        )
        fields = dict(self.form().fields)
        self.assertEqual(fields["TITLE"], "Our Shop")
        self.assertEqual(fields["BGCOLOR"], "#336699")
        signature = fields.pop("SHASIGN")
        text = "".join(
            f"{name}={fields[name]}Mysecretsig1875!?" for name in sorted(fields)
        )
        self.assertEqual(signature, sha512(text.encode()).hexdigest().upper())

    @mute_logger(LOOK)
    def test_the_page_tells_what_is_left_out(self):
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_page_tp = 'nowhere' WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        text = self.open().text
        self.assertIn("Template: write an address that begins with https://", text)
        self.assertNotIn("TP", dict(self.form().fields))

    def test_every_way_back_leads_to_the_providers_form(self):
        fields = dict(self.form().fields)
        end = f"{self.base_url()}{PREVIEW % self.provider.id}/end"
        for name in "ACCEPT DECLINE EXCEPTION CANCEL BACK HOME".split():
            self.assertEqual(fields[f"{name}URL"], end)
        answer = self.url_open(f"{end}?orderID=x&STATUS=9", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("model=payment.provider", answer.headers["Location"])
        self.assertTrue(answer.headers["Location"].endswith(f"&id={self.provider.id}"))

    def test_a_result_goes_into_no_address_where_the_session_is_over(self):
        self.authenticate(None, None)
        end = f"{PREVIEW % self.provider.id}/end?orderID=x&SHASIGN=MARKED"
        answer = self.url_open(end, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertNotIn("MARKED", answer.headers["Location"])

    def test_its_result_is_one_of_an_unknown_order(self):
        orderid = dict(self.form().fields)["ORDERID"]
        before = self.env["payment.transaction"].search_count([])
        answer = self.feed(self.result(orderID=orderid, amount="1"))
        self.assertEqual((answer.status_code, answer.text), (200, "OK"))
        self.assertEqual(self.env["payment.transaction"].search_count([]), before)
        entry = self.env["ogone.journal"].search([("orderid", "=", orderid)])
        self.assertEqual(entry.verdict, "foreign")

    def test_only_administrators_see_it(self):
        clerk = new_test_user(
            self.env, "preview-clerk", groups="base.group_user,base.group_erp_manager"
        )
        for user in (self.internal_user, self.portal_user, clerk):
            with self.subTest(user=user.login):
                self.authenticate(user.login, user.login)
                self.assertEqual(self.open().status_code, 404)
                end = self.url_open(
                    f"{PREVIEW % self.provider.id}/end", allow_redirects=False
                )
                self.assertNotIn("payment.provider", end.headers.get("Location", ""))
        self.authenticate(None, None)
        answer = self.url_open(PREVIEW % self.provider.id, allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_there_is_none_but_in_test_mode(self):
        self.provider.state = "disabled"
        self.assertEqual(self.open().status_code, 404)
        with self.assertRaisesRegex(UserError, "Test Mode"):
            self.provider.action_ogone_preview()
        self.assertEqual(self.open(self.dummy_provider).status_code, 404)

    def test_there_is_none_of_another_company(self):
        company = self.env["res.company"].create({"name": "Not ours"})
        other = self.provider.copy({"company_id": company.id})
        other.write(
            {
                "ogone_pspid": "OtherPSPID",
                "ogone_shakey_in": "Anothersecret1875!?",
                "ogone_shakey_out": "Anothertheirs1875!?",
                "ogone_gateway": "sandbox",
                "state": "test",
            }
        )
        self.assertNotIn(company, self.admin_user.company_ids)
        self.assertEqual(self.open(other).status_code, 404)

    def test_the_button_opens_it_in_a_window_of_its_own(self):
        action = self.provider.action_ogone_preview()
        self.assertEqual(action["url"], PREVIEW % self.provider.id)
        self.assertEqual(action["target"], "new")

    def test_the_button_tells_what_is_missing(self):
        self.env.cr.execute(
            "UPDATE payment_provider SET ogone_shakey_in = NULL WHERE id = %s",
            [self.provider.id],
        )
        self.provider.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "no passphrase is set"):
            self.provider.action_ogone_preview()


@tagged("-at_install", "post_install")
class TestPreviewAtSandbox(DirectLinkCommon):
    """What the sandbox makes of the form."""

    def page(self, **look):
        self.provider.write(look)
        form = self.provider._ogone_preview_form("http://127.0.0.1:8069/")
        answer = requests.post(form.action, data=dict(form.fields), timeout=10)
        self.assertEqual(answer.status_code, 200, answer.text)
        return html.fromstring(answer.text)

    def test_the_title(self):
        page = self.page(ogone_page_title="Été <2026>")
        self.assertEqual(page.xpath("string(//*[@class='page-title'])"), "Été <2026>")

    def test_the_colours_and_the_font(self):
        page = self.page(
            ogone_page_bgcolor="#F4EFE6",
            ogone_page_txtcolor="black",
            ogone_page_tblbgcolor="#FFFFF0",
            ogone_page_tbltxtcolor="#222222",
            ogone_page_buttonbgcolor="#7A1F3D",
            ogone_page_buttontxtcolor="white",
            ogone_page_fonttype="Georgia",
        )
        rules = page.xpath("string(//style)")
        for rule in (
            "--ground:#f4efe6;",
            "--ink:black;",
            "--panel:#fffff0;",
            "--panel-ink:#222222;",
            "--button:#7a1f3d;",
            "--button-ink:white;",
            '--font:"Georgia"',
        ):
            self.assertIn(rule, rules)

    def test_the_logo(self):
        page = self.page(ogone_page_logo="https://shop.example/logo.png")
        logos = page.xpath("//img[@class='logo']/@src")
        self.assertEqual(logos, ["https://shop.example/logo.png"])

    def test_the_list_of_methods(self):
        for number in "012":
            page = self.page(ogone_page_pmlisttype=number)
            self.assertTrue(page.xpath(f"//form[contains(@class, 'list-{number}')]"))

    def test_the_template_for_phones(self):
        page = self.page(ogone_page_tp="PaymentPage_1_iPhone.htm")
        self.assertEqual(page.xpath("//body/@class"), ["phone"])
