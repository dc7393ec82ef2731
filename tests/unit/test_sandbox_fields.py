# SPDX-License-Identifier: LGPL-3.0-or-later
"""Lengths, forms and mandatory fields, as the documents list them."""

import pytest
from sandbox_common import ORDER, Shopper
from test_sandbox_directlink import BROWSER, Shop

# [ADV] 6.2, 9, 10 and 15; [DL] 3.1.2. Where editions differ, the smaller.
LONGEST = """
    ORDERID 40    CURRENCY 3    LANGUAGE 5    SHASIGN 128
    OPERATION 3    CN 35    EMAIL 50    OWNERADDRESS 35    OWNERZIP 10    OWNERTOWN 25
    OWNERCTY 2    OWNERTELNO 20    COM 100    USERID 20    CUID 50    CIVILITY 10
    ACCEPTURL 200    DECLINEURL 200    EXCEPTIONURL 200    CANCELURL 200    BACKURL 200
    HOMEURL 200    CATALOGURL 200    COMPLUS 1000    PARAMPLUS 1000    PARAMVAR 50
    ALIAS 50    ALIASUSAGE 255
    ECOM_BILLTO_POSTAL_NAME_FIRST 35    ECOM_BILLTO_POSTAL_NAME_LAST 35
    ECOM_BILLTO_POSTAL_NAME_PREFIX 10    ECOM_BILLTO_POSTAL_STREET_LINE1 35
    ECOM_BILLTO_POSTAL_STREET_LINE2 35    ECOM_BILLTO_POSTAL_STREET_NUMBER 10
    ECOM_BILLTO_POSTAL_POSTALCODE 10    ECOM_BILLTO_POSTAL_CITY 25
    ECOM_BILLTO_POSTAL_COUNTRYCODE 2    ECOM_BILLTO_TELECOM_PHONE_NUMBER 20
    ECOM_BILLTO_TELECOM_MOBILE_NUMBER 20
    ECOM_SHIPTO_POSTAL_NAME_FIRST 35    ECOM_SHIPTO_POSTAL_NAME_LAST 35
    ECOM_SHIPTO_POSTAL_NAME_PREFIX 10    ECOM_SHIPTO_POSTAL_STREET_LINE1 35
    ECOM_SHIPTO_POSTAL_STREET_LINE2 35    ECOM_SHIPTO_POSTAL_STREET_NUMBER 10
    ECOM_SHIPTO_POSTAL_POSTALCODE 10    ECOM_SHIPTO_POSTAL_CITY 25
    ECOM_SHIPTO_POSTAL_STATE 2    ECOM_SHIPTO_POSTAL_COUNTRYCODE 2
    ECOM_SHIPTO_ONLINE_EMAIL 50    ECOM_SHIPTO_TELECOM_PHONE_NUMBER 20
    ECOM_SHIPTO_TELECOM_FAX_NUMBER 20    ECOM_SHIPTO_TVA 20
    ECOM_SHIPMETHODDETAILS 50    ORDERSHIPMETH 25    COSTCENTER 20
    REF_CUSTOMERREF 20    REF_CUSTOMERID 20
    ITEMID1 15    ITEMNAME2 50    ITEMDESC3 16    ITEMCOMMENTS4 255    ITEMCATEGORY5 50
    ITEMATTRIBUTES6 50    ITEMPRICE7 50    ITEMQUANT8 50    ITEMQUANTORIG9 50
    ITEMUNITOFMEASURE10 50    ITEMVAT11 50    ITEMVATCODE12 50    ITEMWEIGHT13 10
    ITEMDISCOUNT14 10    TAXINCLUDED15 1
    MANDATEID 35    SUBSCRIPTION_ID 50    SUB_COM 100    SUB_ORDERID 40
    SUB_COMMENT 200    AITINUM 16    AIAIRNAME 20    AIPASNAME 49
    BROWSERACCEPTHEADER 2048    BROWSERUSERAGENT 2048
"""
OF_DIRECTLINK = "CARDNO 21    CVC 5"
# A value that fits, one that does not.
FORMS = [
    ("ADDRMATCH", "1", "2"),
    ("ADDMATCH", "0", "Y"),
    ("AIAIRTAX", "250", "2.50"),
    ("ALIASOPERATION", "BYPSP", "BYSHOP"),
    ("BROWSERLANGUAGE", "nl-BE", "nl_BE"),
    ("BROWSERTIMEZONE", "-120", "UTC"),
    ("COF_RECURRING_EXPIRY", "20301231", "20301331"),
    ("CREDITDEBIT", "C", "CREDIT"),
    ("DEVICE", "tablet", "watch"),
    ("ECI", "9", "5"),
    ("ECOM_CONSUMER_GENDER", "F", "X"),
    ("MANDATEID", "AB 1/2-(3)", "AB_1"),
    ("MPI.CHALLENGEWINDOWSIZE", "05", "06"),
    ("MPI.THREEDSREQUESTORCHALLENGEINDICATOR", "04", "4"),
    ("ORDERSHIPCOST", "495", "4.95"),
    ("OWNERCTY", "BE", "1B"),
    ("PARAMVAR", "ab", "a"),
    ("PMLISTTYPE", "2", "3"),
    ("SEQUENCETYPE", "OOFF", "ONCE"),
    ("SIGNDATE", "20260228", "20260230"),
    ("SUB_AMOUNT", "1500", "15,00"),
    ("SUB_PERIOD_UNIT", "ww", "w"),
    ("SUB_STATUS", "1", "on"),
    ("WIN3DS", "POPIX", "POP"),
    ("WITHROOT", "Y", "1"),
]


def table(text):
    words = iter(text.split())
    return [(name, int(next(words))) for name in words]


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.mark.parametrize(("name", "most"), table(LONGEST))
def test_a_value_that_is_too_long_opens_no_page(shopper, merchant_set, name, most):
    """The signature goes first, so here nobody has to sign."""
    merchant_set(sha_in="")
    page = shopper.posts(ORDER | {name: "1" * (most + 1)})
    assert page.error == f"{name} too long"
    page = shopper.posts(ORDER | {name: "1" * most})
    assert page.error != f"{name} too long"


def test_an_amount_has_fifteen_digits(shopper):
    assert shopper.opens(AMOUNT="1" * 15).error is None
    assert shopper.opens(AMOUNT="1" * 16).error == "amount too long or not numeric"


@pytest.mark.parametrize(("name", "most"), table(OF_DIRECTLINK))
def test_a_card_may_not_be_too_long(shop, name, most):
    answer = shop.orders(**{name: "1" * (most + 1)})
    assert answer["NCERRORPLUS"] == f" {name} too long"


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_a_value_has_its_documented_form(shopper, name, good, bad):
    assert shopper.opens(**{name: bad}).error == f"{name} not valid"
    assert shopper.opens(**{name: good}).error is None


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_directlink_checks_the_same_forms(shop, name, good, bad):
    answer = shop.orders(**{name: bad})
    assert answer.of(["STATUS", "NCERROR", "NCERRORPLUS"]) == {
        "STATUS": "0",
        "NCERROR": "50001111",
        "NCERRORPLUS": f" {name} not valid",
    }


@pytest.mark.parametrize(
    "missing", ["PSPID", "ORDERID", "AMOUNT", "CURRENCY", "LANGUAGE"]
)
def test_the_page_asks_for_its_mandatory_fields(shopper, missing):
    assert shopper.opens(**{missing: None}).error == f"no {missing}"


@pytest.mark.parametrize("sequence", ["FRST", "RCUR", "FNAL"])
def test_a_mandate_that_comes_again_is_named_and_dated(shopper, sequence):
    """[ADV] 10.6"""
    assert shopper.opens(SEQUENCETYPE=sequence).error == "no MANDATEID"
    named = {"SEQUENCETYPE": sequence, "MANDATEID": "M1"}
    assert shopper.opens(**named).error == "no SIGNDATE"
    assert shopper.opens(**named, SIGNDATE="20260301").error is None


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ({"AMOUNT": None}, " no amount"),
        ({"CURRENCY": None}, " no currency"),
        ({"CARDNO": None, "ED": None}, " no card no|no exp date|no brand"),
        ({"ORDERID": None}, " no orderid"),
    ],
)
def test_directlink_asks_for_its_mandatory_fields(shop, missing, text):
    assert shop.orders(**missing)["NCERRORPLUS"] == text


@pytest.mark.parametrize("name", [name for name in BROWSER if name != "LANGUAGE"])
def test_three_d_secure_asks_for_its_mandatory_fields(shop, name):
    """[SUP-3DS]; all but FLAG3D, which asks for it."""
    answer = shop.orders(**(BROWSER | {name: None}))
    wanted = "!" if name == "FLAG3D" else f" no {name}"
    assert answer["NCERRORPLUS"] == wanted


def test_a_charset_does_not_change_a_length(state):
    shopper = Shopper(state)
    assert shopper.opens("/ncol/test/orderstandard.asp", CN="é" * 35).error is None
    assert shopper.opens("/ncol/test/orderstandard_utf8.asp", CN="é" * 35).error is None
