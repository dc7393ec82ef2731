# SPDX-License-Identifier: LGPL-3.0-or-later
"""3-D Secure: when the bank asks, what its page does, and where it leads."""

import base64
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from test_sandbox_directlink import BROWSER, CHALLENGE, Shop

from sandbox.books.scenarios import CARDS, Challenge

BANK = "/ncol/test/Test_3D_ACS.asp"
BY_ALIAS = {"CARDNO": None, "ED": None, "CVC": None, "ALIAS": "jane-1"}
CHALLENGES = [card for card in CARDS if card.challenge is Challenge.ASKED]
REJECTED = [card for card in CARDS if card.challenge is Challenge.REJECTED]


class Bank:
    """A browser on the bank's page."""

    def __init__(self, client):
        self.client = client

    def follows(self, html_answer):
        """Post the form of HTML_ANSWER, as its script does."""
        html = unescape(base64.b64decode(html_answer).decode("ascii"))
        [action] = re.findall(r'method="post" action="([^"]+)"', html)
        assert action == f"http://localhost{BANK}"
        fields = re.findall(r'name="([^"]+)" value="([^"]*)"', html)
        return self._post(dict(fields))

    def presses(self, page, action):
        key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
        return self._post({"key": key, "action": action})

    def _post(self, fields):
        return self.client.post(
            BANK, data=fields, environ_base={"REMOTE_ADDR": "192.0.2.7"}
        )


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def bank(shop):
    return Bank(shop.client)


def left(response):
    """Return where the browser is sent, and with what."""
    address = urlsplit(response.location)
    return address.path, dict(parse_qsl(address.query, keep_blank_values=True))


@pytest.mark.parametrize("card", CHALLENGES, ids=lambda card: card.number)
def test_a_challenge_is_answered_as_recorded(shop, merchant_set, card):
    """[PRON]'s recording of STATUS 46, in the short shape."""
    merchant_set(short_answers=True)
    cvc = "1234" if card.brand == "American Express" else "123"
    answer = shop.orders(CARDNO=card.number, CVC=cvc, **BROWSER)
    assert dict(answer) == {
        "orderID": "S00042",
        "PAYID": "3000000001",
        "NCERROR": "0",
        "STATUS": "46",
        "NCERRORPLUS": "Identification requested",
    }
    assert answer.html


def test_in_the_long_answer_ncstatus_is_5_as_recorded(shop):
    answer = shop.orders(CARDNO=CHALLENGE, **BROWSER)
    assert (answer["NCSTATUS"], answer["NCERROR"]) == ("5", "0")


def test_html_answer_is_a_form_that_posts_itself(shop):
    answer = shop.orders(CARDNO=CHALLENGE, WIN3DS="POPUP", **BROWSER)
    assert "\n" in answer.html
    html = base64.b64decode(answer.html).decode("ascii")
    assert html.startswith(
        '<form name="downloadform3D" method="post" action="http&#58;'
    )
    assert "<noscript>" in html
    assert '<button type="submit">' in html
    assert "document.forms['downloadform3D'].submit()" in html
    names = re.findall(r'type="hidden" name="(\w+)"', html)
    assert names == ["CSRFKEY", "CSRFTS", "CSRFSP", "PaReq", "TermUrl", "MD"]
    assert 'value="POPUPPTEST003000000001"' in html


@pytest.mark.parametrize(
    ("operation", "action", "path", "status", "ncerror", "books"),
    [
        ("SAL", "confirm", "/accept", "9", "0", (1510, 1510, 0, 0)),
        ("RES", "confirm", "/accept", "5", "0", (1510, 0, 0, 0)),
        ("SAL", "refuse", "/decline", "2", "40001134", (0, 0, 0, 0)),
    ],
)
def test_the_shopper_decides(
    shop, bank, post, operation, action, path, status, ncerror, books
):
    fields = BROWSER | {"COMPLUS": "x", "PARAMPLUS": "shop=1"}
    answer = shop.orders(CARDNO=CHALLENGE, OPERATION=operation, **fields)
    assert shop.queries(answer["PAYID"])["STATUS"] == "46"
    assert shop.books() == (0, 0, 0, 0)
    page = bank.follows(answer.html)
    assert "15.10 EUR" in page.text
    assert "XXXXXXXXXXXX2022" in page.text
    where, sent = left(bank.presses(page, action))
    assert where == path
    names = ("orderID", "PAYID", "STATUS", "NCERROR", "COMPLUS", "shop")
    assert [sent[name] for name in names] == [
        "S00042",
        answer["PAYID"],
        status,
        ncerror,
        "x",
        "1",
    ]
    assert len(sent["SHASIGN"]) == 128
    assert [received for _, _, received in post.received] == [sent]
    told = shop.queries(answer["PAYID"])
    assert (told["STATUS"], told["NCERROR"]) == (status, ncerror)
    assert told["ECI"] == ("5" if action == "confirm" else "7")
    assert shop.books() == books


@pytest.mark.parametrize("card", REJECTED, ids=lambda card: card.number)
def test_some_challenges_are_never_passed(shop, bank, card):
    cvc = "1234" if card.brand == "American Express" else "123"
    answer = shop.orders(CARDNO=card.number, CVC=cvc, **BROWSER)
    where, sent = left(bank.presses(bank.follows(answer.html), "confirm"))
    assert (where, sent["STATUS"], sent["NCERROR"]) == ("/decline", "2", "40001134")


def test_pressed_twice_it_is_told_once(shop, bank, post):
    page = bank.follows(shop.orders(CARDNO=CHALLENGE, **BROWSER).html)
    first = bank.presses(page, "confirm")
    second = bank.presses(page, "refuse")
    assert first.location == second.location
    assert len(post.received) == 1
    assert shop.books() == (1510, 1510, 0, 0)


def test_the_form_posted_again_leads_out(shop, bank):
    html = shop.orders(CARDNO=CHALLENGE, **BROWSER).html
    paid = bank.presses(bank.follows(html), "confirm")
    assert bank.follows(html).location == paid.location


def test_while_the_bank_asks_the_orderid_is_used(shop):
    shop.orders(CARDNO=CHALLENGE, **BROWSER)
    assert shop.orders()["NCERROR"] == "50001113"


@pytest.mark.parametrize("fields", [{}, {"key": "guessed"}, {"PaReq": "guessed"}])
def test_a_bank_page_that_is_not_open_does_nothing(shop, fields):
    response = shop.client.post(BANK, data=fields)
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("cardno", "cvc", "status", "ncerror", "eci"),
    [
        ("4330264936344675", "123", "9", "0", "5"),
        ("4839645466321180", "123", "9", "0", "6"),
        ("4111111111111111", "123", "9", "0", "7"),
        ("374706031281041", "1234", "2", "40001134", "7"),
        ("371674415569022", "1234", "2", "40001135", "7"),
        ("5168645305790452", "123", "2", "40001134", "7"),
        ("4419177274955460", "123", "2", "40001134", "7"),
    ],
)
def test_other_cards_are_answered_at_once(shop, cardno, cvc, status, ncerror, eci):
    answer = shop.orders(CARDNO=cardno, CVC=cvc, **BROWSER)
    assert answer.of(["STATUS", "NCERROR", "ECI"]) == {
        "STATUS": status,
        "NCERROR": ncerror,
        "ECI": eci,
    }
    assert answer.html is None


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"browserTimeZone": None}, " no browserTimeZone"),
        ({"ACCEPTURL": None}, " no ACCEPTURL"),
        (
            {"browserLanguage": "", "browserColorDepth": ""},
            " no browserColorDepth|no browserLanguage",
        ),
        ({"browserColorDepth": "30"}, " BROWSERCOLORDEPTH not valid"),
        ({"browserJavaEnabled": "True"}, " BROWSERJAVAENABLED not valid"),
        ({"FLAG3D": "1"}, " FLAG3D not valid"),
        ({"browserUserAgent": "x" * 2049}, " BROWSERUSERAGENT too long"),
    ],
)
def test_the_browser_has_to_be_described(shop, changes, text):
    answer = shop.orders(**(BROWSER | changes))
    assert (answer["NCERROR"], answer["NCERRORPLUS"]) == ("50001111", text)


@pytest.mark.parametrize(
    ("fields", "status", "ncerror"),
    [
        ({"COF_INITIATOR": "MIT", "ECI": "9"}, "9", "0"),
        ({"COF_INITIATOR": "MIT"}, "9", "0"),
        ({"ECI": "9"}, "9", "0"),
        ({"COF_INITIATOR": "CIT"}, "2", "50001087"),
        ({"COF_INITIATOR": "CIT", "ECI": "9"}, "2", "50001087"),
        ({}, "2", "50001087"),
        ({"FLAG3D": "N"}, "2", "50001087"),
        (BROWSER | {"COF_INITIATOR": "CIT"}, "46", "0"),
    ],
)
def test_a_kept_card_that_the_bank_would_ask_for(shop, fields, status, ncerror):
    shop.pulls("aliases", alias="jane-1", cardno=CHALLENGE, ed="1230")
    answer = shop.orders(**BY_ALIAS, **fields)
    assert (answer["STATUS"], answer["NCERROR"]) == (status, ncerror)


@pytest.mark.parametrize(
    ("action", "status"), [("confirm", "Active"), ("refuse", "Error")]
)
def test_a_card_is_kept_when_the_bank_has_answered(shop, bank, action, status):
    answer = shop.orders(CARDNO=CHALLENGE, ALIAS="jane-1", **BROWSER)
    assert shop.pulls("aliases", "GET") == []
    response = bank.presses(bank.follows(answer.html), action)
    assert left(response)[1]["ALIAS"] == "jane-1"
    [alias] = shop.pulls("aliases", "GET")
    assert (alias["alias"], alias["status"]) == ("jane-1", status)


def test_the_payment_page_leads_to_the_bank(shop, shopper, bank, post):
    shopper.opens(ALIAS="jane-1")
    page = shopper.pays(CHALLENGE, store="yes").response
    assert "XXXXXXXXXXXX2022" in page.text
    assert post.received == []
    where, sent = left(bank.presses(page, "confirm"))
    assert (where, sent["STATUS"], sent["ALIAS"]) == ("/accept", "9", "jane-1")
    assert [received for _, _, received in post.received] == [sent]
    assert left(bank.presses(page, "confirm"))[1] == sent
    assert shop.books() == (1510, 1510, 0, 0)


@pytest.mark.parametrize(
    ("cardno", "action", "eci"),
    [
        (CHALLENGE, "confirm", "5"),
        (CHALLENGE, "refuse", "7"),
        ("4839645466321180", None, "6"),
        ("4111111111111111", None, "7"),
    ],
)
def test_eci_tells_what_the_bank_did(shopper, bank, merchant_set, cardno, action, eci):
    merchant_set(payment_tries=1, dynamic_parameters=["ORDERID", "ECI", "STATUS"])
    shopper.opens()
    response = shopper.pays(cardno).response
    response = bank.presses(response, action) if action else response
    assert left(response)[1]["ECI"] == eci


def test_who_is_refused_by_the_bank_may_try_again(shopper, bank, merchant_set):
    merchant_set(payment_tries=2)
    shopper.opens()
    again = bank.presses(shopper.pays(CHALLENGE).response, "refuse")
    assert "40001134" in again.text
    assert 'id="pay"' in again.text
    shopper.page.response = again
    where, sent = left(bank.presses(shopper.pays(CHALLENGE).response, "refuse"))
    assert (where, sent["PAYID"]) == ("/decline", "3000000002")


def test_another_page_may_have_paid_meanwhile(shopper, bank, shop):
    shopper.opens()
    page = shopper.pays(CHALLENGE).response
    shop.orders()
    response = bank.presses(page, "confirm")
    assert "order already processed" in response.text
    assert shop.books() == (1510, 1510, 0, 0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en_US", "Confirm this payment"),
        ("fr_FR", "Confirmez ce paiement"),
        ("nl_NL", "Bevestig deze betaling"),
        ("de_DE", "Diese Zahlung bestätigen"),
    ],
)
def test_the_bank_speaks_the_language_asked(shop, bank, language, text):
    answer = shop.orders(CARDNO=CHALLENGE, **(BROWSER | {"LANGUAGE": language}))
    page = bank.follows(answer.html)
    assert text in page.text
    assert "<script" not in page.text
