# SPDX-License-Identifier: LGPL-3.0-or-later
"""The header of a transaction file: which column is which.

Which columns it has, no public document tells whole, so their names are an argument.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Iterator, Mapping, Sequence

from .errors import TransactionFileError
from .table import SEPARATORS, Line, lines_of
from .texts import Text, _lt, joined

NEEDED = ("payid", "orderid", "status", "amount")
OPTIONAL = ("payidsub", "date", "currency", "method", "brand")
COLUMNS = (*NEEDED, *OPTIONAL)

# A title, the period or the account may stand above the header.
_LINES_ABOVE = 10
_LONGEST = 60

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Header:
    """Where each column is: at which separator, below which line."""

    line: Line
    separator: str
    places: Mapping[str, int]

    @property
    def missing(self) -> list[str]:
        """Return the columns that are needed and that it does not name."""
        return [column for column in NEEDED if column not in self.places]

    def cell(self, line: Line, column: str) -> str:
        """Return what ``line`` has in ``column``, "" where there is no such column."""
        place = self.places.get(column, len(line.cells))
        return line.cells[place] if place < len(line.cells) else ""

    def fault(self, line: Line, column: str, why: Text) -> TransactionFileError:
        """Return the error that says where ``line`` cannot be read, and why."""
        return TransactionFileError(
            _lt(
                "Line %(line)s, column %(column)s: %(why)s",
                line=line.number,
                column=self.line.cells[self.places[column]],
                why=why,
            )
        )


def header_of(text: str, names: Names) -> Header:
    """Return the header that names the most columns, whatever separates them.

    :raise TransactionFileError: if one that is needed is named nowhere, or one twice.
    """
    found = max(_candidates(text, names), key=_likelihood, default=None)
    if found is None:
        raise TransactionFileError(_lt("The file has no lines that can be read."))
    if found.missing:
        raise TransactionFileError(_what_is_missing(found, names))
    keys = [_key(cell) for cell in found.line.cells]
    for place in found.places.values():
        if keys.count(keys[place]) > 1:
            name = found.line.cells[place]
            raise TransactionFileError(
                _lt(
                    "The header has two columns named %(name)s. Rename or remove one.",
                    name=name,
                )
            )
    return found


def _candidates(text: str, names: Names) -> Iterator[Header]:
    for separator in SEPARATORS:
        with suppress(TransactionFileError):  # a wrong separator misreads quotes
            for line in islice(lines_of(text, separator), _LINES_ABOVE):
                yield Header(line, separator, _places(line, names))


def _likelihood(header: Header) -> tuple[int, int]:
    return len(header.places), len(header.line.cells)


def _places(line: Line, names: Names) -> dict[str, int]:
    """Return where ``line`` has each column that it names."""
    cells = [_key(cell) for cell in line.cells]
    places = {}
    for column in COLUMNS:
        keys = filter(None, map(_key, names.get(column, ())))
        key = next((key for key in keys if key in cells), None)
        if key is not None:
            places[column] = cells.index(key)
    return places


def _key(name: str) -> str:
    """Return ``name`` as it is compared: letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(filter(str.isalnum, plain))


def _what_is_missing(found: Header, names: Names) -> Text:
    """Say which columns are missing and what was found instead, unless that may be
    somebody's payment.
    """
    no_name = _lt("no name is set")
    needed = [
        Text(
            "%(key)s (%(names)s)",
            key=key,
            names=", ".join(names.get(key, ())) or no_name,
        )
        for key in found.missing
    ]
    missing = joined("; ", needed)
    cells = [cell[:_LONGEST] for cell in found.line.cells if cell][:40]
    digits = any(char.isdigit() for cell in cells for char in cell)
    if digits and not found.places:
        return _lt(
            "No line names the columns of the file. It needs: %(columns)s.",
            columns=missing,
        )
    return _lt(
        "The header of the file has no column for: %(columns)s. It names: %(found)s.",
        columns=missing,
        found=", ".join(cells),
    )
