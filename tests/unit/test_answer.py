# SPDX-License-Identifier: LGPL-3.0-or-later
"""What DirectLink answers, read; and what is no answer."""

import json
import logging
import time
import traceback
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogone.answer import Answer
from ogone.errors import OgoneError, OutcomeUnknownError
from ogone.statuses import Outcome, Status

HERE = Path(__file__).parent
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
BANK_PAGE = """\
<form name="downloadform3D" action="https&#58;//bank.example/acs" method="post">
<input type="hidden" name="PaReq" value="MARKED-pareq">
<input type="hidden" name="MD" value="MAINWPTEST0000300000000101">
</form>
<noscript>J'ai compris, identifiez-vous à la banque</noscript>
<script>document.forms[0].submit();</script>
"""


def sample(name):
    return (HERE / "answers" / f"{name}.xml").read_bytes()


def short(inside="", **attributes):
    """Return a short answer with some attributes added, changed or, at None, left out.

    A value is written as it stands.
    """
    told = {
        "orderID": "S00042-1",
        "PAYID": "3000000001",
        "NCERROR": "0",
        "STATUS": "9",
        "NCERRORPLUS": "!",
    } | attributes
    text = " ".join(f'{k}="{v}"' for k, v in told.items() if v is not None)
    return f"<ncresponse {text}>{inside}</ncresponse>".encode()


def unreadable(body):
    with pytest.raises(OutcomeUnknownError) as caught:
        Answer.read(body)
    return caught.value


# What is read


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


def plain(pairs):
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in pairs)
    return f'<?xml version="1.0"?><ncresponse {written}></ncresponse>'.encode()


def with_root(pairs):
    inner = plain(pairs).removeprefix(b'<?xml version="1.0"?>')
    return b'<?xml version="1.0"?>\r\n<response>\r\n' + inner + b"\r\n</response>"


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


@pytest.mark.parametrize("write", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_recorded_answer_is_read_in_any_spelling(vector, write):
    answer = Answer.read(write(list(vector["attributes"].items())))
    meaning = vector["meaning"]
    outcome = None if answer.meaning is None else answer.meaning.outcome
    assert answer.status == meaning["status"]
    assert outcome is OUTCOMES[meaning["outcome"]]
    # "0" and nothing are the same in the documents: no PAYID, no error
    assert answer.payid == (meaning["payid"] or "").removeprefix("0")
    assert answer.payidsub == (meaning["payidsub"] or "")
    assert answer.ncerror == (meaning["ncerror"] or "").removeprefix("0")
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


# The page for the shopper


@pytest.mark.parametrize(
    "name",
    ["order_waits_for_authentication", "order_waits_for_authentication_latin1"],
)
def test_the_page_of_the_bank_is_decoded(name):
    answer = Answer.read(sample(name))
    assert answer.status == 46
    assert answer.html_answer == BANK_PAGE


def test_the_page_of_the_bank_is_decoded_with_the_line_breaks_of_windows():
    body = sample("order_waits_for_authentication").replace(b"\n", b"\r\n")
    assert Answer.read(body).html_answer == BANK_PAGE


@pytest.mark.parametrize(
    "inside",
    [
        "<html_answer>PGI+YmFuazwvYj4=</html_answer>",
        "<HTML_ANSWER> PGI+\r\n\tYmFu azwvYj4= </HTML_ANSWER>",
        "<HTML_ANSWER><![CDATA[PGI+YmFuazwvYj4=]]></HTML_ANSWER>",
        "<HTML_ANSWER>PGI+<!-- x -->YmFuazwvYj4=</HTML_ANSWER>",
    ],
)
def test_the_page_of_the_bank_is_decoded_however_it_is_written(inside):
    assert Answer.read(short(inside, STATUS="46")).html_answer == "<b>bank</b>"


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<HTML_ANSWER/>",
        "<HTML_ANSWER>&lt;form&gt;</HTML_ANSWER>",
        "<HTML_ANSWER>PGI+YmFuazwvYj4</HTML_ANSWER>",
        "<HTML_ANSWER>é</HTML_ANSWER>",
    ],
)
def test_a_page_that_cannot_be_decoded_leaves_the_rest(inside):
    answer = Answer.read(short(inside, STATUS="46"))
    assert answer.html_answer == ""
    assert answer.status == 46


# What is no answer

DOCTYPE = '<!DOCTYPE ncresponse [<!ENTITY e "9">]>'
STRANGE = {
    "nothing": b"",
    "blanks": b" \r\n",
    "text": b"Service unavailable",
    "a page": b"<!DOCTYPE html><html><body>Maintenance</body></html>",
    "a page in XML": b"<html><body><ncresponse STATUS='9'/></body></html>",
    "JSON": b'{"STATUS": "9"}',
    "another answer": b"<dccResponse><orderid>S00042-1</orderid></dccResponse>",
    "an empty root": b"<response/>",
    "a root with a comment": b"<response><!-- --></response>",
    "two answers": b"<response>" + short() + short(STATUS="2") + b"</response>",
    "two answers without a root": short() + short(STATUS="2"),
    "an answer and more": b"<response>" + short() + b"<x/></response>",
    "an answer too deep": b"<a><response>" + short() + b"</response></a>",
    "a foreign namespace": b'<ncresponse xmlns="urn:x" STATUS="9"/>',
    "attributes twice": b'<ncresponse STATUS="9" STATUS="2"/>',
    "attributes twice, in two cases": b'<ncresponse STATUS="9" status="9"/>',
    "two amounts": b'<ncresponse STATUS="9" amount="1" AMOUNT="15.1"/>',
    "a word for a status": short(STATUS="OK"),
    "a negative status": short(STATUS="-1"),
    "a fraction for a status": short(STATUS="9.0"),
    "a long status": short(STATUS="99999"),
    "a status in other digits": short(STATUS="٩"),
    "a hexadecimal status": short(STATUS="0x9"),
    "an ampersand": short(NCERRORPLUS="A & B"),
    "an entity": short(STATUS="&e;"),
    "a NUL": short(NCERRORPLUS="\0"),
    "NULs around": b"\0" + short() + b"\0",
    "a reference to NUL": short(NCERRORPLUS="&#0;"),
    "an unknown charset": b'<?xml version="1.0" encoding="x-none"?>' + short(),
    "UTF-16, undeclared": short().decode().encode("utf-16-le"),
    "a document type": b"<!DOCTYPE ncresponse>" + short(),
    "an entity for STATUS": DOCTYPE.encode() + short(STATUS="&e;"),
    "an entity in the page": DOCTYPE.encode() + short("<HTML_ANSWER>&e;</HTML_ANSWER>"),
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_what_is_no_answer_leaves_the_outcome_unknown(body):
    unreadable(body)


def test_a_file_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("MARKED-file")
    for declared in (
        f'<!ENTITY e SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;',
        '<!ENTITY e SYSTEM "file:///etc/passwd">',
    ):
        body = f"<!DOCTYPE ncresponse [{declared}]>".encode()
        body += short("<HTML_ANSWER>&e;</HTML_ANSWER>")
        assert "MARKED" not in in_full(unreadable(body))
    body = f'<!DOCTYPE ncresponse SYSTEM "{secret.as_uri()}">'.encode() + short()
    assert "MARKED" not in in_full(unreadable(body))


def billion_laughs():
    entities = '<!ENTITY a0 "ha">'
    for number in range(1, 30):
        twice = f"&a{number - 1};" * 10
        entities += f'<!ENTITY a{number} "{twice}">'
    return f"<!DOCTYPE ncresponse [{entities}]>".encode()


def quadratic_blowup():
    return f'<!DOCTYPE ncresponse [<!ENTITY a29 "{"x" * 100_000}">]>'.encode()


@pytest.mark.parametrize("bomb", [billion_laughs, quadratic_blowup])
@pytest.mark.parametrize(
    "target",
    [
        short(STATUS="&a29;"),
        short("<HTML_ANSWER>&a29;</HTML_ANSWER>"),
        short("<HTML_ANSWER>" + "&a29;" * 10_000 + "</HTML_ANSWER>"),
        short(NCERRORPLUS="&a29;" * 10_000),
    ],
    ids=["in STATUS", "in the page", "often in the page", "often in an attribute"],
)
def test_an_entity_bomb_does_not_go_off(bomb, target):
    started = time.process_time()
    unreadable(bomb() + target)
    assert time.process_time() - started < 1


def test_deep_nesting_is_no_answer():
    depth = 30_000
    unreadable(b"<a>" * depth + short() + b"</a>" * depth)
    unreadable(short("<a>" * depth + "</a>" * depth))


def test_a_huge_attribute_does_no_harm():
    huge = "x" * 200_000
    assert Answer.read(short(NCERRORPLUS=huge)).ncerrorplus == huge
    unreadable(short(STATUS="9" * 200_000))


def test_ten_thousand_attributes_do_no_harm():
    many = {f"A{number}": "1" for number in range(10_000)}
    assert Answer.read(short(**many)).status == 9


@pytest.mark.parametrize(
    "name", ["order_authorised", "order_captured_short", "order_refused_latin1"]
)
def test_a_cut_answer_is_no_answer_wherever_it_is_cut(name):
    body = sample(name).rstrip()
    for length in range(len(body)):
        unreadable(body[:length])


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_answer_is_read_or_unknown_and_never_fails_otherwise(data):
    body = bytearray(sample("order_captured_short"))
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        answer = Answer.read(bytes(body))
    except OutcomeUnknownError:
        return
    assert answer.status is None or 0 <= answer.status <= 9999


@given(st.binary(max_size=200))
def test_bytes_by_chance_are_no_answer(body):
    unreadable(body)


# Secrets


def in_full(error):
    """Return an error as a log shows it, with those that led to it."""
    return "".join(traceback.format_exception(error)) + repr(error)


def test_an_answer_shows_nothing_of_a_card():
    body = short(
        "<HTML_ANSWER>TUFSS0VELXBhZ2U=</HTML_ANSWER>",
        CARDNO="MARKED-cardno",
        ED="MARKED-ed",
        ALIAS="MARKED-alias",
        CVC="MARKED-cvc",
        CN="MARKED-cn",
        IP="MARKED-ip",
    )
    answer = Answer.read(body)
    assert answer.html_answer == "MARKED-page"
    assert answer.alias == "MARKED-alias"
    assert "MARKED" not in repr(answer) + str(answer)
    assert "3000000001" in repr(answer)


def test_an_answer_does_not_show_the_alias_that_ogone_did_not_find():
    answer = Answer.read(sample("order_of_unknown_alias"))
    assert answer.ncerrorplus == 'Alias "MARKED-alias" not Found'
    assert "MARKED" not in repr(answer)


@pytest.mark.parametrize(
    "body",
    [
        b'<ncresponse ALIAS="MARKED-alias" STATUS="MARKED-status"/>',
        b'<ncresponse ALIAS="MARKED-alias" alias="MARKED-other" STATUS="9"/>',
        b'<ncresponse ALIAS="MARKED-alias" CARDNO="MARKED & MARKED"/>',
        b'<ncresponse ALIAS="MARKED-alias" CARDNO="MARKED',
        b'<ncresponse ALIAS="MARKED-alias">MARKED</other>',
        b'<other ALIAS="MARKED-alias">MARKED</other>',
        b'<ncresponse ALIAS="MARKED-alias &#0;"/>',
        b"MARKED-text",
    ],
)
def test_an_answer_that_is_not_read_is_not_quoted(body, caplog):
    caplog.set_level(logging.DEBUG)
    error = unreadable(body)
    assert isinstance(error, OgoneError)
    assert "MARKED" not in in_full(error) + caplog.text
