# SPDX-License-Identifier: LGPL-3.0-or-later
"""The list of transactions in the back office."""

from html import unescape

import pytest
from backoffice_common import Merchant, cells_of, faults_of
from test_sandbox_directlink import Shop

FIRST = "/transactions/3000000001"


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def shop(state):
    return Shop(state)


def payids(page):
    return [int(row[0]) for row in cells_of(page, "transactions")]


def test_a_transaction_is_listed(merchant, shop):
    shop.orders(ORDERID="<A>", CN="Jane Doe", OPERATION="RES")
    page = merchant.reads("/transactions")
    assert cells_of(page, "transactions") == [
        [
            "3000000001",
            "<A>",
            "5 - Authorised",
            "15.10 EUR",
            "2026-03-05 10:00",
            "VISA XXXXXXXXXXXX1111",
            "Jane Doe",
        ]
    ]
    assert "1 transaction<" in page.text


def test_every_attempt_is_a_transaction_the_newest_first(merchant, shopper):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()
    page = merchant.reads("/transactions")
    assert [row[2] for row in cells_of(page, "transactions")] == [
        "9 - Payment requested",
        "2 - Authorisation refused",
    ]


def test_the_transactions_of_others_are_not_shown(merchant, shop):
    shop.orders()
    production = "/Ncol/Prod/Backoffice/OgoneDemo"
    assert payids(merchant.reads("/transactions", production)) == []
    assert merchant.reads(FIRST, production).status_code == 404
    sent = merchant.sends(f"{FIRST}/maintain", {"deed": "cancel"}, production)
    assert sent.status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3000000003, 3000000002, 3000000001]),
        ({"orderid": "b-"}, [3000000002]),
        ({"payid": "3000000003"}, [3000000003]),
        ({"payid": "300000000"}, []),
        ({"status": "5"}, [3000000001]),
        ({"status": "9", "orderid": "C"}, [3000000003]),
        ({"since": "2026-03-06"}, [3000000003]),
        ({"until": "2026-03-05"}, [3000000002, 3000000001]),
        ({"since": "2026-03-05", "until": "2026-03-05"}, [3000000002, 3000000001]),
        ({"since": "2026-03-07"}, []),
    ],
)
def test_transactions_are_searched(merchant, shop, clock, query, found):
    shop.orders(ORDERID="A-1", OPERATION="RES")
    shop.orders(ORDERID="B-1")
    clock.advance(days=1)
    shop.orders(ORDERID="C-1")
    assert payids(merchant.reads("/transactions", **query)) == found


def test_a_day_that_is_none_finds_nothing(merchant, shop):
    shop.orders()
    page = merchant.reads("/transactions", since="2026-02-30", orderid="kept")
    assert page.status_code == 400
    assert faults_of(page) == {"since": "A day is spelled YYYY-MM-DD."}
    assert 'value="kept"' in page.text
    assert payids(page) == []


@pytest.mark.parametrize("status", ["x", "²", "9999"])
def test_a_status_that_is_none_finds_nothing(merchant, shop, status):
    shop.orders()
    page = merchant.reads("/transactions", status=status)
    assert page.status_code == 400
    assert list(faults_of(page)) == ["status"]
    assert payids(page) == []


def test_a_long_list_has_pages_that_keep_the_search(merchant, shop):
    for number in range(27):
        shop.orders(ORDERID=f"A{number}")
    first = merchant.reads("/transactions", orderid="A")
    assert payids(first) == list(range(3000000027, 3000000002, -1))
    assert "Page 1 of 2" in first.text
    assert "orderid=A&page=2" in unescape(first.text)
    last = merchant.reads("/transactions", orderid="A", page="2")
    assert payids(last) == [3000000002, 3000000001]
    for page in ("0", "-1", "x"):
        assert payids(merchant.reads("/transactions", page=page))[0] == 3000000027
    assert payids(merchant.reads("/transactions", page="99")) == payids(last)
