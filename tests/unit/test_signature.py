# SPDX-License-Identifier: LGPL-3.0-or-later
"""SHASIGN against what documents, other clients and the platform itself published."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogone import parameters
from ogone.errors import (
    ConfigurationError,
    MissingSignatureError,
    WrongSignatureError,
)
from ogone.parameters import SHA_IN, SHA_OUT, SignedNames
from ogone.signature import shasign, verify

VECTORS = Path(__file__).parent / "vectors"
PASSPHRASE = "Mysecretsig1875!?"  # noqa: S105 - the one that the guides print


def by_id(name):
    rows = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


STRICT = by_id("signatures.json")
VARIANTS = by_id("signatures_variants.json")
OFFICIAL = {key: row["names"] for key, row in by_id("signed_names.json").items()}
OF_THE_MAIN_ALGORITHM = ("charset-iso-passphrase", "alias-gateway-in-magento")
OUT = [row for row in STRICT.values() if row["direction"] == "out"]
OF_OTHER_ALGORITHMS = [
    row for key, row in VARIANTS.items() if key not in OF_THE_MAIN_ALGORITHM
]


def names_of(vector):
    direction = vector["direction"].upper()
    tokenization = vector["id"].startswith(f"{direction.lower()}-tokenization-")
    prefix = "HOSTED_TOKENIZATION" if tokenization else "SHA"
    return getattr(parameters, f"{prefix}_{direction}")


def signature_of(vector, names=None):
    return shasign(
        vector["params"],
        vector["passphrase"],
        vector["hash"],
        names or names_of(vector),
        vector.get("encoding", "utf-8"),
    )


def as_arrived(params, charset="utf-8"):
    return {name.upper(): value.encode(charset) for name, value in params.items()}


def identified(vectors):
    return [pytest.param(vector, id=vector["id"]) for vector in vectors]


@pytest.mark.parametrize("vector", identified(STRICT.values()))
def test_a_published_signature_is_reproduced(vector):
    assert signature_of(vector) == vector["expected"].upper()


@pytest.mark.parametrize("case", [str.upper, str.lower])
@pytest.mark.parametrize("vector", identified(OUT))
def test_a_published_signature_is_believed_in_either_case(vector, case):
    arrived = as_arrived(vector["params"])
    expected = case(vector["expected"]).encode()
    verify(arrived, expected, vector["passphrase"], vector["hash"])
    with pytest.raises(WrongSignatureError):
        verify(arrived, expected, vector["passphrase"] + "x", vector["hash"])


@pytest.mark.parametrize("name", OF_THE_MAIN_ALGORITHM)
def test_a_variant_that_the_main_algorithm_covers_is_reproduced(name):
    assert signature_of(VARIANTS[name]) == VARIANTS[name]["expected"]


@pytest.mark.parametrize("vector", identified(OF_OTHER_ALGORITHMS))
def test_a_signature_of_another_algorithm_is_not_made(vector):
    assert signature_of(vector) != vector["expected"]


@pytest.mark.parametrize("vector", identified(OF_OTHER_ALGORITHMS))
def test_a_signature_of_another_algorithm_is_not_believed(vector):
    with pytest.raises(WrongSignatureError):
        verify(
            as_arrived(vector["params"]),
            vector["expected"].encode(),
            vector["passphrase"],
            vector["hash"],
            names_of(vector),
        )


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("nofilter-govuk-basic", "PARAM1 PARAM2 PARAM3"),
        ("nofilter-govuk-all", "AAA BBB CCC DDD"),
    ],
)
def test_only_the_list_of_names_parts_us_from_clients_that_have_none(name, signed):
    made = signature_of(VARIANTS[name], SignedNames(signed))
    assert made == VARIANTS[name]["expected"]


def test_names_are_signed_in_upper_case():
    made = signature_of(VARIANTS["disagree-lowercase-names"], SignedNames("AGE NAME"))
    assert made == "D037C28F6A8E4328BA66F59BCB954D88D4933C86"


def test_utf_8_is_not_encoded_twice():
    made = signature_of(VARIANTS["disagree-eopayment-doubleenc"])
    assert made == "6E863391265EF098E497D22F80D054A5B3EBEEA4"


def test_a_passphrase_beyond_ascii_is_tried_in_both_charsets():
    vector = VARIANTS["charset-iso-passphrase"]
    arrived = as_arrived(vector["params"])
    verify(arrived, vector["expected"].encode(), vector["passphrase"], "sha1")
    arrived = as_arrived(VARIANTS["disagree-eopayment-doubleenc"]["params"])
    shasign = b"6E863391265EF098E497D22F80D054A5B3EBEEA4"
    verify(arrived, shasign, "sécret", "sha1")


def test_a_passphrase_that_iso_8859_1_lacks_is_no_accident():
    # sha1sum of NCERROR=0€ in UTF-8
    shasign = b"A4861329778D7F2FF2A25534A21A39E33BB13467"
    verify({"NCERROR": b"0"}, shasign, "€", "sha1")
    with pytest.raises(WrongSignatureError):
        verify({"NCERROR": b"0"}, b"0" * 40, "€", "sha1")


DERIVED = {
    "utf-8": (
        "AMOUNT=15 CN=Jérôme CURRENCY=EUR ORDERID=12 STATUS=9",
        "EBCD311CB25118B69F632282AD0F3A7C6EFB6BB7",
    ),
    "iso-8859-1": (
        "AMOUNT=15 CN=Jérôme CURRENCY=EUR ORDERID=12 STATUS=9",
        "2EFDA35CA9A3EE31B8598BDC5D9E6E9AAA22748E",
    ),
}


def read(text):
    return dict(pair.split("=") for pair in text.split())


@pytest.mark.parametrize("charset", DERIVED)
def test_an_accent_is_signed_in_the_charset_of_the_page(charset):
    text, expected = DERIVED[charset]
    assert shasign(read(text), PASSPHRASE, "sha1", SHA_OUT, charset) == expected


@pytest.mark.parametrize("charset", DERIVED)
def test_an_accent_is_believed_in_the_charset_in_which_it_arrived(charset):
    text, expected = DERIVED[charset]
    verify(as_arrived(read(text), charset), expected.encode(), PASSPHRASE, "sha1")


def test_sco_category_is_signed_before_scoring():
    feedback = read(
        "STATUS=9 SCORING=10 SCO_CATEGORY=G PAYID=32100123 ORDERID=12 CURRENCY=EUR"
        " AMOUNT=15"
    )
    expected = "EF6194D533CDBBAA5C4F3D324761248AEA48F654"
    assert shasign(feedback, PASSPHRASE, "sha1", SHA_OUT) == expected
    with pytest.raises(WrongSignatureError):  # made in the order of ASCII
        verify(
            as_arrived(feedback),
            b"EFAF7DB7E490A8B6C3CBFF0F4A4CC2D114AD367B",
            PASSPHRASE,
            "sha1",
        )


def test_numbered_names_are_signed_by_their_number():
    order = read(
        "ITEMNAME10=c ITEMNAME2=b ITEMNAME1=a PSPID=MyPSPID ORDERID=12 CURRENCY=EUR"
        " AMOUNT=1500"
    )
    expected = "0E916DB8A4A2C25F660ED7BD8AB7FCA8CD4E494D"
    assert shasign(order, PASSPHRASE, "sha1") == expected


@pytest.mark.parametrize("key", OFFICIAL)
def test_the_official_list_is_kept_whole_and_in_its_order(key):
    names = getattr(parameters, key)
    spelled = [name.replace("*XX*", "1") for name in OFFICIAL[key]]
    assert sorted(spelled, key=names.place) == spelled
    assert names.place(spelled[-1])[0] == len(spelled) - 1


def test_the_lists_have_as_many_names_as_the_official_ones():
    assert {key: len(names) for key, names in OFFICIAL.items()} == {
        "SHA_IN": 379,
        "SHA_OUT": 65,
        "HOSTED_TOKENIZATION_IN": 11,
        "HOSTED_TOKENIZATION_OUT": 16,
    }


def test_the_alias_gateway_signs_no_card():
    names = parameters.ALIAS_GATEWAY_IN
    typed = ("CARDNO", "CN", "CVC", "ED", "ECOM_PAYMENT_CARD_NAME")
    assert not [name for name in typed if name in names]
    fixed = ["ACCEPTURL", "ALIAS", "BRAND", "EXCEPTIONURL", "ITEMNAME2", "PSPID"]
    assert sorted(reversed(fixed), key=names.place) == fixed
    assert names.place("XDL")[0] == 366  # 379 official names, 12 left out
    out = """ALIAS BIC BRAND CARDNO CN CVC ED NCERROR NCERRORCARDNO NCERRORCN NCERRORCVC
        NCERRORED ORDERID STATUS""".split()
    assert [parameters.ALIAS_GATEWAY_OUT.place(name)[0] for name in out] == list(
        range(14)
    )
    assert "PAYID" not in parameters.ALIAS_GATEWAY_OUT


@pytest.mark.parametrize(
    "name", ["ITEMNAME", "ITEMNAMEX", "ITEMNAME1A", "1", "", "XITEMNAME1", "PSPID1"]
)
def test_a_numbered_name_is_a_listed_stem_and_a_number(name):
    assert name not in SHA_IN


@pytest.mark.parametrize(
    "name", ["ITEMNAME1\n", pytest.param("ITEMNAME" + "1" * 5000, id="5000 digits")]
)
def test_a_number_is_a_short_run_of_digits_and_nothing_after_it(name):
    assert name not in SHA_IN


# The algorithm once more, as plainly as the guide puts it, over the official list.


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


@pytest.mark.parametrize(
    "shasign",
    [
        "２０９１１３２８８Ｆ93A9AB8E474EA78D899AFDBB874355".encode(),
        "é".encode("iso-8859-1"),
        b" 209113288F93A9AB8E474EA78D899AFDBB874355",
        b"209113288F93A9AB8E474EA78D899AFDBB874355\n",
        b"209113288F93A9AB8E474EA78D899AFDBB87435",
        b"209113288F93A9AB8E474EA78D899AFDBB874355\0",
    ],
)
def test_what_only_looks_like_the_signature_is_refused(shasign):
    arrived = as_arrived(STRICT["out-doc-sha1"]["params"])
    with pytest.raises(WrongSignatureError):
        verify(arrived, shasign, PASSPHRASE, "sha1")


def test_a_missing_signature_is_told_from_a_wrong_one():
    with pytest.raises(MissingSignatureError):
        verify({"STATUS": b"9"}, b"", PASSPHRASE, "sha1")


def test_without_a_passphrase_nothing_is_signed():
    with pytest.raises(ConfigurationError):
        shasign({"STATUS": "9"}, "", "sha1")


def test_without_a_passphrase_nothing_is_believed():
    # sha1sum of STATUS=9, which anybody could send
    anybody = b"32E6954DC7CE2FB31FD05E8BB8A60CAAD7DB7A38"
    with pytest.raises(ConfigurationError):
        verify({"STATUS": b"9"}, anybody, "", "sha1")


@pytest.mark.parametrize("algorithm", ["md5", "", "SHA1", "sha3_512"])
def test_a_hash_function_that_ogone_does_not_offer_is_refused(algorithm):
    with pytest.raises(ConfigurationError):
        shasign({"STATUS": "9"}, PASSPHRASE, algorithm)


def test_names_that_a_merchant_adds_take_their_alphabetical_place():
    names = SHA_OUT.extended("wallet; CH_AUTHENTICATION_INFO,\n com STATUS")
    first = ["CCCTY", "CH_AUTHENTICATION_INFO", "CN", "COLLECTOR_IBAN", "COM", "ED"]
    assert sorted(reversed(first), key=names.place) == first
    last = ["SCO_CATEGORY", "SCORING", "STATUS", "VC", "WALLET"]
    assert sorted(reversed(last), key=names.place) == last
    assert names.place("WALLET")[0] == 67  # 65 official names, 3 new ones
    assert "WALLET" not in SHA_OUT
