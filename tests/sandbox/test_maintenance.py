# SPDX-License-Identifier: LGPL-3.0-or-later
"""Captures, voids, refunds and renewals of a PAYID: protocol 8."""

import pytest

NOT_AUTHORISED = ("0", "50001127")
TOO_MUCH_CAPTURED = ("0", "50001126")
TOO_MUCH_REFUNDED = ("0", "50001129")


@pytest.fixture
def authorised(gateway):
    """The PAYID of an authorisation of 15.10."""
    return gateway.order(OPERATION="RES")["PAYID"]


@pytest.fixture
def paid(gateway):
    """The PAYID of a sale of 15.10."""
    return gateway.order()["PAYID"]


def does(gateway, payid, steps):
    """Do one step after the other, and return what each answered."""
    answers = []
    for step in steps:
        operation, _blank, amount = step.partition(" ")
        answers.append(gateway.maintains(payid, operation, amount or None).status)
    return answers


@pytest.mark.parametrize(
    ("operation", "status"),
    [("SAL", "91"), ("SAS", "91"), ("DEL", "61"), ("DES", "61"), ("REN", "5")],
)
def test_of_an_authorisation(gateway, authorised, operation, status):
    answer = gateway.maintains(authorised, operation, "1510")
    assert answer == {
        "orderID": "D1",
        "PAYID": authorised,
        "PAYIDSUB": "1",
        "NCSTATUS": "0",
        "NCERROR": "0",
        "NCERRORPLUS": "!",
        "ACCEPTANCE": "test123" if operation == "REN" else "",
        "STATUS": status,
        "amount": "15.1",
        "currency": "EUR",
        "PM": "CreditCard",
        "BRAND": "VISA",
    }


@pytest.mark.parametrize("operation", ["RFD", "RFS"])
@pytest.mark.parametrize(("before", "status"), [(False, "81"), (True, "71")])
def test_of_a_sale(gateway, paid, operation, before, status):
    gateway.set(before_cutover=before)
    answer = gateway.maintains(paid, operation, "500")
    assert answer.status == (status, "0")
    assert answer["amount"] == "5"


@pytest.mark.parametrize("operation", ["DEL", "DES"])
def test_a_sale_may_be_deleted_before_the_cut_over(gateway, paid, operation):
    assert gateway.maintains(paid, operation).status == NOT_AUTHORISED
    gateway.set(before_cutover=True)
    assert gateway.maintains(paid, operation).status == ("71", "0")


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        (["SAL 1000", "SAL 510"], ("91", "0")),
        (["SAL 1000", "SAS 510"], ("91", "0")),
        (["SAL 1000", "SAL 511"], TOO_MUCH_CAPTURED),
        (["SAL 1511"], TOO_MUCH_CAPTURED),
        (["SAL", "SAL 1"], NOT_AUTHORISED),
        (["SAS 1000", "SAL 510"], NOT_AUTHORISED),
        (["SAS 1000", "DES"], NOT_AUTHORISED),
        (["SAL 1000", "DEL"], ("61", "0")),
        (["DEL", "SAL 1"], NOT_AUTHORISED),
        (["DEL", "DEL"], NOT_AUTHORISED),
        (["DEL", "REN"], ("5", "0")),
        (["DEL", "REN", "SAL 1510"], ("91", "0")),
        (["DES", "REN"], NOT_AUTHORISED),
        (["SAS", "REN"], NOT_AUTHORISED),
        (["RFD 100"], NOT_AUTHORISED),
        (["SAL 1000", "RFD 1000"], ("81", "0")),
        (["SAL 1000", "RFD 1001"], TOO_MUCH_REFUNDED),
    ],
)
def test_sums_of_an_authorisation(gateway, authorised, steps, last):
    assert does(gateway, authorised, steps)[-1] == last


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        (["RFD 1000", "RFD 510"], ("81", "0")),
        (["RFD 1000", "RFD 511"], TOO_MUCH_REFUNDED),
        (["RFD", "RFD 1"], TOO_MUCH_REFUNDED),
        (["RFS 100", "RFD 1"], NOT_AUTHORISED),
        (["RFD 1511"], TOO_MUCH_REFUNDED),
        (["SAL 1510"], NOT_AUTHORISED),
        (["SAS"], NOT_AUTHORISED),
        (["REN"], NOT_AUTHORISED),
    ],
)
def test_sums_of_a_sale(gateway, paid, steps, last):
    assert does(gateway, paid, steps)[-1] == last


def test_the_text_of_a_second_identical_call(gateway, authorised):
    gateway.maintains(authorised, "SAS")
    answer = gateway.maintains(authorised, "SAS")
    assert answer["NCERRORPLUS"] == "|this order is not authorized|"
    assert answer["PAYIDSUB"] == "2"  # the refused ones count too


def test_a_void_takes_all_that_is_left(gateway, authorised):
    gateway.maintains(authorised, "SAL", "1000")
    assert gateway.maintains(authorised, "DEL", "1")["amount"] == "5.1"


def test_a_fault_in_the_data_takes_no_number(gateway, authorised):
    assert gateway.maintains(authorised, "SAL", "1.5")["NCERROR"] == "50001006"
    assert gateway.maintains(authorised, "SAL", "150")["PAYIDSUB"] == "1"


@pytest.mark.parametrize(
    ("operation", "ncerror", "text"),
    [
        (None, "50001111", " no operation"),
        ("RES", "50001007", "operation code not permitted"),
        ("XXX", "50001007", "operation code not permitted"),
    ],
)
def test_operations_that_are_none(gateway, authorised, operation, ncerror, text):
    answer = gateway.maintains(authorised, operation)
    assert answer.status == ("0", ncerror)
    assert answer["NCERRORPLUS"] == text


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ({"PAYID": "42"}, "unknown payid 42 for merchant OgoneDemo"),
        ({"PAYID": "abc"}, "unknown payid abc for merchant OgoneDemo"),
        ({"ORDERID": "X"}, "unknown orderid X for merchant OgoneDemo"),
    ],
)
def test_unknown_order(gateway, named, text):
    answer = gateway.direct("maintenancedirect", named | {"OPERATION": "SAS"})
    assert answer.status == ("0", "50001130")
    assert answer["NCERRORPLUS"] == text
    assert (answer["PAYID"], answer["PAYIDSUB"]) == ("", "0")


def test_by_orderid(gateway, authorised):
    request = {"ORDERID": "D1", "OPERATION": "SAS"}
    answer = gateway.direct("maintenancedirect", request)
    assert (answer["PAYID"], answer["STATUS"]) == (authorised, "91")


def test_of_an_order_that_was_refused(gateway):
    payid = gateway.order(CARDNO="4000300010010003")["PAYID"]
    assert gateway.maintains(payid, "SAS").status == NOT_AUTHORISED
    assert gateway.maintains(payid, "RFD").status == NOT_AUTHORISED


@pytest.mark.parametrize(
    ("permitted", "operation", "ncerror"),
    [
        (["SAL", "SAS"], "RFD", "50001218"),
        (["SAL", "SAS"], "RFS", "50001218"),
        (["RFD"], "SAS", "50001046"),
        (["RFD"], "DES", "50001046"),
    ],
)
def test_operations_not_permitted(gateway, authorised, permitted, operation, ncerror):
    gateway.set(permitted_operations=permitted)
    assert gateway.maintains(authorised, operation).status == ("0", ncerror)


def test_no_partial_captures(gateway, authorised):
    gateway.set(partial_captures=False)
    assert gateway.maintains(authorised, "SAL", "500").status == ("0", "50001093")
    assert gateway.maintains(authorised, "SAL", "1510").status == ("91", "0")


def test_an_authorisation_expires_and_may_be_renewed(gateway, authorised):
    gateway.set(authorisation_days=7.0)
    gateway.lever("clock", advance=8 * 86400)
    assert gateway.maintains(authorised, "SAS").status == ("0", "50001074")
    assert gateway.maintains(authorised, "REN").status == ("5", "0")
    assert gateway.maintains(authorised, "SAS").status == ("91", "0")


def test_no_refund_of_what_is_pending(gateway, authorised):
    gateway.set(refunds_of_pending=False)
    gateway.maintains(authorised, "SAS")
    assert gateway.maintains(authorised, "RFD", "100").status == NOT_AUTHORISED
    gateway.lever("clock", settle=True)
    assert gateway.maintains(authorised, "RFD", "100").status == ("81", "0")


def test_the_books(gateway, authorised):
    does(gateway, authorised, ["SAL 1000", "RFD 300", "DEL", "SAL 1"])
    sums = gateway.told("books")[0]
    assert (sums["authorised"], sums["captured"]) == (1510, 1000)
    assert (sums["refunded"], sums["voided"]) == (300, 510)
