# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is no answer, by chance or on purpose."""

import time

import pytest
from answer_common import sample, short, unreadable
from error_common import in_full
from hypothesis import given, settings
from hypothesis import strategies as st

from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError

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
