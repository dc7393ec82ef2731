# SPDX-License-Identifier: LGPL-3.0-or-later
"""Captures, voids, refunds and renewals from server to server, and what is booked."""

import threading

import pytest
from test_sandbox_directlink import Shop

REFUSED = "4000300010010003"
AUTHORISED, SOLD = "RES", "SAL"


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def payid(shop):
    """An authorisation of 100.00."""
    return shop.authorises()


def asked(shop, payid, *operations):
    """Ask for ``RFD 3000`` and so on; return STATUS, or NCERROR of a refusal."""
    answers = [shop.maintains(payid, *each.split()) for each in operations]
    return [
        answer["STATUS"] if answer["STATUS"] != "0" else answer["NCERROR"]
        for answer in answers
    ]


def test_a_capture_is_answered_as_recorded(shop, payid):
    """Names, order and values of [AM]; PM and BRAND as in the example of [DL]."""
    assert list(shop.maintains(payid, "SAS", "100").items()) == [
        ("orderID", "S00042"),
        ("PAYID", "3000000001"),
        ("PAYIDSUB", "1"),
        ("NCSTATUS", "0"),
        ("NCERROR", "0"),
        ("NCERRORPLUS", "!"),
        ("ACCEPTANCE", ""),
        ("STATUS", "91"),
        ("amount", "1"),
        ("currency", "EUR"),
        ("PM", "CreditCard"),
        ("BRAND", "VISA"),
    ]


def test_a_void_may_be_final_at_once_as_recorded(shop, merchant_set, payid):
    """[GOV] recorded 6 as the immediate answer to DES."""
    merchant_set(immediate_finals=True)
    names = ["PAYIDSUB", "NCSTATUS", "NCERROR", "ACCEPTANCE", "STATUS", "amount"]
    assert shop.maintains(payid, "DES").of(names) == {
        "PAYIDSUB": "1",
        "NCSTATUS": "0",
        "NCERROR": "0",
        "ACCEPTANCE": "",
        "STATUS": "6",
        "amount": "100",
    }


@pytest.mark.parametrize(
    ("order", "operations", "answers", "books"),
    [
        (AUTHORISED, "SAS 10000", "91", (10000, 10000, 0, 0)),
        (AUTHORISED, "SAL 10000", "91", (10000, 10000, 0, 0)),
        (AUTHORISED, "SAS", "91", (10000, 10000, 0, 0)),
        (AUTHORISED, "SAL 6000,SAL 4000", "91 91", (10000, 10000, 0, 0)),
        (AUTHORISED, "SAL 1,SAL 2,SAS 3", "91 91 91", (10000, 6, 0, 0)),
        (AUTHORISED, "SAL 6000,SAL 4001", "91 50001126", (10000, 6000, 0, 0)),
        (AUTHORISED, "SAS 10001", "50001126", (10000, 0, 0, 0)),
        (AUTHORISED, "SAS 6000,SAL 1", "91 50001127", (10000, 6000, 0, 0)),
        (AUTHORISED, "SAL 10000,SAL 1", "91 50001127", (10000, 10000, 0, 0)),
        (AUTHORISED, "DEL", "61", (10000, 0, 0, 10000)),
        (AUTHORISED, "DES", "61", (10000, 0, 0, 10000)),
        (AUTHORISED, "DES 10000", "61", (10000, 0, 0, 10000)),
        (AUTHORISED, "DES,DES", "61 50001127", (10000, 0, 0, 10000)),
        (AUTHORISED, "DEL,SAS 1", "61 50001127", (10000, 0, 0, 10000)),
        (AUTHORISED, "SAL 6000,DES", "91 61", (10000, 6000, 0, 4000)),
        (AUTHORISED, "SAL 6000,DES,SAL 1", "91 61 50001127", (10000, 6000, 0, 4000)),
        (AUTHORISED, "SAS 6000,DES", "91 50001127", (10000, 6000, 0, 0)),
        (AUTHORISED, "RFD 1", "50001127", (10000, 0, 0, 0)),
        (AUTHORISED, "SAL 6000,RFD 6000", "91 81", (10000, 6000, 6000, 0)),
        (AUTHORISED, "SAL 6000,RFD 6001", "91 50001129", (10000, 6000, 0, 0)),
        (SOLD, "RFD 10000", "81", (10000, 10000, 10000, 0)),
        (SOLD, "RFD", "81", (10000, 10000, 10000, 0)),
        (SOLD, "RFD 3000,RFD 7000", "81 81", (10000, 10000, 10000, 0)),
        (SOLD, "RFD 3000,RFD 3000", "81 81", (10000, 10000, 6000, 0)),
        (SOLD, "RFD 3000,RFD 7001", "81 50001129", (10000, 10000, 3000, 0)),
        (SOLD, "RFD 10000,RFD 1", "81 50001129", (10000, 10000, 10000, 0)),
        (SOLD, "RFS 3000,RFD 1", "81 50001127", (10000, 10000, 3000, 0)),
        (SOLD, "SAS 10000", "50001127", (10000, 10000, 0, 0)),
        (SOLD, "DES", "50001127", (10000, 10000, 0, 0)),
        (SOLD, "REN", "50001127", (10000, 10000, 0, 0)),
        (AUTHORISED, "REN", "5", (10000, 0, 0, 0)),
        (AUTHORISED, "DEL,REN,SAS 10000", "61 5 91", (10000, 10000, 0, 0)),
        (AUTHORISED, "DES,REN", "61 50001127", (10000, 0, 0, 10000)),
        (AUTHORISED, "SAL 6000,DEL,REN,SAL 4000", "91 61 5 91", (10000, 10000, 0, 0)),
    ],
)
def test_operations_and_their_sums(shop, order, operations, answers, books):
    payid = shop.orders(AMOUNT="10000", OPERATION=order)["PAYID"]
    assert asked(shop, payid, *operations.split(",")) == answers.split()
    assert shop.books() == books
    shop.pulls("clock", settle=True)
    assert shop.books() == books


@pytest.mark.parametrize(
    ("order", "operations", "answers", "books"),
    [
        (SOLD, "RFD 3000,RFS 7000", "71 71", (10000, 10000, 10000, 0)),
        (SOLD, "DES", "71", (10000, 10000, 10000, 0)),
        (AUTHORISED, "SAS 6000,DEL", "91 71", (10000, 6000, 6000, 0)),
        (AUTHORISED, "DEL", "61", (10000, 0, 0, 10000)),
    ],
)
def test_before_the_cut_over_a_payment_is_deleted(
    shop, merchant_set, order, operations, answers, books
):
    merchant_set(before_cutover=True)
    payid = shop.orders(AMOUNT="10000", OPERATION=order)["PAYID"]
    assert asked(shop, payid, *operations.split(",")) == answers.split()
    assert shop.books() == books
    shop.pulls("clock", settle=True)
    assert shop.queries(payid)["STATUS"] == answers.split()[-1][0]


@pytest.mark.parametrize("card", [REFUSED, "4000000000510000", "4000200010010005"])
def test_only_what_is_authorised_is_captured_or_voided(shop, card):
    payid = shop.orders(CARDNO=card, OPERATION="RES")["PAYID"]
    assert asked(shop, payid, "SAS", "DES", "RFD") == ["50001127"] * 3


def test_a_second_capture_is_refused_as_recorded(shop, payid):
    shop.maintains(payid, "SAS")
    again = shop.maintains(payid, "SAS")
    assert again.of(["PAYIDSUB", "NCSTATUS", "NCERROR", "NCERRORPLUS", "STATUS"]) == {
        "PAYIDSUB": "2",
        "NCSTATUS": "5",
        "NCERROR": "50001127",
        "NCERRORPLUS": "|this order is not authorized|",
        "STATUS": "0",
    }


def test_every_operation_has_its_number(shop, payid):
    answers = [shop.maintains(payid, *each) for each in (("RFD",), ("SAL", "1")) * 2]
    assert [answer["PAYIDSUB"] for answer in answers] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"ORDERID": "99999"}, "unknown orderid 99999 for merchant OgoneDemo"),
        ({"PAYID": "12"}, "unknown payid 12 for merchant OgoneDemo"),
        ({"PAYID": "x"}, "unknown payid x for merchant OgoneDemo"),
    ],
)
def test_what_does_not_exist_is_unknown(shop, fields, text):
    answer = shop.calls("maintenancedirect", OPERATION="SAS", **fields)
    assert dict(answer) == {
        "orderID": fields.get("ORDERID", ""),
        "PAYID": "",
        "PAYIDSUB": "0",
        "NCSTATUS": "5",
        "NCERROR": "50001130",
        "NCERRORPLUS": text,
        "ACCEPTANCE": "",
        "STATUS": "0",
        "amount": "",
        "currency": "",
        "PM": "",
        "BRAND": "",
    }


@pytest.mark.parametrize(
    ("fields", "ncerror", "text"),
    [
        ({"PAYID": None}, "50001111", " no orderid"),
        ({"OPERATION": None}, "50001111", " no operation"),
        ({"OPERATION": "RES"}, "50001007", "operation code not permitted"),
        ({"AMOUNT": "1.5"}, "50001006", " amount too long or not numeric"),
        ({"AMOUNT": "-1"}, "50001006", " amount too long or not numeric"),
        ({"AMOUNT": "0"}, "50001006", " amount too long or not numeric"),
    ],
)
def test_a_fault_in_the_data_is_no_operation(shop, payid, fields, ncerror, text):
    asked_for = {"PAYID": payid, "OPERATION": "SAS", "AMOUNT": "1"} | fields
    answer = shop.calls("maintenancedirect", **asked_for)
    assert (answer["NCERROR"], answer["NCERRORPLUS"]) == (ncerror, text)
    assert answer["PAYIDSUB"] == "0"
    assert shop.maintains(payid, "SAS")["PAYIDSUB"] == "1"


def test_another_account_does_not_reach_a_payid(shop, payid):
    shop.passphrase = "Demo-SHA-IN-production-4"
    fields = {"PAYID": payid, "OPERATION": "SAS", "PSWD": "Demo-Api-Password-3"}
    answer = shop.calls("maintenancedirect", "prod", **fields)
    assert answer["NCERROR"] == "50001130"


def test_an_order_may_be_named_by_its_orderid(shop, payid):
    assert shop.maintains(None, "SAS", ORDERID="S00042")["PAYID"] == payid


@pytest.mark.parametrize(
    ("settings", "operation", "ncerror"),
    [
        ({"permitted_operations": ["SAS", "DES"]}, "RFD 1", "50001218"),
        ({"permitted_operations": ["SAS", "RFD"]}, "DEL", "50001046"),
        ({"partial_captures": False}, "SAS 1", "50001093"),
    ],
)
def test_an_account_may_not_be_allowed_to(
    shop, merchant_set, payid, settings, operation, ncerror
):
    merchant_set(**settings)
    assert asked(shop, payid, operation, "SAS 10000") == [ncerror, "91"]


def test_a_pending_capture_may_be_closed_to_refunds(shop, merchant_set, payid):
    merchant_set(refunds_of_pending=False)
    assert asked(shop, payid, "SAS", "RFD 1") == ["91", "50001127"]
    shop.pulls("clock", settle=True)
    assert asked(shop, payid, "RFD 1") == ["81"]


def test_an_authorisation_expires_and_is_renewed(shop, merchant_set, payid, clock):
    merchant_set(authorisation_days=7)
    clock.advance(days=7, seconds=1)
    assert asked(shop, payid, "SAL 1", "REN", "SAL 1") == ["50001074", "5", "91"]


def test_what_the_page_sold_is_refunded(shop, shopper):
    shopper.opens(AMOUNT="10000")
    payid = shopper.pays().parameters["PAYID"]
    assert asked(shop, payid, "RFD 4000") == ["81"]
    assert shop.books() == (10000, 10000, 4000, 0)


def test_the_orders_tell_each_operation(shop, payid):
    asked(shop, payid, "SAL 6000", "SAL 6000")
    [order] = shop.pulls("orders", "GET")
    assert order["attempts"][0]["operations"] == [
        {
            "payidsub": number,
            "operation": "SAL",
            "amount": "60",
            "status": status,
            "ncerror": ncerror,
            "at": "2026-03-05T10:00:00+00:00",
        }
        for number, status, ncerror in ((1, 91, "0"), (2, 0, "50001126"))
    ]


def at_once(count, do):
    """Let ``count`` threads begin together; return what each got."""
    together, results = threading.Barrier(count), []

    def work(number):
        together.wait()
        results.append(do(number))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_many_captures_at_once_none_is_too_much(state, shop, payid):
    def capture(_number):
        return asked(Shop(state), payid, *["SAL 700"] * 4)

    answers = sum(at_once(8, capture), [])
    assert answers.count("91") == 14  # 98.00 of 100.00
    assert answers.count("50001126") == 18
    assert shop.books() == (10000, 9800, 0, 0)


def test_of_many_orders_at_once_one_is_charged(state, shop):
    answers = at_once(8, lambda _number: Shop(state).orders())
    assert sorted(answer["NCERROR"] for answer in answers) == ["0"] + ["50001113"] * 7
    assert {answer["PAYID"] for answer in answers} == {"3000000001"}
    assert shop.books() == (1510, 1510, 0, 0)
