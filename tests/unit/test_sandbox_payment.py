# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shopper may do on the simulated payment page, and how it ends."""

import pytest
from sandbox_common import CARD, UTF_8_PAGE, Shopper

REFUSED_CARD = "4000300010010003"


@pytest.mark.parametrize(
    ("cardno", "operation", "status", "ncerror", "ending"),
    [
        ("4111111111111111", "SAL", "9", "0", "accept"),
        ("4111111111111111", "RES", "5", "0", "accept"),
        ("4111111111111111", "PAU", "5", "0", "accept"),
        ("5399999999999999", "SAL", "9", "0", "accept"),
        ("4000000000910002", "SAL", "91", "0", "accept"),
        ("4000000000910002", "RES", "51", "0", "accept"),
        ("4000000000510000", "SAL", "51", "0", "accept"),
        ("4000200010010005", "SAL", "92", "20001001", "exception"),
        ("4000200010010005", "RES", "52", "20001001", "exception"),
    ],
)
def test_a_card_leads_to_its_status(
    shopper, cardno, operation, status, ncerror, ending
):
    shopper.opens(OPERATION=operation)
    left = shopper.pays(cardno)
    assert left.target == f"https://shop.example/{ending}"
    assert left.parameters["STATUS"] == status
    assert left.parameters["NCERROR"] == ncerror


@pytest.mark.parametrize(
    ("cardno", "status", "ncerror"),
    [
        (REFUSED_CARD, "2", "30001001"),
        ("4000305110010001", "2", "30511001"),
        ("4111113333333333", "2", "30141001"),
        ("4253955490718757", "2", "40001134"),
        ("4000000000930000", "93", "30001010"),
    ],
)
def test_a_refused_card_ends_the_order_when_tries_are_used_up(
    shopper, merchant_set, cardno, status, ncerror
):
    merchant_set(payment_tries=1)
    shopper.opens()
    left = shopper.pays(cardno)
    assert left.target == "https://shop.example/decline"
    assert left.parameters["STATUS"] == status
    assert left.parameters["NCERROR"] == ncerror


def test_american_express_has_four_digits(shopper):
    shopper.opens()
    assert shopper.pays("374111111111111").faults == ["cvc"]
    left = shopper.pays("374111111111111", cvc="1234")
    assert left.parameters["BRAND"] == "American Express"
    assert left.parameters["CARDNO"] == "XXXXXXXXXXX1111"


def test_a_refused_shopper_tries_another_card(shopper, post):
    shopper.opens()
    page = shopper.pays(REFUSED_CARD)
    assert "Your payment was refused." in page.response.text
    assert post.received == []
    left = shopper.pays()
    assert left.parameters["STATUS"] == "9"
    assert left.parameters["PAYID"] == "3000000002"
    assert [sent["STATUS"] for _, _, sent in post.received] == ["9"]


def test_after_three_refusals_the_shop_hears_of_the_last(shopper, post):
    shopper.opens()
    shopper.pays(REFUSED_CARD)
    shopper.pays(REFUSED_CARD)
    left = shopper.pays("4000305110010001")
    assert left.target == "https://shop.example/decline"
    assert left.parameters["NCERROR"] == "30511001"
    assert len(post.received) == 1


def test_a_refused_shopper_may_stop_trying(shopper):
    shopper.opens()
    shopper.pays(REFUSED_CARD)
    left = shopper.presses("stop")
    assert left.target == "https://shop.example/decline"
    assert left.parameters["STATUS"] == "2"
    assert left.parameters["PAYID"] == "3000000001"


def test_nothing_stops_before_anything_was_refused(shopper):
    shopper.opens()
    assert shopper.presses("stop").response.status_code == 200


def test_cancelling_leads_to_cancelurl(shopper):
    shopper.opens()
    left = shopper.presses("cancel")
    assert left.target == "https://shop.example/cancel"
    assert left.parameters["STATUS"] == "1"


@pytest.mark.parametrize(
    ("missing", "press", "target"),
    [
        ("CANCELURL", lambda shopper: shopper.presses("cancel"), "decline"),
        ("EXCEPTIONURL", lambda shopper: shopper.pays("4000200010010005"), "accept"),
    ],
)
def test_an_address_left_out_has_its_deputy(shopper, missing, press, target):
    shopper.opens(**{missing: None})
    assert press(shopper).target == f"https://shop.example/{target}"


@pytest.mark.parametrize("acceptance", [None, "javascript:alert(1)", "//shop.example"])
def test_without_an_address_the_platform_shows_the_result(shopper, acceptance):
    shopper.opens(ACCEPTURL=acceptance, HOMEURL="https://shop.example/")
    page = shopper.pays()
    assert "Thank you. Your payment is accepted." in page.response.text
    assert 'href="https://shop.example/"' in page.response.text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"cardno": ""}, "cardno"),
        ({"cardno": "4111111111111112"}, "cardno"),
        ({"cardno": "1111111111111111"}, "cardno"),
        ({"holder": " "}, "holder"),
        ({"holder": "x" * 36}, "holder"),
        ({"expiry": "13/30"}, "expiry"),
        ({"expiry": "02/26"}, "expiry"),
        ({"cvc": "12"}, "cvc"),
        ({"cvc": "abc"}, "cvc"),
    ],
)
def test_a_wrong_field_is_corrected_on_the_page(shopper, state, fields, fault):
    shopper.opens()
    assert shopper.pays(**fields).faults == [fault]
    assert state.book.orders()[0].attempts == []
    assert shopper.pays().parameters["STATUS"] == "9"


def test_the_security_code_never_comes_back(shopper):
    shopper.opens()
    page = shopper.pays(cvc="9753", expiry="x")
    assert "9753" not in page.response.text


@pytest.mark.parametrize("expiry", ["03/26", "3/26", "0326", "03/2026", "03 / 26"])
def test_expiry_in_the_usual_spellings(shopper, expiry):
    shopper.opens()
    assert shopper.pays(expiry=expiry).parameters["ED"] == "0326"


def test_only_the_brand_that_was_asked_is_taken(shopper):
    shopper.opens(PM="CreditCard", BRAND="MasterCard")
    assert shopper.pays().faults == ["cardno"]
    assert shopper.pays("5399999999999999").parameters["BRAND"] == "MasterCard"


def test_a_brand_that_is_excluded_is_not_taken(shopper):
    shopper.opens(EXCLPMLIST="VISA;PAYPAL")
    assert shopper.pays().faults == ["cardno"]
    assert "PayPal" not in shopper.page.response.text


def test_cartes_bancaires_takes_co_badged_cards(shopper):
    shopper.opens(PM="CreditCard", BRAND="CB")
    assert shopper.pays().parameters["BRAND"] == "CB"


def test_pmlist_leaves_what_it_names(shopper):
    page = shopper.opens(PMLIST="VISA;iDEAL").response.text
    assert "iDEAL" in page
    assert "Mastercard" not in page


@pytest.mark.parametrize(
    ("method", "outcome", "status", "ending"),
    [
        ("BCMC", "accept", "9", "accept"),
        ("iDEAL", "accept", "9", "accept"),
        ("iDEAL", "pending", "91", "accept"),
        ("iDEAL", "cancel", "1", "cancel"),
        ("PAYPAL", "accept", "5", "accept"),
        ("PAYPAL", "pending", "51", "accept"),
        ("Bank transfer", "accept", "41", "accept"),
    ],
)
def test_a_bank_or_wallet_decides(shopper, method, outcome, status, ending):
    shopper.opens(OPERATION="RES")
    left = shopper.chooses(method, outcome)
    assert left.target == f"https://shop.example/{ending}"
    assert left.parameters["STATUS"] == status


def test_bancontact_comes_back_with_its_other_name(shopper):
    shopper.opens(PM="CreditCard", BRAND="BCMC")
    left = shopper.presses("simulate", outcome="accept")
    assert left.parameters["BRAND"] == "Bancontact/Mister Cash"
    assert left.parameters["PM"] == "CreditCard"


def test_what_a_bank_refuses_may_be_tried_again(shopper):
    shopper.opens()
    assert "refused" in shopper.chooses("iDEAL", "refuse").response.text
    shopper.presses("choose", method="card")
    assert shopper.pays().parameters["STATUS"] == "9"


@pytest.mark.parametrize("action", ["pay", "cancel"])
def test_a_paid_order_is_not_paid_again(shopper, action):
    first = shopper.opens().key
    second = shopper.opens().key
    shopper.presses("pay", key=first, holder="Jane Doe", **CARD)
    again = shopper.presses(action, key=second, holder="Jane Doe", **CARD)
    assert again.error == "order already processed"
    assert "50001113" in again.response.text
    assert shopper.opens().error == "order already processed"


@pytest.mark.parametrize("cardno", ["4000000000910002", "4000200010010005"])
def test_an_order_that_may_be_paid_is_not_paid_again(shopper, cardno):
    shopper.opens()
    shopper.pays(cardno)
    assert shopper.opens().error == "order already processed"


def test_a_cancelled_order_may_be_paid(shopper):
    shopper.opens()
    shopper.presses("cancel")
    shopper.opens()
    assert shopper.pays().parameters["PAYID"] == "3000000002"


def test_test_and_production_are_two_books(shopper, state):
    shopper.opens()
    shopper.pays()
    prod = state.merchant("prod", "OgoneDemo")
    opened = shopper.opens("/ncol/prod/orderstandard_utf8.asp", prod.sha_in)
    assert opened.response.status_code == 200


def test_relaunch_repeats_what_was_paid(shopper, merchant_set, post):
    merchant_set(relaunch=True)
    shopper.opens()
    paid = shopper.pays()
    again = shopper.opens(AMOUNT="999900")
    assert again.response.location == paid.response.location
    assert [sent["amount"] for _, _, sent in post.received] == ["15.1", "15.1"]


def test_pay_pressed_twice_charges_and_tells_once(shopper, state, post):
    shopper.opens()
    first = shopper.pays()
    second = shopper.pays()
    assert first.response.location == second.response.location
    assert len(state.book.orders()[0].attempts) == 1
    assert len(post.received) == 1


def test_the_browser_cannot_alter_the_order(shopper):
    shopper.opens()
    left = shopper.pays(AMOUNT="1", ORDERID="x", ACCEPTURL="https://evil.example")
    assert left.target == "https://shop.example/accept"
    assert left.parameters["amount"] == "15.1"
    assert left.parameters["orderID"] == "S00042"


@pytest.mark.parametrize("key", ["", "guessed"])
def test_a_page_that_is_not_open_does_nothing(shopper, key):
    shopper.opens()
    page = shopper.presses("pay", key=key or "x")
    assert page.error == "This payment page is not open any more."


def test_back_leads_to_the_shop_if_the_method_was_chosen_there(shopper):
    back = "https://shop.example/back"
    assert back not in shopper.opens(BACKURL=back).response.text
    assert back in shopper.opens(BACKURL=back, PM="iDEAL").response.text
    assert back in shopper.opens(BACKURL=back, PM="CreditCard").response.text


def test_what_a_shop_sends_cannot_become_markup(shopper):
    page = shopper.opens(COM="<script>alert(1)</script>", CN='"><b>')
    assert "<script>" not in page.response.text
    assert '"><b>' not in page.response.text


def test_a_page_runs_no_scripts(state):
    response = Shopper(state).client.get("/")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "<script" not in response.text


@pytest.mark.parametrize("path", ["/static/sandbox.css", "/static/icon.svg"])
def test_pages_find_their_files(shopper, path):
    assert shopper.client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/static/base.html", "/static/../app.py", "/ncol/live/orderstandard.asp"]
)
def test_nothing_else_is_served(shopper, path):
    assert shopper.client.get(path).status_code == 404


def test_a_huge_request_is_refused(shopper):
    page = shopper.posts({"ORDERID": "x" * 300_000}, UTF_8_PAGE)
    assert page.response.status_code == 413
