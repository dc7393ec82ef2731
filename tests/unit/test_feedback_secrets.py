# SPDX-License-Identifier: LGPL-3.0-or-later
"""What nobody is shown of a message, believed or not."""

from dataclasses import replace
from pprint import pformat

import pytest
from feedback_common import ACCOUNT, PAID, believed, encoded, message, pairs_of, refused

from ogone.errors import FeedbackError
from ogone.feedback import Message

SECRETS = {
    "CARDNO": "MARKED-card",
    "ED": "MARKED-ed",
    "ALIAS": "MARKED-alias",
    "CN": "MARKED-name",
    "EMAIL": "MARKED-mail",
    "IP": "MARKED-ip",
    "COMPLUS": "MARKED-echo",
}


@pytest.mark.parametrize("show", [repr, str, pformat, "{}".format])
def test_neither_message_nor_feedback_shows_a_card_or_a_person(show):
    arrived = Message.read(message({**PAID, **SECRETS}, (b"x", b"MARKED-unsigned")))
    assert "MARKED" not in show(arrived)
    feedback = arrived.verified(ACCOUNT)
    assert feedback.cardno == "MARKED-card"
    assert "S00042-1" in show(feedback)
    assert "MARKED" not in show(feedback)


@pytest.mark.parametrize(
    "end",
    [
        b"",
        b"&SHASIGN=MARKED",
        b"&SHASIGN=A&SHASIGN=MARKED",
        b"&STATUS=MARKED&SHASIGN=A",
        b"&MARKED=1&MARKED=2&SHASIGN=A",
        b"&x" * 300,
        b"&x=" + b"1" * 40_000,
    ],
)
def test_no_refusal_repeats_what_arrived_or_the_passphrase(end):
    account = replace(ACCOUNT, sha_out="MARKED-passphrase")
    with pytest.raises(FeedbackError) as caught:
        believed(encoded(pairs_of({**PAID, **SECRETS})) + end, account)
    error = caught.value
    assert "MARKED" not in f"{error} {error!r} {error.__cause__!r}"
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


def test_a_signed_message_without_a_result_is_refused_without_being_repeated():
    reason = refused(message({**SECRETS, "orderID": "1", "STATUS": "MARKED"}))
    assert "MARKED" not in reason
