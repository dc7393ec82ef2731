# SPDX-License-Identifier: LGPL-3.0-or-later
"""The list of transactions that a merchant exports from the back office.

What it says is believed by nobody: it only tells what to ask Ogone about.

:source: [BATCH] 5 for a line for each order, or for each operation
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Iterator, Sequence

from .errors import TransactionFileError
from .spelling import amount_of, dates_of
from .statuses import Status
from .table import Line, lines_of, text_of
from .texts import Text, _lt
from .transaction_header import Header, Names, header_of

MOST_ROWS = 30_000
_LONGEST = 60
_PAYID = re.compile(r"([0-9]{1,20})(?:[/_.-]([0-9]{1,4}))?", re.ASCII)
_LONG_NUMBER = re.compile(r"[0-9]{6}", re.ASCII)  # others may count the lines
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]+", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_STATUS = re.compile(r"([0-9]{1,3})(?:\s*[-:(\u2013].*)?", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One line: an order, or an operation on it.

    :ivar line: Its number in the file.
    :ivar payidsub: "" in a file with one line for each order.
    :ivar date: ``None`` where it is not told, or cannot be read.
    :ivar amount: Below zero if the file writes refunds so.
    :ivar currency: "" where it is not told.
    """

    line: int
    payid: str
    payidsub: str
    orderid: str
    status: int
    date: date | None
    amount: Decimal
    currency: str
    method: str
    brand: str

    @property
    def meaning(self) -> Status | None:
        """What its number stands for, or ``None`` if no document knows it."""
        return Status.find(self.status)


def read(content: bytes, names: Names) -> tuple[Row, ...]:
    """Read a file of whatever charset, separator and decimal sign.

    :param names: Names that the header may give to each column, the likeliest first;
        case, blanks, accents and signs make no difference.
    :raise TransactionFileError: if it is no such file, or a line cannot be read: which
        one, and why. No value of the file is repeated.
    """
    text = text_of(content)
    header = header_of(text, names)
    lines = _payments(text, header)
    days = dates_of(header.cell(line, "date") for line in lines)
    amounts = _amounts(lines, header)
    return tuple(
        _row(line, header, day, amount)
        for amount, line, day in zip(amounts, lines, days)
    )


def _payments(text: str, header: Header) -> list[Line]:
    """Return the lines below the header, without the sums at the end.

    :raise TransactionFileError: if there are too many, or one does not fit the header.
    """
    below: list[Line] = []
    last = 0
    for line in lines_of(text, header.separator):
        if line.number <= header.line.number:
            continue
        if len(below) == MOST_ROWS:
            raise TransactionFileError(
                _lt(
                    "The file has more than %(lines)s lines. Export fewer days.",
                    lines=MOST_ROWS,
                )
            )
        below.append(line)
        payid = _LONG_NUMBER.match(header.cell(line, "payid"))
        if payid or header.cell(line, "status"):
            last = len(below)
    for line in below[:last]:
        _check_width(line, header)
    return below[:last]


def _check_width(line: Line, header: Header) -> None:
    if any(line.cells[len(header.line.cells) :]):
        raise TransactionFileError(
            _lt(
                "Line %(line)s has more columns than the header. Is a separator part of"
                " a name?",
                line=line.number,
            )
        )


def _amounts(lines: Sequence[Line], header: Header) -> Iterator[Decimal]:
    """Read the amounts, which must all be written with the same signs."""
    roles: dict[str, str] = {}
    for line in lines:
        spelled = amount_of(header.cell(line, "amount"))
        if spelled is None:
            raise header.fault(line, "amount", _lt("this is no amount."))
        signs = (
            ("decimals", spelled.decimal_sign),
            ("thousands", spelled.thousands_sign),
        )
        for role, sign in signs:
            if sign and roles.setdefault(sign, role) != role:
                raise header.fault(line, "amount", _sign_of_both(sign, role))
        yield spelled.amount


def _sign_of_both(sign: str, role: str) -> Text:
    if role == "decimals":
        return _lt(
            "the sign %(sign)s parts decimals here, and thousands above.", sign=sign
        )
    return _lt("the sign %(sign)s parts thousands here, and decimals above.", sign=sign)


def _row(line: Line, header: Header, day: date | None, amount: Decimal) -> Row:
    payid, payidsub = _numbers(line, header)
    status = _STATUS.fullmatch(header.cell(line, "status"))
    if not status:
        raise header.fault(line, "status", _lt("this is no number of a status."))
    orderid = header.cell(line, "orderid")
    if not orderid or len(orderid) > _LONGEST:
        raise header.fault(line, "orderid", _lt("this is no reference of an order."))
    return Row(
        line=line.number,
        payid=payid,
        payidsub=payidsub,
        orderid=orderid,
        status=int(status.group(1)),
        date=day,
        amount=amount,
        currency=header.cell(line, "currency").upper()[:3],
        method=header.cell(line, "method")[:_LONGEST],
        brand=header.cell(line, "brand")[:_LONGEST],
    )


def _numbers(line: Line, header: Header) -> tuple[str, str]:
    """Return PAYID and PAYIDSUB, which a file may write as one: ``3000000001/1``."""
    text = header.cell(line, "payid")
    if not text:
        return "", ""
    if _ROUNDED.fullmatch(text):
        why = _lt(
            "a spreadsheet has rounded this number. Use the file as it was exported."
        )
        raise header.fault(line, "payid", why)
    found = _PAYID.fullmatch(text)
    if not found:
        raise header.fault(line, "payid", _lt("this is no PAYID."))
    payid, payidsub = found.groups(default="")
    number = header.cell(line, "payidsub")
    if number and not _NUMBER.fullmatch(number):
        raise header.fault(line, "payidsub", _lt("this is no PAYIDSUB."))
    return payid, number or payidsub
