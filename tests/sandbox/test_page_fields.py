# SPDX-License-Identifier: LGPL-3.0-or-later
"""How long values may be, and the forms that some have to have.

Where editions of the guides differ, the smaller length counts, but for ORDERID.
"""

import pytest
from gateway import direct_order

LENGTHS = {
    "PSPID": 30,
    "ORDERID": 40,
    "LANGUAGE": 5,
    "CURRENCY": 3,
    "CN": 35,
    "EMAIL": 50,
    "OWNERADDRESS": 35,
    "OWNERZIP": 10,
    "OWNERTOWN": 25,
    "OWNERCTY": 2,
    "OWNERTELNO": 20,
    "COM": 100,
    "USERID": 20,
    "ACCEPTURL": 200,
    "DECLINEURL": 200,
    "EXCEPTIONURL": 200,
    "CANCELURL": 200,
    "BACKURL": 200,
    "HOMEURL": 200,
    "CATALOGURL": 200,
    "COMPLUS": 1000,
    "PARAMPLUS": 1000,
    "PARAMVAR": 50,
    "ALIAS": 50,
    "ALIASUSAGE": 255,
    "CUID": 50,
    "CIVILITY": 10,
    "MANDATEID": 35,
    "ORDERSHIPMETH": 25,
    "COSTCENTER": 20,
    "REF_CUSTOMERREF": 20,
    "ECOM_BILLTO_POSTAL_NAME_FIRST": 35,
    "ECOM_BILLTO_POSTAL_NAME_PREFIX": 10,
    "ECOM_BILLTO_POSTAL_CITY": 25,
    "ECOM_SHIPTO_POSTAL_STATE": 2,
    "ECOM_SHIPTO_ONLINE_EMAIL": 50,
    "ECOM_SHIPMETHODDETAILS": 50,
    "ITEMID1": 15,
    "ITEMNAME12": 50,
    "ITEMDESC3": 16,
    "ITEMCOMMENTS1": 255,
    "ITEMWEIGHT2": 10,
    "TAXINCLUDED1": 1,
    "BROWSERUSERAGENT": 2048,
}
# Checked as names before as lengths: too long or just long enough is another fault.
NAMES_SOMETHING = {"PSPID", "CURRENCY"}


@pytest.mark.parametrize(("name", "longest"), LENGTHS.items())
def test_the_longest_value_and_one_more(gateway, name, longest):
    start = "https://shop.example/" if name.endswith("URL") else ""
    exact = start + "a" * (longest - len(start))
    if name not in NAMES_SOMETHING:
        assert gateway.opens({name: exact}).error is None
    shown = gateway.opens({name: exact + "a"})
    unknown = "PSPID not found or not active"
    assert shown.error == (unknown if name == "PSPID" else f"{name} too long")


def test_an_account_of_a_name_too_long_is_unknown_to_directlink(gateway):
    assert gateway.order(PSPID="P" * 31).status == ("0", "50001111")


FORMS = [
    ("ALIASOPERATION", "BYPSP", "BYNOBODY"),
    ("ALIASPERSISTEDAFTERUSE", "N", "no"),
    ("COF_INITIATOR", "MIT", "ABC"),
    ("COF_TRANSACTION", "SUBSEQ", "LAST"),
    ("COF_SCHEDULE", "UNSCHED", "OFTEN"),
    ("COF_RECURRING_EXPIRY", "20301231", "20301331"),
    ("COF_RECURRING_EXPIRY", "20301231", "31/12/2030"),
    ("COF_RECURRING_FREQUENCY", "031", "monthly"),
    ("ECI", "9", "8"),
    ("FLAG3D", "N", "yes"),
    ("WIN3DS", "POPUP", "TAB"),
    ("RTIMEOUT", "30", "29"),
    ("RTIMEOUT", "90", "91"),
    ("browserColorDepth", "24", "30"),
    ("browserJavaEnabled", "true", "TRUE"),
    ("browserJavaScriptEnabled", "false", "0"),
    ("browserLanguage", "en-GB", "en-GB-oxendict"),
    ("browserScreenHeight", "999999", "1000000"),
    ("browserScreenWidth", "1", "-1"),
    ("browserTimeZone", "-120", "UTC+2"),
]


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_forms_on_the_payment_page(gateway, name, good, bad):
    assert gateway.opens({name: good}).error is None
    assert gateway.opens({name: bad}).error == f"{name.upper()} not valid"


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_forms_on_directlink(gateway, name, good, bad):
    assert gateway.order(**{name: good})["STATUS"] == "9"
    answer = gateway.order(**{name: bad, "ORDERID": "D2"})
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == f" {name.upper()} not valid"


@pytest.mark.parametrize(
    ("name", "longest"),
    [("CARDNO", 21), ("CVC", 5), ("ED", 7), ("ALIAS", 50), ("CN", 35), ("COM", 100)],
)
def test_lengths_on_directlink(gateway, name, longest):
    answer = gateway.order(**{name: "1" * (longest + 1)})
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == f" {name} too long"


def test_the_longest_orderid_on_directlink(gateway):
    assert gateway.order(ORDERID="D" * 40)["STATUS"] == "9"
    answer = gateway.direct("orderdirect", direct_order(ORDERID="D" * 41))
    assert answer["NCERRORPLUS"] == " ORDERID too long"
