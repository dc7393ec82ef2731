# SPDX-License-Identifier: LGPL-3.0-or-later
"""DirectLink: a shop that calls, who may, and in which charset."""

from urllib.parse import urlencode

import pytest
from lxml import etree
from sandbox_common import ORDER
from werkzeug.test import Client

from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO
from sandbox.app import create_app

LOGIN = {
    "PSPID": "OgoneDemo",
    "USERID": "OgoneDemoApi",
    "PSWD": "Demo-Api-Password-1",
}
CARD = {"CARDNO": "4111111111111111", "ED": "12/30", "CVC": "123", "CN": "Jane Doe"}
SALE = {
    "ORDERID": "S00042",
    "AMOUNT": "1510",
    "CURRENCY": "EUR",
    "OPERATION": "SAL",
}
BROWSER = {
    "FLAG3D": "Y",
    "browserAcceptHeader": "text/html",
    "browserColorDepth": "24",
    "browserJavaEnabled": "false",
    "browserLanguage": "en-US",
    "browserScreenHeight": "900",
    "browserScreenWidth": "1440",
    "browserTimeZone": "-60",
    "browserUserAgent": "Mozilla/5.0",
    **{name: ORDER[name] for name in ("ACCEPTURL", "DECLINEURL", "EXCEPTIONURL")},
    "LANGUAGE": "en_US",
}
CHALLENGE = "4874970686672022"


class Answer(dict):
    """The attributes of an ``ncresponse``."""

    def __init__(self, response):
        self.response = response
        root = etree.fromstring(response.get_data())
        if root.tag != "ncresponse":
            raise ValueError(f"a page instead of an answer: {root.tag}")
        super().__init__(root.attrib)
        self.html = root.findtext("HTML_ANSWER")

    def of(self, names):
        return {name: self.get(name) for name in names}


class Shop:
    """The shop's server: signs what it sends, reads what comes back."""

    def __init__(self, state, passphrase=DEMO.sha_in):
        self.client = Client(create_app(state))
        self.passphrase = passphrase

    def orders(self, **changes):
        """Charge a card; a change to ``None`` leaves a field out."""
        return self.calls("orderdirect", **(SALE | CARD | changes))

    def authorises(self, amount="10000", **changes):
        """Reserve an amount, and return its PAYID."""
        answer = self.orders(**({"AMOUNT": amount, "OPERATION": "RES"} | changes))
        assert answer["STATUS"] == "5"
        return answer["PAYID"]

    def maintains(self, payid, operation, amount=None, **changes):
        return self.calls(
            "maintenancedirect",
            **({"PAYID": payid, "OPERATION": operation, "AMOUNT": amount} | changes),
        )

    def queries(self, payid=None, **changes):
        return self.calls("querydirect", **({"PAYID": payid} | changes))

    def calls(self, page, environment="test", **fields):
        sent = {k: v for k, v in (LOGIN | fields).items() if v is not None}
        sent["SHASIGN"] = shasign(sent, self.passphrase, "sha512")
        return self.sends(f"/ncol/{environment}/{page}_utf8.asp", sent)

    def sends(self, path, fields, charset="utf-8", method="POST", caller="192.0.2.9"):
        encoded = urlencode(fields, encoding=charset)
        options = {"query_string": encoded} if method == "GET" else {"data": encoded}
        response = self.client.open(
            path,
            method=method,
            content_type="application/x-www-form-urlencoded",
            environ_base={"REMOTE_ADDR": caller} if caller else {},
            **options,
        )
        assert response.status_code == 200
        return Answer(response)

    def pulls(self, lever, method="POST", **settings):
        """Pull a lever from this machine."""
        response = self.client.open(
            f"/_control/{lever}",
            method=method,
            json=settings,
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
        )
        assert response.status_code == 200, response.text
        return response.json

    def books(self, orderid="S00042"):
        """Return the sums of an order."""
        sums = self.pulls("books", "GET")
        [book] = [each for each in sums if each["orderid"] == orderid]
        names = ("authorised", "captured", "refunded", "voided")
        return tuple(book[name] for name in names)


@pytest.fixture
def shop(state):
    return Shop(state)


def test_an_inactive_account(shop, merchant_set):
    merchant_set(active=False)
    answer = shop.orders()
    assert answer["NCERROR"] == "50001118"
    assert answer["NCERRORPLUS"] == "ERROR, Merchant not active : OgoneDemo"


@pytest.mark.parametrize(
    ("listed", "caller", "ncerror", "text"),
    [
        (["192.0.2.9"], "192.0.2.9", "0", "!"),
        (["192.0.2.0/24"], "192.0.2.9", "0", "!"),
        (["192.0.2.1"], "192.0.2.9", "50001116", "unknown order/1/i/192.0.2.9"),
        (["192.0.2.1"], None, "50001117", "unknown order/0/i"),
        ([], None, "0", "!"),
    ],
)
def test_callers_may_be_listed(shop, merchant_set, listed, caller, ncerror, text):
    merchant_set(direct_ips=listed)
    fields = LOGIN | SALE | CARD
    fields["SHASIGN"] = shasign(fields, DEMO.sha_in, "sha512")
    path = "/ncol/test/orderdirect_utf8.asp"
    answer = shop.sends(path, fields, caller=caller)
    assert answer.of(["NCERROR", "NCERRORPLUS"]) == {
        "NCERROR": ncerror,
        "NCERRORPLUS": text,
    }


def test_wrong_passwords_lock_the_user_until_unlocked(shop, merchant_set):
    merchant_set(password_tries=3)
    for _ in range(2):
        shop.orders(PSWD="wrong")
    assert shop.orders(ORDERID="A")["STATUS"] == "9"
    for _ in range(3):
        shop.orders(PSWD="wrong")
    assert shop.orders(ORDERID="B")["NCERROR"] == "50001119"
    assert shop.pulls("unlock") == {"unlocked": True}
    assert shop.orders(ORDERID="B")["STATUS"] == "9"


@pytest.mark.parametrize("page", ["orderdirect", "maintenancedirect", "querydirect"])
def test_unsigned_and_badly_signed_requests_are_unknown(shop, page):
    fields = LOGIN | SALE | CARD
    unsigned = shop.sends(f"/ncol/test/{page}.asp", fields)
    badly = shop.sends(f"/ncol/test/{page}.asp", fields | {"SHASIGN": "0" * 128})
    assert [each["NCERRORPLUS"] for each in (unsigned, badly)] == [
        "unknown order/0/s",
        "unknown order/1/s",
    ]
    assert {each["NCERROR"] for each in (unsigned, badly)} == {"50001111"}
    assert {each["STATUS"] for each in (unsigned, badly)} == {"0"}


def test_directlink_may_have_a_passphrase_of_its_own(shop, merchant_set, shopper):
    merchant_set(sha_in_directlink="Another-SHA-IN-passphrase-6")
    assert shop.orders()["NCERRORPLUS"] == "unknown order/1/s"
    shop.passphrase = "Another-SHA-IN-passphrase-6"
    assert shop.orders()["STATUS"] == "9"
    assert shopper.opens(ORDERID="A").error is None


def test_where_no_passphrase_is_set_nobody_signs(shop, merchant_set):
    merchant_set(sha_in_directlink="")
    answer = shop.sends("/ncol/test/orderdirect.asp", LOGIN | SALE | CARD)
    assert answer["STATUS"] == "9"


def test_the_other_environment_has_its_own_books(shop):
    shop.orders()
    shop.passphrase = "Demo-SHA-IN-production-4"
    fields = SALE | CARD | {"PSWD": "Demo-Api-Password-3"}
    answer = shop.calls("orderdirect", "prod", **fields)
    assert (answer["STATUS"], answer["PAYID"]) == ("9", "3000000002")


def test_a_name_that_comes_twice_is_refused(shop):
    path = "/ncol/test/orderdirect_utf8.asp"
    answer = shop.sends(path, [*LOGIN.items(), *SALE.items(), ("amount", "1")])
    assert answer["NCERRORPLUS"] == " AMOUNT sent more than once"


def test_nothing_at_all_misses_the_orderid(shop):
    answer = shop.sends("/ncol/test/orderdirect.asp", {})
    assert answer["NCERRORPLUS"] == " no orderid"


def test_get_is_answered_too(shop):
    fields = LOGIN | SALE | CARD
    fields["SHASIGN"] = shasign(fields, DEMO.sha_in, "sha512")
    answer = shop.sends("/ncol/test/orderdirect_utf8.asp", fields, method="GET")
    assert answer["STATUS"] == "9"


@pytest.mark.parametrize(
    ("page", "charset"),
    [("orderdirect", "iso-8859-1"), ("orderdirect_utf8", "utf-8")],
)
def test_each_page_reads_and_answers_in_its_charset(shop, page, charset):
    fields = LOGIN | SALE | CARD | {"ORDERID": "Bücher", "COM": "Zoë"}
    signature = shasign(fields, DEMO.sha_in, "sha512", charset=charset)
    encoded = urlencode(fields | {"SHASIGN": signature}, encoding=charset)
    response = shop.client.post(
        f"/ncol/test/{page}.asp",
        data=encoded,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.headers["Content-Type"] == f"text/XML; Charset={charset}"
    assert 'orderID="Bücher"' in response.get_data().decode(charset)


def test_what_a_shop_sends_cannot_become_markup(shop):
    answer = shop.orders(ORDERID='"><a b="&\x0b', OPERATION="RES")
    assert answer["orderID"] == '"><a b="&?'
