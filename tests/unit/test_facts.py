# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is kept of the means of payment: an allow-list of names and of values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.answer import Answer
from ogone.facts import facts
from ogone.feedback import Feedback

TOLD = {
    "ORDERID": "S00042-1",
    "STATUS": "9",
    "PM": "CreditCard",
    "BRAND": "VISA",
    "CARDNO": "XXXXXXXXXXXX1111",
    "ED": "1230",
    "CN": "Norbert Buyer",
    "ALIAS": "MARKED-alias",
    "IP": "203.0.113.7",
    "ECI": "5",
    "CVCCHECK": "OK",
    "AAVCHECK": "KO",
    "AAVZIP": "NO",
    "IPCTY": "BE",
    "CCCTY": "99",
    "EMAIL": "norbert@example.com",
}
KEPT = {
    "PM": "CreditCard",
    "BRAND": "VISA",
    "CARDNO": "1111",
    "ECI": "5",
    "CVCCHECK": "OK",
    "AAVCHECK": "KO",
    "AAVZIP": "NO",
    "IPCTY": "BE",
    "CCCTY": "99",
}


def test_no_name_alias_address_or_date_is_kept():
    assert facts(TOLD) == KEPT


def test_a_feedback_and_an_answer_tell_the_same():
    attributes = " ".join(f'{name}="{value}"' for name, value in TOLD.items())
    answer = Answer.read(f"<ncresponse {attributes}/>".encode())
    assert answer.facts == KEPT
    assert Feedback.read(TOLD).facts == KEPT


def test_nothing_is_told():
    assert facts({}) == {}
    assert facts({"BRAND": "", "CARDNO": " ", "ECI": "", "CVCCHECK": ""}) == {}


@pytest.mark.parametrize(
    ("cardno", "digits"),
    [
        ("XXXXXXXXXXXX1111", "1111"),
        ("374111xxxxxxx11", "11"),
        ("**-XXXX-49", "49"),
        ("4111111111111111", "1111"),
        ("b****r@example.com", None),
        ("XXXXXXXXXXXX\uff11\uff11", None),
    ],
)
def test_four_digits_of_a_card_at_most(cardno, digits):
    assert facts({"CARDNO": cardno}).get("CARDNO") == digits


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ECI", "123"),
        ("ECI", "x"),
        ("ECI", "\u0665"),
        ("CVCCHECK", "OKAY"),
        ("CVCCHECK", "ok"),
        ("AAVCHECK", "<b>"),
        ("IPCTY", "Belgium"),
        ("IPCTY", "A3"),
        ("CCCTY", "\0\0"),
        ("BRAND", "\0\n"),
    ],
)
def test_a_value_that_no_document_knows_is_left_out(name, value):
    assert facts({name: value}) == {}


def test_texts_are_cut_and_cleaned():
    assert facts({"BRAND": " VI\0SA\n" + "x" * 99}) == {"BRAND": "VISA" + "x" * 21}


@given(st.dictionaries(st.sampled_from(sorted(TOLD)), st.text()))
def test_whatever_is_told_can_be_stored(told):
    kept = facts(told)
    assert kept.keys() <= KEPT.keys()
    assert all(len(value) <= 25 and value.isprintable() for value in kept.values())
