# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shopper on the payment page: where each card and each method leads."""

import pytest
from accounts import ACCOUNTS
from cards import CARDS
from gateway import VISA

SHOP = "https://shop.example/"
REFUSED = "4000300010010003"


@pytest.mark.parametrize("card", [pytest.param(c, id=c.number) for c in CARDS])
@pytest.mark.parametrize("operation", ["SAL", "RES"])
def test_test_card(gateway, card, operation):
    status = card.sale if operation == "SAL" else card.authorisation
    if card.challenged:
        status = "5" if operation == "RES" else "9"
    gateway.set(payment_tries=1)
    gateway.opens({"OPERATION": operation})
    left = gateway.pays(card.number, cvc=card.cvc)
    if card.challenged:
        assert 'id="confirm"' in left.text
        left = gateway.at_the_bank("confirm", left.key)
        status = "2" if card.rejected else status
    place = {"9": "accept", "5": "accept", "91": "accept", "51": "accept"}
    place |= {"92": "exception", "52": "exception", "2": "decline", "93": "decline"}
    assert left.target == SHOP + place[status]
    ncerror = "40001134" if card.rejected else card.ncerror
    carried = left.carried()
    assert (carried["STATUS"], carried["NCERROR"]) == (status, ncerror)
    assert carried["BRAND"] == card.brand


@pytest.mark.parametrize("cardno", ["4111111111111112", "1234", "", "4111-abc"])
def test_a_number_that_is_none(gateway, cardno):
    gateway.opens()
    shown = gateway.pays(cardno)
    assert "cardno" in shown.faults
    assert gateway.told("orders")[0]["attempts"] == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"holder": ""}, "holder"),
        ({"holder": "J" * 36}, "holder"),
        ({"expiry": "13/30"}, "expiry"),
        ({"expiry": "01/20"}, "expiry"),
        ({"expiry": ""}, "expiry"),
        ({"cvc": "12"}, "cvc"),
        ({"cvc": "1234"}, "cvc"),
        ({"cvc": "abc"}, "cvc"),
    ],
)
def test_a_card_form_filled_in_wrong(gateway, fields, field):
    gateway.opens()
    assert gateway.pays(**fields).faults == [field]


def test_american_express_has_four_digits(gateway):
    gateway.opens()
    assert gateway.pays("374111111111111").faults == ["cvc"]
    assert gateway.pays("374111111111111", cvc="1234").target == SHOP + "accept"


def test_refusals_may_be_tried_again_until_the_tries_are_used_up(gateway, shop):
    gateway.set(payment_tries=3)
    gateway.opens()
    for tries_left in ("2", "1"):
        shown = gateway.pays(REFUSED)
        assert f"Attempts left: {tries_left}" in shown.text
        assert "NCERROR 30001001" in shown.text
        assert shop.received == []
    left = gateway.pays(REFUSED)
    assert left.target == SHOP + "decline"
    assert len(shop.received) == 1
    payids = [each["payid"] for each in gateway.told("orders")[0]["attempts"]]
    assert payids == [3000000001, 3000000002, 3000000003]


def test_the_second_try_may_succeed(gateway):
    gateway.opens()
    gateway.pays(REFUSED)
    assert gateway.pays().target == SHOP + "accept"


def test_the_shopper_may_stop_after_a_refusal(gateway):
    gateway.opens()
    gateway.pays(REFUSED)
    left = gateway.presses("stop")
    assert left.target == SHOP + "decline"
    assert left.carried()["STATUS"] == "2"


@pytest.mark.parametrize(
    ("changes", "target"),
    [({}, "cancel"), ({"CANCELURL": None}, "decline")],
)
def test_cancelling(gateway, changes, target):
    gateway.opens(changes)
    left = gateway.presses("cancel")
    assert left.target == SHOP + target
    carried = left.carried()
    assert (carried["STATUS"], carried["NCERROR"]) == ("1", "")
    assert carried["PAYID"] == "3000000001"


def test_an_uncertain_payment_without_exceptionurl_is_accepted(gateway):
    gateway.opens({"EXCEPTIONURL": None})
    assert gateway.pays("4000200010010005").target == SHOP + "accept"


@pytest.mark.parametrize(
    ("press", "result"),
    [
        (lambda gateway: gateway.pays(), "Your payment is accepted."),
        (lambda gateway: gateway.presses("cancel"), "You cancelled the payment."),
        (lambda gateway: gateway.pays(REFUSED), "Your payment was refused."),
        (lambda gateway: gateway.pays("4000000000910002"), "is being processed."),
        (lambda gateway: gateway.pays("4000200010010005"), "is not known yet."),
    ],
)
def test_the_result_page_where_no_address_was_given(gateway, press, result):
    gateway.set(payment_tries=1)
    urls = ("ACCEPTURL", "DECLINEURL", "EXCEPTIONURL", "CANCELURL")
    gateway.opens(dict.fromkeys(urls) | {"HOMEURL": "https://shop.example/home"})
    shown = press(gateway)
    assert shown.response.status_code == 200
    assert result in shown.result
    assert 'href="https://shop.example/home"' in shown.text


METHODS = [
    ("iDEAL", "accept", "9", "accept"),
    ("iDEAL", "pending", "91", "accept"),
    ("iDEAL", "refuse", "2", "decline"),
    ("iDEAL", "cancel", "1", "cancel"),
    ("PAYPAL", "accept", "5", "accept"),
    ("PAYPAL", "pending", "51", "accept"),
    ("BCMC", "accept", "9", "accept"),
    ("Belfius Direct Net", "accept", "41", "accept"),
    ("Bank transfer", "accept", "41", "accept"),
    ("KLARNA_PAYLATER", "accept", "5", "accept"),
    ("PostFinance Card", "accept", "5", "accept"),
    ("TWINT", "accept", "9", "accept"),
]


@pytest.mark.parametrize(("method", "outcome", "status", "target"), METHODS)
def test_banks_and_wallets(gateway, method, outcome, status, target):
    gateway.set(payment_tries=1)
    gateway.opens({"OPERATION": "RES"})
    left = gateway.chooses(method, outcome)
    assert left.target == SHOP + target
    assert left.carried()["STATUS"] == status


@pytest.mark.parametrize(
    ("changes", "shown", "hidden"),
    [
        ({"PM": "iDEAL"}, "iDEAL", "PayPal"),
        ({"PM": "CreditCard", "BRAND": "VISA"}, "Visa", "Mastercard"),
        ({"PMLIST": "VISA;PAYPAL"}, "PayPal", "iDEAL"),
        ({"EXCLPMLIST": "iDEAL"}, "PayPal", "iDEAL"),
    ],
)
def test_which_methods_are_offered(gateway, changes, shown, hidden):
    text = gateway.opens(changes).text
    assert f"{shown}</" in text
    assert hidden not in text


def test_a_card_of_an_excluded_brand(gateway):
    gateway.opens({"EXCLPMLIST": "VISA"})
    assert gateway.pays().faults == ["cardno"]


@pytest.mark.parametrize(
    ("operation", "signs", "default", "status"),
    [
        ("RES", True, "SAL", "5"),
        ("SAL", True, "RES", "9"),
        ("PAU", True, "SAL", "5"),
        (None, True, "RES", "5"),
        ("RES", False, "SAL", "9"),  # obeyed only where a signature covers it
    ],
)
def test_operation(gateway, operation, signs, default, status):
    gateway.set(default_operation=default, **({} if signs else {"sha_in": ""}))
    order = {"OPERATION": operation}
    if signs:
        gateway.opens(order)
    else:
        gateway.posts(ACCOUNTS["test"].order(**order))
    assert gateway.pays().carried()["STATUS"] == status


def test_an_orderid_is_paid_once(gateway):
    gateway.opens()
    gateway.pays()
    shown = gateway.opens()
    assert shown.error == "order already processed"
    assert "NCERROR 50001113" in shown.text


def test_relaunch_repeats_the_end(gateway, shop):
    gateway.set(relaunch=True)
    gateway.opens()
    first = gateway.pays()
    again = gateway.opens()
    assert again.target == SHOP + "accept"
    assert again.carried() == first.carried()
    assert len(shop.received) == 2


@pytest.mark.parametrize("first", [REFUSED, None])
def test_an_unpaid_orderid_may_be_paid(gateway, first):
    gateway.set(payment_tries=1)
    gateway.opens()
    gateway.pays(first) if first else gateway.presses("cancel")
    gateway.opens()
    assert gateway.pays().target == SHOP + "accept"


def test_pay_pressed_twice_pays_once(gateway, shop):
    gateway.opens()
    first = gateway.pays()
    assert gateway.pays().target == first.target
    assert len(shop.received) == 1
    assert len(gateway.told("orders")[0]["attempts"]) == 1


def test_a_page_that_is_not_open(gateway):
    gateway.opens()
    shown = gateway.presses("pay", key="unknown")
    assert shown.error == "This payment page is not open any more."
    assert gateway.presses("pay", "prod").error == shown.error


def test_the_page_of_a_second_window_after_payment(gateway):
    gateway.opens()
    first = gateway.page.key
    gateway.opens()
    gateway.pays()
    shown = gateway.presses("pay", key=first, cardno=VISA)
    assert shown.error == "order already processed"
