# SPDX-License-Identifier: LGPL-3.0-or-later
"""From the cart to the confirmation without a mouse: Tab, Enter, Space and letters."""

import re

from keyboard import Keyboard
from playwright.sync_api import expect
from shopper import ADDRESS, CARD, REFUSED
from test_shopper_pays import assert_paid_once

CONTINUE = "[name=website_sale_main_button]"


def give_address(keyboard):
    for name, text in ADDRESS.items():
        keyboard.type(f"input[name={name}]", text)
    keyboard.type("select[name=country_id]", "Belgium")
    keyboard.press(CONTINUE)


def leave_for_payment_page(keyboard):
    """Choose to pay by card, the first of the methods, and leave the shop."""
    keyboard.press("input[name=o_payment_radio]", "Space")
    keyboard.press("[name=o_payment_submit_button]")
    keyboard.page.wait_for_url("**/ncol/test/**")
    return keyboard.page.locator("#orderid").inner_text()


def enter_card(keyboard, **changes):
    for field, text in (CARD | changes).items():
        keyboard.type(f"#{field}", text)
    keyboard.press("#pay")


def test_a_card_is_refused_and_another_accepted(shopper, page, shop_url, back_end):
    shopper.choose_product()
    keyboard = Keyboard(page)
    page.goto(f"{shop_url}/shop/cart")
    keyboard.press(CONTINUE)
    page.wait_for_url(re.compile("/shop/address"))
    give_address(keyboard)
    page.wait_for_url(re.compile("/shop/(checkout|payment)"))
    if "/shop/checkout" in page.url:
        keyboard.press(CONTINUE)
    page.wait_for_url("**/shop/payment*")
    orderid = leave_for_payment_page(keyboard)
    enter_card(keyboard, cardno=REFUSED)
    expect(page.locator("#refused")).to_be_visible()
    shopper.picture("refused")
    enter_card(keyboard)
    shopper.arrive("Your payment has been processed")
    assert_paid_once(back_end, orderid)


def test_cancelled_and_back_at_the_payment_form(shopper, page, back_end):
    shopper.choose_product()
    shopper.go_to_payment()
    keyboard = Keyboard(page)
    orderid = leave_for_payment_page(keyboard)
    keyboard.press("#cancel", "Space")
    shopper.arrive_at_checkout("The payment was cancelled")
    assert back_end.wait_for_state(orderid, "cancel")["state"] == "cancel"
    keyboard.press("input[name=o_payment_radio]", "Space")
    keyboard.go_to("[name=o_payment_submit_button]")
