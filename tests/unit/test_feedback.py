# SPDX-License-Identifier: LGPL-3.0-or-later
"""Results that are believed, and what they say."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from feedback_common import (
    PAID,
    believed,
    encoded,
    message,
    pairs_of,
    refused,
    several,
    signature,
)
from hypothesis import given
from hypothesis import strategies as st

from ogone.account import Account
from ogone.errors import MalformedFeedbackError
from ogone.feedback import Feedback
from ogone.statuses import Outcome

VECTORS = Path(__file__).parent / "vectors"


def test_a_signed_result_is_read():
    assert believed(message(PAID)) == Feedback(
        orderid="S00042-1",
        status=9,
        payid="3000000001",
        payidsub="",
        amount=Decimal("15.10"),
        currency="EUR",
        ncerror="",
        pm="CreditCard",
        brand="VISA",
        acceptance="654321",
        cardno="XXXXXXXXXXXX1111",
        ed="1227",
        alias="alias-42",
        parameters={
            "ORDERID": "S00042-1",
            "CURRENCY": "EUR",
            "AMOUNT": "15.1",
            "PM": "CreditCard",
            "ACCEPTANCE": "654321",
            "STATUS": "9",
            "CARDNO": "XXXXXXXXXXXX1111",
            "ED": "1227",
            "CN": "Jérôme",
            "PAYID": "3000000001",
            "NCERROR": "0",
            "BRAND": "VISA",
            "ALIAS": "alias-42",
        },
    )


def test_the_feedback_that_the_platform_once_sent_is_believed():
    # open-forms, recorded from the platform; its account signs with SHA-512
    body = (
        b"orderID=202100031&STATUS=9&PAYID=3138700369&NCERROR=0&SHASIGN=F21EC101D04FD8F"
        b"43662F4C5BE87F5E3E1B08293B15D61DC9E779392F4D411B40471311BAF53B8C656E1FD4C77099"
        b"9C40B512D35CBDA46BE30C0B91BFB9F272B"
    )
    feedback = believed(body, Account("MyPSPID", "in", "q8B4Pms_MJEUlRo_Icu&"))
    assert (feedback.orderid, feedback.status) == ("202100031", 9)
    assert feedback.payid == "3138700369"
    assert feedback.amount is None
    refused(body.replace(b"STATUS=9", b"STATUS=5"))


RECORDED = {
    row["id"]: row
    for row in json.loads((VECTORS / "directlink.json").read_text(encoding="utf-8"))
    if row["kind"] == "ecommerce-feedback"
}
MEANINGS = {
    "authorised": Outcome.AUTHORISED,
    "captured": Outcome.CAPTURED,
    "cancelled": Outcome.CANCELLED,
}


@pytest.mark.parametrize("key", RECORDED)
def test_a_recorded_feedback_means_what_its_recorder_says(key):
    feedback = believed(message(RECORDED[key]["params"]))
    meaning = RECORDED[key]["meaning"]
    assert feedback.orderid == meaning["orderid"]
    assert feedback.status == meaning["status"]
    assert feedback.payid == meaning["payid"]
    assert feedback.payidsub == (meaning["payidsub"] or "")
    assert feedback.ncerror == (meaning["ncerror"] or "").strip("0")
    assert feedback.meaning.outcome is MEANINGS[meaning["outcome"]]


def test_a_lower_case_signature_is_believed():
    pairs = pairs_of(PAID)
    body = encoded([*pairs, (b"shasign", signature(pairs).lower())])
    assert believed(body).orderid == "S00042-1"


def test_empty_values_are_neither_signed_nor_reported():
    body = message({**PAID, "ED": "", "COMPLUS": ""})
    feedback = believed(body)
    assert feedback.ed == ""
    assert not feedback.parameters.keys() & {"ED", "COMPLUS"}


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_accents_are_read_in_either_charset(charset):
    feedback = believed(message(PAID, charset=charset))
    assert feedback.parameters["CN"] == "Jérôme"


@several
@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0xFF), min_size=1))
def test_any_text_in_iso_8859_1_comes_out_as_it_went_in(name):
    try:
        name.encode("iso-8859-1").decode()
    except UnicodeDecodeError:
        feedback = believed(message({**PAID, "CN": name}, charset="iso-8859-1"))
        assert feedback.parameters["CN"] == name


@several
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_in_utf_8_comes_out_as_it_went_in(name):
    assert believed(message({**PAID, "CN": name})).parameters["CN"] == name


def test_a_plus_sign_is_a_blank_and_an_escaped_one_a_plus():
    pairs = pairs_of({"STATUS": "9", "orderID": "a b+c"})
    body = b"STATUS=9&orderID=a+b%2Bc&SHASIGN=" + signature(pairs)
    assert believed(body).orderid == "a b+c"


def test_a_currency_is_read_in_upper_case():
    assert believed(message({**PAID, "currency": "eur"})).currency == "EUR"


def test_a_payid_of_zero_is_no_payid():
    assert believed(message({**PAID, "PAYID": "0"})).payid == ""


@pytest.mark.parametrize("amount", ["", "15,10", "NaN", "١٥"])
def test_an_amount_that_cannot_be_read_is_no_amount(amount):
    assert believed(message({**PAID, "amount": amount})).amount is None


@pytest.mark.parametrize("text", ["-1", "!", "00", "1", "50001111", "A"])
def test_only_a_zero_stands_for_no_number(text):
    """What is no number either is kept as it came, for a person to see."""
    feedback = believed(message({**PAID, "PAYID": text, "NCERROR": text}))
    assert (feedback.payid, feedback.ncerror) == (text, text)


def test_a_zero_stands_for_no_error():
    assert believed(message({**PAID, "NCERROR": "0"})).ncerror == ""


def test_an_unknown_status_is_read_without_a_meaning():
    feedback = believed(message({**PAID, "STATUS": "42"}))
    assert (feedback.status, feedback.meaning) == (42, None)


@pytest.mark.parametrize(
    ("acceptance", "simulated"),
    [("test123", True), ("testoff", True), ("654321", False), ("", False)],
)
def test_a_test_payment_says_so_itself(acceptance, simulated):
    feedback = believed(message({**PAID, "ACCEPTANCE": acceptance}))
    assert feedback.simulated is simulated


@pytest.mark.parametrize(
    "changed",
    [
        {"STATUS": ""},
        {"STATUS": "x"},
        {"STATUS": "-9"},
        {"STATUS": " 9"},
        {"STATUS": "9\n"},
        {"STATUS": "٩"},
        {"STATUS": "99999"},
        {"orderID": ""},
    ],
)
def test_a_signed_message_without_a_result_is_refused(changed):
    reason = refused(message({**PAID, **changed}), MalformedFeedbackError)
    assert "dynamic parameters" in reason


def test_of_the_means_of_payment_little_is_kept():
    kept = {"BRAND": "VISA", "PM": "CreditCard", "CARDNO": "1111"}
    assert believed(message(PAID)).facts == kept
