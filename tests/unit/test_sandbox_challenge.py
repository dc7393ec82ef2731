# SPDX-License-Identifier: LGPL-3.0-or-later
"""3-D Secure version 2: who is asked, and what if nobody answers."""

import base64
import re

import pytest
from test_sandbox_bank import Bank, left
from test_sandbox_directlink import BROWSER, CHALLENGE, Shop

FRICTIONLESS, ATTEMPTED = "4330264936344675", "4839645466321180"
NEVER_PASSED = "4450022237973103"
INDICATOR = "Mpi.threeDSRequestorChallengeIndicator"
WINDOW = "Mpi.challengeWindowSize"


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def bank(shop):
    return Bank(shop.client)


@pytest.mark.parametrize(
    ("cardno", "indicator", "status", "eci"),
    [
        (CHALLENGE, None, "46", "7"),
        (CHALLENGE, "01", "46", "7"),
        (CHALLENGE, "02", "9", "5"),
        (CHALLENGE, "03", "46", "7"),
        (CHALLENGE, "04", "46", "7"),
        (FRICTIONLESS, None, "9", "5"),
        (FRICTIONLESS, "03", "9", "5"),
        (FRICTIONLESS, "04", "46", "7"),
        (ATTEMPTED, "04", "9", "6"),
        (NEVER_PASSED, "02", "46", "7"),
        ("4111111111111111", "04", "9", "7"),
    ],
)
def test_the_merchant_says_whether_to_ask(shop, cardno, indicator, status, eci):
    answer = shop.orders(CARDNO=cardno, **BROWSER, **{INDICATOR: indicator})
    assert (answer["STATUS"], answer["ECI"]) == (status, eci)
    assert bool(answer.html) == (status == "46")


def test_without_flag3d_the_wish_counts_for_nothing(shop):
    assert shop.orders(CARDNO=FRICTIONLESS, **{INDICATOR: "04"})["STATUS"] == "9"
    answer = shop.orders(ORDERID="2", CARDNO=CHALLENGE, **{INDICATOR: "02"})
    assert answer["NCERROR"] == "50001087"


@pytest.mark.parametrize(
    ("cardno", "indicator", "asked"),
    [(CHALLENGE, "02", False), (FRICTIONLESS, "04", True), (CHALLENGE, "01", True)],
)
def test_the_payment_page_heeds_it_too(shopper, cardno, indicator, asked):
    shopper.opens(**{INDICATOR: indicator})
    response = shopper.pays(cardno).response
    assert ('id="confirm"' in response.text) == asked


def test_a_mandated_challenge_is_passed(shop, bank):
    html = shop.orders(CARDNO=FRICTIONLESS, **BROWSER, **{INDICATOR: "04"}).html
    where, sent = left(bank.presses(bank.follows(html), "confirm"))
    assert (where, sent["STATUS"]) == ("/accept", "9")
    assert shop.queries(sent["PAYID"])["ECI"] == "5"


def test_the_bank_shows_what_is_paid(shop, bank):
    page = bank.follows(shop.orders(CARDNO=CHALLENGE, **BROWSER).html).text
    for told in ("Ogone Demo Shop", "15.10 EUR", "XXXXXXXXXXXX2022", "05/03/2026"):
        assert told in page
    for label in ("Confirm", "Refuse", "Close without answering"):
        assert re.search(rf"<button[^>]*>{label}</button>", page)


@pytest.mark.parametrize(("sent", "window"), [("02", "02"), (None, "05")])
def test_the_bank_keeps_to_its_window(shop, bank, sent, window):
    html = shop.orders(CARDNO=CHALLENGE, **BROWSER, **{WINDOW: sent}).html
    assert f"window-{window}" in bank.follows(html).text


def test_without_language_the_bank_speaks_that_of_the_browser(shop, bank):
    changes = {"LANGUAGE": None, "browserLanguage": "es-ES"}
    html = shop.orders(CARDNO=CHALLENGE, **(BROWSER | changes)).html
    assert "Confirme este pago" in bank.follows(html).text


def test_who_closes_the_bank_leaves_the_order_open(shop, bank, post):
    answer = shop.orders(CARDNO=CHALLENGE, **BROWSER)
    page = bank.follows(answer.html)
    closed = bank.presses(page, "close")
    assert 'id="closed"' in closed.text
    assert shop.queries(answer["PAYID"])["STATUS"] == "46"
    assert post.received == []
    reopened = bank.presses(closed, "open")
    assert left(bank.presses(reopened, "confirm"))[0] == "/accept"


def test_who_closes_the_bank_of_the_payment_page_may_still_pay(shopper, bank, post):
    shopper.opens()
    key = shopper.page.key
    closed = bank.presses(shopper.pays(CHALLENGE).response, "close")
    assert post.received == []
    assert f'name="key" value="{key}"' in closed.text
    assert 'id="pay"' in shopper.presses("choose", key=key).response.text
    assert shopper.pays(key=key).parameters["STATUS"] == "9"


def test_an_order_by_directlink_has_no_other_way_to_pay(shop, bank):
    page = bank.follows(shop.orders(CARDNO=CHALLENGE, **BROWSER).html)
    assert 'id="other"' not in bank.presses(page, "close").text


def test_an_abandoned_challenge_stays_open_by_default(shop, clock):
    answer = shop.orders(CARDNO=CHALLENGE, **BROWSER)
    clock.advance(days=30)
    assert shop.queries(answer["PAYID"])["STATUS"] == "46"
    shop.pulls("clock", settle="all")
    assert shop.queries(answer["PAYID"])["STATUS"] == "46"


def test_an_account_may_give_up_on_it(shop, bank, clock, post):
    shop.pulls("merchant", abandoned_after=600)
    answer = shop.orders(CARDNO=CHALLENGE, **BROWSER)
    page = bank.follows(answer.html)
    clock.advance(seconds=599)
    assert shop.queries(answer["PAYID"])["STATUS"] == "46"
    clock.advance(seconds=1)
    told = shop.queries(answer["PAYID"])
    assert (told["STATUS"], told["NCERROR"]) == ("2", "40001134")
    where, sent = left(bank.presses(page, "confirm"))
    assert (where, sent["STATUS"]) == ("/decline", "2")
    assert shop.books() == (0, 0, 0, 0)
    assert shop.orders()["STATUS"] == "9"


def test_the_shop_hears_of_it_as_of_other_changes(shop, clock, post, state):
    url = "https://shop.example/status"
    shop.pulls("merchant", abandoned_after=600, status_change_url=url)
    shop.orders(CARDNO=CHALLENGE, **BROWSER)
    clock.advance(seconds=600)
    state.settle()
    state.notifier.deliver_due()
    [(_method, told_to, sent)] = post.received
    assert (told_to, sent["STATUS"], sent["NCERROR"]) == (url, "2", "40001134")


def test_the_form_of_html_answer_is_that_of_the_recordings(shop):
    html = shop.orders(CARDNO=FRICTIONLESS, **BROWSER, **{INDICATOR: "04"}).html
    form = base64.b64decode(html).decode("ascii")
    assert "ncol/test/Test_3D_ACS.asp" in form
    assert "document.forms['downloadform3D'].submit()" in form
