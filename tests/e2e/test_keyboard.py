# SPDX-License-Identifier: LGPL-3.0-or-later
"""From the cart to the confirmation without a mouse: Tab, Enter, Space and letters."""

import pytest
from keyboard import Keyboard
from playwright.sync_api import expect
from shopper import CARD, REFUSED
from test_shopper_pays import assert_paid_once

CONTINUE = "[name=website_sale_main_button]"


@pytest.fixture
def keyboard(customer):
    """The hands of a customer whom the shop knows, with a product in the cart."""
    customer.choose_product()
    customer.page.goto(f"{customer.shop_url}/shop/cart")
    return Keyboard(customer.page)


def leave_for_payment_page(keyboard):
    """Go from the cart to the payment form, choose the first method and pay.

    :return: The ORDERID that the payment page shows.
    """
    keyboard.press(CONTINUE)
    keyboard.page.wait_for_url("**/shop/checkout*")
    keyboard.press(CONTINUE)
    keyboard.page.wait_for_url("**/shop/payment*")
    return pay_by_card(keyboard)


def pay_by_card(keyboard):
    keyboard.press("input[name=o_payment_radio]", "Space")
    keyboard.press("[name=o_payment_submit_button]")
    keyboard.page.wait_for_url("**/ncol/test/**")
    return keyboard.page.locator("#orderid").inner_text()


def enter_card(keyboard, **changes):
    for field, text in (CARD | changes).items():
        keyboard.type(f"#{field}", text)
    keyboard.press("#pay")


def test_a_card_is_refused_and_another_accepted(customer, keyboard, back_end):
    orderid = leave_for_payment_page(keyboard)
    enter_card(keyboard, cardno=REFUSED)
    expect(customer.page.locator("#refused")).to_be_visible()
    customer.picture("refused")
    enter_card(keyboard)
    customer.arrive_paid()
    assert_paid_once(back_end, orderid)


def test_cancelled_and_tried_again(customer, keyboard, back_end):
    cancelled = leave_for_payment_page(keyboard)
    keyboard.press("#cancel", "Space")
    customer.arrive_at_checkout("The payment was cancelled")
    assert back_end.wait_for_state(cancelled, "cancel")["state"] == "cancel"
    orderid = pay_by_card(keyboard)
    enter_card(keyboard)
    customer.arrive_paid()
    assert_paid_once(back_end, orderid)
