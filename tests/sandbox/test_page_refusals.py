# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the payment page shows instead of a payment: the texts of the guides.

Never a redirect, never feedback; each text is that of [ADV] 13.
"""

import pytest
from accounts import ACCOUNTS
from gateway import page_path
from signer import signed

TEST = ACCOUNTS["test"]


def refused(shown, text, ncerror=None):
    """Check a page of a fault; its HTTP status is the sandbox's own choice."""
    assert shown.error == text
    assert shown.response.status_code == 400
    assert "Location" not in shown.response.headers
    assert not ncerror or f"NCERROR {ncerror}" in shown.text


def test_nothing_at_all(gateway):
    refused(gateway.posts({}), "no ORDERID")


@pytest.mark.parametrize("name", ["ORDERID", "PSPID", "AMOUNT", "CURRENCY", "LANGUAGE"])
@pytest.mark.parametrize("value", [None, ""])
def test_mandatory_fields(gateway, name, value):
    refused(gateway.opens({name: value}), f"no {name}")


def test_orderid_is_looked_for_first(gateway):
    refused(gateway.posts({"PSPID": "nobody"}), "no ORDERID")


def test_signature_missing(gateway):
    refused(gateway.posts(TEST.order()), "unknown order/0/s")


@pytest.mark.parametrize(
    "shasign",
    [
        "0" * 128,
        signed(TEST.order(), "another passphrase")["SHASIGN"],
        signed(TEST.order(), TEST.sha_out)["SHASIGN"],
        signed(TEST.order(), TEST.sha_in, "sha256")["SHASIGN"],
        signed(TEST.order(AMOUNT="1"), TEST.sha_in)["SHASIGN"],
    ],
    ids=["zeros", "passphrase", "sha-out", "algorithm", "amount"],
)
def test_signature_wrong(gateway, shasign):
    refused(gateway.posts(TEST.order() | {"SHASIGN": shasign}), "unknown order/1/s")


def test_signature_of_the_other_charset(gateway):
    order = signed(TEST.order(CN="Jérôme"), TEST.sha_in, charset="iso-8859-1")
    refused(gateway.posts(order), "unknown order/1/s")


def test_the_page_of_a_wrong_signature_tells_no_secret(gateway):
    shown = gateway.posts(TEST.order() | {"SHASIGN": "0" * 128})
    assert TEST.sha_in not in shown.text
    assert signed(TEST.order(), TEST.sha_in)["SHASIGN"] not in shown.text


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_the_signature_may_be_in_either_case(gateway, change):
    order = signed(TEST.order(), TEST.sha_in)
    shown = gateway.posts(order | {"SHASIGN": change(order["SHASIGN"])})
    assert shown.response.status_code == 200


def test_names_may_be_in_any_case(gateway):
    order = signed(TEST.order(), TEST.sha_in)
    shown = gateway.posts({name.lower(): value for name, value in order.items()})
    assert shown.response.status_code == 200


def test_names_off_the_list_are_not_signed(gateway):
    order = signed(TEST.order(), TEST.sha_in) | {"MY_OWN_NAME": "anything"}
    assert gateway.posts(order).response.status_code == 200


def test_nobody_has_to_sign_without_a_passphrase(gateway):
    gateway.set(sha_in="")
    assert gateway.posts(TEST.order()).response.status_code == 200


@pytest.mark.parametrize(
    ("environment", "pspid"), [("test", "Nobody"), ("prod", "Nobody")]
)
def test_unknown_account(gateway, environment, pspid):
    account = ACCOUNTS[environment]
    shown = gateway.opens({"PSPID": pspid}, account)
    refused(shown, "PSPID not found or not active", "50001118")


def test_inactive_account(gateway):
    gateway.set(active=False)
    refused(gateway.opens(), "PSPID not found or not active", "50001118")


def test_the_passphrase_of_the_other_environment(gateway):
    order = signed(TEST.order(), TEST.sha_in)
    refused(
        gateway.posts(order, page_path("orderstandard", "prod")), "unknown order/1/s"
    )


@pytest.mark.parametrize(
    ("referrer", "signs", "text"),
    [
        ("https://shop.example/cart", True, None),
        ("HTTPS://SHOP.EXAMPLE/", True, None),
        ("https://evil.example/", True, "unknown order/1/r"),
        ("https://evil.example/", False, "unknown order/1/r"),
        ("", True, None),
        ("", False, "unknown order/0/r"),
    ],
)
def test_referrer(gateway, referrer, signs, text):
    gateway.set(referrers=["https://shop.example"], **({} if signs else {"sha_in": ""}))
    order = signed(TEST.order(), TEST.sha_in) if signs else TEST.order()
    headers = {"Referer": referrer} if referrer else {}
    shown = gateway.posts(order, **headers)
    if text:
        refused(shown, text)
    else:
        assert shown.response.status_code == 200


@pytest.mark.parametrize("amount", ["15.10", "15,10", "1e3", "-1", "abc", "0", " 1"])
def test_amount_is_no_number(gateway, amount):
    shown = gateway.opens({"AMOUNT": amount})
    refused(shown, "amount too long or not numeric", "50001006")


def test_amount_too_long(gateway):
    refused(gateway.opens({"AMOUNT": "1" * 16}), "amount too long or not numeric")


@pytest.mark.parametrize("currency", ["EURO", "XXX", "eur"])
def test_currency_unknown(gateway, currency):
    texts = {"EURO": "CURRENCY too long"}
    text = texts.get(currency, "not a valid currency")
    refused(gateway.opens({"CURRENCY": currency}), text)


def test_currency_not_active(gateway):
    gateway.set(currencies=["EUR", "GBP"])
    assert gateway.opens({"CURRENCY": "GBP"}).error is None
    text = "The currency is not accepted by the merchant"
    refused(gateway.opens({"CURRENCY": "USD"}), text, "50001122")


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"PM": "Abacus"}, "Abacus"),
        ({"PM": "IDEAL"}, "IDEAL"),  # spelled iDEAL
        ({"PM": "CreditCard", "BRAND": "Visa"}, "CreditCard/Visa"),
        ({"PMLIST": "Abacus;Shells"}, "Abacus;Shells"),
        ({"PM": "iDEAL", "EXCLPMLIST": "iDEAL"}, "iDEAL"),
    ],
)
def test_payment_method_not_found(gateway, changes, asked):
    text = f"ERROR, PAYMENT METHOD NOT FOUND FOR: {asked}"
    refused(gateway.opens(changes), text)


@pytest.mark.parametrize("operation", ["SAS", "RFD", "XXX"])
def test_operation_not_permitted(gateway, operation):
    shown = gateway.opens({"OPERATION": operation})
    refused(shown, "operation code not permitted", "50001007")


def test_the_same_name_twice(gateway):
    order = signed(TEST.order(), TEST.sha_in) | {"OrderId": "S2"}
    refused(gateway.posts(order), "ORDERID sent more than once")


def test_more_names_than_any_order_has(gateway):
    refused(
        gateway.posts({f"N{each}": "1" for each in range(1001)}), "too many parameters"
    )


def test_refusals_send_no_feedback(gateway, shop):
    gateway.opens({"AMOUNT": "15.10"})
    gateway.posts(TEST.order())
    assert shop.received == []
    assert gateway.told("orders") == []
