# SPDX-License-Identifier: LGPL-3.0-or-later
"""Results that are not believed."""

from dataclasses import FrozenInstanceError, replace

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
from hypothesis import given
from hypothesis import strategies as st

from ogone.errors import (
    ConfigurationError,
    MalformedFeedbackError,
    MissingSignatureError,
    WrongSignatureError,
)
from ogone.feedback import Message
from ogone.parameters import SHA_OUT


def test_a_changed_status_is_refused():
    body = message({**PAID, "STATUS": "2"})
    refused(body.replace(b"STATUS=2", b"STATUS=9"), WrongSignatureError)


@several
@given(st.sampled_from(sorted(PAID)), st.binary(max_size=20))
def test_any_changed_value_is_refused(name, value):
    pairs = dict(pairs_of(PAID))
    if value == pairs[name.encode()]:
        value += b"0"
    changed = {**pairs, name.encode(): value}
    shasign = signature(pairs_of(PAID))
    refused(encoded([*changed.items(), (b"SHASIGN", shasign)]), WrongSignatureError)


@pytest.mark.parametrize("name", PAID)
def test_a_removed_name_is_refused(name):
    pairs = [pair for pair in pairs_of(PAID) if pair[0] != name.encode()]
    shasign = signature(pairs_of(PAID))
    refused(encoded([*pairs, (b"SHASIGN", shasign)]), WrongSignatureError)


@pytest.mark.parametrize("name", ["TICKET", "SCORING", "PAYIDSUB", "COMPLUS"])
def test_an_added_name_that_is_listed_is_refused(name):
    refused(message(PAID, (name.encode(), b"1")), WrongSignatureError)


@pytest.mark.parametrize("name", [*PAID, "SHASIGN"])
@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
@pytest.mark.parametrize("value", [b"", b"9"])
def test_a_repeated_name_is_refused_in_any_case_before_or_after(name, case, value):
    twin = case(name).encode()
    reason = f"it has {name.upper()} more than once"
    assert refused(message(PAID, (twin, value)), MalformedFeedbackError) == reason
    body = encoded([(twin, value)]) + b"&" + message(PAID)
    assert refused(body, MalformedFeedbackError) == reason


NOT_STATUS = {
    "long s": "ſTATUS".encode(),
    "small long s": "ſtatus".encode(),
    "full width": "ＳＴＡＴＵＳ".encode(),
    "NUL after": b"STATUS\0",
    "NUL before": b"\0STATUS",
    "blank after": b"STATUS ",
    "blank before": b" STATUS",
    "line break after": b"STATUS\n",
    "dotted": b"CARD.STATUS",
    "bracket": b"STATUS[]",
    "zero width": "STA\u200bTUS".encode(),
    "iso-8859-1": b"STAT\xdaS",
    "semicolon": b"x;STATUS",
    "escaped twice": b"%53TATUS",
}


@pytest.mark.parametrize("name", NOT_STATUS.values(), ids=NOT_STATUS)
def test_a_name_that_only_looks_like_status_changes_nothing(name):
    refusal = {**PAID, "STATUS": "2"}
    assert believed(message(refusal, (name, b"9"))).status == 2


@pytest.mark.parametrize("name", NOT_STATUS.values(), ids=NOT_STATUS)
def test_a_name_that_only_looks_like_status_is_none(name):
    pairs = [p for p in pairs_of(PAID) if p[0] != b"STATUS"]
    refused(encoded([*pairs, (name, b"9"), (b"SHASIGN", signature(pairs))]))


def test_what_was_read_stays_what_it_was():
    read = Message.read(message(PAID))
    with pytest.raises(FrozenInstanceError):
        read.values = {}
    with pytest.raises(FrozenInstanceError):
        read.verified(ACCOUNT).status = 5


def test_a_sharp_s_is_not_spelled_out_as_two_letters():
    feedback = believed(message(PAID, (b"AAVADDRE\xdf", b"OK")))
    assert "AAVADDRESS" not in feedback.parameters


@several
@given(
    st.lists(
        st.tuples(
            st.binary(min_size=1, max_size=12).filter(
                lambda name: (
                    name.upper().decode("iso-8859-1") not in SHA_OUT
                    and name.upper() != b"SHASIGN"
                )
            ),
            st.binary(max_size=12),
        ),
        max_size=8,
    )
)
def test_an_unsigned_name_reaches_no_feedback(unsigned):
    assert believed(message(PAID, *unsigned)) == believed(message(PAID))


def test_what_a_merchant_added_to_the_signed_names_is_signed_and_reported():
    account = replace(ACCOUNT, signed_out=SHA_OUT.extended("wallet, item*xx*"))
    body = message({**PAID, "WALLET": "PayPal", "item2": "b"})
    assert believed(body, account).parameters["WALLET"] == "PayPal"
    assert believed(body, account).parameters["ITEM2"] == "b"
    refused(body.replace(b"PayPal", b"PayPaI"), WrongSignatureError, account)
    refused(body, WrongSignatureError)
    refused(message(PAID, (b"WALLET", b"PayPal")), WrongSignatureError, account)


@pytest.mark.parametrize(
    "shasign",
    ["é", "Ａ" * 40, "٣" * 40, "\0", "0" * 40, "0" * 20_000],
    ids=["accent", "full width", "Arabic digits", "NUL", "zeros", "very long"],
)
def test_a_signature_that_is_none_is_refused(shasign):
    body = encoded([*pairs_of(PAID), (b"SHASIGN", shasign.encode())])
    refused(body, WrongSignatureError)


@pytest.mark.parametrize("end", [b"", b"&SHASIGN", b"&SHASIGN=", b"&SHASIGN[]=A"])
def test_an_unsigned_message_is_refused(end):
    refused(encoded(pairs_of(PAID)) + end, MissingSignatureError)


def test_a_signature_made_without_a_passphrase_opens_nothing():
    account = replace(ACCOUNT, sha_out="")
    anybody = (
        b"76a59983076f6dbd557576964ad3c6718ed864f8"  # sha1sum of ORDERID=1STATUS=9
    )
    body = b"ORDERID=1&STATUS=9&SHASIGN=" + anybody
    with pytest.raises(ConfigurationError):
        believed(body, account)


def test_the_passphrase_for_requests_signs_no_feedback():
    account = replace(ACCOUNT, sha_in="sha-out-passphrase", sha_out="another")
    refused(message(PAID), WrongSignatureError, account)
