# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shopper does before a picture is taken."""

from __future__ import annotations

import contextlib

from playwright.sync_api import expect

from .scene import Scene, Visitor
from .stories import ACCEPTED, CHALLENGED, REFUSED


def at_checkout(scene: Scene) -> None:
    """Stand before the choice of a payment method, Card chosen."""
    scene.shopper.choose_product()
    scene.shopper.go_to_payment()
    _choose_card(scene.shopper)


def _choose_card(shopper: Visitor) -> None:
    """Choose Card, again where the page was not ready to notice."""
    pay = shopper.page.locator("[name=o_payment_submit_button]:visible")
    for _ in range(5):
        shopper.choose_method("Card")
        with contextlib.suppress(AssertionError):
            return expect(pay).to_be_enabled(timeout=3_000)
        shopper.page.reload()
    raise AssertionError("the payment form does not notice what is chosen")


def at_payment_page(scene: Scene) -> None:
    """Stand on Ogone's page, the card entered."""
    scene.shopper.buy()
    scene.page.fill("#cardno", "4111 1111 1111 1111")
    scene.page.fill("#expiry", "12/39")
    scene.page.fill("#cvc", "123")
    scene.page.locator("#cvc").blur()
    scene.page.evaluate("scrollTo(0, 0)")


def at_the_bank(scene: Scene) -> None:
    """Stand on the bank's page, which asks for the customer."""
    scene.shopper.buy()
    scene.shopper.enter_card(CHALLENGED)
    scene.page.locator("#confirm").wait_for()


def confirmed(scene: Scene) -> None:
    """Come back to the shop after having paid."""
    scene.shopper.buy()
    scene.shopper.enter_card(ACCEPTED)
    scene.shopper.arrive("Your payment has been processed")


def refused(scene: Scene) -> None:
    """Come back to the checkout after having been refused."""
    scene.shopper.buy()
    scene.shopper.enter_card(REFUSED)
    scene.page.click("#stop")
    scene.shopper.arrive_at_checkout("The payment was refused")


def kept_card(scene: Scene) -> None:
    """Stand before the payment methods, a card kept from an earlier order."""
    tokens = [("provider_code", "=", "ogone"), ("active", "=", True)]
    scene.back_end.write("payment.token", tokens, {"active": False})
    shopper = scene.shopper
    _choose_as_customer(shopper)
    shopper.keep_card()
    shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    shopper.arrive("Your payment has been processed")
    _choose_as_customer(shopper)
    shopper.kept_card("1111").first.click()


def _choose_as_customer(shopper: Visitor) -> None:
    shopper.choose_product()
    shopper.go_to_payment_as_customer()
