# SPDX-License-Identifier: LGPL-3.0-or-later
"""The alias gateway: a form of the shop carries a card past the shop."""

import json
import re
from hashlib import sha1
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from test_sandbox_directlink import Shop
from werkzeug.test import Client

from sandbox.accounts.merchants import Merchant
from sandbox.app import create_app
from sandbox.state import State

SHA_IN = "Demo-SHA-IN-passphrase-1"
UTF_8, LATIN1 = "alias_gateway_utf8.asp", "alias_gateway.asp"
FIXED = {
    "PSPID": "OgoneDemo",
    "ACCEPTURL": "https://shop.example/yes",
    "EXCEPTIONURL": "https://shop.example/no",
    "ORDERID": "S00042",
    "ALIAS": "jane-1",
}
TYPED = {"CARDNO": "4111111111111111", "CN": "Jane Doe", "CVC": "123", "ED": "1230"}
BY_ALIAS = {"CARDNO": None, "ED": None, "CVC": None, "ALIAS": "jane-1"}


def signed(fields, passphrase=SHA_IN, charset="utf-8"):
    """Sign what the shop fixes, as the guide puts it."""
    text = "".join(f"{n}={fields[n]}{passphrase}" for n in sorted(fields) if fields[n])
    return fields | {"SHASIGN": sha1(text.encode(charset)).hexdigest()}  # noqa: S324


class Returned:
    """Where a browser is sent, and with what."""

    def __init__(self, response):
        assert response.status_code == 302, response.text
        self.address, _, query = response.location.partition("?")
        self.pairs = dict(parse_qsl(query, keep_blank_values=True))
        self.query = query

    def codes(self):
        return {n: v for n, v in self.pairs.items() if n.startswith("NCError")}


@pytest.fixture
def shop(state, merchant_set):
    merchant_set(hash_algorithm="sha1", sha_in_directlink="")
    return Shop(state)


@pytest.fixture
def posts(shop):
    """Post the form; a change to ``None`` leaves a field out."""

    def post(page=UTF_8, typed=TYPED, method="POST", **changes):
        fixed = {n: v for n, v in (FIXED | changes).items() if v is not None}
        charset = "utf-8" if page == UTF_8 else "iso-8859-1"
        encoded = urlencode(signed(fixed, charset=charset) | typed, encoding=charset)
        path = f"/ncol/test/{page}"
        if method == "GET":
            return shop.client.get(f"{path}?{encoded}")
        form = "application/x-www-form-urlencoded"
        return shop.client.post(path, data=encoded, content_type=form)

    return post


def kept(shop):
    names = ("alias", "status", "cardno", "ed", "cn")
    return [tuple(a[name] for name in names) for a in shop.pulls("aliases", "GET")]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_card_becomes_an_alias(shop, posts, method):
    returned = Returned(posts(method=method, PARAMPLUS="basket=7"))
    assert returned.address == "https://shop.example/yes"
    assert returned.pairs == {
        "Alias": "jane-1",
        "Brand": "VISA",
        "CardNo": "XXXXXXXXXXXX1111",
        "CN": "Jane Doe",
        "CVC": "XXX",
        "ED": "1230",
        "NCError": "0",
        "NCErrorCardNo": "0",
        "NCErrorCN": "0",
        "NCErrorCVC": "0",
        "NCErrorED": "0",
        "orderID": "S00042",
        "status": "0",
        "basket": "7",
        # sha1sum of ALIAS=jane-1<passphrase>BRAND=VISA<passphrase>…
        "SHASign": "9E3A0D4CA135A199E3D87D948C519A5C3B127207",
    }
    assert kept(shop) == [("jane-1", "Pending", "XXXXXXXXXXXX1111", "1230", "Jane Doe")]


def test_it_is_charged_without_the_security_code(shop, posts):
    posts()
    answer = shop.orders(**BY_ALIAS)
    assert (answer["STATUS"], answer["NCERROR"]) == ("9", "0")


def test_the_other_spelling_of_the_fields(shop, posts):
    typed = {
        "ECOM_PAYMENT_CARD_NUMBER": "5399999999999999",
        "ECOM_PAYMENT_CARD_NAME": "Jane Doe",
        "ECOM_PAYMENT_CARD_VERIFICATION": "123",
        "ECOM_PAYMENT_CARD_EXPDATE_MONTH": "7",
        "ECOM_PAYMENT_CARD_EXPDATE_YEAR": "2031",
    }
    assert Returned(posts(typed=typed)).pairs["status"] == "0"
    assert kept(shop) == [("jane-1", "Pending", "XXXXXXXXXXXX9999", "0731", "Jane Doe")]


def test_the_platform_invents_a_name(shop, posts):
    names = [
        Returned(posts(ALIAS=None, **more)).pairs["Alias"]
        for more in ({}, {"ALIASOPERATION": "BYPSP"})
    ]
    guid = r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
    assert all(re.fullmatch(guid, name) for name in names)
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("field", "value", "name", "code"),
    [
        ("CN", "J" * 36, "CN", "50001174"),
        ("CN", "<Jane>", "CN", "50001175"),
        ("CN", "", "CN", "60001057"),
        ("CARDNO", "4" * 20, "CardNo", "50001176"),
        ("CARDNO", "4111-none", "CardNo", "50001177"),
        ("CARDNO", "XXXXXXXXXXXX1111", "CardNo", "50001177"),
        ("CARDNO", "", "CardNo", "50001178"),
        ("CARDNO", "4111111111111112", "CardNo", "50001054"),
        ("CVC", "1234", "CVC", "50001179"),
        ("CVC", "12x", "CVC", "50001180"),
        ("CVC", "12", "CVC", "50001066"),
        ("ED", "soon", "ED", "50001181"),
        ("ED", "", "ED", "50001181"),
        ("ED", "1330", "ED", "50001182"),
        ("ED", "0226", "ED", "50001183"),
    ],
)
def test_a_wrong_field_has_its_code(shop, posts, field, value, name, code):
    returned = Returned(posts(typed=TYPED | {field: value}))
    assert returned.address == "https://shop.example/no"
    none = dict.fromkeys(("NCErrorCardNo", "NCErrorCN", "NCErrorCVC", "NCErrorED"), "0")
    assert returned.codes() == none | {"NCError": "55555555", f"NCError{name}": code}
    assert returned.pairs["status"] == "1"
    assert "4111111111111111" not in returned.query
    assert kept(shop) == []


def test_all_wrong_fields_are_told_at_once(posts):
    returned = Returned(posts(typed={"CARDNO": "1", "CN": "", "CVC": "x", "ED": "x"}))
    assert returned.codes() == {
        "NCError": "55555555",
        "NCErrorCardNo": "50001054",
        "NCErrorCN": "60001057",
        "NCErrorCVC": "50001180",
        "NCErrorED": "50001181",
    }


def test_a_card_of_another_brand_is_not_kept(posts):
    assert Returned(posts(BRAND="VISA")).pairs["status"] == "0"
    assert Returned(posts(BRAND="CB")).pairs["Brand"] == "CB"
    assert Returned(posts(BRAND="MasterCard")).codes()["NCErrorCardNo"] == "50001054"


def test_an_alias_must_not_be_the_card_number(shop, posts):
    returned = Returned(posts(ALIAS="4111111111111111"))
    assert (returned.pairs["status"], returned.pairs["NCError"]) == ("1", "50001216")
    assert "4111111111111111" not in returned.query
    assert kept(shop) == []


def test_a_new_card_replaces_the_old_one(shop, posts):
    posts()
    returned = Returned(posts(typed=TYPED | {"CARDNO": "5399999999999999"}))
    assert returned.address == "https://shop.example/yes"
    assert returned.pairs["status"] == "2"
    assert kept(shop) == [("jane-1", "Pending", "XXXXXXXXXXXX9999", "1230", "Jane Doe")]


def test_the_name_is_changed_alone_with_a_masked_number(shop, posts):
    shop.orders(ALIAS="jane-1")
    typed = {"CARDNO": "XXXXXXXXXXXX1111", "CN": "Jane Roe", "ED": "0231"}
    assert Returned(posts(typed=typed)).pairs["status"] == "2"
    assert kept(shop) == [("jane-1", "Active", "XXXXXXXXXXXX1111", "0231", "Jane Roe")]
    assert shop.orders(ORDERID="B", **BY_ALIAS)["STATUS"] == "9"


def test_two_hours_end_a_temporary_alias_and_the_security_code(shop, posts, clock):
    posts(ALIASPERSISTEDAFTERUSE="N")
    posts(ALIAS="jane-2", ALIASPERSISTEDAFTERUSE="Y")
    posts(ALIAS="jane-3", typed=TYPED | {"CVC": ""})
    told = shop.pulls("aliases", "GET")
    assert [(a["alias"], a["until"], a["cvc_until"]) for a in told] == [
        ("jane-1", "2026-03-05T12:00:00+00:00", "2026-03-05T12:00:00+00:00"),
        ("jane-2", None, "2026-03-05T12:00:00+00:00"),
        ("jane-3", None, None),
    ]
    clock.advance(hours=1, minutes=59)
    assert shop.orders(ORDERID="A", **BY_ALIAS)["STATUS"] == "9"
    clock.advance(minutes=1)
    answer = shop.orders(ORDERID="B", **BY_ALIAS)
    assert (answer["STATUS"], answer["NCERROR"]) == ("0", "50001111")
    assert [alias[0] for alias in kept(shop)] == ["jane-2", "jane-3"]


@pytest.mark.parametrize(
    ("page", "setting", "encoded"),
    [
        (UTF_8, "iso-8859-1", "CN=J%C3%A9r%C3%B4me"),
        (LATIN1, "request", "CN=J%E9r%F4me"),
        (LATIN1, "utf-8", "CN=J%C3%A9r%C3%B4me"),
    ],
)
def test_the_utf_8_page_overrides_the_charset_of_the_account(
    posts, merchant_set, page, setting, encoded
):
    merchant_set(charset=setting)
    assert encoded in Returned(posts(page, typed=TYPED | {"CN": "Jérôme"})).query


def test_a_field_that_the_shop_fixed_cannot_be_changed(shop, posts):
    fields = signed(FIXED) | TYPED | {"ALIAS": "somebody-else"}
    response = shop.client.post(f"/ncol/test/{UTF_8}", data=fields)
    assert response.status_code == 400
    assert "unknown order/1/s" in response.text
    assert "50001184" in response.text
    assert kept(shop) == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"PSPID": None}, "no PSPID"),
        ({"PSPID": "nobody"}, "PSPID not found or not active"),
        ({"ACCEPTURL": None}, "no ACCEPTURL"),
        ({"EXCEPTIONURL": "javascript:alert(1)"}, "EXCEPTIONURL not valid"),
        ({"ORDERID": "1" * 41}, "ORDERID too long"),
        ({"ALIAS": "a" * 51}, "ALIAS too long"),
        ({"ALIASPERSISTEDAFTERUSE": "maybe"}, "ALIASPERSISTEDAFTERUSE not valid"),
        ({"BRAND": "iDEAL"}, "PAYMENT METHOD NOT FOUND FOR: CreditCard/iDEAL"),
    ],
)
def test_a_fault_of_the_shop_ends_on_a_page(shop, posts, changes, text):
    response = posts(**changes)
    assert response.status_code == 400
    assert text in response.text
    assert kept(shop) == []


def test_referrers_are_checked_as_for_orders(posts, merchant_set, shop):
    merchant_set(referrers=["https://shop.example"])
    fields = signed(FIXED) | TYPED
    responses = [
        shop.client.post(f"/ncol/test/{UTF_8}", data=fields, headers={"Referer": url})
        for url in ("https://shop.example/pay", "https://other.example/")
    ]
    assert [response.status_code for response in responses] == [302, 400]
    assert "unknown order/1/r" in responses[1].text


def test_without_a_passphrase_nothing_is_signed_nor_has_to_be(shop, merchant_set):
    merchant_set(sha_in="", sha_out="")
    returned = Returned(shop.client.post(f"/ncol/test/{UTF_8}", data=FIXED | TYPED))
    assert returned.pairs["status"] == "0"
    assert "SHASign" not in returned.pairs


def test_production_has_its_own_aliases(shop):
    fixed = signed(FIXED, "Demo-SHA-IN-production-4")
    text = shop.client.post(f"/ncol/prod/{UTF_8}", data=fixed | TYPED).text
    assert "Hash: sha512" in text  # that account was not changed
    assert (
        shop.client.post(f"/ncol/test/{UTF_8}", data=fixed | TYPED).status_code == 400
    )


def test_a_published_signature_over_the_card_too_is_not_that_of_the_gateway(clock):
    """The shop cannot know the card; who signs it posts to DirectLink."""
    path = Path(__file__).parent / "vectors" / "signatures_variants.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    vector = next(row for row in rows if row["id"] == "alias-gateway-in-magento")
    account = Merchant("test1", sha_in=vector["passphrase"]).changed(
        {"hash_algorithm": "sha1"}
    )
    client = Client(create_app(State([account], clock)))
    fields = vector["params"] | {"SHASIGN": vector["expected"]}
    response = client.post(f"/ncol/test/{UTF_8}", data=fields)
    assert "unknown order/1/s" in response.text


def test_no_secret_is_logged_or_told(shop, posts, caplog):
    caplog.set_level("DEBUG")
    posts()
    posts(ALIAS="4111111111111111")
    told = json.dumps(shop.pulls("aliases", "GET"))
    assert "4111111111111111" not in caplog.text + told
