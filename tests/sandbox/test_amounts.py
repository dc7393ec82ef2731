# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts that decide how a payment ends, in the test environment: README."""

import pytest
from accounts import ACCOUNTS
from gateway import VISA, direct_order

SHOP = "https://shop.example/"
# AMOUNT, a sale ends in, an authorisation, NCERROR
AMOUNTS = [
    ("999999002", "2", "2", "30001001"),
    ("999999003", "2", "2", "30511001"),
    ("999999051", "51", "51", "0"),
    ("999999091", "91", "51", "0"),
    ("999999092", "92", "52", "20001001"),
    ("999999093", "93", "2", "30001010"),
]
ENDS = {"51": "accept", "91": "accept", "92": "exception", "52": "exception"}
CHALLENGED, REFUSED = "4874970686672022", "4000300010010003"


@pytest.mark.parametrize(("amount", "sale", "authorisation", "ncerror"), AMOUNTS)
@pytest.mark.parametrize("operation", ["SAL", "RES"])
class TestEachAmount:
    @pytest.fixture
    def status(self, operation, sale, authorisation):
        return sale if operation == "SAL" else authorisation

    def test_directlink(self, gateway, amount, operation, status, ncerror):
        answer = gateway.order(AMOUNT=amount, OPERATION=operation)
        assert answer.status == (status, ncerror)
        assert gateway.query(ORDERID="D1").status == (status, ncerror)

    def test_the_payment_page(self, gateway, amount, operation, status, ncerror):
        gateway.set(payment_tries=1)
        gateway.opens({"AMOUNT": amount, "OPERATION": operation})
        left = gateway.pays()
        assert left.target == SHOP + ENDS.get(status, "decline")
        carried = left.carried()
        assert (carried["STATUS"], carried["NCERROR"]) == (status, ncerror)
        assert carried["amount"] == amount[:-2] + "." + amount[-2:]

    def test_production_knows_none(self, gateway, amount, operation, status, ncerror):
        paid = "9" if operation == "SAL" else "5"
        account = ACCOUNTS["prod"]
        order = direct_order(AMOUNT=amount, OPERATION=operation)
        assert gateway.direct("orderdirect", order, account).status == (paid, "0")
        gateway.opens({"AMOUNT": amount, "OPERATION": operation}, account)
        assert gateway.pays(environment="prod").carried()["STATUS"] == paid


@pytest.mark.parametrize("amount", ["999999001", "999999004", "99999900", "9999990020"])
def test_any_other_amount(gateway, amount):
    assert gateway.order(AMOUNT=amount)["STATUS"] == "9"


def test_the_amount_outdoes_a_card_that_is_refused(gateway):
    assert gateway.order(CARDNO=REFUSED, AMOUNT="999999091")["STATUS"] == "91"


def test_a_bank_that_accepts_obeys_it(gateway):
    gateway.set(payment_tries=1)
    gateway.opens({"AMOUNT": "999999003"})
    left = gateway.chooses("iDEAL", "accept")
    assert (left.carried()["STATUS"], left.carried()["NCERROR"]) == ("2", "30511001")


@pytest.mark.parametrize(("outcome", "status"), [("refuse", "2"), ("cancel", "1")])
def test_a_bank_that_does_not_accept_does_as_told(gateway, outcome, status):
    gateway.set(payment_tries=1)
    gateway.opens({"AMOUNT": "999999091"})
    assert gateway.chooses("iDEAL", outcome).carried()["STATUS"] == status


def test_what_waits_for_the_shopper_waits(gateway):
    gateway.opens({"AMOUNT": "999999002"})
    assert gateway.chooses("Bank transfer", "accept").carried()["STATUS"] == "41"


def test_the_bank_goes_first(gateway, three_ds):
    asked = gateway.order(CARDNO=CHALLENGED, AMOUNT="999999002", **three_ds)
    assert asked["STATUS"] == "46"
    gateway.opens({"AMOUNT": "999999091"})
    bank = gateway.pays(CHALLENGED)
    left = gateway.at_the_bank("confirm", bank.key)
    assert left.carried()["STATUS"] == "91"


def test_what_the_bank_refused_stays_refused(gateway, three_ds):
    card = {"CARDNO": "4253955490718757", "AMOUNT": "999999091"}
    assert gateway.order(**card, **three_ds).status == ("2", "40001134")


def test_an_account_has_lines_of_its_own(gateway):
    gateway.set(test_amounts=["150 92 20001001", "151 2 30431001"])
    assert gateway.order(AMOUNT="150").status == ("92", "20001001")
    other = gateway.order(ORDERID="D2", AMOUNT="151", CARDNO=VISA)
    assert other.status == ("2", "30431001")
    replaced = gateway.order(ORDERID="D3", AMOUNT="999999002")
    assert replaced.status == ("9", "0")
