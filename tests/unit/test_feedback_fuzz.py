# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whatever is sent to the routes: it is refused, or says what Ogone has signed."""

from urllib.parse import quote_from_bytes, urlencode

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ogone.account import Account
from ogone.errors import FeedbackError, MalformedFeedbackError
from ogone.feedback import LARGEST_MESSAGE, Message
from ogone.parameters import SHA_OUT
from ogone.signature import shasign

ACCOUNT = Account("MyPSPID", "sha-in-passphrase", "sha-out-passphrase", "sha512")
PAID = {
    "orderID": "S00042-1",
    "currency": "EUR",
    "amount": "15.1",
    "PM": "CreditCard",
    "STATUS": "9",
    "CN": "Jérôme",
    "PAYID": "3000000001",
    "NCERROR": "0",
}
SIGNED = urlencode(
    {**PAID, "SHASIGN": shasign(PAID, "sha-out-passphrase", "sha512", SHA_OUT)}
).encode()
FEEDBACK = Message.read(SIGNED).verified(ACCOUNT)
PIECES = [
    *(b"& = % + ; # ? %0 %00 %0A %26 %3D %FF %C3 %u0041 \0 \n \xff [] == &&".split()),
    b"&STATUS=9",
    b"&status=2",
    b"STATU%53=5&",
    b"&SHASIGN=",
    b"&shasign=00",
    "&ſTATUS=9".encode(),
    b"&amount=1",
    b"&AMOUNT%00=1",
    b"&orderID=S00042-2",
    b"&VAT=1",
    b"&x=y",
]
places = st.integers(0, len(SIGNED))
deeds = st.lists(
    st.tuples(places, st.integers(0, 60), st.sampled_from(PIECES) | st.binary()),
    min_size=1,
    max_size=5,
)
several = settings(max_examples=500, deadline=None)


def mutated(body, changes):
    for place, removed, put in changes:
        body = body[:place] + put + body[place + removed :]
    return body


@several
@given(deeds)
def test_a_signed_message_that_was_tampered_with_is_refused_or_says_the_same(changes):
    try:
        told = Message.read(mutated(SIGNED, changes)).verified(ACCOUNT)
    except FeedbackError:
        return
    assert told == FEEDBACK


@several
@given(deeds, st.sampled_from(["sha1", "sha256"]))
def test_no_tampering_makes_another_algorithm_do(changes, algorithm):
    account = Account("MyPSPID", "sha-in-passphrase", "sha-out-passphrase", algorithm)
    try:
        Message.read(mutated(SIGNED, changes)).verified(account)
    except FeedbackError:
        return
    raise AssertionError("believed with another algorithm")


@several
@given(st.binary(max_size=3000) | st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_any_bytes_are_read_without_growing_or_refused(body):
    try:
        message = Message.read(body)
    except MalformedFeedbackError:
        return
    held = [*map(str.encode, message.values), *sum(message.values.values(), [])]
    # A byte beyond ASCII in a name takes two as text.
    assert sum(map(len, held)) <= 2 * len(body)
    assert sum(map(len, message.values.values())) <= 200
    assert len(message.orderid) <= 50
    assert message.orderid.isprintable()
    assert isinstance(message.empty, bool)


raw = st.dictionaries(st.binary(min_size=1, max_size=12), st.binary(max_size=40))


@several
@given(raw)
def test_every_byte_comes_out_as_it_went_in(values):
    spelled = {name.upper() if name.isascii() else name for name in values}
    assume(len(spelled) == len(values))
    body = "&".join(
        f"{quote_from_bytes(name)}={quote_from_bytes(value)}"
        for name, value in values.items()
    )
    told = {
        name.encode("iso-8859-1"): value
        for name, value in Message.read(body.encode()).values.items()
    }
    assert told == {
        (name.upper() if name.isascii() else name): [value]
        for name, value in values.items()
    }


@given(st.integers(0, 64), st.booleans())
def test_the_largest_message_and_no_larger(beyond, repeated):
    piece = b"a=1&" if repeated else b"%41"
    body = (piece * LARGEST_MESSAGE)[: LARGEST_MESSAGE + beyond]
    too_much = bool(beyond) or repeated  # of bytes, or of parameters
    try:
        Message.read(body)
    except MalformedFeedbackError:
        assert too_much
    else:
        assert not too_much
