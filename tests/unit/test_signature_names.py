# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which names a signature covers, and in which order."""

import pytest
from signature_common import OFFICIAL

from ogone import parameters
from ogone.parameters import SHA_IN, SHA_OUT


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


def test_names_that_a_merchant_adds_take_their_alphabetical_place():
    names = SHA_OUT.extended("wallet; CH_AUTHENTICATION_INFO,\n com STATUS")
    first = ["CCCTY", "CH_AUTHENTICATION_INFO", "CN", "COLLECTOR_IBAN", "COM", "ED"]
    assert sorted(reversed(first), key=names.place) == first
    last = ["SCO_CATEGORY", "SCORING", "STATUS", "VC", "WALLET"]
    assert sorted(reversed(last), key=names.place) == last
    assert names.place("WALLET")[0] == 67  # 65 official names, 3 new ones
    assert "WALLET" not in SHA_OUT
