# SPDX-License-Identifier: LGPL-3.0-or-later
"""What DirectLink answers, read."""

import json
from decimal import Decimal
from xml.sax.saxutils import quoteattr

import pytest
from answer_common import HERE, sample, short, unreadable

from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError
from ogone.statuses import Outcome, Status

VECTORS = [
    vector
    for vector in json.loads((HERE / "vectors" / "directlink.json").read_text())
    if vector["kind"].startswith("directlink-")
]
# What the vectors call an outcome, in the words of this addon.
OUTCOMES = {
    "authorised": Outcome.AUTHORISED,
    "captured": Outcome.CAPTURED,
    "capture pending": Outcome.WAITING,
    "declined": Outcome.REFUSED,
    "uncertain": Outcome.WAITING,
    "error": Outcome.REFUSED,
    "already processed": Outcome.REFUSED,
    "needs authentication": Outcome.WAITING,
    "voided": Outcome.CANCELLED,
    "refund pending": Outcome.WAITING,
    "unknown": None,
}


def test_a_long_answer_is_read():
    assert Answer.read(sample("order_authorised")) == Answer(
        orderid="S00042-1",
        status=5,
        payid="3000000001",
        payidsub="",
        amount=Decimal("15.10"),
        currency="EUR",
        ncerror="",
        ncerrorplus="",
        pm="CreditCard",
        brand="VISA",
        acceptance="test123",
        cardno="XXXXXXXXXXXX1111",
        ed="1227",
        alias="MARKED-alias",
        html_answer="",
        facts={
            "BRAND": "VISA",
            "PM": "CreditCard",
            "CARDNO": "1111",
            "AAVCHECK": "NO",
            "CCCTY": "BE",
            "CVCCHECK": "NO",
            "ECI": "9",
            "IPCTY": "99",
        },
    )


def test_a_short_answer_is_read():
    assert Answer.read(sample("order_captured_short")) == Answer(
        orderid="S00042-1",
        status=9,
        payid="3000000001",
        payidsub="",
        amount=None,
        currency="",
        ncerror="",
        ncerrorplus="",
        pm="",
        brand="",
        acceptance="",
        cardno="",
        ed="",
        alias="",
        html_answer="",
        facts={},
    )


def element(pairs):
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in pairs)
    return f"<ncresponse {written}></ncresponse>".encode()


def plain(pairs):
    return b'<?xml version="1.0"?>' + element(pairs)


def with_root(pairs):
    start = b'<?xml version="1.0"?>\r\n<response>\r\n'
    return start + element(pairs) + b"\r\n</response>"


def with_line_breaks(pairs):
    written = "\r\n\t".join(f"{name}={quoteattr(value)}" for name, value in pairs)
    return f'<?xml version="1.0"?>\r\n<ncresponse\r\n{written}\r\n/>\r\n'.encode()


def with_news(pairs):
    """Write what does not exist yet: attributes and elements of tomorrow."""
    news = b'<ncresponse TOMORROW="1" xmlns:t="urn:t" t:STATUS="2">'
    inside = b"<!-- x --><?x y?><TOMORROW>text</TOMORROW>"
    return plain(pairs).replace(b"<ncresponse", news[:-1]).replace(b"></", b">%s</") % (
        inside
    )


def in_latin1(pairs):
    told = [*pairs, ("CN", "Jérôme")]
    text = plain(told).decode().replace('"1.0"', '"1.0" encoding="ISO-8859-1"')
    return text.encode("iso-8859-1")


SPELLINGS = {
    "as recorded": plain,
    "in upper case": lambda pairs: plain((k.upper(), v) for k, v in pairs),
    "in lower case": lambda pairs: plain((k.lower(), v) for k, v in pairs),
    "element in capitals": lambda pairs: plain(pairs).replace(b"ncresp", b"NCRESP"),
    "backwards": lambda pairs: plain(reversed(pairs)),
    "in a root": with_root,
    "on many lines": with_line_breaks,
    "with news": with_news,
    "in ISO-8859-1": in_latin1,
    "after a byte order mark": lambda pairs: b"\xef\xbb\xbf" + plain(pairs),
    "with blanks": lambda pairs: plain((k, f" {v}\n") for k, v in pairs),
}


def something(value):
    """Return ``value``; in the documents "0" and nothing are the same: no PAYID."""
    return "" if value in (None, "0") else value


@pytest.mark.parametrize("write", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_recorded_answer_is_read_in_any_spelling(vector, write):
    answer = Answer.read(write(list(vector["attributes"].items())))
    meaning = vector["meaning"]
    outcome = None if answer.meaning is None else answer.meaning.outcome
    assert answer.status == meaning["status"]
    assert outcome is OUTCOMES[meaning["outcome"]]
    assert answer.payid == something(meaning["payid"])
    assert answer.payidsub == (meaning["payidsub"] or "")
    assert answer.ncerror == something(meaning["ncerror"])
    assert answer.orderid == (meaning["orderid"] or "")


def test_there_are_vectors_of_every_call():
    kinds = [vector["kind"] for vector in VECTORS]
    assert kinds.count("directlink-order-response") == 12
    assert kinds.count("directlink-3ds-response") == 1
    assert kinds.count("directlink-maintenance-response") == 6
    assert kinds.count("directlink-query-response") == 4


@pytest.mark.parametrize(
    ("vector_id", "amount", "currency"),
    [
        ("order-govuk-authorised", Decimal("0.02"), "GBP"),
        ("order-doc", Decimal("125.00"), "EUR"),
        ("order-no-orderid", None, "EUR"),
        ("order-sal-short-pronamic", None, ""),
        ("query-marlon", Decimal("4.50"), "GBP"),
    ],
)
def test_an_amount_is_in_major_units(vector_id, amount, currency):
    (vector,) = (vector for vector in VECTORS if vector["id"] == vector_id)
    answer = Answer.read(plain(list(vector["attributes"].items())))
    assert (answer.amount, answer.currency) == (amount, currency)


@pytest.mark.parametrize("text", ["1,510.00", "15,10", "-15.1", "1e3", "EUR 15", "NaN"])
def test_an_amount_that_is_none_is_not_guessed(text):
    assert isinstance(unreadable(short(amount=text)), OutcomeUnknownError)


def test_what_ogone_says_when_it_has_nothing_to_say_is_nothing():
    answer = Answer.read(short(NCERROR="0", NCERRORPLUS="!", PAYID="0"))
    assert (answer.ncerror, answer.ncerrorplus, answer.payid) == ("", "", "")


def test_the_number_of_the_order_itself_is_zero():
    assert Answer.read(short(PAYIDSUB="0")).payidsub == "0"


def test_accents_are_read_in_the_declared_charset():
    assert Answer.read(sample("order_refused_latin1")).ncerrorplus == "Paiement refusé"


def test_an_unknown_order_has_no_status():
    answer = Answer.read(sample("query_unknown_order"))
    assert answer.status is None
    assert answer.meaning is None
    assert answer.ncerror == "50001130"


@pytest.mark.parametrize(
    ("text", "status"), [("9", 9), (" 91 ", 91), ("0", 0), ("00", 0), ("100", 100)]
)
def test_a_status_is_a_number(text, status):
    assert Answer.read(short(STATUS=text)).status == status


def test_a_status_that_no_document_knows_means_nothing():
    assert Answer.read(short(STATUS="100")).meaning is None
    assert Answer.read(short(STATUS="9")).meaning is Status.CAPTURED
