# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a log may say."""

import pytest

from ogone.redaction import loggable


def test_what_tells_one_payment_from_another_is_shown():
    shown = {
        "ACCEPTANCE": "test123",
        "amount": "15.1",
        "BRAND": "VISA",
        "currency": "EUR",
        "NCERROR": "0",
        "orderID": "S00042",
        "PAYID": "3000000001",
        "PAYIDSUB": "1",
        "PM": "CreditCard",
        "PSPID": "MyPSPID",
        "STATUS": "9",
        "TRXDATE": "01/31/22",
    }
    assert loggable(shown) == shown


MASKED = """
    PSWD USERID SHASIGN SHASign CARDNO cardno CVC ED ALIAS ALIAS.ALIASID CN EMAIL IP
    OWNERADDRESS OWNERTELNO OWNERTOWN OWNERZIP REMOTE_ADDR HTML_ANSWER COM COMPLUS
    ACCEPTURL ECOM_PAYMENT_CARD_VERIFICATION CARD.CARDNUMBER A_NAME_OF_TOMORROW STATUS1
"""


@pytest.mark.parametrize("name", MASKED.split())
def test_all_else_is_masked_under_its_name(name):
    assert loggable({name: "a marked secret"}) == {name: "***"}


def test_an_empty_value_is_masked_like_any_other():
    assert loggable({"CVC": ""}) == {"CVC": "***"}


def test_a_long_value_is_cut():
    assert loggable({"ORDERID": "S" * 5000}) == {"ORDERID": "S" * 40}
