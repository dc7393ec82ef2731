# SPDX-License-Identifier: LGPL-3.0-or-later
"""NCERROR in words."""

import pytest

from ogone.ncerror import kind, kinds, reason


@pytest.mark.parametrize(
    ("ncerror", "text"),
    [
        ("30511001", "Insufficient funds (30511001)"),
        ("30331001", "Card expired (30331001)"),
        ("30171001", "Method cancelled by the customer (30171001)"),
        ("30001997", "Cancelled by the simulator (test only) (30001997)"),
        ("40001134", "3-D Secure: authentication failed (40001134)"),
        ("50001113", "The order was already processed (50001113)"),
        ("50001184", "SHA mismatch (50001184)"),
        ("55555555", "The data entered are not correct (55555555)"),
        ("60001057", "The name is missing (60001057)"),
    ],
)
def test_a_documented_code_has_its_reason(ncerror, text):
    assert reason(ncerror) == text


# Both ends of ranges, and what stands inside one with a meaning of its own.
@pytest.mark.parametrize(
    ("ncerror", "words"),
    [
        ("10001001", "Communication failure"),
        ("10001005", "Communication failure"),
        ("20001010", "The outcome is unknown"),
        ("30001056", "Acquirer temporarily unavailable"),
        ("30001058", "Acquirer temporarily unavailable"),
        ("30051017", "Refused by AfterPay"),
        ("40001011", "Technical problem, retry"),
        ("40001012", "Connection error to the bank"),
        ("50001182", "Expiry"),
        ("50001215", "An invoice method"),
        ("50001216", "The alias must differ"),
        ("50001217", "An invoice method"),
    ],
)
def test_a_range_of_codes_shares_its_reason(ncerror, words):
    assert reason(ncerror).startswith(words)


@pytest.mark.parametrize(
    ("ncerror", "text"),
    [
        ("10009999", "Communication with the acquirer failed (10009999)"),
        (
            "20009999",
            "The outcome is unknown; Ogone clears it up with the acquirer (20009999)",
        ),
        ("30991001", "The payment was refused by the acquirer (30991001)"),
        (
            "49999999",
            "A technical problem, or the cardholder was not authenticated (49999999)",
        ),
        ("50009999", "The data are not correct (50009999)"),
        ("60001001", "The direct debit was returned (60001001)"),
        ("70000000", "Unknown error (70000000)"),
    ],
)
def test_an_undocumented_code_is_explained_by_its_class(ncerror, text):
    assert reason(ncerror) == text


@pytest.mark.parametrize("ncerror", ["", "0", "00000000"])
def test_no_error_has_no_reason(ncerror):
    assert reason(ncerror) == ""


@pytest.mark.parametrize(
    "ncerror", ["<b>", "5000111x", "-1", " 0", "٥", "５０００１１１１", "²"]
)
def test_what_is_no_number_has_no_reason(ncerror):
    assert reason(ncerror) == ""


def test_a_number_of_any_length_is_bearable():
    assert len(reason("3" * 5000)) < 80


@pytest.mark.parametrize(
    ("ncerror", "counted"),
    [
        ("30511001", "30511001"),
        ("30051017", "30051017"),
        ("30991001", "3"),
        ("80001001", "8"),
        ("0", ""),
        ("", ""),
        ("030511001", ""),
        ("no code", ""),
    ],
)
def test_a_code_is_counted_by_itself_or_its_class(ncerror, counted):
    assert kind(ncerror) == counted


def test_whatever_a_code_is_counted_by_has_words():
    words = dict(kinds())
    assert words["30511001"] == "Insufficient funds (30511001)"
    assert words["3"] == "The payment was refused by the acquirer"
    assert words["8"] == "Unknown error"
    assert len(words) == len(kinds())
