# SPDX-License-Identifier: LGPL-3.0-or-later
"""What explains a signature that does not fit."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ogone.account import Account
from ogone.diagnosis import Cause, Diagnosis, diagnose
from ogone.feedback import Message
from ogone.parameters import SHA_OUT
from ogone.signature import shasign

VARIANTS = Path(__file__).parent / "vectors" / "signatures_variants.json"
SHA_IN, OUT = "Mysecretsig1875!?", "Theirsecretsig42!?"
OTHERS = {"Live shop, SHA-OUT": "Livesecretsig9876!?"}
RESULT = {"orderID": "S00042", "amount": "15", "STATUS": "9", "CN": "Jérôme"}
ACCOUNT = Account(pspid="MyPSPID", sha_in=SHA_IN, sha_out=OUT, algorithm="sha512")


def message(passphrase=OUT, algorithm="sha512", charset="utf-8", sent="utf-8", **more):
    """Return a message signed in ``charset`` and sent in ``sent``."""
    names = SHA_OUT.extended(" ".join(more))
    result = {**RESULT, **more}
    signature = shasign(result, passphrase, algorithm, names, charset)
    return sent_as({**result, "SHASIGN": signature}, sent)


def sent_as(parameters, charset="utf-8"):
    return Message.read(urlencode(parameters, encoding=charset).encode())


def renamed():
    """Return a result of which a shopper who is called "A=B" has renamed CN: the same
    text is signed.
    """
    result = {**RESULT, "CN": "A=B"}
    signature = shasign(result, OUT, "sha512", SHA_OUT)
    del result["CN"]
    return sent_as({**result, "CN=A": "B", "SHASIGN": signature})


@pytest.mark.parametrize(
    ("arrived", "cause", "detail"),
    [
        (sent_as(RESULT), Cause.UNSIGNED, ""),
        (message(STATUS=""), Cause.INCOMPLETE, "STATUS"),
        (message(orderID="", STATUS=""), Cause.INCOMPLETE, "ORDERID, STATUS"),
        (message(STATUS="nine"), Cause.INCOMPLETE, "STATUS"),
        (message(ACCEPTANCE="test123"), Cause.TEST_ENVIRONMENT, ""),
        (message(), Cause.UNKNOWN, ""),
        (message(SHA_IN), Cause.SHA_IN, ""),
        (message("Livesecretsig9876!?"), Cause.OTHER_ACCOUNT, "Live shop, SHA-OUT"),
        (message(algorithm="sha1"), Cause.ALGORITHM, "sha1"),
        (message(algorithm="sha256"), Cause.ALGORITHM, "sha256"),
        (message(SHA_IN, algorithm="sha1"), Cause.SHA_IN, ""),
        (message("Nobodyknowsit123!?", algorithm="sha1"), Cause.ALGORITHM, "sha1"),
        (message(charset="iso-8859-1"), Cause.ENCODING, "iso-8859-1"),
        (message(sent="iso-8859-1"), Cause.ENCODING, "utf-8"),
        (message(NEWNAME="1"), Cause.NAMES, "NEWNAME"),
        (message(NEWNAME="1", OTHERNAME="2"), Cause.NAMES, "NEWNAME OTHERNAME"),
        (message(ZONE="1"), Cause.NAMES, "ZONE"),
        (renamed(), Cause.UNKNOWN, ""),
        (message("Nobodyknowsit123!?"), Cause.UNKNOWN, ""),
        (sent_as({**RESULT, "SHASIGN": "é"}), Cause.UNKNOWN, ""),
        (sent_as({**RESULT, "SHASIGN": "0" * 128}), Cause.UNKNOWN, ""),
    ],
)
def test_cause(arrived, cause, detail):
    assert diagnose(arrived, ACCOUNT, OTHERS) == Diagnosis(cause, detail)


def test_a_diagnosis_stays_what_it_was():
    with pytest.raises(FrozenInstanceError):
        Diagnosis(Cause.NAMES).detail = "NEWNAME"


def test_another_algorithm_than_the_accounts_is_told_by_its_length():
    arrived = message("Nobodyknowsit123!?", algorithm="sha512")
    for algorithm in ("sha1", "sha256"):
        found = diagnose(arrived, replace(ACCOUNT, algorithm=algorithm), OTHERS)
        assert found == Diagnosis(Cause.ALGORITHM, "sha512")


def test_an_algorithm_is_the_same_by_its_name():
    account = replace(ACCOUNT, algorithm="".join(["sha", "512"]))
    arrived = message("Nobodyknowsit123!?")
    assert diagnose(arrived, account, OTHERS).cause is Cause.UNKNOWN


@pytest.mark.parametrize(
    ("number", "cause"), [(19, Cause.NAMES), (20, Cause.NAMES), (21, Cause.UNKNOWN)]
)
def test_no_more_than_twenty_names_are_tried_together(number, cause):
    names = {f"NEW{place:02}": "1" for place in range(number)}
    arrived = message(**names)
    assert diagnose(arrived, ACCOUNT, OTHERS).cause is cause


def test_an_unsigned_parameter_beside_a_name_that_the_account_signs():
    signature = shasign(
        {**RESULT, "NEWNAME": "1"}, OUT, "sha512", SHA_OUT.extended("NEWNAME")
    )
    parameters = {**RESULT, "NEWNAME": "1", "SHOP": "7", "SHASIGN": signature}
    found = diagnose(sent_as(parameters), ACCOUNT, {})
    assert found == Diagnosis(Cause.NAMES, "NEWNAME")


def test_a_name_that_comes_twice_is_explained_by_nothing():
    twice = Message.read(b"STATUS=9&STATUS=2&ORDERID=1&SHASIGN=" + b"A" * 128)
    assert diagnose(twice, ACCOUNT, OTHERS).cause is Cause.UNKNOWN


def test_main_parameters_only_as_published():
    vectors = json.loads(VARIANTS.read_text(encoding="utf-8"))
    vectors = vectors["vectors"] if isinstance(vectors, dict) else vectors
    (vector,) = [
        each
        for each in vectors
        if each["variant"] == "legacy main-parameters-only"
        and each["direction"] == "out"
        and each["result"] == "reproduces"
    ]
    account = Account(
        pspid="MyPSPID",
        sha_in=SHA_IN,
        sha_out=vector["passphrase"],
        algorithm=vector["hash"],
    )
    parameters = {**vector["params"], "SHASIGN": vector["expected"]}
    assert diagnose(sent_as(parameters), account, {}).cause is Cause.MAIN_PARAMETERS


def test_a_diagnosis_shows_no_value():
    found = diagnose(message(NEWNAME="secret-value"), ACCOUNT, OTHERS)
    assert "secret-value" not in repr(found)
    assert OUT not in repr(found)
