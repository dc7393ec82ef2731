# SPDX-License-Identifier: LGPL-3.0-or-later
"""How long a value may be. Where editions of the guides differ, the smaller,
but for ORDERID.
"""

import re

from ogone.parameters import LONGEST

_LONGEST = {
    **LONGEST,
    "ORDERID": 40,  # [EOP]: a client of others makes them of 32
    "USERID": 20,
    "PAYID": 15,
    "CARDNO": 21,
    "ED": 7,
    "CVC": 5,
    "SHASIGN": 128,
    "CATALOGURL": 200,
    "PARAMVAR": 50,
    "COMPLUS": 1000,
    "PARAMPLUS": 1000,
    "ALIAS": 50,
    "ALIASUSAGE": 255,
    "CUID": 50,
    "CIVILITY": 10,
    "MANDATEID": 35,
    "SUBSCRIPTION_ID": 50,
    "SUB_COM": 100,
    "SUB_COMMENT": 200,
    "SUB_ORDERID": 40,
    "AITINUM": 16,
    "AIAIRNAME": 20,
    "AIPASNAME": 49,
    "ORDERSHIPMETH": 25,
    "COSTCENTER": 20,
    "REF_CUSTOMERREF": 20,
    "REF_CUSTOMERID": 20,
    "ECOM_BILLTO_POSTAL_NAME_FIRST": 35,
    "ECOM_BILLTO_POSTAL_NAME_LAST": 35,
    "ECOM_BILLTO_POSTAL_NAME_PREFIX": 10,
    "ECOM_BILLTO_POSTAL_STREET_LINE1": 35,
    "ECOM_BILLTO_POSTAL_STREET_LINE2": 35,
    "ECOM_BILLTO_POSTAL_STREET_NUMBER": 10,
    "ECOM_BILLTO_POSTAL_POSTALCODE": 10,
    "ECOM_BILLTO_POSTAL_CITY": 25,
    "ECOM_BILLTO_POSTAL_COUNTRYCODE": 2,
    "ECOM_BILLTO_TELECOM_PHONE_NUMBER": 20,
    "ECOM_BILLTO_TELECOM_MOBILE_NUMBER": 20,
    "ECOM_SHIPTO_POSTAL_NAME_FIRST": 35,
    "ECOM_SHIPTO_POSTAL_NAME_LAST": 35,
    "ECOM_SHIPTO_POSTAL_NAME_PREFIX": 10,
    "ECOM_SHIPTO_POSTAL_STREET_LINE1": 35,
    "ECOM_SHIPTO_POSTAL_STREET_LINE2": 35,
    "ECOM_SHIPTO_POSTAL_STREET_NUMBER": 10,
    "ECOM_SHIPTO_POSTAL_POSTALCODE": 10,
    "ECOM_SHIPTO_POSTAL_CITY": 25,
    "ECOM_SHIPTO_POSTAL_STATE": 2,
    "ECOM_SHIPTO_POSTAL_COUNTRYCODE": 2,
    "ECOM_SHIPTO_ONLINE_EMAIL": 50,
    "ECOM_SHIPTO_TELECOM_PHONE_NUMBER": 20,
    "ECOM_SHIPTO_TELECOM_FAX_NUMBER": 20,
    "ECOM_SHIPTO_TVA": 20,
    "ECOM_SHIPMETHODDETAILS": 50,
}
# Of names that carry a number.
_LONGEST_NUMBERED = {
    "ITEMID": 15,
    "ITEMNAME": 50,
    "ITEMDESC": 16,
    "ITEMCOMMENTS": 255,
    "ITEMCATEGORY": 50,
    "ITEMATTRIBUTES": 50,
    "ITEMPRICE": 50,
    "ITEMQUANT": 50,
    "ITEMQUANTORIG": 50,
    "ITEMUNITOFMEASURE": 50,
    "ITEMVAT": 50,
    "ITEMVATCODE": 50,
    "ITEMDISCOUNT": 10,
    "ITEMWEIGHT": 10,
    "TAXINCLUDED": 1,
}
_NUMBER = re.compile(r"[0-9]+$")


def longest(name: str) -> int | None:
    """Return the most characters that ``name`` may hold; ``None`` where none is known.

    :source: [ADV] 6.2, 9, 10; [DL] 3.1.2; [SUP-3DS] for the browser data
    """
    if name in _LONGEST:
        return _LONGEST[name]
    if name in ("BROWSERACCEPTHEADER", "BROWSERUSERAGENT"):
        return 2048
    return _LONGEST_NUMBERED.get(_NUMBER.sub("", name))
