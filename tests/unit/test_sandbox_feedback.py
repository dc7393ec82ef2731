# SPDX-License-Identifier: LGPL-3.0-or-later
"""Feedback as the simulated gateway words it: names, values, signature, charset."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from sandbox_common import LATIN1_PAGE, UTF_8_PAGE

from ogone.statuses import Status
from sandbox.accounts.merchants import DEMO, FeedbackCharset, HashAlgorithm
from sandbox.books.methods import METHODS
from sandbox.books.operations import Operation
from sandbox.books.orders import Attempt, Entry, Means, OrderRequest, Verdict
from sandbox.feedback.messages import feedback

GUIDE = replace(
    DEMO,
    sha_out="Mysecretsig1875!?",
    hash_algorithm=HashAlgorithm.SHA1,
    charset=FeedbackCharset.UTF_8,
)


def paid(orderid, amount, payid, means, verdict=None, ip="", **parameters):
    request = OrderRequest(
        environment="test",
        pspid="MyPSPID",
        orderid=orderid,
        amount=amount,
        currency="EUR",
        operation=Operation.SALE,
        charset="utf-8",
        parameters=parameters,
        methods=METHODS,
    )
    at = datetime(2011, 1, 10, tzinfo=timezone.utc)
    verdict = verdict or Verdict(Status.CAPTURED, "0", "test123")
    entry = Entry(0, Operation.SALE, amount, verdict, at)
    return Attempt(payid, request, means, ip, [entry])


def restricted(names):
    return replace(GUIDE, dynamic_parameters=tuple(names.split()))


def test_the_guides_example_is_signed_as_printed():
    means = Means("CreditCard", "VISA", "XXXXXXXXXXXX1111")
    verdict = Verdict(Status.CAPTURED, "0", "1234")
    merchant = restricted(
        "ACCEPTANCE AMOUNT BRAND CARDNO CURRENCY NCERROR ORDERID PAYID PM STATUS"
    )
    message = feedback(paid("12", 1500, 32100123, means, verdict), merchant)
    assert dict(message.pairs) == {
        "orderID": "12",
        "currency": "EUR",
        "amount": "15",
        "PM": "CreditCard",
        "ACCEPTANCE": "1234",
        "STATUS": "9",
        "CARDNO": "XXXXXXXXXXXX1111",
        "PAYID": "32100123",
        "NCERROR": "0",
        "BRAND": "VISA",
        "SHASIGN": "209113288F93A9AB8E474EA78D899AFDBB874355",
    }


def test_complus_is_signed_and_paramplus_is_not():
    """Values and digest of a vector that another client publishes [MARLON]."""
    means = Means("CreditCard", "VISA", "XXXXXXXXXXXX1111", "0312", "Some Name")
    attempt = paid(
        "myorderid1678834094",
        9900,
        9126297,
        means,
        ip="12.123.12.123",
        COMPLUS="my feedbackmessage",
        PARAMPLUS="foo=bar",
    )
    assert feedback(attempt, GUIDE).encoded == (
        "orderID=myorderid1678834094&currency=EUR&amount=99&PM=CreditCard"
        "&ACCEPTANCE=test123&STATUS=9&CARDNO=XXXXXXXXXXXX1111&ED=0312&CN=Some+Name"
        "&TRXDATE=01%2F10%2F11&PAYID=9126297&NCERROR=0&BRAND=VISA&IP=12.123.12.123"
        "&COMPLUS=my+feedbackmessage&foo=bar"
        "&SHASIGN=D58400479DCEDD6B6C7E67D61FDC0CC9E6ED65CB"
    )


@pytest.mark.parametrize(
    ("charset", "name", "signature"),
    [
        (
            FeedbackCharset.UTF_8,
            "CN=J%C3%A9r%C3%B4me",
            "EBCD311CB25118B69F632282AD0F3A7C6EFB6BB7",
        ),
        (
            FeedbackCharset.ISO_8859_1,
            "CN=J%E9r%F4me",
            "2EFDA35CA9A3EE31B8598BDC5D9E6E9AAA22748E",
        ),
        (
            FeedbackCharset.REQUEST,
            "CN=J%C3%A9r%C3%B4me",
            "EBCD311CB25118B69F632282AD0F3A7C6EFB6BB7",
        ),
    ],
)
def test_the_charset_covers_values_and_signature(charset, name, signature):
    merchant = restricted("AMOUNT CN CURRENCY ORDERID STATUS")
    attempt = paid("12", 1500, 1, Means("CreditCard", cn="Jérôme"))
    encoded = feedback(attempt, replace(merchant, charset=charset)).encoded
    assert name in encoded
    assert encoded.endswith(f"&SHASIGN={signature}")


def test_what_a_charset_cannot_say_is_a_question_mark():
    merchant = replace(GUIDE, charset=FeedbackCharset.ISO_8859_1)
    attempt = paid("12", 1500, 1, Means("CreditCard", cn="Łukasz"))
    assert "&CN=%3Fukasz&" in feedback(attempt, merchant).encoded


@pytest.mark.parametrize(
    ("page", "method", "encoded"),
    [
        (UTF_8_PAGE, "iDEAL", "CN=J%C3%A9r%C3%B4me"),
        (LATIN1_PAGE, "iDEAL", "CN=J%E9r%F4me"),
        (UTF_8_PAGE, "PostFinance Card", "CN=J%E9r%F4me"),
    ],
)
def test_the_charset_of_the_page_comes_back(shopper, page, method, encoded):
    shopper.opens(page, CN="Jérôme")
    assert encoded in shopper.chooses(method, "accept").response.location


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [
        ("1500", "15"),
        ("1510", "15.1"),
        ("1512", "15.12"),
        ("7", "0.07"),
        ("100000", "1000"),
    ],
)
def test_an_amount_has_no_trailing_zeros(shopper, hundredths, text):
    shopper.opens(AMOUNT=hundredths)
    assert shopper.pays().parameters["amount"] == text


def test_feedback_of_a_paid_order(shopper):
    shopper.opens()
    parameters = shopper.pays().parameters
    parameters.pop("SHASIGN")
    assert parameters == {
        "orderID": "S00042",
        "currency": "EUR",
        "amount": "15.1",
        "PM": "CreditCard",
        "ACCEPTANCE": "test123",
        "STATUS": "9",
        "CARDNO": "XXXXXXXXXXXX1111",
        "ED": "1230",
        "CN": "Jane Doe",
        "TRXDATE": "03/05/26",
        "PAYID": "3000000001",
        "NCERROR": "0",
        "BRAND": "VISA",
        "IP": "192.0.2.7",
    }


def test_feedback_of_a_cancelled_order_has_empty_values(shopper):
    shopper.opens(CN="Sebastien Saunier")
    parameters = shopper.presses("cancel").parameters
    empty = [name for name, value in parameters.items() if not value]
    assert empty == ["ACCEPTANCE", "CARDNO", "ED", "NCERROR", "BRAND"]
    assert parameters["CN"] == "Sebastien Saunier"
    assert parameters["PAYID"] == "3000000001"


def test_only_the_parameters_that_were_chosen_are_sent(shopper, merchant_set):
    merchant_set(dynamic_parameters=["NCERROR", "PAYID", "ORDERID", "STATUS"])
    shopper.opens()
    assert set(shopper.pays().parameters) == {
        "orderID",
        "STATUS",
        "PAYID",
        "NCERROR",
        "SHASIGN",
    }


@pytest.mark.parametrize("settings", [{"redirect_parameters": False}, {"sha_out": ""}])
def test_the_browser_may_come_back_with_nothing(shopper, merchant_set, settings):
    merchant_set(**settings)
    shopper.opens()
    assert shopper.pays().response.location == "https://shop.example/accept"


def test_parameters_join_the_query_of_the_address(shopper):
    shopper.opens(ACCEPTURL="https://shop.example/accept?lang=fr#top")
    location = shopper.pays().response.location
    assert location.startswith("https://shop.example/accept?lang=fr&orderID=S00042&")
    assert location.endswith("#top")


def test_browser_and_server_carry_the_same(shopper, post):
    shopper.opens(COMPLUS="a&b", PARAMPLUS="shop=1&lang=fr")
    left = shopper.pays()
    assert [sent for _, _, sent in post.received] == [left.parameters]
    assert left.parameters["lang"] == "fr"
