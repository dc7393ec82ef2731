# SPDX-License-Identifier: LGPL-3.0-or-later
"""A file of text with separators, as spreadsheets and back offices write it."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import Iterator

from .errors import TransactionFileError
from .texts import Text, _lt

LARGEST = 10_000_000
SEPARATORS = ";,\t|"

_OTHER_FILES = {
    b"PK\x03\x04": _lt("an Excel file or a zip archive"),
    b"\xd0\xcf\x11\xe0": _lt("an Excel file"),
    b"%PDF": _lt("a PDF file"),
    b"\x1f\x8b": _lt("a packed file"),
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Every byte is a character in the last one.
_CHARSETS = ("utf-8", "cp1252", "iso-8859-1")


@dataclass(frozen=True)
class Line:
    """The cells of one line, without the blanks around them.

    :ivar number: Of the line in the file, where it begins; the first one is 1.
    """

    number: int
    cells: tuple[str, ...]


def text_of(content: bytes) -> str:
    """Return the text of a file, in whichever of the usual charsets it is.

    :raise TransactionFileError: if it is empty, too large, or no text.
    """
    if not content.strip():
        raise TransactionFileError(_lt("The file is empty."))
    if len(content) > LARGEST:
        raise TransactionFileError(
            _lt(
                "The file is larger than %(size)s MB. Export fewer days.",
                size=LARGEST // 1_000_000,
            )
        )
    for beginning, kind in _OTHER_FILES.items():
        if content.startswith(beginning):
            raise _not_text(kind)
    text = _decoded(content)
    if "\0" in text:
        raise _not_text(_lt("no text"))
    if text.lstrip().startswith("<"):
        raise _not_text(_lt("a web page"))
    return text


def _not_text(kind: Text) -> TransactionFileError:
    return TransactionFileError(
        _lt(
            "The file is %(kind)s. Export the transactions as text with separators"
            " (CSV).",
            kind=kind,
        )
    )


def _decoded(content: bytes) -> str:
    for mark, charset in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    for charset in _CHARSETS[:-1]:
        try:
            return content.decode(charset)
        except UnicodeDecodeError:
            continue
    return content.decode(_CHARSETS[-1])


def lines_of(text: str, separator: str) -> Iterator[Line]:
    """Read ``text`` line by line; those that are blank are passed over.

    :raise TransactionFileError: at a quotation mark that is never closed.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            line = Line(begins, tuple(map(_plain, cells)))
            begins = reader.line_num + 1
            if any(line.cells):
                yield line
    except csv.Error as error:
        raise TransactionFileError(
            _lt(
                "Line %(line)s cannot be read. Is there a quotation mark too many?",
                line=begins,
            )
        ) from error


def _plain(cell: str) -> str:
    """Return ``cell`` without what keeps a spreadsheet from rounding a number."""
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1].strip()
    return cell.lstrip("'")
