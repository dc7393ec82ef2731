# SPDX-License-Identifier: LGPL-3.0-or-later
"""The alias gateway: a form of the shop carries a card past the shop; protocol 13.2."""

import re
from dataclasses import replace

import pytest
from accounts import ACCOUNTS
from gateway import VISA
from token_pages import NO, TYPED, YES, is_signed

NO_CARD = {"CARDNO": None, "ED": None, "CVC": None}
MASTERCARD = "5399999999999999"
GUID = r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
CODES = ("NCErrorCardNo", "NCErrorCN", "NCErrorCVC", "NCErrorED")
JANE = ("jane", "Pending", "XXXXXXXXXXXX1111", "1230", "Jane Doe")


@pytest.mark.parametrize("environment", ["test", "prod"])
@pytest.mark.parametrize("utf8", [True, False], ids=["utf8", "plain"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_card_becomes_an_alias_and_is_charged(
    gateway, token_pages, environment, utf8, method
):
    account = ACCOUNTS[environment]
    left = token_pages.makes(account=account, utf8=utf8, method=method)
    assert (left.response.status_code, left.target) == (302, YES)
    carried = left.carried()
    sign = carried.pop("SHASign")
    assert re.fullmatch("[0-9A-F]{128}", sign)
    assert carried == {
        "Alias": "jane",
        "Brand": "VISA",
        "CardNo": "XXXXXXXXXXXX1111",
        "CN": "Jane Doe",
        "CVC": "XXX",
        "ED": "1230",
        "NCError": "0",
        **dict.fromkeys(CODES, "0"),
        "orderID": "T1",
        "status": "0",
    }
    assert is_signed(left, "gateway out", account)
    (told,) = gateway.told("aliases")
    assert told["environment"] == environment
    order = {"ORDERID": "T1", "AMOUNT": "1510", "CURRENCY": "EUR", "OPERATION": "SAL"}
    answer = gateway.direct("orderdirect", order | {"ALIAS": "jane"}, account, utf8)
    assert answer.status == ("9", "0")
    assert (answer["ALIAS"], answer["BRAND"]) == ("jane", "VISA")
    assert gateway.told("aliases")[0]["status"] == "Active"


def test_the_other_spelling_of_the_fields(token_pages):
    name = "ECOM_PAYMENT_CARD_{}".format
    typed = {
        name("NUMBER"): MASTERCARD,
        name("NAME"): "Jane Doe",
        name("VERIFICATION"): "123",
        name("EXPDATE_MONTH"): "7",
        name("EXPDATE_YEAR"): "2031",
    }
    assert token_pages.makes(typed).carried()["status"] == "0"
    (kept,) = token_pages.kept()
    assert kept == ("jane", "Pending", "XXXXXXXXXXXX9999", "0731", "Jane Doe")


def test_the_platform_invents_a_name(token_pages):
    names = [
        token_pages.makes(ALIAS=None, **more).carried()["Alias"]
        for more in ({}, {"ALIASOPERATION": "BYPSP"})
    ]
    assert all(re.fullmatch(GUID, name) for name in names)
    assert len(set(names)) == 2


def test_parameters_of_the_shop_come_back_unsigned(token_pages):
    left = token_pages.makes(PARAMPLUS="basket=7&from=Zürich")
    assert left.carried()["basket"] == "7"
    assert left.carried()["from"] == "Zürich"
    assert is_signed(left, "gateway out")


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
        ("ED", "0120", "ED", "50001183"),
    ],
)
def test_a_wrong_field_has_its_code(token_pages, field, value, name, code):
    left = token_pages.makes(TYPED | {field: value})
    assert left.target == NO
    carried = left.carried()
    codes = dict.fromkeys(CODES, "0") | {f"NCError{name}": code}
    assert {each: carried[each] for each in CODES} == codes
    assert (carried["status"], carried["NCError"]) == ("1", "55555555")
    assert is_signed(left, "gateway out")
    assert VISA not in left.response.headers["Location"]
    assert token_pages.kept() == []


def test_all_wrong_fields_are_told_at_once(token_pages):
    typed = {"CARDNO": "1", "CN": "", "CVC": "x", "ED": "x"}
    carried = token_pages.makes(typed).carried()
    told = [carried[each] for each in CODES]
    assert told == ["50001054", "60001057", "50001180", "50001181"]


@pytest.mark.parametrize(
    ("brand", "cardno", "status"),
    [
        ("VISA", VISA, "0"),
        ("MasterCard", VISA, "1"),
        ("MasterCard", MASTERCARD, "0"),
        ("CB", VISA, "0"),
        ("CB", "374111111111111", "1"),
    ],
)
def test_a_card_of_another_brand_is_not_kept(token_pages, brand, cardno, status):
    cvc = "1234" if cardno.startswith("37") else "123"
    typed = TYPED | {"CARDNO": cardno, "CVC": cvc}
    carried = token_pages.makes(typed, BRAND=brand).carried()
    code = "0" if status == "0" else "50001054"
    assert (carried["status"], carried["NCErrorCardNo"]) == (status, code)


def test_an_alias_must_not_be_the_card_number(token_pages):
    left = token_pages.makes(ALIAS=VISA)
    carried = left.carried()
    assert (carried["status"], carried["NCError"]) == ("1", "50001216")
    assert left.target == NO
    assert VISA not in left.response.headers["Location"]
    assert token_pages.kept() == []


# An alias that is there already


def test_another_card_takes_its_place(token_pages):
    token_pages.makes()
    left = token_pages.makes(TYPED | {"CARDNO": MASTERCARD})
    assert (left.target, left.carried()["status"]) == (YES, "2")
    assert is_signed(left, "gateway out")
    (kept,) = token_pages.kept()
    assert kept == ("jane", "Pending", "XXXXXXXXXXXX9999", "1230", "Jane Doe")


@pytest.mark.parametrize("masked", ["XXXXXXXXXXXX1111", "XXXX XXXX XXXX 1111"])
def test_a_masked_number_changes_the_rest_alone(gateway, token_pages, masked):
    token_pages.makes()
    gateway.order(ALIAS="jane", **NO_CARD)
    typed = {"CARDNO": masked, "CN": "Jane Roe", "ED": "0231"}
    assert token_pages.makes(typed).carried()["status"] == "2"
    (kept,) = token_pages.kept()
    assert kept == ("jane", "Active", "XXXXXXXXXXXX1111", "0231", "Jane Roe")
    assert gateway.order(ORDERID="T2", ALIAS="jane", **NO_CARD)["STATUS"] == "9"


def test_a_fault_leaves_it_as_it_was(token_pages):
    token_pages.makes()
    assert token_pages.makes(TYPED | {"ED": "1330"}).carried()["status"] == "1"
    assert token_pages.kept() == [JANE]


def test_a_temporary_one_is_gone_after_two_hours(gateway, token_pages):
    token_pages.makes(ALIASPERSISTEDAFTERUSE="N")
    token_pages.makes(ALIAS="joan", ALIASPERSISTEDAFTERUSE="Y")
    token_pages.makes(TYPED | {"CVC": ""}, ALIAS="june")
    told = {each["alias"]: each for each in gateway.told("aliases")}
    assert told["jane"]["until"] == told["jane"]["cvc_until"]
    assert told["joan"]["until"] is None
    assert told["joan"]["cvc_until"] is not None
    assert told["june"]["cvc_until"] is None
    gateway.lever("clock", advance=7100)
    assert gateway.order(ALIAS="jane", **NO_CARD)["STATUS"] == "9"
    gateway.lever("clock", advance=200)
    answer = gateway.order(ORDERID="D2", ALIAS="jane", **NO_CARD)
    assert answer.status == ("0", "50001111")
    assert [kept[0] for kept in token_pages.kept()] == ["joan", "june"]


# Charsets and hashes


@pytest.mark.parametrize(
    ("utf8", "setting", "charset", "encoded"),
    [
        (True, "request", "utf-8", "CN=J%C3%A9r%C3%B4me"),
        (True, "iso-8859-1", "utf-8", "CN=J%C3%A9r%C3%B4me"),
        (False, "request", "iso-8859-1", "CN=J%E9r%F4me"),
        (False, "utf-8", "utf-8", "CN=J%C3%A9r%C3%B4me"),
    ],
)
def test_charset(gateway, token_pages, utf8, setting, charset, encoded):
    gateway.set(charset=setting)
    left = token_pages.makes(TYPED | {"CN": "Jérôme"}, utf8=utf8, ORDERID="Ü1")
    assert encoded in left.response.headers["Location"]
    assert left.carried(charset)["orderID"] == "Ü1"
    assert is_signed(left, "gateway out", charset=charset)
    assert token_pages.kept()[0][-1] == "Jérôme"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
def test_each_hash(gateway, token_pages, algorithm):
    gateway.set(hash_algorithm=algorithm)
    account = replace(ACCOUNTS["test"], algorithm=algorithm)
    left = token_pages.makes(account=account)
    assert left.target == YES
    assert is_signed(left, "gateway out", account)
