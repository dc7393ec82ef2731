# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two websites with names of their own, where the app for websites is installed."""

from urllib.parse import urlencode, urlsplit

from odoo.tests import tagged

from .common import OgoneHttpCommon

RETURN = "/payment/ogone/return"
SHOPS = ("shop-a.localhost", "shop-b.localhost")


@tagged("-at_install", "post_install")
class TestWebsites(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        if "website" not in self.env:
            self.skipTest("There is no app for websites; a browser story has two.")
        port = urlsplit(self.base_url()).port
        self.hosts = [f"{name}:{port}" for name in SHOPS]
        websites = self.env["website"].search([], limit=1)
        websites += websites.create({"name": "The other shop"})
        for website, host in zip(websites, self.hosts, strict=True):
            website.domain = f"http://{host}"
        self.provider.is_published = True  # for shoppers who are not logged in

    def leave(self, host, came_from=None):
        """Create a transaction as the form on the website ``host`` does; return its
        fields.
        """
        context = self.pay_context()
        names = "amount currency_id partner_id access_token landing_route".split()
        parameters = {
            **{name: context[name] for name in names},
            **self.chosen(),
            "flow": "redirect",
            "tokenization_requested": False,
            "is_validation": False,
            "reference_prefix": "S00077",
        }
        referer = f"http://{came_from or host}/shop/payment"
        answer = self.call(
            "/payment/transaction", parameters, Host=host, Referer=referer
        )
        self.transaction = self._get_tx(answer["reference"])
        form = self._extract_values_from_html_form(answer["redirect_form_html"])
        return form["inputs"]

    def test_the_form_leads_back_to_the_website_of_the_shopper(self):
        for host in self.hosts:
            inputs = self.leave(host)
            for name in ("ACCEPTURL", "DECLINEURL", "EXCEPTIONURL", "CANCELURL"):
                self.assertEqual(inputs[name], f"http://{host}{RETURN}/shopper")
            self.assertEqual(inputs["BACKURL"], f"http://{host}/shop/payment")
            self.assertEqual(inputs["HOMEURL"], f"http://{host}")

    def test_who_returns_stays_on_that_website(self):
        for host, status, state in zip(
            self.hosts, "92", ("done", "error"), strict=True
        ):
            inputs = self.leave(host)
            result = self.result(orderID=self.transaction.reference, STATUS=status)
            path = urlsplit(inputs["ACCEPTURL"]).path
            answer = self.url_open(
                f"{path}?{urlencode(result)}",
                headers={"Host": host},
                allow_redirects=False,
            )
            self.assertIn(urlsplit(answer.headers["Location"]).netloc, ("", host))
            self.assertEqual(
                urlsplit(answer.headers["Location"]).path, "/payment/status"
            )
            self.assertState(state)

    def test_a_refused_shopper_is_led_to_the_form_of_that_website(self):
        self.leave(self.hosts[1])
        result = self.result(orderID=self.transaction.reference, STATUS="2")
        self.feed(result)
        self.transaction.invalidate_recordset()
        self.assertEqual(self.transaction.landing_route, "/shop/payment")

    def test_a_page_of_the_other_website_is_not_the_way_back(self):
        """There the shopper has another session, and another cart."""
        inputs = self.leave(self.hosts[1], came_from=self.hosts[0])
        self.assertFalse(self.transaction.ogone_form_route)
        self.assertTrue(inputs["BACKURL"].startswith(f"http://{self.hosts[1]}/"))

    def test_a_result_is_taken_by_whatever_name_the_server_has(self):
        for host in (*self.hosts, "203.0.113.7", "unknown.example.com:8443"):
            with self.subTest(host=host):
                self.leave(self.hosts[1])
                result = self.result(orderID=self.transaction.reference)
                answer = self.url_open(
                    RETURN,
                    data=urlencode(result),
                    headers={
                        "Host": host,
                        "Content-Type": "application/x-www-form-urlencoded",
                    },
                    allow_redirects=False,
                )
                self.assertEqual((answer.status_code, answer.text), (200, "OK"))
                self.assertState("done")

    def test_each_website_has_the_account_of_its_company(self):
        company = self.env["res.company"].create({"name": "The other company"})
        other = self.provider.copy(
            {
                "company_id": company.id,
                "state": "test",
                "is_published": True,
                "ogone_pspid": "OtherShop",
                "ogone_shakey_in": "Other-SHA-IN-passphrase",
                "ogone_shakey_out": "Other-SHA-OUT-passphrase",
            }
        )
        self.assertEqual(self.leave(self.hosts[0])["PSPID"], "MyPSPID")
        self.provider = other
        inputs = self.leave(self.hosts[1])
        self.assertEqual(inputs["PSPID"], "OtherShop")
        self.assertTrue(inputs["ACCEPTURL"].startswith(f"http://{self.hosts[1]}/"))
