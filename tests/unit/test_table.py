# SPDX-License-Identifier: LGPL-3.0-or-later
"""Text with separators, in whichever charset."""

import pytest

from ogone.errors import TransactionFileError
from ogone.table import Line, lines_of, text_of


@pytest.mark.parametrize(
    "content",
    [
        "Référence;Name\r\n".encode(),
        b"\xef\xbb\xbf" + "Référence;Name\r\n".encode(),
        b"\xff\xfe" + "Référence;Name\r\n".encode("utf-16-le"),
        b"\xfe\xff" + "Référence;Name\r\n".encode("utf-16-be"),
        "Référence;Name\r\n".encode("cp1252"),
    ],
)
def test_charsets(content):
    assert text_of(content) == "Référence;Name\r\n"


def test_a_euro_sign_of_windows():
    assert text_of(b"Total \x80") == "Total €"


def test_a_byte_that_windows_does_not_know():
    assert text_of(b"a\x81b\xe9") == "a\x81bé"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t", "The file is empty."),
        (b"x" * 10_000_001, "The file is larger than 10 MB. Export fewer days."),
    ],
)
def test_nothing_or_too_much(content, text):
    with pytest.raises(TransactionFileError) as error:
        text_of(content)
    assert str(error.value) == text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00", "an Excel file or a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Excel file"),
        (b"%PDF-1.4", "a PDF file"),
        (b"\x1f\x8b\x08", "a packed file"),
        (b"Id;\0\0", "no text"),
        (b"\r\n <!DOCTYPE html>", "a web page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
    ],
)
def test_other_files(content, kind):
    with pytest.raises(TransactionFileError) as error:
        text_of(content)
    assert str(error.value) == (
        f"The file is {kind}. Export the transactions as text with separators (CSV)."
    )


def test_the_largest_file_is_taken():
    assert len(text_of(b"x" * 10_000_000)) == 10_000_000


def test_lines_keep_their_numbers_and_lose_blanks():
    text = 'a; b ;c\r\n\r\n"x\ny";"=""0012""";\'7\r\n;;\n=" 5 ";;9\rlast;;'
    assert list(lines_of(text, ";")) == [
        Line(1, ("a", "b", "c")),
        Line(3, ("x\ny", "0012", "7")),
        Line(6, ("5", "", "9")),
        Line(7, ("last", "", "")),
    ]


def test_other_separators():
    assert list(lines_of("a|b;c", "|")) == [Line(1, ("a", "b;c"))]
    assert list(lines_of("a\tb", "\t")) == [Line(1, ("a", "b"))]


def test_a_quotation_mark_that_is_never_closed():
    text = 'a;b\n"' + "x;y\n" * 50_000
    with pytest.raises(TransactionFileError) as error:
        list(lines_of(text, ";"))
    assert str(error.value) == (
        "Line 2 cannot be read. Is there a quotation mark too many?"
    )
