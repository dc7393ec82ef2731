# SPDX-License-Identifier: LGPL-3.0-or-later
"""SHASIGN against what documents, other clients and the platform itself published."""

import pytest
from signature_common import PASSPHRASE, STRICT, VARIANTS, as_arrived

from ogone import parameters
from ogone.errors import ConfigurationError, MissingSignatureError, WrongSignatureError
from ogone.parameters import SHA_OUT, SignedNames
from ogone.signature import shasign, verify

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


@pytest.mark.parametrize("length", [39, 400])
def test_what_is_quoted_of_a_hash_function_is_cut(length):
    with pytest.raises(ConfigurationError) as quoted:
        shasign({"STATUS": "9"}, PASSPHRASE, "x" * length)
    assert str(quoted.value) == f"'{'x' * 39} is no hash function of Ogone"
