# SPDX-License-Identifier: LGPL-3.0-or-later
"""SHASIGN in a page of code, read from the guides anew and tested by published vectors.

The lists of signed names are data: ``tests/unit/vectors/signed_names.json``.
"""

import hashlib
import json
import re
from pathlib import Path

VECTORS = Path(__file__).resolve().parents[1] / "unit" / "vectors"


def _listed(key):
    """Return a pattern of the names on an official list; *XX* stands for a number."""
    lists = json.loads((VECTORS / "signed_names.json").read_text(encoding="utf-8"))
    names = next(each["names"] for each in lists if each["id"] == key)
    forms = [re.escape(name).replace(r"\*XX\*", "[0-9]+") for name in names]
    return re.compile("|".join(forms))


# The alias gateway signs 14 names of its answer, which stand in no official file.
_GATEWAY_OUT = """
    ALIAS BIC BRAND CARDNO CN CVC ED NCERROR NCERRORCARDNO NCERRORCN NCERRORCVC
    NCERRORED ORDERID STATUS
""".split()
LISTS = {
    "in": _listed("SHA_IN"),
    "out": _listed("SHA_OUT"),
    "gateway out": re.compile("|".join(_GATEWAY_OUT)),
    "hosted in": _listed("HOSTED_TOKENIZATION_IN"),
    "hosted out": _listed("HOSTED_TOKENIZATION_OUT"),
    "any": re.compile(".*"),
}


def sign(parameters, passphrase, algorithm, direction="in", charset="utf-8"):
    """Return the SHASIGN of ``parameters``, in upper-case hexadecimal."""
    kept = {
        name.upper(): value
        for name, value in parameters.items()
        if value and name.upper() != "SHASIGN"
    }
    names = sorted(filter(LISTS[direction].fullmatch, kept), key=_place)
    text = "".join(f"{name}={kept[name]}{passphrase}" for name in names)
    return hashlib.new(algorithm, text.encode(charset)).hexdigest().upper()


def signed(parameters, passphrase, algorithm="sha512", charset="utf-8"):
    """Return ``parameters`` with their SHASIGN."""
    shasign = sign(parameters, passphrase, algorithm, charset=charset)
    return {**parameters, "SHASIGN": shasign}


def _place(name):
    """Sort numbers as numbers, and SCO_CATEGORY before SCORING, as the list does."""
    word, number = re.fullmatch(r"(.*?)([0-9]*)", name).groups()
    return word.replace("SCO_CATEGORY", "SCO"), int(number or 0), name
