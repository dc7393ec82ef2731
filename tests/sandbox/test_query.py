# SPDX-License-Identifier: LGPL-3.0-or-later
"""Queries: by PAYID, by ORDERID, by number of the operation; protocol 9.1."""

import pytest


def test_the_answer_is_whole(gateway):
    payid = gateway.order()["PAYID"]
    assert gateway.query(PAYID=payid) == {
        "orderID": "D1",
        "PAYID": payid,
        "PAYIDSUB": "",
        "NCSTATUS": "0",
        "NCERROR": "0",
        "NCERRORPLUS": "!",
        "ACCEPTANCE": "test123",
        "STATUS": "9",
        "ECI": "7",
        "amount": "15.1",
        "currency": "EUR",
        "PM": "CreditCard",
        "BRAND": "VISA",
        "CARDNO": "XXXXXXXXXXXX1111",
        "IP": "127.0.0.1",
    }


def test_the_last_operation_that_was_not_refused(gateway):
    payid = gateway.order(OPERATION="RES")["PAYID"]
    gateway.maintains(payid, "SAL", "1000")
    gateway.maintains(payid, "SAL", "9999")
    answer = gateway.query(PAYID=payid)
    assert (answer["PAYIDSUB"], answer["STATUS"], answer["amount"]) == ("1", "91", "10")


@pytest.mark.parametrize(
    ("number", "status", "amount"),
    [("0", "5", "15.1"), ("1", "91", "10"), ("2", "0", "99.99"), ("3", "81", "3")],
)
def test_by_number_of_the_operation(gateway, number, status, amount):
    payid = gateway.order(OPERATION="RES")["PAYID"]
    gateway.maintains(payid, "SAL", "1000")
    gateway.maintains(payid, "SAL", "9999")
    gateway.maintains(payid, "RFD", "300")
    answer = gateway.query(PAYID=payid, PAYIDSUB=number)
    assert (answer["PAYIDSUB"], answer["STATUS"]) == (number, status)
    assert answer["amount"] == amount


def test_a_number_that_does_not_exist(gateway):
    payid = gateway.order()["PAYID"]
    answer = gateway.query(PAYID=payid, PAYIDSUB="7")
    assert answer.status == ("", "50001131")


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ({"PAYID": "42"}, "unknown payid 42 for merchant OgoneDemo"),
        ({"ORDERID": "X"}, "unknown orderid X for merchant OgoneDemo"),
    ],
)
def test_unknown_order(gateway, named, text):
    answer = gateway.query(**named)
    assert answer.status == ("", "50001130")
    assert answer["NCERRORPLUS"] == text
    assert (answer["PAYID"], answer["PAYIDSUB"]) == ("", "")


def test_an_order_that_was_never_submitted(gateway):
    gateway.opens()
    assert gateway.query(ORDERID="S1")["NCERROR"] == "50001130"


def test_by_orderid_the_last_attempt_answers(gateway):
    gateway.opens()
    gateway.pays("4000300010010003")
    gateway.pays()
    answer = gateway.query(ORDERID="S1")
    assert (answer["PAYID"], answer["STATUS"]) == ("3000000002", "9")
    assert gateway.query(PAYID="3000000001")["STATUS"] == "2"


def test_an_order_of_the_page_tells_complus_and_paramplus(gateway):
    gateway.opens({"COMPLUS": "my <text>", "PARAMPLUS": "basket=7&lang=é&STATUS=5"})
    gateway.pays()
    answer = gateway.query(ORDERID="S1")
    assert answer["COMPLUS"] == "my <text>"
    assert (answer["basket"], answer["lang"]) == ("7", "é")
    assert answer["STATUS"] == "9"  # what is there already is not overwritten


@pytest.mark.parametrize(
    ("method", "cardno"),
    [
        ("PostFinance Card", "**-XXXX-49"),
        ("PAYPAL", "shopper@e-XXXXXXXX-le"),
        ("BCMC", "XXXXXXXXXXXXX0003"),
    ],
)
def test_masks_of_other_methods(gateway, method, cardno):
    gateway.opens()
    gateway.chooses(method, "accept")
    assert gateway.query(ORDERID="S1")["CARDNO"] == cardno
