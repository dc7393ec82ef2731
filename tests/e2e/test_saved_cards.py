# SPDX-License-Identifier: LGPL-3.0-or-later
"""A customer keeps a card, and pays with it again."""

import pytest
from playwright.sync_api import expect
from shopper import ACCEPTED, CHALLENGED
from test_shopper_pays import assert_paid_once

pytestmark = pytest.mark.since(16)


def last_order(back_end):
    """Return the ORDERID of the newest payment."""
    payments = back_end.read("payment.transaction", [], ["reference"])
    return max(payments, key=lambda payment: payment["id"])["reference"]


def keep(customer, back_end, number, at_the_bank=False):
    """Pay with a card and have it kept."""
    customer.choose_product()
    customer.go_to_payment_as_customer()
    customer.keep_card()
    orderid = customer.pay_now()
    customer.enter_card(number)
    if at_the_bank:
        confirm_at_the_bank(customer)
    customer.arrive_paid()
    assert_paid_once(back_end, orderid)


def confirm_at_the_bank(customer):
    customer.page.locator("#confirm").wait_for()
    customer.picture("bank")
    customer.page.click("#confirm")


def test_a_kept_card_pays_again(customer, back_end):
    keep(customer, back_end, ACCEPTED)
    (token,) = back_end.read(
        "payment.token", [("provider_code", "=", "ogone")], ["payment_details"]
    )
    assert token["payment_details"] == "1111"
    customer.choose_product()
    customer.go_to_payment_as_customer()
    customer.pay_with_kept_card("1111")
    customer.arrive_paid()
    assert_paid_once(back_end, last_order(back_end))


def test_the_bank_asks_for_the_customer(customer, back_end):
    keep(customer, back_end, CHALLENGED, at_the_bank=True)
    customer.choose_product()
    customer.go_to_payment_as_customer()
    customer.pay_with_kept_card("2022")
    confirm_at_the_bank(customer)
    customer.arrive_paid()
    transaction = assert_paid_once(back_end, last_order(back_end))
    assert transaction["ogone_status_text"] == "Payment requested (9)"


def test_the_customer_refuses_at_the_bank(customer, back_end):
    keep(customer, back_end, CHALLENGED, at_the_bank=True)
    customer.choose_product()
    customer.go_to_payment_as_customer()
    customer.pay_with_kept_card("2022")
    customer.page.click("#refuse")
    form = "/shop/payment*" if customer.pages.keeps_carts else "/shop"
    customer.page.wait_for_url(f"**{form}")
    orderid = last_order(back_end)
    assert back_end.wait_for_state(orderid, "error")["state"] == "error"


def test_a_card_that_was_removed_is_not_offered(customer, back_end, shop_url):
    keep(customer, back_end, ACCEPTED)
    customer.page.goto(f"{shop_url}/my/payment_method")
    confirm = customer.page.locator(".modal").get_by_role(
        "button", name="Confirm Deletion"
    )
    customer.click_until(
        customer.page.locator("[name=o_payment_delete_token]").first,
        lambda timeout: expect(confirm).to_be_visible(timeout=timeout),
    )
    confirm.click()
    # The page loads itself again then.
    expect(customer.page.locator("[name=o_payment_delete_token]")).to_have_count(0)
    kept = [("provider_code", "=", "ogone"), ("active", "=", True)]
    assert back_end.read("payment.token", kept, ["id"]) == []
    customer.choose_product()
    customer.go_to_payment_as_customer()
    expect(customer.kept_card("1111")).to_have_count(0)
