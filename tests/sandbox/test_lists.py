# SPDX-License-Identifier: LGPL-3.0-or-later
"""Orders, sums and feedback, asked for in parts; an account that a lever opens."""

import pytest
from accounts import ACCOUNTS, Account

LISTS = ["orders", "books", "feedback"]


@pytest.fixture
def three(gateway, shop):
    """Three orders that were paid: S1 and S2 in test, S3 in production."""
    gateway.set(environment="prod", feedback_url=shop.url)
    for orderid, environment in (("S1", "test"), ("S2", "test"), ("S3", "prod")):
        gateway.opens({"ORDERID": orderid}, ACCOUNTS[environment])
        gateway.pays(environment=environment)
    return gateway


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["S1", "S2", "S3"]),
        ("?orderid=S2", ["S2"]),
        ("?orderid=S", []),
        ("?environment=prod", ["S3"]),
        ("?pspid=OgoneDemo&environment=test", ["S1", "S2"]),
        ("?pspid=Nobody", []),
        ("?after=1", ["S2", "S3"]),
        ("?limit=2", ["S1", "S2"]),
        ("?after=1&limit=1", ["S2"]),
        ("?after=1&environment=test", ["S2"]),
        ("?after=3", []),
    ],
)
def test_a_part(three, path, query, expected):
    assert [each["orderid"] for each in three.told(path + query)] == expected


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", ["after=-1", "limit=x", "limit=1.5", "colour=red"])
def test_a_part_that_makes_no_sense(gateway, path, query):
    answer = gateway.send(f"/_control/{path}?{query}", method="GET")
    assert answer.status_code == 400


def test_an_account_is_opened_and_used(gateway):
    phrase = "Another-SHA-IN-passphrase"
    account = Account(
        "test", "Another-Password-1", phrase, "", pspid="Second", userid="SecondApi"
    )
    opened = gateway.lever(
        "account", pspid="Second", userid="SecondApi", password=account.password
    )
    assert opened == {"pspid": "Second", "environment": "test", "opened": True}
    gateway.set(pspid="Second", sha_in=phrase)
    order = {"ORDERID": "D1", "AMOUNT": "1510", "CURRENCY": "EUR", "OPERATION": "SAL"}
    card = {"CARDNO": "4111111111111111", "ED": "1230", "CVC": "123"}
    answer = gateway.direct("orderdirect", order | card, account)
    assert answer.status == ("9", "0")
    assert gateway.order().status == ("9", "0")  # an ORDERID of another account
    assert len(gateway.told("orders?pspid=Second")) == 1


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"pspid": ""},
        {"pspid": "OgoneDemo"},
        {"pspid": "with blank"},
        {"pspid": "Second", "environment": "moon"},
        {"pspid": "Second", "colour": "red"},
    ],
)
def test_an_account_that_cannot_be(gateway, settings):
    answer = gateway.http.post(f"{gateway.url}/_control/account", json=settings)
    assert answer.status_code == 400
    assert gateway.order(PSPID="Second")["NCERROR"] == "50001111"
