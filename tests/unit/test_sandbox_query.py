# SPDX-License-Identifier: LGPL-3.0-or-later
"""Queries from server to server, and statuses that change with time."""

import pytest
from test_sandbox_directlink import CARD, Shop

PENDING_SALE = "4000000000910002"
OFFLINE = "4000000000510000"
UNCERTAIN = "4000200010010005"


@pytest.fixture
def shop(state):
    return Shop(state)


def test_an_order_is_told_as_recorded(shop):
    """Names and order of [MARLON]'s recording; PAYIDSUB is empty there too."""
    payid = shop.orders(AMOUNT="450", CURRENCY="GBP", REMOTE_ADDR="127.0.0.1")["PAYID"]
    assert list(shop.queries(payid).items()) == [
        ("orderID", "S00042"),
        ("PAYID", "3000000001"),
        ("PAYIDSUB", ""),
        ("NCSTATUS", "0"),
        ("NCERROR", "0"),
        ("NCERRORPLUS", "!"),
        ("ACCEPTANCE", "test123"),
        ("STATUS", "9"),
        ("ECI", "7"),
        ("amount", "4.5"),
        ("currency", "GBP"),
        ("PM", "CreditCard"),
        ("BRAND", "VISA"),
        ("CARDNO", "XXXXXXXXXXXX1111"),
        ("IP", "127.0.0.1"),
    ]


def test_an_unknown_order_has_an_empty_status(shop):
    answer = shop.queries(ORDERID="99999")
    assert answer.of(["orderID", "PAYID", "PAYIDSUB", "STATUS", "NCERROR"]) == {
        "orderID": "99999",
        "PAYID": "",
        "PAYIDSUB": "",
        "STATUS": "",
        "NCERROR": "50001130",
    }
    assert answer["NCERRORPLUS"] == "unknown orderid 99999 for merchant OgoneDemo"


def test_a_wrong_password_is_told_with_status_0(shop):
    answer = shop.queries(ORDERID="99999", PSWD="wrong")
    assert (answer["STATUS"], answer["NCERROR"]) == ("0", "50001119")


def test_the_latest_state_and_each_operation(shop):
    payid = shop.authorises()
    shop.maintains(payid, "SAL", "6000")
    shop.maintains(payid, "SAL", "9000")
    told = ["PAYIDSUB", "STATUS", "amount", "NCERROR"]

    def states():
        numbers = ({}, *({"PAYIDSUB": str(n)} for n in range(4)))
        return [tuple(shop.queries(payid, **n).of(told).values()) for n in numbers]

    refused = ("2", "0", "90", "50001126")
    unknown = ("", "", "", "50001131")
    assert states() == [
        ("1", "91", "60", "0"),
        ("0", "5", "100", "0"),
        ("1", "91", "60", "0"),
        refused,
        unknown,
    ]
    shop.pulls("clock", settle=True)
    assert states() == [
        ("1", "9", "60", "0"),
        ("0", "5", "100", "0"),
        ("1", "9", "60", "0"),
        refused,
        unknown,
    ]


def test_payidsub_counts_with_payid_only(shop):
    shop.orders()
    answer = shop.queries(ORDERID="S00042", PAYIDSUB="7")
    assert (answer["STATUS"], answer["PAYIDSUB"]) == ("9", "")


def test_an_orderid_means_its_last_attempt(shop, shopper):
    shopper.opens()
    shopper.pays("4000305110010001")
    assert shop.queries(ORDERID="S00042").of(["PAYID", "STATUS", "NCERROR"]) == {
        "PAYID": "3000000001",
        "STATUS": "2",
        "NCERROR": "30511001",
    }
    shopper.pays()
    assert shop.queries(ORDERID="S00042")["PAYID"] == "3000000002"


def test_an_order_that_was_only_looked_at_is_unknown(shop, shopper):
    shopper.opens()
    assert shop.queries(ORDERID="S00042")["NCERROR"] == "50001130"


def test_an_order_of_the_page_is_told_with_its_own_parameters(shop, shopper):
    shopper.opens(COMPLUS="a&b", PARAMPLUS="shop=1&status=7&1x=2&a b=3")
    shopper.pays()
    answer = shop.queries(ORDERID="S00042")
    assert (answer["COMPLUS"], answer["shop"]) == ("a&b", "1")
    assert answer["STATUS"] == "9"
    assert not {"status", "1x", "a b"} & set(answer)


@pytest.mark.parametrize(
    ("cardno", "operation", "first", "later"),
    [
        (PENDING_SALE, "SAL", "91", "9"),
        (PENDING_SALE, "RES", "51", "5"),
        (OFFLINE, "SAL", "51", "9"),
        (OFFLINE, "RES", "51", "5"),
        (UNCERTAIN, "SAL", "92", "92"),
        (CARD["CARDNO"], "RES", "5", "5"),
    ],
)
def test_what_is_pending_comes_to_its_end(shop, clock, cardno, operation, first, later):
    payid = shop.orders(CARDNO=cardno, OPERATION=operation)["PAYID"]
    clock.advance(seconds=59)
    assert shop.queries(payid)["STATUS"] == first
    clock.advance(seconds=1)
    assert shop.queries(payid)["STATUS"] == later


@pytest.mark.parametrize(
    ("result", "statuses", "books"),
    [
        ("accepted", ["9", "8", "6"], (10000, 6000, 2000, 4000)),
        ("uncertain", ["92", "82", "62"], (10000, 6000, 2000, 4000)),
        ("refused", ["93", "83", "63"], (10000, 0, 0, 0)),
    ],
)
def test_maintenance_comes_to_the_end_that_is_asked_for(
    shop, merchant_set, result, statuses, books
):
    merchant_set(settlement=result)
    payid = shop.authorises()
    for operation in (("SAL", "6000"), ("RFD", "2000"), ("DES",)):
        shop.maintains(payid, *operation)
    assert shop.pulls("clock", settle=True)["changed"] == 3
    numbers = ("1", "2", "3")
    told = [shop.queries(payid, PAYIDSUB=number)["STATUS"] for number in numbers]
    assert told == statuses
    assert shop.books() == books


def test_what_is_uncertain_is_cleared_up_when_told(shop, shopper):
    payid = shop.orders(CARDNO=UNCERTAIN)["PAYID"]
    shopper.opens(ORDERID="B")
    transfer = shopper.chooses("Bank transfer", "accept").parameters["PAYID"]
    assert shop.pulls("clock", settle=True)["changed"] == 0
    assert shop.pulls("clock", settle="all")["changed"] == 2
    assert shop.queries(payid)["STATUS"] == shop.queries(transfer)["STATUS"] == "9"


def test_the_clock_is_moved_on(shop):
    payid = shop.orders(CARDNO=PENDING_SALE)["PAYID"]
    told = shop.pulls("clock", advance=60)
    assert told == {"now": "2026-03-05T10:01:00+00:00", "changed": 1}
    assert shop.queries(payid)["STATUS"] == "9"


def test_a_pending_order_of_the_page_settles_too(shop, shopper):
    shopper.opens()
    shopper.pays(PENDING_SALE)
    shop.pulls("clock", settle=True)
    assert shop.queries(ORDERID="S00042")["STATUS"] == "9"


STATUS_URL = "https://shop.example/status"


def test_a_change_is_told_where_an_address_is_set(
    shop, merchant_set, post, state, clock
):
    merchant_set(status_change_url=STATUS_URL)
    payid = shop.authorises()
    shop.maintains(payid, "SAL", "6000")
    shop.pulls("clock", advance=60)
    state.notifier.deliver_due()
    [(method, url, sent)] = post.received
    assert (method, url) == ("POST", STATUS_URL)
    assert sent.pop("SHASIGN")
    assert sent == {
        "orderID": "S00042",
        "currency": "EUR",
        "amount": "60",
        "PM": "CreditCard",
        "ACCEPTANCE": "",
        "STATUS": "9",
        "CARDNO": "XXXXXXXXXXXX1111",
        "ED": "1230",
        "CN": "Jane Doe",
        "TRXDATE": "03/05/26",
        "PAYID": payid,
        "PAYIDSUB": "1",
        "NCERROR": "0",
        "BRAND": "VISA",
        "IP": "192.0.2.9",
    }
    assert state.notifier.records()[0].delivery.timing == "status change"


@pytest.mark.parametrize(
    "settings",
    [{"advance": -1}, {"advance": 1e12}, {"advance": "x"}, {"settle": "now"}, []],
)
def test_a_clock_that_makes_no_sense_is_refused(shop, settings):
    response = shop.client.post(
        "/_control/clock", json=settings, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    assert response.status_code == 400


def test_reset_sets_the_clock_back(shop, state, clock):
    shop.pulls("clock", advance=3600)
    shop.pulls("reset")
    assert state.clock() == clock()
