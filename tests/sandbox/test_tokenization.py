# SPDX-License-Identifier: LGPL-3.0-or-later
"""Hosted tokenization: a page of the platform asks for the card; protocol 13.3."""

import re

import pytest
from accounts import ACCOUNTS
from gateway import VISA
from token_pages import HOSTED, NO, WISH, YES, is_signed

NO_CARD = {"CARDNO": None, "ED": None, "CVC": None}
MASTERCARD = "5399999999999999"
GUID = r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"


@pytest.mark.parametrize("environment", ["test", "prod"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_card_becomes_an_alias_and_is_charged(
    gateway, token_pages, environment, method
):
    account = ACCOUNTS[environment]
    shown = token_pages.opens(account, method)
    assert shown.response.status_code == 200
    assert shown.response.headers["Content-Type"] == "text/html; charset=utf-8"
    left = token_pages.keeps()
    assert (left.response.status_code, left.target) == (302, YES)
    carried = left.carried()
    assert re.fullmatch("[0-9A-F]{128}", carried.pop("SHASign"))
    assert carried == {
        "Alias.AliasId": "jane",
        "Card.Bin": "411111",
        "Card.Brand": "VISA",
        "Card.CardNumber": "XXXXXXXXXXXX1111",
        "Card.CardHolderName": "Jane Doe",
        "Card.Cvc": "XXX",
        "Card.ExpiryDate": "1230",
        "Alias.NCError": "0",
        "Alias.NCErrorCardNo": "0",
        "Alias.NCErrorCN": "0",
        "Alias.NCErrorCVC": "0",
        "Alias.NCErrorED": "0",
        "Alias.OrderId": "T1",
        "Alias.Status": "0",
        "Alias.StorePermanently": "Y",
    }
    assert is_signed(left, "hosted out", account)
    order = {"ORDERID": "T1", "AMOUNT": "1510", "CURRENCY": "EUR", "OPERATION": "RES"}
    answer = gateway.direct("orderdirect", order | {"ALIAS": "jane"}, account)
    assert answer.status == ("5", "0")


def test_what_is_wrong_is_corrected_on_the_page(token_pages):
    token_pages.opens()
    shown = token_pages.keeps(cardno="4111", holder=" ", expiry="13/30", cvc="")
    assert shown.faults == ["cardno", "holder", "expiry", "cvc"]
    assert token_pages.kept() == []
    shown = token_pages.keeps(expiry="01/20")
    assert shown.faults == ["expiry"]
    assert 'value="123"' not in shown.text
    assert f'value="{VISA}"' in shown.text
    left = token_pages.keeps()
    assert left.carried()["Alias.Status"] == "0"
    assert is_signed(left, "hosted out")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cardno": ""}, "cardno"),
        ({"cardno": "4111111111111112"}, "cardno"),
        ({"cardno": "XXXXXXXXXXXX1111"}, "cardno"),
        ({"cardno": "4" * 20}, "cardno"),
        ({"holder": "J" * 36}, "holder"),
        ({"holder": "<Jane>"}, "holder"),
        ({"expiry": ""}, "expiry"),
        ({"cvc": "12"}, "cvc"),
        ({"cvc": "1234"}, "cvc"),
        ({"cvc": "12x"}, "cvc"),
    ],
)
def test_each_field(token_pages, fields, field):
    token_pages.opens()
    assert token_pages.keeps(**fields).faults == [field]
    assert token_pages.kept() == []


def test_a_shopper_who_cancels(token_pages):
    token_pages.opens()
    left = token_pages.presses("cancel")
    assert left.target == NO
    carried = left.carried()
    assert (carried["Alias.Status"], carried["Alias.AliasId"]) == ("3", "jane")
    assert (carried["Alias.NCError"], carried["Card.CardNumber"]) == ("0", "")
    assert is_signed(left, "hosted out")
    assert token_pages.kept() == []


def test_a_kept_card_is_shown_masked_and_updated(token_pages):
    token_pages.opens()
    token_pages.keeps()
    shown = token_pages.opens()
    assert 'value="XXXXXXXXXXXX1111"' in shown.text
    assert 'value="12/30"' in shown.text
    assert VISA not in shown.text
    left = token_pages.keeps(cardno="XXXXXXXXXXXX1111", holder="Jane Roe")
    assert (left.target, left.carried()["Alias.Status"]) == (YES, "2")
    assert is_signed(left, "hosted out")
    (kept,) = token_pages.kept()
    assert kept == ("jane", "Pending", "XXXXXXXXXXXX1111", "1230", "Jane Roe")


def test_a_card_that_is_not_stored_permanently(gateway, token_pages):
    token_pages.opens(ALIAS__STOREPERMANENTLY="N", ALIAS__ALIASID=None)
    carried = token_pages.keeps().carried()
    assert carried["Alias.StorePermanently"] == "N"
    name = carried["Alias.AliasId"]
    assert re.fullmatch(GUID, name)
    gateway.lever("clock", advance=7100)
    assert gateway.order(ALIAS=name, **NO_CARD)["STATUS"] == "9"
    gateway.lever("clock", advance=200)
    assert gateway.order(ORDERID="D2", ALIAS=name, **NO_CARD)["NCERROR"] == "50001111"


def test_an_alias_must_not_be_the_card_number(token_pages):
    token_pages.opens(ALIAS__ALIASID=VISA)
    left = token_pages.keeps()
    assert left.target == NO
    carried = left.carried()
    assert (carried["Alias.Status"], carried["Alias.NCError"]) == ("1", "50001216")
    assert VISA not in left.response.headers["Location"]


def test_a_brand_leaves_no_other_card(token_pages):
    token_pages.opens(CARD__BRAND="MasterCard")
    assert token_pages.keeps().faults == ["cardno"]
    assert token_pages.keeps(cardno=MASTERCARD).carried()["Card.Brand"] == "MasterCard"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en_US", "Your card"),
        ("fr_FR", "Votre carte"),
        ("nl_BE", "Uw kaart"),
        ("de_DE", "Ihre Karte"),
        ("xx", "Your card"),
    ],
)
def test_language(token_pages, language, title):
    shown = token_pages.opens(LAYOUT__LANGUAGE=language)
    assert f"<h1>{title}</h1>" in shown.text


def test_parameters_of_the_shop_come_back_unsigned(token_pages):
    token_pages.opens(PARAMETERS__PARAMPLUS="basket=7&RESPONSEFORMAT=JSON")
    left = token_pages.keeps()
    assert left.carried()["basket"] == "7"
    assert left.carried()["RESPONSEFORMAT"] == "JSON"
    assert is_signed(left, "hosted out")


@pytest.mark.parametrize(
    ("setting", "charset", "encoded"),
    [
        ("request", "utf-8", "CardHolderName=J%C3%A9r%C3%B4me"),
        ("iso-8859-1", "iso-8859-1", "CardHolderName=J%E9r%F4me"),
    ],
)
def test_charset(gateway, token_pages, setting, charset, encoded):
    gateway.set(charset=setting)
    token_pages.opens()
    left = token_pages.keeps(holder="Jérôme")
    assert encoded in left.response.headers["Location"]
    assert is_signed(left, "hosted out", charset=charset)


# Faults of the shop, which no redirect tells


@pytest.mark.parametrize("environment", ["test", "prod"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"SHASIGNATURE.SHASIGN": "0" * 128}, "unknown order/1/s"),
        ({"PARAMETERS.ACCEPTURL": "https://evil.example"}, "unknown order/1/s"),
        ({"SHASIGNATURE.SHASIGN": ""}, "unknown order/0/s"),
    ],
)
def test_a_signature_that_is_wrong_or_missing(
    token_pages, environment, method, changes, error
):
    account = ACCOUNTS[environment]
    wish = token_pages.wish(account) | changes
    page = token_pages.asks(wish, account, method)
    assert (page.response.status_code, page.error) == (400, error)
    assert "50001184" in page.text


def test_what_the_shop_signed_cannot_be_changed_on_the_page(token_pages):
    token_pages.opens()
    left = token_pages.presses("keep", **{"ALIAS.ALIASID": "somebody-else"})
    assert left.error == "unknown order/1/s"
    assert token_pages.kept() == []


def test_each_environment_has_its_own_passphrase(token_pages):
    page = token_pages.asks(token_pages.wish(ACCOUNTS["prod"]))
    assert page.error == "unknown order/1/s"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ACCOUNT__PSPID": None}, "no PSPID"),
        ({"ACCOUNT__PSPID": "nobody"}, "PSPID not found or not active"),
        ({"PARAMETERS__ACCEPTURL": None}, "no ACCEPTURL"),
        ({"PARAMETERS__EXCEPTIONURL": None}, "no EXCEPTIONURL"),
        ({"PARAMETERS__EXCEPTIONURL": "ftp://x"}, "EXCEPTIONURL not valid"),
        ({"ALIAS__ORDERID": "1" * 41}, "ORDERID too long"),
        ({"ALIAS__ALIASID": "a" * 51}, "ALIAS too long"),
        ({"ALIAS__STOREPERMANENTLY": "1"}, "ALIASPERSISTEDAFTERUSE not valid"),
        (
            {"CARD__PAYMENTMETHOD": "iDEAL"},
            "ERROR, PAYMENT METHOD NOT FOUND FOR: iDEAL",
        ),
    ],
)
def test_a_fault_of_the_shop(token_pages, changes, error):
    page = token_pages.opens(**changes)
    assert (page.response.status_code, page.error) == (400, error)


def test_plain_names_are_not_those_of_this_page(token_pages):
    wish = token_pages.wish()
    plain = {name.rpartition(".")[2]: value for name, value in wish.items()}
    assert token_pages.asks(plain).error == "no PSPID"


def test_no_link_keeps_a_card(token_pages):
    card = {"cardno": VISA, "holder": "Jane", "expiry": "12/30", "cvc": "123"}
    page = token_pages.asks(token_pages.wish() | card | {"action": "keep"})
    assert page.response.status_code == 200
    assert token_pages.kept() == []


def test_without_passphrases_nobody_signs(gateway, token_pages):
    gateway.set(sha_in="", sha_out="")
    assert token_pages.asks(WISH).response.status_code == 200
    assert "SHASign" not in token_pages.keeps().carried()


@pytest.mark.parametrize("path", HOSTED.values())
def test_no_other_method(gateway, path):
    assert gateway.send(path, method="PUT").status_code == 405
