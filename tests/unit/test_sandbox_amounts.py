# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts that decide how a payment ends: a convention of the sandbox."""

import pytest
from test_sandbox_directlink import BROWSER, CHALLENGE, Shop
from test_sandbox_scenarios import README

from sandbox.accounts.merchants import DEMO, DEMO_PRODUCTION

AMOUNTS = [
    ("999999002", "SAL", "2", "30001001"),
    ("999999002", "RES", "2", "30001001"),
    ("999999003", "SAL", "2", "30511001"),
    ("999999051", "SAL", "51", "0"),
    ("999999091", "SAL", "91", "0"),
    ("999999091", "RES", "51", "0"),
    ("999999092", "SAL", "92", "20001001"),
    ("999999092", "RES", "52", "20001001"),
    ("999999093", "SAL", "93", "30001010"),
    ("999999093", "RES", "2", "30001010"),
]


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.mark.parametrize(("amount", "operation", "status", "ncerror"), AMOUNTS)
def test_directlink_obeys_the_amount(shop, amount, operation, status, ncerror):
    answer = shop.orders(AMOUNT=amount, OPERATION=operation)
    assert (answer["STATUS"], answer["NCERROR"]) == (status, ncerror)


@pytest.mark.parametrize(("amount", "operation", "status", "ncerror"), AMOUNTS)
def test_the_page_obeys_the_amount(
    shopper, merchant_set, amount, operation, status, ncerror
):
    merchant_set(payment_tries=1)
    shopper.opens(AMOUNT=amount, OPERATION=operation)
    told = shopper.pays().parameters
    assert (told["STATUS"], told["NCERROR"]) == (status, ncerror)


def test_a_bank_that_accepts_obeys_it_too(shopper, merchant_set):
    merchant_set(payment_tries=1)
    shopper.opens(AMOUNT="999999003")
    told = shopper.chooses("iDEAL", "accept").parameters
    assert (told["STATUS"], told["NCERROR"]) == ("2", "30511001")


def test_an_amount_next_to_it_means_nothing(shop):
    assert shop.orders(AMOUNT="999999001")["STATUS"] == "9"


def test_the_bank_goes_before_the_amount(shop):
    refused = shop.orders(CARDNO="4253955490718757", AMOUNT="999999091", **BROWSER)
    assert (refused["STATUS"], refused["NCERROR"]) == ("2", "40001134")
    asked = shop.orders(ORDERID="2", CARDNO=CHALLENGE, AMOUNT="999999002", **BROWSER)
    assert asked["STATUS"] == "46"


def test_production_knows_no_such_amounts(shopper, state):
    sha_in = DEMO_PRODUCTION.sha_in
    shopper.opens("/ncol/prod/orderstandard_utf8.asp", sha_in, AMOUNT="999999002")
    response = shopper.client.post(
        "/ncol/prod/orderstandard_pay.asp",
        data={
            "key": shopper.page.key,
            "action": "pay",
            "cardno": "4111111111111111",
            "holder": "Jane Doe",
            "expiry": "12/30",
            "cvc": "123",
        },
    )
    assert "STATUS=9&" in response.location


def test_an_account_has_amounts_of_its_own(shop):
    shop.pulls("merchant", test_amounts=["150 92 20001001"])
    assert shop.orders(AMOUNT="150")["STATUS"] == "92"
    assert shop.orders(ORDERID="2", AMOUNT="999999002")["STATUS"] == "9"


@pytest.mark.parametrize(
    "line",
    [
        "150",
        "0 2 30001001",
        "1.50 2 30001001",
        "150 2 0",
        "150 9 30001001",
        "150 8 0",
        "150 2 3000100",
    ],
)
def test_a_line_that_says_nothing_clear_is_not_taken(line):
    with pytest.raises(ValueError, match="AMOUNT STATUS NCERROR"):
        DEMO.changed({"test_amounts": [line]})


@pytest.mark.parametrize("amount", sorted({row[0] for row in AMOUNTS}))
def test_the_readme_lists_every_amount(amount):
    assert amount in README
