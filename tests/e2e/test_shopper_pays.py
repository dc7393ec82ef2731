# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whole stories, from the product to the merchant's books."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from playwright.sync_api import expect
from shopper import ACCEPTED, PENDING, REFUSED, UNCERTAIN

pytestmark = pytest.mark.since(16)


def assert_paid_once(back_end, orderid):
    """Check that the order is confirmed, and paid by exactly one posted payment."""
    transaction = back_end.wait_for_state(orderid, "done")
    back_end.wait_for(lambda: back_end.order_of(transaction)["state"] == "sale")
    back_end.wait_for(lambda: back_end.payments_of(transaction))
    (payment,) = back_end.payments_of(transaction)
    assert payment["state"] in back_end.pages.posted
    assert payment["amount"] == transaction["amount"]
    return transaction


def test_card_accepted(shopper, back_end, sandbox):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    transaction = assert_paid_once(back_end, orderid)
    assert re.fullmatch(r"30000\d+", transaction["provider_reference"])
    assert transaction["ogone_status_text"] == "Payment requested (9)"
    (order,) = [o for o in sandbox.get("orders") if o["orderid"] == orderid]
    assert order["status"] == 9


def test_card_refused_until_the_tries_are_used_up(shopper, back_end):
    orderid = shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.locator("#refused").wait_for()
    shopper.picture("refused")
    shopper.page.click("#stop")
    shopper.arrive_at_checkout("The payment was refused")
    transaction = back_end.transaction(orderid)
    assert transaction["state"] == "error"
    assert "refused by the acquirer (30001001)" in transaction["ogone_status_text"]
    assert not back_end.payments_of(transaction)


def test_refused_then_accepted_on_the_same_page(shopper, back_end):
    orderid = shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.locator("#refused").wait_for()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    assert_paid_once(back_end, orderid)


def test_refused_then_tried_again_from_the_shop(shopper, back_end):
    refused = shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.click("#stop")
    shopper.arrive_at_checkout("The payment was refused")
    paid = shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    assert paid != refused
    assert_paid_once(back_end, paid)
    assert back_end.transaction(refused)["state"] == "error"


def test_cancelled(shopper, back_end):
    orderid = shopper.buy()
    shopper.page.click("#cancel")
    shopper.arrive_at_checkout("The payment was cancelled")
    assert back_end.wait_for_state(orderid, "cancel")["state"] == "cancel"


@pytest.mark.since(17)  # Ogone has a way back where the shop knows the method
def test_back_from_the_payment_page_leads_to_the_checkout(shopper, back_end):
    orderid = shopper.buy()
    shopper.page.click("#back")
    shopper.page.wait_for_url("**/shop/payment*")
    assert back_end.transaction(orderid)["state"] == "draft"


def test_window_closed_before_returning(shopper, back_end):
    """Ogone's request alone confirms the order."""
    orderid = shopper.buy()
    shopper.pay_and_vanish(ACCEPTED)
    back_end.wait_for_state(orderid, "done")
    back_end.post_process(orderid)
    assert_paid_once(back_end, orderid)


def test_arriving_is_not_having_paid(shopper, back_end):
    for card in (PENDING, UNCERTAIN):
        orderid = shopper.buy()
        shopper.enter_card(card)
        shopper.page.wait_for_url(re.compile(r"/payment/status|/shop/confirmation"))
        transaction = back_end.wait_for_state(orderid, "pending")
        assert back_end.order_of(transaction)["state"] != "sale"
        shopper.leave()


def test_results_at_the_same_moment_are_one_payment(shopper, back_end, sandbox):
    """Sixteen deliveries of one result at once, to the running server."""
    orderid = shopper.buy()
    sandbox.post("merchant", feedback_timing="none")
    try:
        returning = shopper.pay_and_vanish(ACCEPTED)
    finally:
        sandbox.post("merchant", feedback_timing="online_then_deferred")
    assert back_end.transaction(orderid)["state"] == "draft"

    query = returning.split("?", 1)[1]
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def deliver(number):
        route = "/payment/ogone/return" + ("/shopper" if number % 2 else "")
        url = f"{shopper.shop_url}{route}"
        return requests.post(
            url, data=query, headers=form, allow_redirects=False, timeout=60
        ).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(deliver, range(16)))
    assert set(statuses) <= {200, 303}, statuses
    back_end.post_process(orderid)
    assert_paid_once(back_end, orderid)


def test_the_merchant_sees_the_payment(shopper, page, back_end):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    transaction = back_end.wait_for_state(orderid, "done")
    shopper.log_in(back_end.login, back_end.password)
    back_end.show(page, "payment.action_payment_transaction", transaction["id"])
    form = page.locator(".o_form_view")
    expect(form).to_contain_text(transaction["provider_reference"])
    expect(form).to_contain_text("Payment requested (9)")
    shopper.picture("transaction")
    in_use = [("code", "=", "ogone"), ("state", "=", "test")]
    (provider,) = back_end.read("payment.provider", in_use, ["id"])
    back_end.show(page, "payment.action_payment_provider", provider["id"])
    expect(page.locator(".o_form_view")).to_contain_text("This platform is at its end")
    shopper.picture("provider")
