# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts and dates as people and spreadsheets write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.spelling import Spelled, amount_of, dates_of


@pytest.mark.parametrize(
    ("text", "amount", "decimal", "thousands"),
    [
        ("15", "15", "", ""),
        ("15.1", "15.1", ".", ""),
        ("15,10", "15.10", ",", ""),
        ("0.5", "0.5", ".", ""),
        ("0.500", "0.500", ".", ""),
        ("00015.00", "15.00", ".", ""),
        ("1234.567", "1234.567", ".", ""),
        ("1.234", "1234", "", "."),
        ("1,234", "1234", "", ","),
        ("1.000", "1000", "", "."),
        ("1.234,56", "1234.56", ",", "."),
        ("1,234.56", "1234.56", ".", ","),
        ("1.234.567,8", "1234567.8", ",", "."),
        ("1'234.50", "1234.50", ".", ""),
        ("1 234 567,50", "1234567.50", ",", ""),
        ("1\u00a0234,50", "1234.50", ",", ""),
        ("1\u2019234", "1234", "", ""),
        (" -15.10 ", "-15.10", ".", ""),
        ("\u221215,10", "-15.10", ",", ""),
        ("15.10-", "-15.10", ".", ""),
        ("(1.234,56)", "-1234.56", ",", "."),
    ],
)
def test_amounts(text, amount, decimal, thousands):
    assert amount_of(text) == Spelled(Decimal(amount), decimal, thousands)


@pytest.mark.parametrize(
    "text",
    ["", "-", "--1", "abc", "1.2.3", "1,23,456", "1.234.56", "1.234,567,8", ".5"]
    + ["1,2.3,4", "1e3", "\u0663", "15 EUR", "1 23", "5.", "(5", "1" * 16],
)
def test_no_amounts(text):
    assert amount_of(text) is None


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from([(".", ","), (",", "."), (".", "'"), (",", " "), (",", "")]),
)
def test_an_amount_comes_back_however_it_is_written(amount, signs):
    decimal, thousands = signs
    text = f"{amount:,.2f}".replace(",", "#").replace(".", decimal)
    assert amount_of(text.replace("#", thousands)).amount == amount
    assert amount_of(f"-{text.replace('#', thousands)}").amount == -amount


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_none(text):
    read = amount_of(text)
    assert read is None or read.amount.is_finite()


DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["2026-03-05"], [DAY]),
        (["2026-03-05T10:11:12", "20260305", "2026/03/05 10:11"], [DAY] * 3),
        (["05/03/2026", "5.3.26", "05-03-26 23:59"], [DAY] * 3),
        (["05/03/2026", "31/03/2026"], [DAY, date(2026, 3, 31)]),
        (["03/05/2026", "03/31/2026"], [DAY, date(2026, 3, 31)]),
        (["03/05/26", "05/13/26", "2026-03-05"], [DAY, date(2026, 5, 13), DAY]),
        (["", "soon", "2026-02-30", "05/03/2026"], [None, None, None, DAY]),
        (["2026-13-01", "05/03/2026"], [None, DAY]),
        ([], []),
    ],
)
def test_dates(texts, days):
    assert dates_of(texts) == days


@given(st.lists(st.text(max_size=20)))
def test_any_texts_are_dates_or_none(texts):
    assert len(dates_of(texts)) == len(texts)
