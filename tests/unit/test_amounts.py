# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts: times 100 in requests, decimal text in answers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.amounts import from_answer, to_request
from ogone.errors import MalformedFeedbackError, UnsendableOrderError


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("15.00", "1500"),
        ("15", "1500"),
        ("15.1", "1510"),
        ("1.15", "115"),  # 114 by binary fractions
        ("0.01", "1"),
        ("500", "50000"),  # of yen, too
        ("1E+2", "10000"),
        ("12.340", "1234"),
        ("9999999999999.99", "999999999999999"),
    ],
)
def test_a_request_spells_an_amount_times_100(amount, text):
    assert to_request(Decimal(amount)) == text


@given(st.integers(1, 999_999_999_999_999))
def test_every_amount_that_fits_is_sent_to_the_cent(cents):
    assert to_request(Decimal(cents).scaleb(-2)) == str(cents)


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "-0.00",
        "-0.01",
        "-Infinity",
        "0.001",
        "1.234",
        "1.999",
        "10000000000000.00",
        "1E+13",
        "123456789012345678901234567890.01",
    ],
)
def test_an_amount_that_a_request_cannot_spell_is_refused(amount):
    with pytest.raises(UnsendableOrderError):
        to_request(Decimal(amount))


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "1E+999999", "1E+5000"])
def test_an_amount_that_is_no_finite_number_is_refused(amount):
    with pytest.raises(UnsendableOrderError):
        to_request(Decimal(amount))


def test_an_amount_is_not_rounded_to_be_sendable():
    with pytest.raises(UnsendableOrderError):
        to_request(Decimal("0.0100000000000000000000000000000001"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15", "15.00"),
        ("15.1", "15.10"),
        ("15.12", "15.12"),
        ("7.5", "7.50"),
        ("0.01", "0.01"),
        ("0", "0"),
        ("1111.11", "1111.11"),
        ("12.345", "12.345"),  # dinars have three decimals
    ],
)
def test_an_answer_spells_an_amount_as_a_decimal_number(text, amount):
    assert from_answer(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 15",
        "15\n",
        "-15",
        "+15",
        "15,10",
        "1,500.00",
        "1 500",
        "1_500",
        "1e3",
        "NaN",
        "Infinity",
        "0x10",
        ".5",
        "5.",
        "1.2.3",
        "1.1234567",
        "1234567890123456",
        "١٥",
        "１５",
        pytest.param("9" * 5000, id="5000 digits"),
    ],
)
def test_an_amount_that_ogone_would_not_write_is_refused(text):
    with pytest.raises(MalformedFeedbackError):
        from_answer(text)


def test_the_error_shows_little_of_what_arrived():
    with pytest.raises(MalformedFeedbackError) as caught:
        from_answer("<script>" + "A" * 30_000)
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize("digits", [42, 400])
def test_what_is_quoted_of_an_amount_is_cut(digits):
    with pytest.raises(MalformedFeedbackError) as quoted:
        from_answer("x" * digits)
    assert str(quoted.value) == f"its AMOUNT '{'x' * 39} is no amount"
    with pytest.raises(UnsendableOrderError) as quoted:
        to_request(Decimal("1" * digits))
    assert str(quoted.value).endswith(f"after it, not {'1' * 40}.")
