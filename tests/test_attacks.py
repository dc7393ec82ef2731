# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a thief may send to the running server: nothing of it changes anything."""

import logging
from urllib.parse import urlencode

from odoo.tests import tagged

from .common import LIVE, ORDERID, OgoneHttpCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"

# SHA-512 of AMOUNT=1111.11CURRENCY=EURORDERID=S00042-0123456789STATUS=9, sha512sum
EMPTY_PASSPHRASE_SHASIGN = (
    "3261F0DA99DA437B4B9351C21A6FB5C98E24CC5F05B32DFC6C0D12AD3FD27710"
    "F6217E907E89ACCB83F599DD4064902472EA893E5F795D502898027B1AB4B6F3"
)


@tagged("-at_install", "post_install")
class TestAttacks(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        logging.getLogger(CONTROLLER).setLevel(logging.CRITICAL)
        self.addCleanup(logging.getLogger(CONTROLLER).setLevel, logging.NOTSET)

    def assertRefused(self, encoded):
        """Send ``encoded``, a form's body, on every way in; all must be refused."""
        before = self.stored()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answers = [
            self.url_open("/payment/ogone/return", data=encoded, headers=form),
            self.url_open("/payment/ogone/return/shopper", data=encoded, headers=form),
        ]
        if len(encoded) < 8000:
            text = encoded.decode("ascii")
            for route in ("return", "return/shopper", "feedback", "accept"):
                url = f"/payment/ogone/{route}?{text}"
                answers.append(self.url_open(url, allow_redirects=False))
        self.assertEqual({answer.status_code for answer in answers}, {403})
        self.transaction.invalidate_recordset()
        self.assertEqual(self.stored(), before)

    def stored(self):
        """Return what the database holds of the payment."""
        fields = self.transaction._fields.values()
        names = [field.name for field in fields if field.store]
        return self.transaction.read(names)[0]

    def refused_pairs(self, *pairs):
        self.assertRefused(urlencode([*self.unpaid(), *pairs]).encode())

    def unpaid(self):
        """Return a refusal that Ogone has really signed."""
        return self.result(STATUS="2").items()

    def test_altered_amount(self):
        self.assertRefused(
            urlencode({**self.result(amount="1"), "amount": "1111.11"}).encode()
        )

    def test_altered_status(self):
        self.assertRefused(
            urlencode({**self.result(STATUS="2"), "STATUS": "9"}).encode()
        )

    def test_a_name_appended_again(self):
        self.refused_pairs(("STATUS", "9"))

    def test_a_name_appended_in_other_case(self):
        for name in ("status", "Status", "sTATUS"):
            with self.subTest(name=name):
                self.refused_pairs((name, "9"))

    def test_a_name_put_before_the_signed_one(self):
        self.assertRefused(b"STATUS=9&" + urlencode(dict(self.unpaid())).encode())

    def test_names_that_no_signature_covers_change_nothing(self):
        """Dotted, blank-padded and foreign names pass by; what is signed is taken."""
        foreign = (
            ("x.STATUS", "9"),
            ("STATUS.x", "9"),
            (" STATUS", "9"),
            ("STATUS ", "9"),
            ("\u017ftatus", "9"),
            ("\uff33TATUS", "9"),
            ("STATUS\0", "9"),
            ("STATUS[]", "9"),
        )
        parameters = [*self.unpaid(), *foreign]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.url_open(
            "/payment/ogone/return", data=urlencode(parameters), headers=form
        )
        self.assertEqual(answer.status_code, 200)
        self.assertState("error")
        self.assertEqual(self.transaction.ogone_status, "2")

    def test_a_query_beside_the_body_is_not_read(self):
        answer = self.url_open(
            "/payment/ogone/return?STATUS=9", data=urlencode(dict(self.unpaid()))
        )
        self.assertEqual(answer.status_code, 200)
        self.assertState("error")

    def test_the_signature_of_another_order(self):
        other = self.result(orderID="S00043-0123456789")
        self.assertRefused(urlencode({**other, "orderID": ORDERID}).encode())

    def test_a_signature_made_with_an_empty_passphrase(self):
        self.assertRefused(
            urlencode(
                {
                    "orderID": ORDERID,
                    "amount": "1111.11",
                    "currency": "EUR",
                    "STATUS": "9",
                    "SHASIGN": EMPTY_PASSPHRASE_SHASIGN,
                }
            ).encode()
        )

    def test_a_provider_without_passphrase_believes_nothing(self):
        self.env.cr.execute("UPDATE payment_provider SET ogone_shakey_out = NULL")
        self.provider.invalidate_recordset()
        self.test_a_signature_made_with_an_empty_passphrase()
        self.assertRefused(urlencode(self.result()).encode())

    def test_no_signature(self):
        unsigned = self.result()
        del unsigned["SHASIGN"]
        self.assertRefused(urlencode(unsigned).encode())
        self.assertRefused(urlencode({**unsigned, "SHASIGN": ""}).encode())

    def test_two_signatures(self):
        self.refused_pairs(("shasign", "0"))

    def test_a_signature_that_is_no_ascii(self):
        for signature in ("é" * 128, "\0", "0" * 128, "x" * 1000):
            with self.subTest(signature=signature[:4]):
                self.assertRefused(
                    urlencode({**self.result(), "SHASIGN": signature}).encode()
                )

    def test_the_sha_in_passphrase_does_not_sign_results(self):
        unsigned = self.result()
        del unsigned["SHASIGN"]
        signed = self.signed(unsigned, passphrase=self.provider.ogone_shakey_in)
        self.assertRefused(urlencode(signed).encode())

    def test_the_test_environment_on_a_live_provider(self):
        theirs = self.signed(self.result(), passphrase="Passphraseoftest1!")
        self.go_live(ogone_gateway="ogone")
        self.assertRefused(urlencode(theirs).encode())

    def test_the_test_environment_with_the_live_passphrase_on_a_live_provider(self):
        self.go_live(ogone_gateway="ogone")
        unsigned = self.result(ACCEPTANCE="test123")
        del unsigned["SHASIGN"]
        signed = self.signed(unsigned, passphrase=LIVE["ogone_shakey_out"])
        self.assertRefused(urlencode(signed).encode())

    def test_a_megabyte_of_parameters(self):
        filler = urlencode([(f"x{number}", "y" * 90) for number in range(11_000)])
        self.assertRefused(f"{urlencode(self.result())}&{filler}".encode())

    def test_very_many_parameters(self):
        filler = "&".join(f"x{number}=1" for number in range(1000))
        self.assertRefused(f"{urlencode(self.result())}&{filler}".encode())

    def test_an_order_that_no_database_can_hold(self):
        raw = (
            "%00",
            "S1%00",
            "%F0%9F%98%80" * 20,
            "x" * 5000,
            "%25",
            "'; --",
            "%ED%A0",
        )
        for orderid in raw:
            with self.subTest(orderid=orderid[:4]):
                answer = self.url_open(
                    "/payment/ogone/return",
                    data=f"orderID={orderid}&STATUS=9",
                    headers={"Content-Type": "application/x-www-form-urlencoded"},
                )
                self.assertEqual(answer.status_code, 200)
        self.assertState("draft")

    def test_other_methods_and_bodies_are_no_server_errors(self):
        for method in ("PUT", "DELETE", "PATCH"):
            answer = self.opener.request(
                method, f"{self.base_url()}/payment/ogone/return"
            )
            self.assertEqual(answer.status_code, 405)
        for kind in (
            "application/json",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "text/xml",
            "",
        ):
            answer = self.url_open(
                "/payment/ogone/return", data=b"{}", headers={"Content-Type": kind}
            )
            self.assertLess(answer.status_code, 500, kind)
        self.assertState("draft")

    def test_names_that_the_host_would_take_for_its_own(self):
        for name in ("self", "endpoint", "csrf_token", "_ignored", "shopper"):
            with self.subTest(name=name):
                answer = self.feed({**self.result(STATUS="2"), name: "1"})
                self.assertEqual(answer.status_code, 200)
        self.assertState("error")

    def test_a_body_that_does_not_tell_its_length_is_not_read(self):
        chunks = (part.encode() for part in urlencode(self.result()).split("&"))
        answer = self.opener.post(
            f"{self.base_url()}/payment/ogone/return", data=chunks, timeout=10
        )
        self.assertEqual(answer.status_code, 200)
        self.assertState("draft")

    def test_a_disabled_provider_does_not_believe_the_test_environment(self):
        self.provider.state = "disabled"
        self.assertRefused(urlencode(self.result(ACCEPTANCE="test123")).encode())
