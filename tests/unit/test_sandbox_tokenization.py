# SPDX-License-Identifier: LGPL-3.0-or-later
"""Hosted tokenization: a page of the platform asks for the card."""

import json
import re
from hashlib import sha1
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from test_sandbox_directlink import Shop
from werkzeug.test import Client

from sandbox.accounts.merchants import Merchant
from sandbox.app import create_app
from sandbox.state import State

SHA_IN = "Demo-SHA-IN-passphrase-1"
PAGE = "/Tokenization/HostedPage"
WISH = {
    "ACCOUNT.PSPID": "OgoneDemo",
    "ALIAS.ORDERID": "5",
    "ALIAS.ALIASID": "jane-1",
    "ALIAS.STOREPERMANENTLY": "Y",
    "CARD.PAYMENTMETHOD": "CreditCard",
    "LAYOUT.LANGUAGE": "en_GB",
    "LAYOUT.TEMPLATENAME": "blue.htm",
    "PARAMETERS.ACCEPTURL": "https://shop.example/yes",
    "PARAMETERS.EXCEPTIONURL": "https://shop.example/no",
}
TYPED = {
    "cardno": "4111 1111 1111 1111",
    "holder": "ddx dx",
    "expiry": "12/30",
    "cvc": "123",
}


def signed(fields, passphrase=SHA_IN):
    text = "".join(f"{n}={fields[n]}{passphrase}" for n in sorted(fields))
    digest = sha1(text.encode()).hexdigest()  # noqa: S324
    return fields | {"SHASIGNATURE.SHASIGN": digest}


class Browser:
    """Opens the page, and sends its form as it stands there."""

    def __init__(self, state):
        self.client = Client(create_app(state))
        self.response = None

    def opens(self, page=PAGE, **changes):
        wish = {n: v for n, v in (WISH | changes).items() if v is not None}
        self.response = self.client.get(page, query_string=signed(wish))
        return self

    def presses(self, action, **fields):
        form = {
            unescape(name): unescape(value)
            for name, value in re.findall(
                r'type="hidden" name="([^"]+)" value="([^"]*)"', self.response.text
            )
        }
        target = re.search(r'<form method="post" action="([^"]+)"', self.response.text)
        data = form | fields | {"action": action}
        self.response = self.client.post(target[1], data=data)
        return self

    def keeps(self, **changes):
        return self.presses("keep", **(TYPED | changes))

    @property
    def faults(self):
        return dict(
            re.findall(
                r'class="fault" id="(\w+)-note">([^<]+)<', unescape(self.response.text)
            )
        )

    @property
    def returned(self):
        assert self.response.status_code == 302, self.response.text
        address, _, query = self.response.location.partition("?")
        return address, dict(parse_qsl(query, keep_blank_values=True))


@pytest.fixture
def shop(state, merchant_set):
    merchant_set(hash_algorithm="sha1", sha_in_directlink="")
    return Shop(state)


@pytest.fixture
def browser(shop, state):
    return Browser(state)


def kept(shop):
    names = ("alias", "cardno", "ed", "cn", "until")
    return [tuple(a[name] for name in names) for a in shop.pulls("aliases", "GET")]


def test_a_card_becomes_an_alias(shop, browser):
    address, pairs = (
        browser.opens(**{"PARAMETERS.PARAMPLUS": "RESPONSEFORMAT=JSON"})
        .keeps()
        .returned
    )
    assert address == "https://shop.example/yes"
    # Names, values and order as recorded; see tokenization-ok of the vectors.
    assert list(pairs.items()) == [
        ("Alias.AliasId", "jane-1"),
        ("Card.Bin", "411111"),
        ("Card.Brand", "VISA"),
        ("Card.CardNumber", "XXXXXXXXXXXX1111"),
        ("Card.CardHolderName", "ddx dx"),
        ("Card.Cvc", "XXX"),
        ("Card.ExpiryDate", "1230"),
        ("Alias.NCError", "0"),
        ("Alias.NCErrorCardNo", "0"),
        ("Alias.NCErrorCN", "0"),
        ("Alias.NCErrorCVC", "0"),
        ("Alias.NCErrorED", "0"),
        ("Alias.OrderId", "5"),
        ("Alias.Status", "0"),
        ("Alias.StorePermanently", "Y"),
        ("RESPONSEFORMAT", "JSON"),
        # sha1sum of ALIAS.ALIASID=jane-1<passphrase>ALIAS.NCERROR=0<passphrase>…
        ("SHASign", "9856B3E25C3A698982733E2A852FBDE1870E53C1"),
    ]
    assert kept(shop) == [("jane-1", "XXXXXXXXXXXX1111", "1230", "ddx dx", None)]
    answer = shop.orders(CARDNO=None, ED=None, CVC=None, ALIAS="jane-1")
    assert answer["STATUS"] == "9"


def test_the_names_are_those_of_a_recording(browser):
    path = Path(__file__).parent / "vectors" / "directlink.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    recorded = next(row for row in rows if row["id"] == "tokenization-ok")["params"]
    browser.opens(**{"PARAMETERS.PARAMPLUS": "RESPONSEFORMAT=JSON"}).keeps()
    assert list(browser.returned[1]) == list(recorded)


def test_a_published_request_is_believed(clock):
    path = Path(__file__).parent / "vectors" / "signatures.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    vector = next(row for row in rows if row["id"] == "in-tokenization-full")
    account = Merchant("thinxnet", sha_in=vector["passphrase"]).changed(
        {"hash_algorithm": vector["hash"]}
    )
    client = Client(create_app(State([account], clock)))
    sign = {"SHASIGNATURE.SHASIGN": vector["expected"]}
    page = client.get(PAGE, query_string=vector["params"] | sign)
    assert page.status_code == 200
    assert 'name="cardno"' in page.text
    altered = vector["params"] | sign | {"PARAMETERS.ACCEPTURL": "https://yyya.ru"}
    assert client.get(PAGE, query_string=altered).status_code == 400


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("en_US", "Your card"),
        ("fr_FR", "Votre carte"),
        ("nl_BE", "Uw kaart"),
        ("de_DE", "Ihre Karte"),
        ("xx", "Your card"),
    ],
)
def test_the_page_speaks_the_language_that_was_asked(browser, code, title):
    page = browser.opens(**{"LAYOUT.LANGUAGE": code}).response.text
    assert f"<h1>{title}</h1>" in page
    assert 'data-template="blue.htm"' in page


def test_a_brand_leaves_no_other_card(browser):
    browser.opens(**{"CARD.BRAND": "MasterCard"})
    assert 'aria-label="Accepted cards: Mastercard"' in browser.response.text
    browser.keeps()
    assert browser.faults == {"cardno": "Card number incorrect or incompatible"}
    browser.keeps(cardno="5399999999999999")
    assert browser.returned[1]["Card.Brand"] == "MasterCard"


def test_the_shopper_corrects_what_is_wrong_on_the_page(shop, browser):
    browser.opens().keeps(cardno="4111", holder=" ", expiry="13/30", cvc="")
    assert browser.faults == {
        "cardno": "Card number incorrect or incompatible",
        "holder": "Enter the name as it stands on the card",
        "expiry": "Enter the expiry date as MM/YY",
        "cvc": "Enter the security code of the card",
    }
    assert kept(shop) == []
    browser.keeps(expiry="02/26")
    assert browser.faults == {"expiry": "This card has expired"}
    assert 'value="4111 1111 1111 1111"' in browser.response.text
    assert 'value="123"' not in browser.response.text
    assert browser.keeps().returned[1]["Alias.Status"] == "0"


def test_a_shopper_who_cancels(shop, browser):
    address, pairs = browser.opens().presses("cancel").returned
    assert address == "https://shop.example/no"
    assert (pairs["Alias.Status"], pairs["Alias.AliasId"]) == ("3", "jane-1")
    assert (pairs["Alias.NCError"], pairs["Card.CardNumber"]) == ("0", "")
    assert kept(shop) == []


def test_an_alias_that_is_kept_is_shown_masked_and_updated(shop, browser):
    browser.opens().keeps()
    page = browser.opens().response.text
    assert 'value="XXXXXXXXXXXX1111"' in page
    assert 'value="ddx dx"' in page
    browser.keeps(cardno="XXXXXXXXXXXX1111", holder="Jane Roe")
    address, pairs = browser.returned
    assert address == "https://shop.example/yes"
    assert pairs["Alias.Status"] == "2"
    assert kept(shop) == [("jane-1", "XXXXXXXXXXXX1111", "1230", "Jane Roe", None)]


def test_a_card_that_is_not_stored_permanently_is_gone_after_two_hours(
    shop, browser, clock
):
    browser.opens(**{"ALIAS.STOREPERMANENTLY": "N", "ALIAS.ALIASID": None}).keeps()
    pairs = browser.returned[1]
    assert pairs["Alias.StorePermanently"] == "N"
    assert re.fullmatch(r"[0-9A-F-]{36}", pairs["Alias.AliasId"])
    assert kept(shop)[0][-1] == "2026-03-05T12:00:00+00:00"
    clock.advance(hours=2)
    assert kept(shop) == []


def test_an_alias_must_not_be_the_card_number(browser):
    browser.opens(**{"ALIAS.ALIASID": "4111111111111111"}).keeps()
    address, pairs = browser.returned
    assert address == "https://shop.example/no"
    assert (pairs["Alias.Status"], pairs["Alias.NCError"]) == ("1", "50001216")
    assert "4111111111111111" not in browser.response.location


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"ACCOUNT.PSPID": None}, "no PSPID"),
        ({"PARAMETERS.ACCEPTURL": None}, "no ACCEPTURL"),
        ({"PARAMETERS.EXCEPTIONURL": "ftp://x"}, "EXCEPTIONURL not valid"),
        ({"CARD.PAYMENTMETHOD": "iDEAL"}, "PAYMENT METHOD NOT FOUND FOR: iDEAL"),
        ({"ALIAS.STOREPERMANENTLY": "1"}, "ALIASPERSISTEDAFTERUSE not valid"),
    ],
)
def test_a_fault_of_the_shop_ends_on_a_page(browser, changes, text):
    response = browser.opens(**changes).response
    assert response.status_code == 400
    assert text in response.text


def test_what_the_shop_signed_cannot_be_changed_on_the_way(shop, browser):
    form = signed(WISH) | TYPED | {"action": "keep", "ALIAS.ALIASID": "else"}
    response = browser.client.post(PAGE, data=form)
    assert response.status_code == 400
    assert "unknown order/1/s" in response.text
    assert kept(shop) == []


def test_no_address_keeps_a_card_by_itself(shop, browser):
    query = signed(WISH) | TYPED | {"action": "keep"}
    assert browser.client.get(PAGE, query_string=query).status_code == 200
    assert kept(shop) == []


def test_a_prefix_stands_for_the_host_of_production(browser, shop, state):
    account = state.merchant("prod", "OgoneDemo")
    state.set_merchant(account.changed({"hash_algorithm": "sha1"}))
    query = signed(WISH, "Demo-SHA-IN-production-4")
    assert browser.client.get(PAGE, query_string=query).status_code == 400
    browser.response = browser.client.get(f"/prod{PAGE}", query_string=query)
    assert browser.keeps().returned[1]["Alias.Status"] == "0"
    assert [alias["environment"] for alias in shop.pulls("aliases", "GET")] == ["prod"]
