# SPDX-License-Identifier: LGPL-3.0-or-later
"""What DirectLink answers to a request that changes nothing: protocol 6.5."""

import pytest
from accounts import ACCOUNTS
from gateway import VISA, Answer, direct_order, page_path
from signer import signed

TEST = ACCOUNTS["test"]
PAGES = ["orderdirect", "maintenancedirect", "querydirect"]
INCORRECT = "The data you entered is not correct. Please retry."
RETRY = "Some of the data entered is incorrect. Please retry."


def refused(answer, ncerror, text, status="0"):
    """Check an answer that refuses; HTTP knows nothing of it."""
    assert answer.status == (status, ncerror)
    assert answer["NCERRORPLUS"] == text
    assert answer["NCSTATUS"] == ncerror[0]
    assert answer.response.status_code == 200


def fields_of(page):
    """Return a request that is complete for a page."""
    what = {"PAYID": "3000000001", "OPERATION": "SAS"}
    return direct_order() if page == "orderdirect" else what


@pytest.mark.parametrize("page", PAGES)
def test_no_orderid(gateway, page):
    answer = Answer(gateway.send(page_path(page)))
    refused(answer, "50001111", " no orderid")
    assert answer["orderID"] == ""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "wrong", [{"PSPID": "Nobody"}, {"USERID": "Nobody"}, {"USERID": None}]
)
def test_unknown_account_or_user(gateway, page, wrong):
    refused(gateway.direct(page, fields_of(page) | wrong), "50001111", INCORRECT)


@pytest.mark.parametrize("page", PAGES)
def test_inactive_account(gateway, page):
    gateway.set(active=False)
    text = "ERROR, Merchant not active : OgoneDemo"
    refused(gateway.direct(page, fields_of(page)), "50001118", text)


@pytest.mark.parametrize("page", PAGES)
def test_wrong_password(gateway, page):
    answer = gateway.direct(page, fields_of(page) | {"PSWD": "wrong"})
    refused(answer, "50001119", RETRY)


@pytest.mark.parametrize("page", PAGES)
def test_address_that_may_not_call(gateway, page):
    gateway.set(direct_ips=["192.0.2.0/24"])
    text = "unknown order/1/i/127.0.0.1"
    refused(gateway.direct(page, fields_of(page)), "50001116", text)


@pytest.mark.parametrize("allowed", [[], ["127.0.0.1"], ["192.0.2.1", "127.0.0.0/8"]])
def test_address_that_may_call(gateway, allowed):
    gateway.set(direct_ips=allowed)
    assert gateway.order()["STATUS"] == "9"


@pytest.mark.parametrize("page", PAGES)
def test_signature_missing(gateway, page):
    answer = gateway.direct(page, fields_of(page), sign=False)
    refused(answer, "50001111", "unknown order/0/s")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("passphrase", ["another passphrase", TEST.sha_out])
def test_signature_wrong(gateway, page, passphrase):
    request = signed(TEST.login | fields_of(page), passphrase)
    answer = gateway.direct(page, request, sign=False)
    refused(answer, "50001111", "unknown order/1/s")


def test_directlink_may_have_a_passphrase_of_its_own(gateway):
    gateway.set(sha_in_directlink="another passphrase")
    refused(gateway.order(), "50001111", "unknown order/1/s")
    request = signed(TEST.login | direct_order(), "another passphrase")
    assert gateway.direct("orderdirect", request, sign=False)["STATUS"] == "9"
    assert gateway.opens().error is None  # the payment page keeps the other


def test_nobody_has_to_sign_without_a_passphrase(gateway):
    gateway.set(sha_in_directlink="")
    answer = gateway.direct("orderdirect", direct_order(), sign=False)
    assert answer["STATUS"] == "9"


@pytest.mark.parametrize("tries", [1, 3])
def test_too_many_wrong_passwords_lock_the_user(gateway, tries):
    gateway.set(password_tries=tries)
    for _each in range(tries):
        gateway.order(PSWD="wrong")
    refused(gateway.order(), "50001119", RETRY)
    assert gateway.lever("unlock") == {"unlocked": True}
    assert gateway.order()["STATUS"] == "9"


def test_a_right_password_forgives_the_wrong_ones(gateway):
    gateway.set(password_tries=2)
    for each in range(3):
        assert gateway.order(PSWD="wrong")["NCERROR"] == "50001119"
        assert gateway.order(ORDERID=f"D{each}")["STATUS"] == "9"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (dict.fromkeys(["CARDNO", "ED"]), " no card no|no exp date|no brand"),
        ({"CARDNO": None, "ED": None, "BRAND": "VISA"}, " no card no|no exp date"),
        ({"ED": None}, " no exp date"),
        ({"AMOUNT": None}, " no amount"),
        ({"AMOUNT": "", "CURRENCY": ""}, " no amount|no currency"),
        ({"ED": "1330"}, " exp date not valid"),
        ({"ED": "0120"}, " exp date in the past"),
        ({"CARDNO": None, "ED": None, "ALIAS": "who"}, 'Alias "who" not Found'),
    ],
)
def test_faults_in_the_data(gateway, fields, text):
    refused(gateway.order(**fields), "50001111", text)


@pytest.mark.parametrize(
    ("fields", "ncerror"),
    [
        ({"CARDNO": "4111111111111112"}, "50001054"),
        ({"CARDNO": "1234"}, "50001054"),
        ({"EXCLPMLIST": "VISA"}, "50001054"),
        ({"PM": "CreditCard", "BRAND": "MasterCard"}, "50001054"),
        ({"ALIAS": VISA}, "50001216"),
        ({"CVC": None}, "50001090"),
        ({"CVC": None, "ECI": "7"}, "50001090"),
        ({"CVC": "12"}, "50001066"),
        ({"CVC": "1234"}, "50001066"),
        ({"CVC": "abc"}, "50001066"),
        ({"OPERATION": "SAS"}, "50001007"),
        ({"OPERATION": "XXX"}, "50001007"),
        ({"OPERATION": "RFD"}, "50001046"),
        ({"AMOUNT": "15.10"}, "50001006"),
        ({"AMOUNT": "0"}, "50001006"),
        ({"AMOUNT": "1" * 16}, "50001111"),
        ({"CURRENCY": "XXX"}, "50001120"),
    ],
)
def test_faults_with_a_number_of_their_own(gateway, fields, ncerror):
    answer = gateway.order(**fields)
    assert answer.status == ("0", ncerror)
    assert answer["PAYID"] == "0"
    assert gateway.told("orders") == []


@pytest.mark.parametrize("eci", ["1", "9"])
def test_no_security_code_where_nobody_reads_it(gateway, eci):
    assert gateway.order(CVC=None, ECI=eci)["STATUS"] == "9"


def test_currency_not_active(gateway):
    gateway.set(currencies=["CHF"])
    text = " The currency is not accepted by the merchant"
    refused(gateway.order(), "50001122", text)


def test_the_same_name_twice(gateway):
    request = signed(TEST.login | direct_order(), TEST.sha_in) | {"orderid": "D2"}
    answer = gateway.direct("orderdirect", request, sign=False)
    refused(answer, "50001111", " ORDERID sent more than once")


def test_a_second_charge_of_an_orderid(gateway):
    first = gateway.order()
    answer = gateway.order(AMOUNT="900")
    refused(answer, "50001113", "order already processed")
    assert answer["PAYID"] == first["PAYID"]
    assert answer["ACCEPTANCE"] == "test123"
    assert gateway.told("books")[0]["captured"] == 1510


@pytest.mark.parametrize("card", ["4000200010010005", "4000000000510000"])
def test_what_may_be_paid_is_not_charged_again(gateway, card):
    gateway.order(CARDNO=card)
    assert gateway.order()["NCERROR"] == "50001113"


def test_an_order_paid_on_the_page_is_not_charged_again(gateway):
    gateway.opens({"ORDERID": "D1"})
    gateway.pays()
    assert gateway.order()["NCERROR"] == "50001113"


def test_secrets_are_in_no_answer_and_no_lever(gateway):
    answer = gateway.order(CVC="987")
    gateway.maintains(answer["PAYID"], "RFD", "100")
    told = [
        gateway.send(f"/_control/{name}", method="GET").text
        for name in ("orders", "books", "feedback", "aliases", "faults")
    ]
    for text in (answer.response.text, *told):
        for secret in (VISA, "987", TEST.password, TEST.sha_in, TEST.sha_out):
            assert secret not in text
