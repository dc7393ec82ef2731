# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the alias gateway refuses on a page, without any redirect; protocol 13.2."""

import pytest
from accounts import ACCOUNTS
from signer import signed
from token_pages import FIXED, TYPED


def refused(token_pages, page, error, ncerror=""):
    assert page.response.status_code == 400
    assert page.error == error
    assert f"NCERROR {ncerror}" in page.text or not ncerror
    assert "Location" not in page.response.headers
    assert token_pages.kept() == []


@pytest.mark.parametrize("utf8", [True, False], ids=["utf8", "plain"])
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"SHASIGN": "0" * 128}, "unknown order/1/s"),
        ({"ALIAS": "somebody-else"}, "unknown order/1/s"),
        ({"ACCEPTURL": "https://evil.example"}, "unknown order/1/s"),
        ({"SHASIGN": ""}, "unknown order/0/s"),
    ],
)
def test_a_signature_that_is_wrong_or_missing(token_pages, utf8, changes, error):
    form = token_pages.form(utf8=utf8) | changes
    refused(token_pages, token_pages.sends(form, utf8=utf8), error, "50001184")


def test_the_card_is_not_signed(token_pages):
    form = signed(FIXED | TYPED, ACCOUNTS["test"].sha_in)
    refused(token_pages, token_pages.sends(form), "unknown order/1/s")


def test_the_signature_is_of_one_environment(token_pages):
    form = token_pages.form(account=ACCOUNTS["prod"])
    refused(token_pages, token_pages.sends(form), "unknown order/1/s")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"PSPID": None}, "no PSPID"),
        ({"PSPID": "nobody"}, "PSPID not found or not active"),
        ({"ACCEPTURL": None}, "no ACCEPTURL"),
        ({"EXCEPTIONURL": None}, "no EXCEPTIONURL"),
        ({"ACCEPTURL": "shop.example"}, "ACCEPTURL not valid"),
        ({"EXCEPTIONURL": "javascript:alert(1)"}, "EXCEPTIONURL not valid"),
        ({"ORDERID": "1" * 41}, "ORDERID too long"),
        ({"ALIAS": "a" * 51}, "ALIAS too long"),
        ({"ALIASOPERATION": "BYME"}, "ALIASOPERATION not valid"),
        ({"ALIASPERSISTEDAFTERUSE": "maybe"}, "ALIASPERSISTEDAFTERUSE not valid"),
        (
            {"BRAND": "iDEAL"},
            "ERROR, PAYMENT METHOD NOT FOUND FOR: CreditCard/iDEAL",
        ),
    ],
)
def test_a_fault_of_the_shop(token_pages, changes, error):
    refused(token_pages, token_pages.makes(**changes), error)


def test_an_account_that_is_not_active(gateway, token_pages):
    gateway.set(active=False)
    page = token_pages.makes()
    assert page.response.status_code == 400
    assert page.error == "PSPID not found or not active"


@pytest.mark.parametrize(
    ("referrer", "status"), [("https://shop.example/pay", 302), ("https://x.y/", 400)]
)
def test_referrers(gateway, token_pages, referrer, status):
    gateway.set(referrers=["https://shop.example"])
    page = token_pages.sends(token_pages.form(), Referer=referrer)
    assert page.response.status_code == status


def test_a_name_that_comes_twice(gateway, token_pages):
    body = "PSPID=OgoneDemo&pspid=OgoneDemo"
    answer = gateway.send("/ncol/test/alias_gateway_utf8.asp", body)
    assert answer.status_code == 400
    assert "PSPID sent more than once" in answer.text


def test_without_passphrases_nobody_signs(gateway, token_pages):
    gateway.set(sha_in="", sha_out="")
    left = token_pages.sends(FIXED | TYPED)
    assert left.carried()["status"] == "0"
    assert "SHASign" not in left.carried()
