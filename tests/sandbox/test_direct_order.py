# SPDX-License-Identifier: LGPL-3.0-or-later
"""A new order from server to server: what each card and each field makes of it."""

import pytest
from cards import CARDS
from gateway import VISA


@pytest.mark.parametrize("card", [pytest.param(c, id=c.number) for c in CARDS])
@pytest.mark.parametrize("operation", ["SAL", "RES", "PAU"])
def test_test_card(gateway, card, operation):
    """Cards that ask for a challenge are charged, where the merchant is alone."""
    answer = gateway.order(
        CARDNO=card.number, CVC=card.cvc, OPERATION=operation, COF_INITIATOR="MIT"
    )
    status = card.sale if operation == "SAL" else card.authorisation
    if card.challenged:
        status = "9" if operation == "SAL" else "5"
    assert answer.status == (status, card.ncerror)
    assert answer["NCSTATUS"] == card.ncerror[:1]
    assert answer["BRAND"] == card.brand


@pytest.mark.parametrize(
    ("status", "acceptance"),
    [("9", "test123"), ("91", "testoff"), ("51", "testoff"), ("2", ""), ("92", "")],
)
def test_acceptance(gateway, status, acceptance):
    card = next(card for card in CARDS if card.sale == status and not card.challenged)
    assert gateway.order(CARDNO=card.number)["ACCEPTANCE"] == acceptance


def test_the_long_answer_is_whole(gateway):
    answer = gateway.order(ALIAS="jane-1")
    assert answer == {
        "orderID": "D1",
        "PAYID": "3000000001",
        "NCSTATUS": "0",
        "NCERROR": "0",
        "NCERRORPLUS": "!",
        "ACCEPTANCE": "test123",
        "STATUS": "9",
        "IPCTY": "99",
        "CCCTY": "99",
        "ECI": "7",
        "CVCCheck": "NO",
        "AAVCheck": "NO",
        "VC": "NO",
        "amount": "15.1",
        "currency": "EUR",
        "PM": "CreditCard",
        "BRAND": "VISA",
        "ALIAS": "jane-1",
    }


def test_the_short_answer_has_five_attributes(gateway):
    gateway.set(short_answers=True)
    names = ["NCERROR", "NCERRORPLUS", "PAYID", "STATUS", "orderID"]
    assert sorted(gateway.order()) == names
    assert sorted(gateway.order(CARDNO="1")) == names


def test_attributes_stand_on_lines_of_their_own(gateway):
    body = gateway.order().response.content
    assert body.startswith(
        b'<?xml version="1.0"?><ncresponse\r\norderID="D1"\r\nPAYID='
    )
    assert body.endswith(b"></ncresponse>")


@pytest.mark.parametrize(
    ("sent", "told"),
    [("1500", "15"), ("1510", "15.1"), ("1512", "15.12"), ("7", "0.07"), ("100", "1")],
)
def test_amounts_come_without_trailing_zeros(gateway, sent, told):
    assert gateway.order(AMOUNT=sent)["amount"] == told


@pytest.mark.parametrize("ed", ["12/30", "1230", "12/2030", "122030"])
def test_spellings_of_the_expiry_date(gateway, ed):
    assert gateway.order(ED=ed)["STATUS"] == "9"


def test_blanks_in_the_card_number(gateway):
    assert gateway.order(CARDNO="4111 1111 1111 1111")["STATUS"] == "9"


@pytest.mark.parametrize(("eci", "told"), [("", "7"), ("1", "1"), ("9", "9")])
def test_eci_comes_back(gateway, eci, told):
    assert gateway.order(ECI=eci)["ECI"] == told


@pytest.mark.parametrize(
    ("card", "told"),
    [("4186455175836497", "5"), ("4839645466321180", "6"), (VISA, "7")],
)
def test_eci_of_a_card_without_a_challenge(gateway, three_ds, card, told):
    assert gateway.order(CARDNO=card, **three_ds)["ECI"] == told


COF = {
    "COF_INITIATOR": "MIT",
    "COF_TRANSACTION": "SUBSEQ",
    "COF_SCHEDULE": "SCHED",
    "COF_RECURRING_EXPIRY": "20301231",
    "COF_RECURRING_FREQUENCY": "031",
}


def test_stored_credentials_are_told_to_the_tester(gateway):
    assert gateway.order(**COF, ECI="9")["STATUS"] == "9"
    order = gateway.told("orders")[0]
    assert order["cof"] == {
        "initiator": "MIT",
        "transaction": "SUBSEQ",
        "schedule": "SCHED",
        "recurring_expiry": "20301231",
        "recurring_frequency": "031",
    }
    assert order["attempts"][0]["sent"] == COF | {"ECI": "9"}


CHALLENGED = "4874970686672022"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"COF_INITIATOR": "MIT"}, ("9", "0")),
        ({"COF_INITIATOR": "CIT"}, ("2", "50001087")),
        ({"COF_INITIATOR": "CIT", "ECI": "9"}, ("2", "50001087")),
        ({"ECI": "9"}, ("9", "0")),
        ({"ECI": "1"}, ("9", "0")),
        ({"ECI": "7"}, ("2", "50001087")),
        ({}, ("2", "50001087")),
    ],
)
def test_soft_decline_without_3d_secure(gateway, fields, status):
    assert gateway.order(CARDNO=CHALLENGED, **fields).status == status


def test_a_payout_gives_money(gateway):
    gateway.set(payouts=True)
    answer = gateway.order(OPERATION="RFD")
    assert answer.status == ("81", "0")
    gateway.lever("clock", settle=True)
    assert gateway.query(ORDERID="D1")["STATUS"] == "8"


@pytest.mark.parametrize(("default", "status"), [("SAL", "9"), ("RES", "5")])
def test_the_default_operation_of_the_account(gateway, default, status):
    gateway.set(default_operation=default)
    assert gateway.order(OPERATION=None)["STATUS"] == status


@pytest.mark.parametrize("first", ["4000300010010003", "4000000000930000"])
def test_a_refused_orderid_may_be_charged(gateway, first):
    gateway.order(CARDNO=first)
    assert gateway.order().status == ("9", "0")


@pytest.mark.parametrize("remote", ["192.0.2.9", None, "NONE"])
def test_the_address_of_the_customer(gateway, remote):
    gateway.order(REMOTE_ADDR=remote)
    told = "192.0.2.9" if remote == "192.0.2.9" else "127.0.0.1"
    assert gateway.query(ORDERID="D1")["IP"] == told


def test_one_card_serves_two_accounts(gateway):
    gateway.set(environment="prod", sha_in_directlink="")
    gateway.order()
    gateway.lever("aliases", alias="jane", cardno=VISA, environment="prod")
    assert gateway.order(ORDERID="D2", CARDNO=None, ED=None, CVC=None, ALIAS="jane")[
        "NCERRORPLUS"
    ] == ('Alias "jane" not Found')
