# SPDX-License-Identifier: LGPL-3.0-or-later
"""Feedback: what is believed, and what no trick makes us believe."""

import hashlib
import json
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from pathlib import Path
from pprint import pformat
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogone.account import Account
from ogone.errors import (
    ConfigurationError,
    FeedbackError,
    MalformedFeedbackError,
    MissingSignatureError,
    OgoneError,
    WrongSignatureError,
)
from ogone.feedback import Feedback, Message
from ogone.parameters import SHA_OUT
from ogone.statuses import Outcome

VECTORS = Path(__file__).parent / "vectors"
ACCOUNT = Account("MyPSPID", "sha-in-passphrase", "sha-out-passphrase", "sha1")
PAID = {
    "orderID": "S00042-1",
    "currency": "EUR",
    "amount": "15.1",
    "PM": "CreditCard",
    "ACCEPTANCE": "654321",
    "STATUS": "9",
    "CARDNO": "XXXXXXXXXXXX1111",
    "ED": "1227",
    "CN": "Jérôme",
    "PAYID": "3000000001",
    "NCERROR": "0",
    "BRAND": "VISA",
    "ALIAS": "alias-42",
}
several = settings(deadline=None, max_examples=100)


def encoded(pairs):
    return b"&".join(
        quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode()
        for name, value in pairs
    )


def pairs_of(params, charset="utf-8"):
    return [(name.encode(), value.encode(charset)) for name, value in params.items()]


def signature(pairs):
    """Sign as Ogone does, for names whose order is that of ASCII."""
    signed = sorted((name.upper(), value) for name, value in pairs if value)
    text = b"".join(n + b"=" + v + b"sha-out-passphrase" for n, v in signed)
    return hashlib.sha1(text).hexdigest().upper().encode()  # noqa: S324 - Ogone's own


def message(params, *unsigned, charset="utf-8"):
    pairs = pairs_of(params, charset)
    return encoded([*pairs, *unsigned, (b"SHASIGN", signature(pairs))])


def believed(body, account=ACCOUNT):
    return Message.read(body).verified(account)


def refused(body, error=FeedbackError, account=ACCOUNT):
    with pytest.raises(error) as caught:
        believed(body, account)
    return str(caught.value)


# What is believed


def test_a_signed_result_is_read():
    assert believed(message(PAID)) == Feedback(
        orderid="S00042-1",
        status=9,
        payid="3000000001",
        payidsub="",
        amount=Decimal("15.10"),
        currency="EUR",
        ncerror="",
        pm="CreditCard",
        brand="VISA",
        acceptance="654321",
        cardno="XXXXXXXXXXXX1111",
        ed="1227",
        alias="alias-42",
        parameters={
            "ORDERID": "S00042-1",
            "CURRENCY": "EUR",
            "AMOUNT": "15.1",
            "PM": "CreditCard",
            "ACCEPTANCE": "654321",
            "STATUS": "9",
            "CARDNO": "XXXXXXXXXXXX1111",
            "ED": "1227",
            "CN": "Jérôme",
            "PAYID": "3000000001",
            "NCERROR": "0",
            "BRAND": "VISA",
            "ALIAS": "alias-42",
        },
    )


def test_the_feedback_that_the_platform_once_sent_is_believed():
    # open-forms, recorded from the platform; its account signs with SHA-512
    body = (
        b"orderID=202100031&STATUS=9&PAYID=3138700369&NCERROR=0&SHASIGN=F21EC101D04FD8F"
        b"43662F4C5BE87F5E3E1B08293B15D61DC9E779392F4D411B40471311BAF53B8C656E1FD4C77099"
        b"9C40B512D35CBDA46BE30C0B91BFB9F272B"
    )
    feedback = believed(body, Account("MyPSPID", "in", "q8B4Pms_MJEUlRo_Icu&"))
    assert (feedback.orderid, feedback.status) == ("202100031", 9)
    assert feedback.payid == "3138700369"
    assert feedback.amount is None
    refused(body.replace(b"STATUS=9", b"STATUS=5"))


RECORDED = {
    row["id"]: row
    for row in json.loads((VECTORS / "directlink.json").read_text(encoding="utf-8"))
    if row["kind"] == "ecommerce-feedback"
}
MEANINGS = {
    "authorised": Outcome.AUTHORISED,
    "captured": Outcome.CAPTURED,
    "cancelled": Outcome.CANCELLED,
}


@pytest.mark.parametrize("key", RECORDED)
def test_a_recorded_feedback_means_what_its_recorder_says(key):
    feedback = believed(message(RECORDED[key]["params"]))
    meaning = RECORDED[key]["meaning"]
    assert feedback.orderid == meaning["orderid"]
    assert feedback.status == meaning["status"]
    assert feedback.payid == meaning["payid"]
    assert feedback.payidsub == (meaning["payidsub"] or "")
    assert feedback.ncerror == (meaning["ncerror"] or "").strip("0")
    assert feedback.meaning.outcome is MEANINGS[meaning["outcome"]]


def test_a_lower_case_signature_is_believed():
    pairs = pairs_of(PAID)
    body = encoded([*pairs, (b"shasign", signature(pairs).lower())])
    assert believed(body).orderid == "S00042-1"


def test_empty_values_are_neither_signed_nor_reported():
    body = message({**PAID, "ED": "", "COMPLUS": ""})
    feedback = believed(body)
    assert feedback.ed == ""
    assert not feedback.parameters.keys() & {"ED", "COMPLUS"}


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_accents_are_read_in_either_charset(charset):
    feedback = believed(message(PAID, charset=charset))
    assert feedback.parameters["CN"] == "Jérôme"


@several
@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0xFF), min_size=1))
def test_any_text_in_iso_8859_1_comes_out_as_it_went_in(name):
    try:
        name.encode("iso-8859-1").decode()
    except UnicodeDecodeError:
        feedback = believed(message({**PAID, "CN": name}, charset="iso-8859-1"))
        assert feedback.parameters["CN"] == name


@several
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_in_utf_8_comes_out_as_it_went_in(name):
    assert believed(message({**PAID, "CN": name})).parameters["CN"] == name


def test_a_plus_sign_is_a_blank_and_an_escaped_one_a_plus():
    pairs = pairs_of({"STATUS": "9", "orderID": "a b+c"})
    body = b"STATUS=9&orderID=a+b%2Bc&SHASIGN=" + signature(pairs)
    assert believed(body).orderid == "a b+c"


def test_a_currency_is_read_in_upper_case():
    assert believed(message({**PAID, "currency": "eur"})).currency == "EUR"


def test_a_payid_of_zero_is_no_payid():
    assert believed(message({**PAID, "PAYID": "0"})).payid == ""


@pytest.mark.parametrize("amount", ["", "15,10", "NaN", "١٥"])
def test_an_amount_that_cannot_be_read_is_no_amount(amount):
    assert believed(message({**PAID, "amount": amount})).amount is None


@pytest.mark.parametrize("text", ["-1", "!", "00", "1", "50001111", "A"])
def test_only_a_zero_stands_for_no_number(text):
    """What is no number either is kept as it came, for a person to see."""
    feedback = believed(message(PAID | {"PAYID": text, "NCERROR": text}))
    assert (feedback.payid, feedback.ncerror) == (text, text)


def test_a_zero_stands_for_no_error():
    assert believed(message(PAID | {"NCERROR": "0"})).ncerror == ""


def test_an_unknown_status_is_read_without_a_meaning():
    feedback = believed(message({**PAID, "STATUS": "42"}))
    assert (feedback.status, feedback.meaning) == (42, None)


@pytest.mark.parametrize(
    ("acceptance", "simulated"),
    [("test123", True), ("testoff", True), ("654321", False), ("", False)],
)
def test_a_test_payment_says_so_itself(acceptance, simulated):
    feedback = believed(message({**PAID, "ACCEPTANCE": acceptance}))
    assert feedback.simulated is simulated


@pytest.mark.parametrize(
    "changed",
    [
        {"STATUS": ""},
        {"STATUS": "x"},
        {"STATUS": "-9"},
        {"STATUS": " 9"},
        {"STATUS": "9\n"},
        {"STATUS": "٩"},
        {"STATUS": "99999"},
        {"orderID": ""},
    ],
)
def test_a_signed_message_without_a_result_is_refused(changed):
    reason = refused(message({**PAID, **changed}), MalformedFeedbackError)
    assert "dynamic parameters" in reason


# What is not


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


# Any bytes at all

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


# Before anything is believed


@pytest.mark.parametrize(
    ("body", "orderid"),
    [
        (b"orderID=S00042-1", "S00042-1"),
        (b"ORDERID=%C3%A9", "é"),
        (b"ORDERID=%E9", "é"),
        (b"ORDERID=" + b"a" * 50, "a" * 50),
        (b"ORDERID=" + b"a" * 51, ""),
        (b"ORDERID=a%00b", ""),
        (b"ORDERID=a%0Ab", ""),
        (b"ORDERID=%E2%80%AEb", ""),
        (b"ORDERID=", ""),
        (b"STATUS=9", ""),
    ],
)
def test_the_order_that_a_message_claims_is_fit_for_a_search(body, orderid):
    assert Message.read(body).orderid == orderid


@pytest.mark.parametrize("body", [b"", b"utm_source=x", b"STATUS[]=9", b"CN=x"])
def test_a_return_that_tells_no_result_is_empty(body):
    assert Message.read(body).empty


@pytest.mark.parametrize("name", [b"shasign", b"status", b"orderID", b"PAYID"])
def test_a_return_that_tells_any_of_a_result_is_not_empty(name):
    assert not Message.read(name + b"=").empty


# What nobody is shown

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
