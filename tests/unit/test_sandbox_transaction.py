# SPDX-License-Identifier: LGPL-3.0-or-later
"""One transaction in the back office: history, maintenance, feedback."""

import pytest
from backoffice_common import Merchant, cells_of, faults_of
from test_sandbox_directlink import Shop

from sandbox.feedback.delivery import Answer

FIRST = "/transactions/3000000001"


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def maintains(merchant):
    """Press a button of the first transaction; return the page that follows."""
    return merchant.maintains


def deeds(page):
    return [
        deed for deed in ("capture", "refund", "cancel") if f'id="{deed}"' in page.text
    ]


def test_the_history_tells_every_operation(merchant, shop, maintains):
    shop.orders(OPERATION="RES")
    maintains("capture", amount="10")
    maintains("capture", amount="10.00")
    assert cells_of(merchant.reads(FIRST), "history") == [
        [
            "3000000001/0",
            "Authorisation RES",
            "15.10 EUR",
            "5 - Authorised",
            "0",
            "2026-03-05 10:00:00",
        ],
        [
            "3000000001/1",
            "Data capture SAL",
            "10.00 EUR",
            "91 - Payment processing",
            "0",
            "2026-03-05 10:00:00",
        ],
        [
            "3000000001/2",
            "Data capture SAL",
            "10.00 EUR",
            "0 - Invalid or incomplete",
            "50001126 Overflow in captures",
            "2026-03-05 10:00:00",
        ],
    ]


def test_only_what_is_possible_is_offered(merchant, shop, maintains):
    shop.orders(OPERATION="RES")
    assert deeds(merchant.reads(FIRST)) == ["capture", "cancel"]
    assert deeds(maintains("capture", amount="10,1")) == ["capture", "refund", "cancel"]
    assert deeds(maintains("capture", amount="5")) == ["refund"]
    assert deeds(maintains("refund", amount="15.10")) == []
    assert "Nothing can be done" in merchant.reads(FIRST).text
    assert shop.books() == (1510, 1510, 1510, 0)


def test_a_refused_order_offers_nothing(merchant, shop):
    shop.orders(CARDNO="4000300010010003")
    assert deeds(merchant.reads(FIRST)) == []


def test_a_capture_is_as_that_of_directlink(shop, maintains, merchant):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount="10.01")
    told = " ".join(page.text.split())
    assert "Data capture of 10.01 EUR: 91 - Payment processing (PAYIDSUB 1)" in told
    answer = shop.calls("querydirect", PAYID="3000000001")
    assert (answer["STATUS"], answer["amount"]) == ("91", "10.01")
    assert 'value="5.09"' in merchant.reads(FIRST).text


def test_the_last_capture_gives_up_the_rest(shop, maintains):
    shop.orders(OPERATION="RES")
    assert deeds(maintains("capture", amount="10", last="yes")) == ["refund"]
    assert shop.books() == (1510, 1000, 0, 0)


def test_a_refund_is_as_that_of_directlink(shop, maintains):
    shop.orders()
    page = maintains("refund", amount="5", last="yes")
    assert "Refund, the last one of 5.00 EUR:" in page.text
    assert deeds(page) == []
    assert shop.books() == (1510, 1510, 500, 0)


@pytest.mark.parametrize(("last", "code"), [({}, "DEL"), ({"last": "yes"}, "DES")])
def test_an_authorisation_is_cancelled(merchant, shop, maintains, last, code):
    shop.orders(OPERATION="RES")
    assert "61 - " in maintains("cancel", **last).text
    assert cells_of(merchant.reads(FIRST), "history")[1][1].endswith(code)
    assert shop.books() == (1510, 0, 0, 1510)


def test_what_the_book_refuses_is_told_with_its_number(shop, maintains):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount="15.11")
    told = " ".join(page.text.split())
    assert "refused, 50001126 Overflow in captures (PAYIDSUB 1)" in told


def test_where_refunds_wait_for_the_capture_none_is_offered(
    merchant, shop, merchant_set, maintains
):
    merchant_set(refunds_of_pending=False)
    shop.orders(OPERATION="RES")
    maintains("capture", amount="10")
    assert deeds(merchant.reads(FIRST)) == ["capture", "cancel"]
    merchant.state.settle_now()
    assert deeds(merchant.reads(FIRST)) == ["capture", "refund", "cancel"]


def test_operations_that_are_not_permitted_are_not_offered(
    merchant, shop, merchant_set
):
    merchant_set(permitted_operations=["SAL"])
    shop.orders(OPERATION="RES")
    assert deeds(merchant.reads(FIRST)) == ["capture"]


@pytest.mark.parametrize(
    "amount", ["", "0", "0.00", "-1", "1.234", "1,000.00", "ten", "1e3", "²", "9" * 13]
)
def test_what_is_no_amount_is_not_done(shop, maintains, amount):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount=amount, last="yes")
    assert page.status_code == 400
    fault = "An amount above zero, with at most two decimals."
    assert faults_of(page) == {"capture": fault}
    assert f'value="{amount}"' in page.text
    assert shop.books() == (1510, 0, 0, 0)


@pytest.mark.parametrize("deed", ["", "renew", "SAL"])
def test_there_are_no_other_buttons(shop, maintains, deed):
    shop.orders(OPERATION="RES")
    assert maintains(deed, amount="1").status_code == 404


def test_an_operation_that_was_not_done_is_not_told(merchant, shop):
    shop.orders(OPERATION="RES")
    for number in ("0", "7", "-1", "x"):
        page = merchant.reads(FIRST, done=number)
        assert page.status_code == 200
        assert "(PAYIDSUB" not in page.text


# Feedback -----------------------------------------------------------------------------


def test_every_attempt_to_tell_the_shop_is_shown(merchant, shopper, post):
    post.answer = Answer(500, b"<b>Broken</b>")
    shopper.opens()
    shopper.pays()
    page = merchant.reads(FIRST).text
    assert "POST https://shop.example/feedback" in page
    assert "HTTP 500" in page
    assert "&lt;b&gt;Broken&lt;/b&gt;" in page
    signature = post.received[0][2]["SHASIGN"]
    sent = {"orderID": "S00042", "amount": "15.1", "SHASIGN": signature}
    for name, value in sent.items():
        assert f'<th scope="row">{name}</th><td class="value">{value}</td>' in page


def test_feedback_is_sent_again_as_it_was(merchant, shopper, post):
    shopper.opens()
    shopper.pays()
    post.answer = Answer(200, b"Thank you")
    page = merchant.follows(merchant.sends(f"{FIRST}/redeliver", {"number": "1"}))
    assert "The feedback was sent again" in page.text
    assert "Thank you" in page.text
    assert post.received[0] == post.received[1]


@pytest.mark.parametrize("number", ["2", "0", "x", ""])
def test_what_was_not_told_is_not_sent_again(merchant, shopper, post, number):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()  # only this one was told
    sent = merchant.sends("/transactions/3000000002/redeliver", {"number": number})
    assert sent.status_code == 404
    assert merchant.sends(f"{FIRST}/redeliver", {"number": "1"}).status_code == 404
    assert len(post.received) == 1
