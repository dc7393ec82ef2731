# SPDX-License-Identifier: LGPL-3.0-or-later
"""Messages of any bytes at all, and such as somebody made to do harm."""

from dataclasses import replace

import pytest
from feedback_common import (
    ACCOUNT,
    PAID,
    believed,
    encoded,
    message,
    pairs_of,
    refused,
    several,
    signature,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from ogone.errors import MalformedFeedbackError, OgoneError, WrongSignatureError
from ogone.feedback import Message
from ogone.parameters import SHA_OUT

FRAGMENTS = st.sampled_from(
    [
        *(b"&", b"=", b"+", b"%", b"%0", b"%00", b"%ff", b";", b"\xc3", b"\0", b"\n"),
        *(b"STATUS=9", b"status=5", b"orderID=1", b"SHASIGN=", b"SHASIGN=\xe9"),
        *(b"AMOUNT=NaN", b"PAYID=0", b"ITEM1", b"ITEM" + b"1" * 50, b"1" * 50),
    ]
)
ANYTHING = st.binary(max_size=300) | st.lists(FRAGMENTS, max_size=30).map(b"".join)
EXTENDED = replace(ACCOUNT, signed_out=SHA_OUT.extended("ITEM*XX*"))


@settings(deadline=None, max_examples=400)
@given(ANYTHING, st.sampled_from([ACCOUNT, EXTENDED]))
def test_any_bytes_at_all_are_refused_and_raise_nothing_else(body, account):
    try:
        arrived = Message.read(body)
        assert arrived.orderid.isprintable()
        assert arrived.empty in (True, False)
    except MalformedFeedbackError:
        return
    with pytest.raises(OgoneError):
        arrived.verified(account)


@several
@given(st.dictionaries(st.sampled_from(sorted(PAID)), st.binary(max_size=30)))
def test_any_values_at_all_are_read_if_they_are_signed(values):
    changed = {name.encode(): value for name, value in values.items()}
    pairs = {**dict(pairs_of(PAID)), **changed, b"STATUS": b"9"}.items()
    orderid = values.get("orderID", b"S00042-1")
    body = encoded([*pairs, (b"SHASIGN", signature(pairs))])
    if not orderid:
        refused(body, MalformedFeedbackError)
        return
    feedback = believed(body)
    assert feedback.orderid.encode() == orderid or not orderid.isascii()
    assert len(feedback.parameters) == sum(bool(value) for _, value in pairs)


def test_a_number_of_any_length_after_a_signed_name_is_refused():
    body = b"ITEM" + b"1" * 5000 + b"=1&SHASIGN=A&STATUS=9"
    refused(body, WrongSignatureError, EXTENDED)


def test_no_name_breaks_the_line_of_a_log():
    twice = b"ITEM1%0A=1&ITEM1%0A=1&SHASIGN=A"
    assert "\n" not in refused(twice, account=EXTENDED)


def test_a_message_is_32_kib_at_most():
    body = message(PAID) + b"&x="
    largest = body + b"1" * (32 * 1024 - len(body))
    assert believed(largest).status == 9
    with pytest.raises(MalformedFeedbackError):
        Message.read(largest + b"1")


def test_a_message_has_200_parameters_at_most():
    assert len(Message.read(b"&".join(b"x%d=1" % n for n in range(200))).values) == 200
    with pytest.raises(MalformedFeedbackError):
        Message.read(b"&".join(b"x%d=1" % n for n in range(201)))


HOSTILE = {
    "digits and a letter": b"1" * 32_000 + b"x=1",
    "name of digits": b"ITEM" + b"1" * 32_000 + b"x=1",
    "percent signs": b"%" * 32_000 + b"=1",
    "escapes": b"%41" * 10_000 + b"=1",
    "plus signs": b"+" * 32_000 + b"=1",
    "ampersands": b"&" * 32_000,
    "equals signs": b"=" * 32_000,
    "long value": b"STATUS=" + b"9" * 32_000,
    "long names": b"&".join(b"%d" % n + b"1" * 150 + b"x=1" for n in range(190)),
    "long order": b"ORDERID=" + b"%C3%A9" * 5_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_message_is_refused_like_any_other(body):
    refused(body + b"&SHASIGN=A", account=EXTENDED)
