# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the simulated payment page refuses to open, and with which words."""

from dataclasses import replace

import pytest
from sandbox_common import LATIN1_PAGE, ORDER, UTF_8_PAGE, Shopper

from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO, DEMO_PRODUCTION, HashAlgorithm
from sandbox.state import State

# [ADV] 11.1, the example that every edition of the guide prints.
GUIDE_ORDER = {
    "PSPID": "MyPSPID",
    "ORDERID": "1234",
    "AMOUNT": "1500",
    "CURRENCY": "EUR",
    "LANGUAGE": "en_US",
}
GUIDE_SHA1 = "F4CC376CD7A834D997B91598FA747825A238BE0A"
GUIDE_SHA512 = (
    "D1CFE8833A297D0922E908B2B44934B09EE966EF1584DC0D696304E07BB58BA7"
    "1973C2383C831D878D8A243BB7D7DFFFBE53CEE21955CDFEF44FE82E551F859D"
)


def guide_shopper(algorithm):
    passphrase = "Mysecretsig1875!?"  # noqa: S105 - the one that the guides print
    account = replace(
        DEMO,
        pspid="MyPSPID",
        sha_in=passphrase,
        hash_algorithm=HashAlgorithm(algorithm),
    )
    return Shopper(State([account]))


@pytest.mark.parametrize(
    ("algorithm", "signature"),
    [
        ("sha1", GUIDE_SHA1),
        ("sha1", GUIDE_SHA1.lower()),
        ("sha512", GUIDE_SHA512),
    ],
)
def test_the_order_of_the_guide_is_believed(algorithm, signature):
    page = guide_shopper(algorithm).posts(GUIDE_ORDER | {"SHASIGN": signature})
    assert page.response.status_code == 200
    assert "15.00 EUR" in page.response.text


def test_names_in_any_case_are_believed():
    order = {name.lower(): value for name, value in GUIDE_ORDER.items()}
    page = guide_shopper("sha1").posts(order | {"SHASign": GUIDE_SHA1})
    assert page.response.status_code == 200


def test_names_that_are_not_on_the_list_are_not_hashed():
    order = GUIDE_ORDER | {"csrf_token": "x", "SHASIGN": GUIDE_SHA1, "CN": ""}
    assert guide_shopper("sha1").posts(order).response.status_code == 200


def test_an_order_may_come_by_link(shopper):
    order = ORDER | {"SHASIGN": shasign(ORDER, DEMO.sha_in, "sha512")}
    response = shopper.client.get(UTF_8_PAGE, query_string=order)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"ORDERID": None}, "no ORDERID"),
        ({"PSPID": ""}, "no PSPID"),
        ({"PSPID": "Nobody"}, "PSPID not found or not active"),
        ({"AMOUNT": None}, "no AMOUNT"),
        ({"CURRENCY": ""}, "no CURRENCY"),
        ({"LANGUAGE": None}, "no LANGUAGE"),
        ({"ORDERID": "x" * 41}, "ORDERID too long"),
        ({"CN": "é" * 36}, "CN too long"),
        ({"ACCEPTURL": "https://shop.example/" + "x" * 200}, "ACCEPTURL too long"),
        ({"ITEMNAME12": "x" * 51}, "ITEMNAME12 too long"),
        ({"AMOUNT": "1" * 16}, "amount too long or not numeric"),
        ({"AMOUNT": "15.10"}, "amount too long or not numeric"),
        ({"AMOUNT": "-15"}, "amount too long or not numeric"),
        ({"AMOUNT": "١٥"}, "amount too long or not numeric"),
        ({"AMOUNT": "0"}, "amount too long or not numeric"),
        ({"CURRENCY": "EURO"}, "CURRENCY too long"),
        ({"CURRENCY": "XXX"}, "not a valid currency"),
        ({"OPERATION": "RFD"}, "operation code not permitted"),
        ({"PM": "IDEAL"}, "ERROR, PAYMENT METHOD NOT FOUND FOR: IDEAL"),
        (
            {"PM": "CreditCard", "BRAND": "Visa"},
            "ERROR, PAYMENT METHOD NOT FOUND FOR: CreditCard/Visa",
        ),
        ({"PMLIST": "Cash;Gold"}, "ERROR, PAYMENT METHOD NOT FOUND FOR: Cash;Gold"),
    ],
)
def test_a_fault_in_a_signed_order_is_shown(shopper, changes, text):
    page = shopper.opens(**changes)
    assert page.error == text
    assert page.response.status_code == 400
    assert page.response.location is None


def test_nothing_at_all_misses_the_orderid(shopper):
    assert shopper.posts({}).error == "no ORDERID"


def test_an_inactive_account_is_not_found(shopper, merchant_set):
    merchant_set(active=False)
    assert shopper.opens().error == "PSPID not found or not active"


def test_a_currency_has_to_be_active(shopper, merchant_set):
    merchant_set(currencies=["CHF"])
    page = shopper.opens()
    assert page.error == "The currency is not accepted by the merchant"


def test_an_unsigned_order_is_unknown(shopper):
    assert shopper.posts(ORDER).error == "unknown order/0/s"


def test_a_wrong_signature_is_unknown(shopper):
    page = shopper.posts(ORDER | {"SHASIGN": "0" * 128})
    assert page.error == "unknown order/1/s"


def test_the_signature_is_checked_before_the_data(shopper):
    assert shopper.posts(ORDER | {"AMOUNT": ""}).error == "unknown order/0/s"


@pytest.mark.parametrize(
    ("passphrase", "algorithm", "advice"),
    [
        (DEMO.sha_out, "sha512", "made with the SHA-OUT passphrase, sha512"),
        (DEMO.sha_in, "sha1", "made with the SHA-IN passphrase, sha1"),
    ],
)
def test_the_hint_tells_what_to_change(shopper, passphrase, algorithm, advice):
    page = shopper.posts(
        ORDER | {"SHASIGN": shasign(ORDER, passphrase, algorithm), "extra": "1"}
    )
    assert advice in page.response.text
    assert "PSPID" in page.response.text
    assert "EXTRA" in page.response.text


def test_no_passphrase_is_ever_shown_to_the_shopper(shopper):
    page = shopper.posts(ORDER | {"SHASIGN": "0" * 128})
    assert DEMO.sha_in not in page.response.text
    assert DEMO.sha_out not in page.response.text


def test_passphrases_of_the_other_environment_do_not_fit(shopper):
    page = "/ncol/prod/orderstandard_utf8.asp"
    assert shopper.opens(page).error == "unknown order/1/s"
    opened = shopper.opens(page, sha_in=DEMO_PRODUCTION.sha_in)
    assert opened.response.status_code == 200


def test_a_name_that_comes_twice_is_refused(shopper):
    order = [*ORDER.items(), ("orderid", "S00043")]
    assert shopper.posts(order).error == "ORDERID sent more than once"


def test_each_page_reads_its_own_charset(shopper):
    for page in (UTF_8_PAGE, LATIN1_PAGE):
        opened = shopper.opens(page, CN="Jérôme")
        assert 'value="Jérôme"' in opened.response.text


def test_the_wrong_page_for_a_charset_breaks_the_signature(shopper):
    order = ORDER | {"CN": "Jérôme"}
    signed = order | {"SHASIGN": shasign(order, DEMO.sha_in, "sha512")}
    page = shopper.posts(signed, LATIN1_PAGE, "iso-8859-1")
    assert page.error == "unknown order/1/s"
    assert "sha512 and utf-8" in page.response.text


def test_operation_is_ignored_where_nothing_is_signed(shopper, merchant_set, state):
    merchant_set(sha_in="")
    shopper.posts(ORDER | {"OPERATION": "RES"})
    assert state.book.orders()[0].request.operation.value == "SAL"


@pytest.mark.parametrize(
    ("sha_in", "referrer", "error"),
    [
        ("", "", "unknown order/0/r"),
        ("", "https://other.example/cart", "unknown order/1/r"),
        ("", "https://shop.example/cart", None),
    ],
)
def test_referrers_are_checked_if_told(shopper, merchant_set, sha_in, referrer, error):
    merchant_set(sha_in=sha_in, referrers=["https://shop.example"])
    assert shopper.posts(ORDER, Referer=referrer).error == error


def test_a_signed_order_needs_no_referrer(shopper, merchant_set):
    merchant_set(referrers=["https://shop.example"])
    assert shopper.opens().error is None
