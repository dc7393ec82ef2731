# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts and dates as people and spreadsheets write them.

Nothing is moved by what is read here: what Ogone says itself is read strictly, in
:mod:`ogone.amounts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Iterable

_NEGATIVE = re.compile(r"-(.+)|(.+)-|\((.+)\)", re.ASCII)
# A blank or an apostrophe is never a decimal sign.
_THOUSANDS_ONLY = re.compile(r"(?<=[0-9])[\s'\u2019](?=[0-9]{3}(?![0-9]))")
_PLAIN = re.compile(r"([0-9]{1,15})(?:([.,])([0-9]{1,6}))?", re.ASCII)
_GROUPED = re.compile(
    r"([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3}){0,4})(?:(?!\2)([.,])([0-9]{1,6}))?",
    re.ASCII,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})", re.ASCII)
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})", re.ASCII
)


@dataclass(frozen=True)
class Spelled:
    """An amount, and the signs that it is written with; "" where there is none."""

    amount: Decimal
    decimal_sign: str = ""
    thousands_sign: str = ""


def amount_of(text: str) -> Spelled | None:
    """Return the amount that ``text`` spells, or ``None`` if it is none.

    A single sign with three digits after it parts thousands, for no amount of the
    platform has three decimals.

    >>> [str(amount_of(text).amount) for text in ("15.1", "1.234,56", "(1'234)")]
    ['15.1', '1234.56', '-1234']
    """
    text = text.strip().replace("\u2212", "-")
    negative = _NEGATIVE.fullmatch(text)
    if negative:
        text = next(filter(None, negative.groups()))
    text = _THOUSANDS_ONLY.sub("", text.strip())
    spelled = _in_groups(text) or _in_one(text)
    if spelled is None or not negative:
        return spelled
    return Spelled(-spelled.amount, spelled.decimal_sign, spelled.thousands_sign)


def _in_groups(text: str) -> Spelled | None:
    found = _GROUPED.fullmatch(text)
    if not found:
        return None
    whole, thousands, decimal, rest = found.groups(default="")
    whole = whole.replace(thousands, "")
    amount = Decimal(f"{whole}.{rest}" if rest else whole)
    return Spelled(amount, decimal, thousands)


def _in_one(text: str) -> Spelled | None:
    found = _PLAIN.fullmatch(text)
    if not found:
        return None
    whole, decimal, rest = found.groups(default="")
    return Spelled(Decimal(f"{whole}.{rest}" if rest else whole), decimal)


def dates_of(texts: Iterable[str]) -> list[date | None]:
    """Return the day that each text begins with, ``None`` where there is none.

    Whether the day or the month comes first, all of them together tell; if they do not,
    it is the day.
    """
    parts = [_parts(text) for text in texts]
    orders = (_day_first, _month_first)
    days = [[order(part) if part else None for part in parts] for order in orders]
    return max(days, key=lambda read: sum(map(bool, read)))  # the first one of equals


def _parts(text: str) -> tuple[int, int, int, bool] | None:
    """Return three numbers, the year first, and whether the order of the others is
    known.
    """
    first = text.replace("T", " ").split()[:1]
    for word in first:
        if found := _YEAR_FIRST.fullmatch(word):
            year, month, day = map(int, found.groups())
            return year, month, day, True
        if found := _YEAR_LAST.fullmatch(word):
            one, other, year = map(int, found.groups())
            return (year if year > 99 else 2000 + year), one, other, False
    return None


def _day_first(parts: tuple[int, int, int, bool]) -> date | None:
    year, one, other, month_first = parts
    return _date(year, one, other) if month_first else _date(year, other, one)


def _month_first(parts: tuple[int, int, int, bool]) -> date | None:
    return _date(*parts[:3])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
