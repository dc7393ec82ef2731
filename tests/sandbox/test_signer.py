# SPDX-License-Identifier: LGPL-3.0-or-later
"""Our own signer against every published vector that it can be held to."""

import json

import pytest
from signer import VECTORS, sign


def read(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def usable_variants():
    """Return those of the main algorithm that a correct implementation reproduces."""
    return [
        each
        for each in read("signatures_variants.json")
        if each["result"] == "reproduces" and "concatenation_order" not in each
    ]


def list_of(vector):
    """Return which names are signed: made-up ones are on no list."""
    if any("." in name for name in vector["params"]):
        return f"hosted {vector['direction']}"
    unlisted = vector.get("variant") == "no parameter filter"
    return "any" if unlisted else vector["direction"]


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param(each, id=each["id"])
        for each in read("signatures.json") + usable_variants()
    ],
)
def test_published_vector(vector):
    made = sign(
        vector["params"],
        vector["passphrase"],
        vector["hash"],
        list_of(vector),
        vector.get("encoding", "utf-8"),
    )
    assert made == vector["expected"].upper()


def test_there_are_vectors_of_both_kinds():
    assert len(read("signatures.json")) >= 20
    assert len(usable_variants()) >= 4


ANSWER = {"AMOUNT": "15", "CURRENCY": "EUR", "ORDERID": "12", "STATUS": "9"}
ITEMS = {"AMOUNT": "1500", "CURRENCY": "EUR", "ORDERID": "12", "PSPID": "MyPSPID"}


@pytest.mark.parametrize(
    ("direction", "parameters", "charset", "expected"),
    [
        (
            "out",
            ANSWER | {"CN": "Jérôme"},
            "utf-8",
            "EBCD311CB25118B69F632282AD0F3A7C6EFB6BB7",
        ),
        (
            "out",
            ANSWER | {"CN": "Jérôme"},
            "iso-8859-1",
            "2EFDA35CA9A3EE31B8598BDC5D9E6E9AAA22748E",
        ),
        (
            "out",
            ANSWER | {"PAYID": "32100123", "SCORING": "10", "SCO_CATEGORY": "G"},
            "utf-8",
            "EF6194D533CDBBAA5C4F3D324761248AEA48F654",
        ),
        (
            "in",
            ITEMS | {"ITEMNAME1": "a", "ITEMNAME2": "b", "ITEMNAME10": "c"},
            "utf-8",
            "0E916DB8A4A2C25F660ED7BD8AB7FCA8CD4E494D",
        ),
    ],
)
def test_examples_of_charset_and_order(direction, parameters, charset, expected):
    passphrase = "Mysecretsig1875!?"
    assert sign(parameters, passphrase, "sha1", direction, charset) == expected
