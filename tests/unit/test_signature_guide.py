# SPDX-License-Identifier: LGPL-3.0-or-later
"""The algorithm once more, as plainly as the guide puts it, over the official list."""

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signature_common import OFFICIAL, PASSPHRASE, STRICT, as_arrived

from ogone.errors import WrongSignatureError
from ogone.parameters import SHA_OUT
from ogone.signature import shasign, verify


def by_the_guide(params, official):
    text = ""
    for listed in official:
        stem, numbered, _ = listed.partition("*XX*")
        pattern = re.escape(stem) + ("([0-9]+)" if numbered else "()")
        hits = [(re.fullmatch(pattern, name), name) for name in params]
        group = sorted((int(hit[1] or 0), name) for hit, name in hits if hit)
        for _, name in group:
            if params[name]:
                text += f"{name}={params[name]}{PASSPHRASE}"
    return hashlib.sha256(text.encode()).hexdigest().upper()


IN_NAMES = st.builds(
    lambda name, number: name.replace("*XX*", str(number)),
    st.sampled_from(OFFICIAL["SHA_IN"]),
    st.integers(1, 120),
)
OUT_NAMES = st.sampled_from(OFFICIAL["SHA_OUT"])
VALUES = st.text(st.characters(codec="utf-8"), max_size=12)
FEEDBACK = st.dictionaries(OUT_NAMES, VALUES, min_size=1, max_size=12)
several = settings(deadline=None, max_examples=100)


@several
@given(st.dictionaries(IN_NAMES, VALUES, max_size=25))
def test_any_request_is_signed_as_the_guide_says(params):
    expected = by_the_guide(params, OFFICIAL["SHA_IN"])
    assert shasign(params, PASSPHRASE, "sha256") == expected


@several
@given(FEEDBACK)
def test_any_feedback_is_signed_as_the_guide_says(params):
    expected = by_the_guide(params, OFFICIAL["SHA_OUT"]).encode()
    verify(as_arrived(params), expected, PASSPHRASE, "sha256")


@several
@given(FEEDBACK, st.data())
def test_neither_order_nor_case_of_names_matters(params, data):
    shuffled = data.draw(st.permutations(list(params)))
    other = {data.draw(st.sampled_from([n, n.lower()])): params[n] for n in shuffled}
    expected = by_the_guide(params, OFFICIAL["SHA_OUT"])
    assert shasign(other, PASSPHRASE, "sha256", SHA_OUT) == expected


@several
@given(FEEDBACK, st.dictionaries(st.text(max_size=12), VALUES, max_size=6))
def test_a_name_that_is_not_listed_is_not_signed(params, others):
    unlisted = {n: v for n, v in others.items() if n.upper() not in OFFICIAL["SHA_OUT"]}
    dotted = {f"CARD.{name}": "1" for name in params}
    expected = by_the_guide(params, OFFICIAL["SHA_OUT"])
    everything = {**unlisted, **dotted, **params}
    assert shasign(everything, PASSPHRASE, "sha256", SHA_OUT) == expected


@several
@given(FEEDBACK, st.data(), st.binary(max_size=12))
def test_a_changed_value_is_not_believed(params, data, other):
    expected = by_the_guide(params, OFFICIAL["SHA_OUT"]).encode()
    arrived = as_arrived(params)
    name = data.draw(st.sampled_from(sorted(arrived)))
    if other == arrived[name]:
        other += b"0"
    with pytest.raises(WrongSignatureError):
        verify({**arrived, name: other}, expected, PASSPHRASE, "sha256")


@several
@given(st.binary(min_size=1, max_size=150))
def test_no_other_bytes_are_a_signature(shasign):
    if shasign.upper() == b"209113288F93A9AB8E474EA78D899AFDBB874355":
        shasign = b"0"
    arrived = as_arrived(STRICT["out-doc-sha1"]["params"])
    with pytest.raises(WrongSignatureError):
        verify(arrived, shasign, PASSPHRASE, "sha1")
