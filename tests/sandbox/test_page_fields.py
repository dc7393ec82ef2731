# SPDX-License-Identifier: LGPL-3.0-or-later
"""How long values may be, the forms that some have, and what may not be left out.

Protocol 4 for the payment page, 6.2 for DirectLink. Where editions of the guides
differ, the smaller length counts, but for ORDERID.
"""

import pytest
from accounts import ACCOUNTS
from gateway import direct_order

_LENGTHS = """
    PSPID 30    ORDERID 40    CURRENCY 3    LANGUAGE 5    OPERATION 3    USERID 20
    CN 35    EMAIL 50    OWNERADDRESS 35    OWNERZIP 10    OWNERTOWN 25    OWNERCTY 2
    OWNERTELNO 20    COM 100    CUID 50    CIVILITY 10
    ACCEPTURL 200    DECLINEURL 200    EXCEPTIONURL 200    CANCELURL 200
    BACKURL 200    HOMEURL 200    CATALOGURL 200
    COMPLUS 1000    PARAMPLUS 1000    PARAMVAR 50    ALIAS 50    ALIASUSAGE 255
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
    ECOM_SHIPMETHODDETAILS 50    ORDERSHIPMETH 25    COSTCENTER 20    REF_CUSTOMERREF 20
    ITEMID1 15    ITEMNAME12 50    ITEMDESC3 16    ITEMCOMMENTS1 255    ITEMCATEGORY1 50
    ITEMATTRIBUTES1 50    ITEMPRICE1 50    ITEMQUANT1 50    ITEMQUANTORIG1 50
    ITEMUNITOFMEASURE1 50    ITEMVAT1 50    ITEMVATCODE1 50    ITEMWEIGHT2 10
    ITEMDISCOUNT1 10    TAXINCLUDED1 1
    MANDATEID 35    SUBSCRIPTION_ID 50    SUB_COM 100    SUB_ORDERID 40
    SUB_COMMENT 200    AITINUM 16    AIAIRNAME 20    AIPASNAME 49
    browserAcceptHeader 2048    browserLanguage 8    browserUserAgent 2048
"""
_WORDS = _LENGTHS.split()
LENGTHS = dict(zip(_WORDS[::2], map(int, _WORDS[1::2]), strict=True))
# What has a form besides a length: a value of 1s that is long enough is another fault.
DIGITS_ONLY = {"CURRENCY", "OPERATION", "OWNERCTY", "PSPID"}
FORMS_FIRST = {"browserLanguage": "not valid"}


def longer(name, longest):
    """Return the longest value that fits, and one more character."""
    start = "https://shop.example/" if name.endswith("URL") else ""
    exact = start + "1" * (longest - len(start))
    return exact, exact + "1"


@pytest.mark.parametrize(("name", "longest"), LENGTHS.items())
def test_the_longest_value_and_one_more(gateway, name, longest):
    exact, too_long = longer(name, longest)
    if name not in DIGITS_ONLY:
        assert gateway.opens({name: exact}).error is None
    fault = FORMS_FIRST.get(name, "too long")
    unknown = "PSPID not found or not active"
    said = unknown if name == "PSPID" else f"{name.upper()} {fault}"
    assert gateway.opens({name: too_long}).error == said


# On DirectLink, those of 6.2; USERID is looked up first.
OF_DIRECTLINK = """
    ORDERID CURRENCY CN COM EMAIL OWNERADDRESS OWNERZIP OWNERTOWN OWNERCTY OWNERTELNO
    ALIAS OPERATION COMPLUS PARAMPLUS LANGUAGE ACCEPTURL DECLINEURL EXCEPTIONURL
    browserAcceptHeader browserUserAgent
""".split()


@pytest.mark.parametrize(
    ("name", "longest"),
    [("CARDNO", 21), ("CVC", 5), *((name, LENGTHS[name]) for name in OF_DIRECTLINK)],
)
def test_lengths_on_directlink(gateway, name, longest):
    exact, too_long = longer(name, longest)
    answer = gateway.order(**{name: too_long})
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == f" {name.upper()} too long"
    answer = gateway.order(**{name: exact})
    assert answer["NCERRORPLUS"] != f" {name.upper()} too long"


@pytest.mark.parametrize("name", ["PSPID", "USERID"])
def test_who_has_a_name_too_long_is_unknown_to_directlink(gateway, name):
    answer = gateway.order(**{name: "P" * (LENGTHS[name] + 1)})
    assert answer.status == ("0", "50001111")


def test_an_amount_has_fifteen_digits(gateway):
    assert gateway.opens({"AMOUNT": "1" * 15}).error is None
    assert gateway.order(AMOUNT="1" * 15).status == ("9", "0")
    said = "amount too long or not numeric"
    assert gateway.opens({"AMOUNT": "1" * 16}).error == said
    assert gateway.order(AMOUNT="1" * 16)["NCERROR"].startswith("5000")


@pytest.mark.parametrize("amount", ["15.10", "15,10", "-1510", "1 510", "1e3", "EUR"])
def test_an_amount_is_digits(gateway, amount):
    said = "amount too long or not numeric"
    assert gateway.opens({"AMOUNT": amount}).error == said
    answer = gateway.order(AMOUNT=amount)
    assert (answer["STATUS"], answer["PAYID"]) == ("0", "0")


def test_a_length_is_of_characters_not_of_bytes(gateway):
    for utf8 in (True, False):
        assert gateway.opens({"CN": "é" * 35}, utf8=utf8).error is None
        assert gateway.opens({"CN": "é" * 36}, utf8=utf8).error == "CN too long"


FORMS = [
    ("ADDRMATCH", "1", "2"),
    ("ADDMATCH", "0", "Y"),
    ("AIAIRTAX", "250", "2.50"),
    ("AIVATAMNT", "250", "2,50"),
    ("ALIASOPERATION", "BYMERCHANT", "bypsp"),
    ("ALIASOPERATION", "BYPSP", "BYNOBODY"),
    ("ALIASPERSISTEDAFTERUSE", "N", "no"),
    ("ALIASPERSISTEDAFTERUSE", "Y", "1"),
    ("COF_INITIATOR", "CIT", "C"),
    ("COF_INITIATOR", "MIT", "ABC"),
    ("COF_TRANSACTION", "FIRST", "1"),
    ("COF_TRANSACTION", "SUBSEQ", "LAST"),
    ("COF_SCHEDULE", "SCHED", "sched"),
    ("COF_SCHEDULE", "UNSCHED", "OFTEN"),
    ("COF_RECURRING_EXPIRY", "20301231", "20301331"),
    ("COF_RECURRING_EXPIRY", "20301231", "31/12/2030"),
    ("COF_RECURRING_FREQUENCY", "031", "monthly"),
    ("COF_RECURRING_FREQUENCY", "14", "7"),
    ("COF_RECURRING_FREQUENCY", "9999", "10000"),
    ("CREDITDEBIT", "C", "CREDIT"),
    ("ECI", "7", "8"),
    ("ECI", "9", "5"),
    ("ECOM_CONSUMER_GENDER", "F", "X"),
    ("FLAG3D", "N", "yes"),
    ("MANDATEID", "AB 1/-?:().,'+", "AB_1"),
    ("ORDERSHIPCOST", "495", "4.95"),
    ("OWNERCTY", "BE", "1B"),
    ("PARAMVAR", "ab", "a"),
    ("SEQUENCETYPE", "OOFF", "ONCE"),
    ("SIGNDATE", "20260228", "20260230"),
    ("SIGNDATE", "20280229", "2028-02-29"),
    ("SUB_AMOUNT", "1500", "15,00"),
    ("SUB_PERIOD_UNIT", "ww", "w"),
    ("SUB_PERIOD_UNIT", "m", "month"),
    ("SUB_STATUS", "0", "on"),
    ("WIN3DS", "POPUP", "TAB"),
    ("WIN3DS", "POPIX", "mainw"),
    ("RTIMEOUT", "30", "29"),
    ("RTIMEOUT", "90", "91"),
    ("browserColorDepth", "24", "30"),
    ("browserColorDepth", "1", "0"),
    ("browserColorDepth", "48", "64"),
    ("browserJavaEnabled", "true", "TRUE"),
    ("browserJavaScriptEnabled", "false", "0"),
    ("browserLanguage", "en-GB", "en-GB-oxendict"),
    ("browserScreenHeight", "999999", "1000000"),
    ("browserScreenHeight", "0", "tall"),
    ("browserScreenWidth", "1", "-1"),
    ("browserTimeZone", "-120", "UTC+2"),
    ("browserTimeZone", "840", "1.5"),
    ("Mpi.threeDSRequestorChallengeIndicator", "01", "05"),
    ("Mpi.challengeWindowSize", "05", "06"),
]


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_forms_on_the_payment_page(gateway, name, good, bad):
    assert gateway.opens({name: good}).error is None
    assert gateway.opens({name: bad}).error == f"{name.upper()} not valid"


@pytest.mark.parametrize(("name", "good", "bad"), FORMS)
def test_forms_on_directlink(gateway, name, good, bad):
    # Some say which cards are taken, so this one is a credit card.
    paid = gateway.order(CARDNO="4000024329596391", **{name: good})
    assert paid["STATUS"] == "9"
    answer = gateway.order(**{name: bad, "ORDERID": "D2"})
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == f" {name.upper()} not valid"


@pytest.mark.parametrize("ed", ["13/30", "0030", "12-30", "1/30", "xx/yy"])
def test_an_expiry_date_is_mm_yy(gateway, ed):
    answer = gateway.order(ED=ed)
    assert (answer["STATUS"], answer["PAYID"]) == ("0", "0")


# What may not be left out


@pytest.mark.parametrize("name", ["PSPID", "ORDERID", "AMOUNT", "CURRENCY", "LANGUAGE"])
def test_the_payment_page_asks_for(gateway, name):
    for nothing in (None, ""):
        assert gateway.opens({name: nothing}).error == f"no {name}"


def test_the_payment_page_asks_for_a_signature(gateway):
    order = ACCOUNTS["test"].order()
    assert gateway.posts(order).error == "unknown order/0/s"


def test_orderid_is_asked_for_first(gateway):
    assert gateway.posts({}).error == "no ORDERID"
    assert gateway.posts({"PSPID": "unheard of"}).error == "no ORDERID"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (["ORDERID"], " no orderid"),
        (["AMOUNT"], " no amount"),
        (["CURRENCY"], " no currency"),
        (["CARDNO"], " no card no|no brand"),
        (["ED"], " no exp date"),
        (["CARDNO", "ED"], " no card no|no exp date|no brand"),
    ],
)
def test_directlink_asks_for(gateway, missing, said):
    for nothing in (None, ""):
        order = direct_order(**dict.fromkeys(missing, nothing))
        answer = gateway.direct("orderdirect", order)
        assert answer.status == ("0", "50001111")
        assert answer["NCERRORPLUS"] == said


@pytest.mark.parametrize("name", ["PSPID", "USERID", "PSWD"])
def test_directlink_asks_who_calls(gateway, name):
    answer = gateway.order(**{name: None})
    assert (answer["STATUS"], answer["PAYID"]) == ("0", "0")
    assert answer["NCERROR"] in ("50001111", "50001119")


@pytest.mark.parametrize("sequence", ["FRST", "RCUR", "FNAL"])
def test_a_mandate_that_is_used_again(gateway, sequence):
    order = {"SEQUENCETYPE": sequence}
    assert gateway.opens(order).error == "no MANDATEID"
    assert gateway.opens(order | {"MANDATEID": "M1"}).error == "no SIGNDATE"
    order |= {"MANDATEID": "M1", "SIGNDATE": "20260228"}
    assert gateway.opens(order).error is None
