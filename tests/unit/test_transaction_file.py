# SPDX-License-Identifier: LGPL-3.0-or-later
"""Ogone's list of transactions, and files that are none."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.errors import TransactionFileError
from ogone.transaction_file import MOST_ROWS, Row, read

NAMES = {
    "payid": ["PAYID", "Id"],
    "payidsub": ["PAYIDSUB"],
    "orderid": ["ORDERID", "REF", "Référence"],
    "status": ["STATUS"],
    "date": ["ORDER", "PAYDATE"],
    "amount": ["TOTAL", "AMOUNT"],
    "currency": ["CUR", "CURRENCY"],
    "method": ["METHOD"],
    "brand": ["BRAND"],
}
HEADER = "Id;REF;ORDER;STATUS;LIB;PAYDATE;TOTAL;CUR;METHOD;BRAND"
PAID = "3000000001;S00042;05/03/2026;9;Paid;06/03/2026;15.10;eur;CreditCard;VISA"
ROW = Row(
    line=2,
    payid="3000000001",
    payidsub="",
    orderid="S00042",
    status=9,
    date=date(2026, 3, 5),
    amount=Decimal("15.10"),
    currency="EUR",
    method="CreditCard",
    brand="VISA",
)


def file(*lines, charset="utf-8"):
    return "\r\n".join(lines).encode(charset)


def text_of_error(*lines):
    with pytest.raises(TransactionFileError) as error:
        read(file(*lines), NAMES)
    return str(error.value)


def rows(*lines):
    return read(file(HEADER, *lines), NAMES)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_charsets(separator, charset):
    text = file(HEADER, PAID, charset=charset).decode(charset)
    content = text.replace(";", separator).encode(charset)
    assert read(content, NAMES) == (ROW,)


def test_a_row_knows_what_its_number_stands_for():
    assert rows(PAID)[0].meaning.text == "Payment requested"
    assert rows(PAID.replace(";9;", ";77;"))[0].meaning is None


def test_titles_above_and_sums_below():
    lines = ("Transactions of MyPSPID", "", HEADER, PAID, "", "1;;;;;;15.10", "Total")
    (row,) = read(file(*lines), NAMES)
    assert (row.line, row.orderid) == (4, "S00042")


def test_a_file_with_no_row():
    assert rows() == ()
    assert rows("0;;;;;;0.00") == ()


def test_a_header_in_other_words():
    lines = ("statut; Pay-ID ;reference;total", "9;3000000001;S00042;15,10")
    names = {**NAMES, "status": ["STATUS", "Statut"]}
    (row,) = read(file(*lines), names)
    assert (row.orderid, row.amount, row.currency) == ("S00042", Decimal("15.10"), "")
    assert (row.date, row.method, row.brand) == (None, "", "")


def test_the_likeliest_name_counts():
    lines = ("REF;ORDERID;PAYID;STATUS;TOTAL", "theirs;ours;3000000001;9;1")
    assert read(file(*lines), NAMES)[0].orderid == "ours"


def test_quoted_cells():
    line = '="3000000001";"S;42";"05/03/2026";"9";"a ""b""";"";"1.234,50";"EUR"'
    (row,) = rows(line)
    assert (row.payid, row.orderid, row.amount) == (
        "3000000001",
        "S;42",
        Decimal("1234.50"),
    )


@pytest.mark.parametrize(
    ("payid", "payidsub", "told"),
    [
        ("3000000001/2", "", ("3000000001", "2")),
        ("3000000001_0", "", ("3000000001", "0")),
        ("3000000001", "3", ("3000000001", "3")),
        ("", "", ("", "")),
    ],
)
def test_numbers_of_an_operation(payid, payidsub, told):
    lines = ("PAYID;PAYIDSUB;REF;STATUS;TOTAL", f"{payid};{payidsub};S00042;9;15")
    (row,) = read(file(*lines), NAMES)
    assert (row.payid, row.payidsub) == told


@pytest.mark.parametrize("text", ["9", "9 - Payment requested", "9: paid", "09"])
def test_spellings_of_a_status(text):
    assert rows(PAID.replace(";9;", f";{text};"))[0].status == 9


def test_trailing_separators_are_no_columns():
    assert rows(f"{PAID};;;") == (ROW,)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (('""',), "The file has no lines that can be read."),
        (
            ("Id;REF;LIB",),
            "The header of the file has no column for: status (STATUS); amount (TOTAL,"
            " AMOUNT). It names: Id, REF, LIB.",
        ),
        (
            ("All of March", "Zahlung;Kunde"),
            "The header of the file has no column for: payid (PAYID, Id); orderid"
            " (ORDERID, REF, Référence); status (STATUS); amount (TOTAL, AMOUNT)."
            " It names: Zahlung, Kunde.",
        ),
        (
            ("3000000001;Jane Doe;9",),
            "No line names the columns of the file. It needs: payid (PAYID, Id);"
            " orderid (ORDERID, REF, Référence); status (STATUS); amount (TOTAL,"
            " AMOUNT).",
        ),
        (
            ("Id;REF;STATUS;TOTAL;status",),
            "The header has two columns named STATUS. Rename or remove one.",
        ),
        (
            (HEADER, PAID, PAID.replace("Paid", "Doe;Jane")),
            "Line 3 has more columns than the header. Is a separator part of a name?",
        ),
        (
            (HEADER, PAID.replace("15.10", "Jane")),
            "Line 2, column TOTAL: this is no amount.",
        ),
        (
            (HEADER, PAID, PAID.replace("15.10", "1.234,00")),
            "Line 3, column TOTAL: the sign . parts thousands here, and decimals"
            " above.",
        ),
        (
            (HEADER, PAID.replace("15.10", "1.234,00"), PAID),
            "Line 3, column TOTAL: the sign . parts decimals here, and thousands"
            " above.",
        ),
        (
            (HEADER, PAID.replace(";9;", ";paid;")),
            "Line 2, column STATUS: this is no number of a status.",
        ),
        (
            (HEADER, PAID.replace("S00042", "")),
            "Line 2, column REF: this is no reference of an order.",
        ),
        (
            (HEADER, PAID.replace("S00042", "S" * 61)),
            "Line 2, column REF: this is no reference of an order.",
        ),
        (
            (HEADER, PAID.replace("3000000001", "3,00E+09")),
            "Line 2, column Id: a spreadsheet has rounded this number. Use the file as"
            " it was exported.",
        ),
        (
            (HEADER, PAID.replace("3000000001", "Jane")),
            "Line 2, column Id: this is no PAYID.",
        ),
        (
            ("PAYID;PAYIDSUB;REF;STATUS;TOTAL", "3000000001;x;S00042;9;15"),
            "Line 2, column PAYIDSUB: this is no PAYIDSUB.",
        ),
        (
            (HEADER, "3000000001;S00042;05/03/2026"),
            "Line 2, column TOTAL: this is no amount.",
        ),
        (
            (HEADER, PAID, '"' + "x" * 200_000),
            "Line 3 cannot be read. Is there a quotation mark too many?",
        ),
    ],
)
def test_what_is_wrong(lines, text):
    assert text_of_error(*lines) == text


def test_no_name_is_set_for_a_column():
    with pytest.raises(TransactionFileError, match=r"status \(no name is set\)"):
        read(file(HEADER), {**NAMES, "status": []})


def test_as_many_rows_as_a_merchant_may_have():
    assert len(rows(*[PAID] * MOST_ROWS)) == 30_000
    assert text_of_error(HEADER, *[PAID] * (MOST_ROWS + 1)) == (
        "The file has more than 30000 lines. Export fewer days."
    )


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    st.lists(
        st.tuples(
            st.integers(10**9, 10**10),
            st.from_regex(r"[A-Za-z][A-Za-z0-9/._-]{0,28}", fullmatch=True),
            st.sampled_from([0, 1, 2, 5, 9, 91, 8]),
            st.decimals(0, 10**6, places=2),
            st.from_regex(r"[A-Za-z ;,|\t\"é]{0,20}", fullmatch=True),
        ),
        max_size=8,
    ),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_what_is_written_is_read(payments, separator, charset):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["PAYID", "REF", "STATUS", "TOTAL", "NAME"])
    writer.writerows(payments)
    read_back = read(text.getvalue().encode(charset), NAMES)
    assert [
        (int(row.payid), row.orderid, row.status, row.amount) for row in read_back
    ] == [payment[:4] for payment in payments]


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_rows_or_the_one_error(content):
    for above in (b"", HEADER.encode() + b"\n"):
        try:
            found = read(above + content, NAMES)
        except TransactionFileError:
            continue
        assert all(row.orderid for row in found)


@given(st.lists(st.lists(CELL, max_size=12), max_size=5))
def test_an_error_repeats_no_value_of_a_line(cells):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[f"MARK{cell}" for cell in line] for line in cells])
    try:
        read(HEADER.encode() + b"\n" + text.getvalue().encode(), NAMES)
    except TransactionFileError as error:
        assert "MARK" not in str(error)
