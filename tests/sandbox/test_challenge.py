# SPDX-License-Identifier: LGPL-3.0-or-later
"""3-D Secure version 2: what the bank asks, and what the merchant may wish; protocol 7.

Cards by what the bank does with them: protocol 14.2.
"""

import base64
import re
from html import unescape

import pytest
from gateway import VISA

FRICTIONLESS, CHALLENGED = "4186455175836497", "4874970686672022"
ATTEMPTED, REJECTED = "4839645466321180", "4450022237973103"
WISH = "Mpi.threeDSRequestorChallengeIndicator"
SHOP = "https://shop.example/"

# The card, the wish of the merchant, STATUS of a sale, ECI of the order.
WISHES = [
    (VISA, None, "9", "7"),
    (VISA, "04", "9", "7"),
    (FRICTIONLESS, None, "9", "5"),
    (FRICTIONLESS, "01", "9", "5"),
    (FRICTIONLESS, "03", "9", "5"),
    (FRICTIONLESS, "04", "46", "7"),
    (ATTEMPTED, None, "9", "6"),
    (ATTEMPTED, "04", "9", "6"),
    (CHALLENGED, None, "46", "7"),
    (CHALLENGED, "01", "46", "7"),
    (CHALLENGED, "02", "9", "5"),
    (CHALLENGED, "03", "46", "7"),
    (REJECTED, "02", "46", "7"),
]


@pytest.fixture
def asked(gateway, three_ds):
    """Charge a card from server to server; return the answer and the bank's page."""

    def begin(cardno=CHALLENGED, **fields):
        answer = gateway.order(CARDNO=cardno, **three_ds | fields)
        html = base64.b64decode(answer.html).decode("ascii")
        key = unescape(re.search(r'name="PaReq" value="([^"]*)"', html)[1])
        return answer, gateway.at_the_bank("", key)

    return begin


@pytest.mark.parametrize(("cardno", "wish", "status", "eci"), WISHES)
def test_directlink(gateway, three_ds, cardno, wish, status, eci):
    answer = gateway.order(CARDNO=cardno, **three_ds | {WISH: wish})
    assert answer.status == (status, "0")
    assert (answer.html is not None) == (status == "46")
    assert gateway.query(ORDERID="D1")["ECI"] == eci


@pytest.mark.parametrize(("cardno", "wish", "status", "eci"), WISHES)
def test_the_payment_page(gateway, cardno, wish, status, eci):
    gateway.set(dynamic_parameters=["STATUS", "ECI"])
    gateway.opens({WISH: wish})
    shown = gateway.pays(cardno)
    if status == "46":
        assert 'id="confirm"' in shown.text
        assert gateway.told("orders")[0]["attempts"] == []
    else:
        assert (shown.target, shown.carried()["STATUS"]) == (SHOP + "accept", status)
        assert shown.carried()["ECI"] == eci


@pytest.mark.parametrize(
    ("cardno", "wish"), [(CHALLENGED, "03"), (FRICTIONLESS, "04"), (CHALLENGED, "04")]
)
@pytest.mark.parametrize(
    ("action", "status", "target"),
    [("confirm", ("9", "0"), "accept"), ("refuse", ("2", "40001134"), "decline")],
)
def test_a_challenge_that_was_wished(
    gateway, asked, cardno, wish, action, status, target
):
    _answer, bank = asked(cardno, **{WISH: wish})
    left = gateway.at_the_bank(action, bank.key)
    assert left.target == SHOP + target
    assert gateway.query(ORDERID="D1").status == status


@pytest.mark.parametrize("wish", ["00", "05", "4", "N"])
def test_a_wish_that_the_documents_do_not_list(gateway, three_ds, wish):
    said = f"{WISH.upper()} not valid"
    assert gateway.order(**three_ds, **{WISH: wish})["NCERRORPLUS"] == f" {said}"
    assert gateway.opens({WISH: wish}).error == said


@pytest.mark.parametrize(
    "card", ["4253955490718757", "4419177274955460", "5168645305790452"]
)
def test_a_bank_that_does_not_know_the_shopper(gateway, three_ds, card):
    answer = gateway.order(CARDNO=card, **three_ds)
    assert answer.status == ("2", "40001134")
    assert answer.html is None
    # The card is not kept from a second try with the same ORDERID.
    assert gateway.order(**three_ds).status == ("9", "0")


def test_a_bank_that_is_not_there(gateway, three_ds):
    answer = gateway.order(CARDNO="4282713011953451", **three_ds)
    assert answer.status == ("2", "40001135")


def test_the_bank_shows_what_it_asks_for(asked):
    _answer, bank = asked(CN="Jane Doe", AMOUNT="123456", CURRENCY="USD")
    assert 'id="amount">1234.56 USD<' in bank.text
    assert 'id="orderid">D1<' in bank.text
    assert 'id="cardno">XXXXXXXXXXXX2022<' in bank.text
    assert "4874970686672022" not in bank.text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"LANGUAGE": "de_DE"}, "Ihre Bank"),
        ({"browserLanguage": "it-IT"}, "La Sua banca"),
        ({"LANGUAGE": "nl_NL", "browserLanguage": "it-IT"}, "Uw bank"),
        ({"browserLanguage": "ja"}, "Your bank"),
    ],
)
def test_the_bank_speaks_to_the_shopper(asked, fields, text):
    _answer, bank = asked(**fields)
    assert f"<title>{text} " in bank.text


@pytest.mark.parametrize("size", ["01", "02", "03", "04", "05"])
def test_the_window_of_the_challenge(asked, size):
    _answer, bank = asked(**{"Mpi.challengeWindowSize": size})
    assert f"window-{size}" in bank.text


# Abandoned


def test_who_leaves_the_bank_may_come_back(gateway, shop, asked):
    _answer, bank = asked()
    closed = gateway.at_the_bank("close", bank.key)
    assert 'id="closed"' in closed.text
    assert gateway.query(ORDERID="D1")["STATUS"] == "46"
    assert shop.received == []
    bank = gateway.at_the_bank("open", closed.key)
    assert gateway.at_the_bank("confirm", bank.key).target == SHOP + "accept"
    assert len(shop.received) == 1


def test_who_leaves_the_bank_may_choose_another_way_to_pay(gateway, shop):
    gateway.opens()
    page = gateway.page.key
    bank = gateway.pays(CHALLENGED)
    closed = gateway.at_the_bank("close", bank.key)
    assert f'value="{page}"' in closed.text
    assert 'id="other"' in closed.text
    shown = gateway.presses("choose", key=page)
    assert 'id="pay"' in shown.text
    assert gateway.pays().target == SHOP + "accept"
    assert len(shop.received) == 1
    # The page of the bank that was left cannot pay a second time.
    late = gateway.at_the_bank("confirm", bank.key)
    assert late.error or late.target == SHOP + "accept"
    assert len(gateway.told("orders")[0]["attempts"]) == 1


def test_an_order_that_was_given_up(gateway, shop, asked):
    gateway.set(abandoned_after=600, status_change_url=f"{shop.url}/changed")
    _answer, bank = asked()
    gateway.lever("clock", advance=599)
    assert gateway.query(ORDERID="D1")["STATUS"] == "46"
    gateway.lever("clock", advance=1)
    assert gateway.query(ORDERID="D1").status == ("2", "40001134")
    (told,) = shop.waits_for(1)
    assert told.path == f"{shop.path}/changed"
    fields = told.fields()
    assert (fields["STATUS"], fields["NCERROR"]) == ("2", "40001134")
    late = gateway.at_the_bank("confirm", bank.key)
    assert (late.target, late.carried()["STATUS"]) == (SHOP + "decline", "2")
    (books,) = gateway.told("books")
    assert {books[sum_] for sum_ in ("authorised", "captured", "refunded")} == {0}


def test_an_order_that_was_given_up_may_be_paid_anew(gateway, asked):
    gateway.set(abandoned_after=600)
    asked()
    assert gateway.order()["NCERROR"] == "50001113"
    gateway.lever("clock", advance=600)
    assert gateway.order().status == ("9", "0")


def test_an_answer_in_time_is_not_given_up_later(gateway, asked):
    gateway.set(abandoned_after=600)
    _answer, bank = asked()
    gateway.lever("clock", advance=500)
    assert gateway.at_the_bank("confirm", bank.key).target == SHOP + "accept"
    gateway.lever("clock", advance=10_000)
    assert gateway.query(ORDERID="D1")["STATUS"] == "9"
