# SPDX-License-Identifier: LGPL-3.0-or-later
"""Levers that open accounts and change their user, and lists told in parts."""

from dataclasses import replace

import pytest
from accounts import ACCOUNTS, Account
from gateway import direct_order

OTHER = Account(
    "test",
    "Other-Password-1",
    "Other-SHA-IN-passphrase",
    "Other-SHA-OUT-passphrase",
    "OtherShop",
    "OtherApi",
)
INCORRECT = "The data you entered is not correct. Please retry."
OPENED = {
    "pspid": "OtherShop",
    "userid": "OtherApi",
    "password": "Other-Password-1",
    "sha_in": "Other-SHA-IN-passphrase",
}


def refused(gateway, lever, **values):
    url = f"{gateway.url}/_control/{lever}"
    answer = gateway.http.post(url, json=values, timeout=30)
    assert answer.status_code in (400, 404)
    return answer.status_code


def charged(gateway, account, **changes):
    return gateway.direct("orderdirect", direct_order(**changes), account)


@pytest.mark.parametrize("environment", ["test", "prod"])
def test_an_account_is_opened_and_charges(gateway, environment):
    told = gateway.lever("account", environment=environment, **OPENED)
    assert told == {"pspid": "OtherShop", "environment": environment, "opened": True}
    account = replace(OTHER, environment=environment)
    assert charged(gateway, account)["STATUS"] == "9"
    (order,) = gateway.told("orders")
    assert (order["pspid"], order["environment"]) == ("OtherShop", environment)


def test_the_same_orderid_in_two_accounts(gateway):
    gateway.lever("account", **OPENED)
    answers = [charged(gateway, account) for account in (OTHER, ACCOUNTS["test"])]
    assert [answer["STATUS"] for answer in answers] == ["9", "9"]


def test_nobody_may_call_an_account_without_users(gateway):
    gateway.lever("account", pspid="OtherShop", sha_in=OTHER.sha_in)
    assert charged(gateway, OTHER)["NCERRORPLUS"] == INCORRECT


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"pspid": "OgoneDemo"},
        {"pspid": "a b"},
        {"pspid": "x" * 31},
        {"pspid": "New", "environment": "live"},
        {"pspid": "New", "colour": "red"},
        {"pspid": "New", "userid": "Api"},
        {"pspid": "New", "userid": "a b", "password": "Password-1"},
    ],
)
def test_an_account_that_is_not_opened(gateway, values):
    assert refused(gateway, "account", **values) == 400
    assert refused(gateway, "merchant", pspid="New") == 404


def test_reset_closes_accounts(gateway):
    gateway.lever("account", **OPENED)
    gateway.lever("reset")
    assert charged(gateway, OTHER)["NCERRORPLUS"] == INCORRECT


def test_name_and_password_of_the_first_user(gateway):
    gateway.set(userid="Renamed", password="Changed-Password-1")
    demo = ACCOUNTS["test"]
    assert charged(gateway, demo)["NCERRORPLUS"] == INCORRECT
    changed = replace(demo, userid="Renamed", password="Changed-Password-1")
    assert charged(gateway, changed)["STATUS"] == "9"


def test_a_new_password_unlocks(gateway):
    for _each in range(5):
        gateway.order(PSWD="wrong")
    gateway.set(password="Changed-Password-1")
    assert gateway.order(PSWD="Changed-Password-1")["STATUS"] == "9"


@pytest.mark.parametrize(
    "values", [{"userid": ""}, {"userid": 7}, {"password": ""}, {"password": "x" * 51}]
)
def test_no_user_can_have_that(gateway, values):
    assert refused(gateway, "merchant", **values) == 400
    assert gateway.order()["STATUS"] == "9"


@pytest.fixture
def four(gateway, shop):
    """Three orders of the demonstration account, and one of another."""
    gateway.lever("account", **OPENED)
    for number in (1, 2, 3):
        gateway.opens({"ORDERID": f"L{number}"})
        gateway.pays()
    gateway.set(pspid="OtherShop", feedback_url=shop.url)
    charged(gateway, OTHER, ORDERID="L4")


@pytest.mark.parametrize("lever", ["orders", "books"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["L1", "L2", "L3", "L4"]),
        ("limit=2", ["L1", "L2"]),
        ("after=1&limit=2", ["L2", "L3"]),
        ("after=3", ["L4"]),
        ("after=4", []),
        ("limit=0", []),
        ("orderid=L2", ["L2"]),
        ("pspid=OtherShop", ["L4"]),
        ("pspid=OgoneDemo&limit=1", ["L1"]),
        ("environment=prod", []),
    ],
)
def test_lists_in_parts(gateway, four, lever, query, found):
    told = gateway.told(f"{lever}?{query}")
    assert [each["orderid"] for each in told] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3]),
        ("after=1", [2, 3]),
        ("after=1&limit=1", [2]),
        ("orderid=L3", [3]),
        ("pspid=OtherShop", []),
    ],
)
def test_feedback_in_parts(gateway, four, query, found):
    told = gateway.told(f"feedback?{query}")
    assert [each["number"] for each in told] == found


@pytest.mark.parametrize("lever", ["orders", "books", "feedback"])
@pytest.mark.parametrize(
    "query",
    ["limit=x", "after=-1", "limit=", "after=1.5", "page=2", "limit=" + "9" * 16],
)
def test_parts_that_cannot_be(gateway, lever, query):
    answer = gateway.send(f"/_control/{lever}?{query}", method="GET")
    assert answer.status_code == 400
