# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whatever a gateway may send: an :class:`Answer` or an unknown outcome comes out.

That it costs little is shown by counting: the calls made in Python, the most bytes
that Python holds at once, and those that a process of its own has needed, libxml2 and
all.
"""

import gc
import re
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError
from ogone.transport import LARGEST_ANSWER

# What is held at once for each byte of an answer; lxml 4 takes half as much again.
MOST_BYTES = 20 if etree.LXML_VERSION >= (5,) else 30
SAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "answers").glob("*.xml"))
]
# Pieces that XML, the reader or a grammar of Ogone's treats in a special way.
PIECES = [
    b"<ncresponse",
    b"</ncresponse>",
    b"<HTML_ANSWER>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<?xml version='1.0' encoding='UTF-16'?>",
    b"<?xml version='1.0' encoding='x'?>",
    b"<!DOCTYPE a [<!ENTITY e 'e'>]>",
    b"<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;",
    b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>",
    b" xmlns='urn:x'",
    b" STATUS='9'",
    b" status='2'",
    b" amount='1e9'",
    b"&e;",
    b"&#0;",
    b"&#xD800;",
    b"&#x110000;",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"\x1b",
    "\u202e\ufffe".encode(),
]
FIELDS = "orderid payid payidsub currency ncerror ncerrorplus pm brand acceptance"
FIELDS = [*FIELDS.split(), "cardno", "ed", "alias", "html_answer"]
FUZZ = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read(body):
    """Return what ``body`` says, checked, or ``None``; nothing else may come out."""
    try:
        answer = Answer.read(body)
    except OutcomeUnknownError:
        return None
    assert type(answer) is Answer
    assert answer.status is None or 0 <= answer.status <= 9999
    assert answer.amount is None or (
        type(answer.amount) is Decimal and 0 <= answer.amount < 10**15
    )
    for name in FIELDS:
        assert type(getattr(answer, name)) is str
    return answer


# What is mutated

cuts = st.tuples(st.just("cut"), st.integers(0, 4000), st.integers(0, 400))
splices = st.tuples(
    st.just("put"), st.integers(0, 4000), st.sampled_from(PIECES) | st.binary()
)
copies = st.tuples(st.just("copy"), st.integers(0, 4000), st.integers(0, 400))


def mutated(body, deeds):
    for kind, place, what in deeds:
        place %= len(body) + 1
        if kind == "cut":
            body = body[:place] + body[place + what :]
        elif kind == "put":
            body = body[:place] + what + body[place:]
        else:
            body = body[:place] + body[place : place + what] + body[place:]
    return body


@FUZZ
@given(
    st.sampled_from(SAMPLES), st.lists(cuts | splices | copies, min_size=1, max_size=6)
)
def test_a_real_answer_that_was_tampered_with(body, deeds):
    read(mutated(body, deeds))


@FUZZ
@given(st.binary(max_size=2000) | st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_bytes_of_any_kind(body):
    read(body)


names = st.sampled_from(["STATUS", "Amount", "PAYID", "orderID", "NCERROR", "x"])
written = st.text(
    st.characters(exclude_characters='<&"', exclude_categories=["Cs"]), max_size=80
)


@FUZZ
@given(
    st.dictionaries(names, written),
    st.sampled_from(["utf-8", "utf-16", "iso-8859-1", "ascii", "cp037", "utf-7"]),
    st.booleans(),
)
def test_any_values_in_any_charset(attributes, charset, declared):
    pairs = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    head = f'<?xml version="1.0" encoding="{charset}"?>' if declared else ""
    body = f"{head}<ncresponse {pairs}/>".encode(charset, errors="xmlcharrefreplace")
    answer = read(body)
    # XML itself knows what blanks in a value mean, so only what has none is compared.
    value = attributes.get("orderID", "")
    if answer and re.fullmatch(r"[ -~]*", value) and charset != "cp037":
        assert answer.orderid == value.strip()


# What it costs


@contextmanager
def counted():
    """Count the calls that are made in Python, and the most bytes that it holds."""
    cost = {"calls": 0}

    def note(_frame, event, _argument):
        cost["calls"] += event in ("call", "c_call")

    before = sys.getprofile()
    gc.disable()  # whose callbacks, a plugin's for example, are calls as well
    tracemalloc.start()
    sys.setprofile(note)
    try:
        yield cost
    finally:
        sys.setprofile(before)
        gc.enable()
        cost["bytes"] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


def laughs(declaration, levels=40):
    """Return a document type whose last entity would be 10^levels times "ha"."""
    entities = declaration.format(0, "ha")
    for number in range(1, levels):
        entities += declaration.format(number, f"&a{number - 1};" * 10)
    return entities


ENTITY = '<!ENTITY a{} "{}">'
BOMBS = {
    "billion laughs": laughs(ENTITY),
    "quadratic": ENTITY.format(39, "x" * 50_000),
    "parameter entities": "<!ENTITY % p0 'ha'>"
    + "".join(f"<!ENTITY % p{n + 1} '{f'%p{n};' * 10}'>" for n in range(39))
    + "<!ENTITY a39 '%p39;'>",
    "external": '<!ENTITY a39 SYSTEM "file:///dev/zero">',
    "external by name": '<!ENTITY a39 PUBLIC "x" "http://127.0.0.1:9/">',
    "external parameter": '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
    "in itself": '<!ENTITY a39 "&a39;">',
    "default attribute": '<!ATTLIST ncresponse STATUS CDATA "9">',
}
TARGETS = {
    "in an attribute": '<ncresponse STATUS="&a39;"/>',
    "often in an attribute": f'<ncresponse NCERRORPLUS="{"&a39;" * 5_000}"/>',
    "in the page": "<ncresponse><HTML_ANSWER>&a39;</HTML_ANSWER></ncresponse>",
    "often in the page": f"<ncresponse><HTML_ANSWER>{'&a39;' * 5_000}</HTML_ANSWER>"
    "</ncresponse>",
    "nowhere": "<ncresponse/>",
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_not_read_and_costs_no_more_than_it_is_large(bomb, target):
    body = f"<!DOCTYPE ncresponse [{bomb}]>{target}".encode()
    with counted() as cost, pytest.raises(OutcomeUnknownError):
        Answer.read(body)
    assert cost["calls"] < 100
    assert cost["bytes"] < 20 * len(body) + 100_000


PEAK = """
import pathlib, resource, sys
from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

Answer.read(b"<ncresponse/>")
before = peak()
for file in pathlib.Path(sys.argv[1]).iterdir():
    try:
        Answer.read(file.read_bytes())
    except OutcomeUnknownError:
        continue
    sys.exit(f"{file.name} was read")
print(peak() - before)
"""


def test_all_bombs_together_need_no_more_than_some_megabytes(tmp_path):
    for number, bomb in enumerate(BOMBS.values()):
        for place, target in enumerate(TARGETS.values()):
            file = tmp_path / f"{number}-{place}"
            file.write_text(f"<!DOCTYPE ncresponse [{bomb}]>{target}")
    command = [sys.executable, "-c", PEAK, tmp_path]
    root = Path(__file__).parents[2]
    output = subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603
    assert int(output.stdout) < 30 * 1024  # KiB


LARGE = {
    "a huge attribute": b'<ncresponse NCERRORPLUS="%s"/>' % (b"x" * 5_000_000),
    "a huge name": b'<ncresponse %s="1"/>' % (b"x" * 5_000_000),
    "a huge element": b"<%s/>" % (b"x" * 5_000_000),
    "a huge text": b"<ncresponse>%s</ncresponse>" % (b"x" * 5_000_000),
    "a huge page": b"<ncresponse><HTML_ANSWER>%s</HTML_ANSWER></ncresponse>"
    % (b"QUFB" * 1_250_000),
    "a huge comment": b"<ncresponse><!--%s--></ncresponse>" % (b"x" * 5_000_000),
    "huge and cut": b'<ncresponse NCERRORPLUS="%s' % (b"x" * 5_000_000),
    "deep": b"<a>" * 500_000,
    "deep in the answer": b"<ncresponse>" + b"<a>" * 500_000,
    "wide": b"<response>%s</response>" % (b"<ncresponse/>" * 200_000),
    "megabytes of blanks": b" " * 5_000_000,
    "megabytes of nothing": b"\0" * 5_000_000,
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_megabytes_cost_in_proportion(body):
    """Although the transport lets no more than 64 KiB through."""
    with counted() as cost:
        read(body)
    assert cost["calls"] < 100
    assert cost["bytes"] < 6 * len(body) + 100_000


def test_calls_grow_no_faster_than_attributes():
    """An attacker pays for each call with the bytes of an attribute."""

    def calls(number):
        many = b" ".join(b'A%d=""' % place for place in range(number))
        with counted() as cost:
            assert read(b"<ncresponse %s/>" % many) is not None
        return cost["calls"]

    assert calls(8_000) < 4.2 * calls(2_000)


@FUZZ
@given(st.integers(0, 3), st.sampled_from(PIECES + SAMPLES), st.data())
def test_what_is_as_large_as_the_transport_lets_through(place, piece, data):
    piece = piece or b" "
    body = bytearray((piece * (LARGEST_ANSWER // len(piece) + 1))[:LARGEST_ANSWER])
    sample = data.draw(st.sampled_from(SAMPLES))
    start = place * (LARGEST_ANSWER - len(sample)) // 3
    body[start : start + len(sample)] = sample
    with counted() as cost:
        read(bytes(body))
    assert cost["bytes"] < MOST_BYTES * LARGEST_ANSWER
