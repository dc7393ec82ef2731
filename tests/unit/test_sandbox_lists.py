# SPDX-License-Identifier: LGPL-3.0-or-later
"""Long lists, told whole or in parts."""

import pytest
from sandbox_common import Shopper
from test_sandbox_directlink import Shop


@pytest.fixture
def many(state):
    """Orders 0 to 449 of one account, then two of another; each with feedback."""
    shopper = Shopper(state)
    shop = Shop(state)
    for n in range(450):
        shop.orders(ORDERID=str(n), OPERATION="RES")
    for orderid in ("7", "last"):
        shopper.opens(ORDERID=orderid + "-page")
        shopper.pays()
    return shop


def orderids(shop, query):
    answer = shop.client.get(
        f"/_control/orders{query}", environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    return [order["orderid"] for order in answer.json]


def test_orders_are_told_in_parts(many):
    whole = [*map(str, range(450)), "7-page", "last-page"]
    assert orderids(many, "") == whole
    assert orderids(many, "?limit=3") == ["0", "1", "2"]
    assert orderids(many, "?after=3&limit=2") == ["3", "4"]
    assert orderids(many, "?after=100&limit=300") == whole[100:400]
    assert orderids(many, "?after=451") == ["last-page"]
    assert orderids(many, "?after=452") == []
    assert orderids(many, "?limit=0") == []
    assert orderids(many, "?orderid=7") == ["7"]
    assert orderids(many, "?orderid=7&after=8") == []
    assert orderids(many, "?environment=prod") == []
    assert orderids(many, "?environment=test&pspid=OgoneDemo&after=450") == whole[450:]


def test_sums_and_feedback_are_told_in_parts(many):
    assert [book["orderid"] for book in many.pulls("books?after=451", "GET")] == [
        "last-page"
    ]
    for query, numbers in (
        ("", [1, 2]),
        ("?after=1", [2]),
        ("?limit=1", [1]),
        ("?orderid=last-page", [2]),
        ("?orderid=nobody", []),
    ):
        told = many.pulls(f"feedback{query}", "GET")
        assert [record["number"] for record in told] == numbers


def test_the_overview_shows_the_latest(many):
    page = many.client.get("/").text
    assert page.index("last-page") < page.index("7-page") < page.index(">449<")
    assert ">402<" in page
    assert ">401<" not in page


@pytest.mark.parametrize("lever", ["orders", "books", "feedback"])
@pytest.mark.parametrize(
    "query", ["after=x", "limit=-1", "limit=", "after=99999999999999999999", "page=2"]
)
def test_a_part_that_makes_no_sense_is_refused(shopper, lever, query):
    answer = shopper.client.get(
        f"/_control/{lever}?{query}", environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    assert answer.status_code == 400
