# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which methods the payment page offers, and how it lists them; protocol 4.3."""

import re

import pytest

SHOP = "https://shop.example/"


def offered(page):
    """Return the choices of the page; cards are one."""
    return re.findall(r'name="method" value="([^"]+)"', page.text)


def brands(page):
    """Return the brands of cards that the form says it takes."""
    found = re.search(
        r'class="brands" role="img" aria-label="[^:]*: ([^"]*)"', page.text
    )
    return found[1].split(", ")


LISTS = [
    ({"PMLIST": "VISA;iDEAL"}, ["card", "iDEAL"], ["Visa"]),
    ({"PMLIST": "iDEAL; VISA ;"}, ["card", "iDEAL"], ["Visa"]),
    ({"PMLIST": "VISA;MasterCard;BCMC"}, ["card", "BCMC"], ["Visa", "Mastercard"]),
    ({"PMLIST": "VISA;DEXIA NetBanking"}, ["card", "DEXIA NetBanking"], ["Visa"]),
    (
        {"PMLIST": "VISA;MasterCard;iDEAL", "EXCLPMLIST": "VISA"},
        ["card", "iDEAL"],
        ["Mastercard"],
    ),
    (
        {"PMLIST": "VISA;PAYPAL;iDEAL", "EXCLPMLIST": "PAYPAL;unheard of"},
        ["card", "iDEAL"],
        ["Visa"],
    ),
]


@pytest.mark.parametrize(("order", "choices", "cards"), LISTS)
def test_pmlist_and_exclpmlist(gateway, order, choices, cards):
    page = gateway.opens(order)
    assert offered(page) == choices
    assert brands(page) == cards


def test_without_a_list_the_usual_methods(gateway):
    choices = offered(gateway.opens())
    assert choices[0] == "card"
    assert {"BCMC", "iDEAL", "PAYPAL", "Bank transfer", "TWINT"} <= set(choices)
    assert not {"DEXIA NetBanking", "DirectEbankingDE"} & set(choices)


def test_all_cards_may_be_left_out(gateway):
    page = gateway.opens({"EXCLPMLIST": "CreditCard"})
    assert "card" not in offered(page)
    assert "BCMC" not in offered(page)  # PM is CreditCard as well
    assert 'id="cardno"' not in page.text


def test_a_list_of_nothing_known(gateway):
    shown = gateway.opens({"PMLIST": "unheard of"})
    assert shown.error == "ERROR, PAYMENT METHOD NOT FOUND FOR: unheard of"


def test_what_was_not_offered_cannot_be_chosen(gateway):
    gateway.opens({"PMLIST": "VISA;iDEAL"})
    shown = gateway.presses("choose", method="PAYPAL")
    assert 'id="cardno"' in shown.text


@pytest.mark.parametrize(
    ("list_type", "layout", "names"),
    [
        (None, "0", ["Cards", "Online banking", "Wallets"]),
        ("0", "0", ["Cards", "Online banking", "Wallets"]),
        ("1", "1", []),
        ("2", "2", []),
    ],
)
def test_pmlisttype(gateway, list_type, layout, names):
    order = {"PMLISTTYPE": list_type, "PMLIST": "VISA;iDEAL;PAYPAL"}
    page = gateway.opens(order)
    assert f"methods list-{layout}" in page.text
    assert re.findall(r'class="group-name">([^<]+)<', page.text) == names
    assert offered(page) == ["card", "iDEAL", "PAYPAL"]


@pytest.mark.parametrize("list_type", ["3", "-1", "a"])
def test_a_pmlisttype_that_is_none(gateway, list_type):
    shown = gateway.opens({"PMLISTTYPE": list_type})
    assert shown.error == "PMLISTTYPE not valid"


# Protocol 14.2: of the cards of [DRUPAL], the kind is known.
KINDS = [
    ("C", "4000024329596391", True),
    ("C", "5399999999999999", True),
    ("C", "4000068558002134", False),
    ("C", "4111111111111111", False),
    ("D", "4000068558002134", True),
    ("D", "5101169573112521", True),
    ("D", "4000024329596391", False),
    ("D", "5100867871071536", False),
]


@pytest.mark.parametrize(("kind", "cardno", "taken"), KINDS)
def test_creditdebit(gateway, kind, cardno, taken):
    gateway.opens({"CREDITDEBIT": kind})
    shown = gateway.pays(cardno)
    if taken:
        assert shown.target == SHOP + "accept"
    else:
        assert shown.faults == ["cardno"]
    answer = gateway.order(CARDNO=cardno, CREDITDEBIT=kind)
    assert answer.status == (("9", "0") if taken else ("0", "50001054"))


@pytest.mark.parametrize(
    ("kind", "cardno", "told"),
    [("C", "4000024329596391", "CREDIT"), ("D", "4000068558002134", "DEBIT")],
)
def test_creditdebit_comes_back(gateway, kind, cardno, told):
    gateway.set(dynamic_parameters=["STATUS", "CREDITDEBIT"])
    gateway.opens({"CREDITDEBIT": kind})
    assert gateway.pays(cardno).carried()["CREDITDEBIT"] == told
