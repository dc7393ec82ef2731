# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a person does in the shop and on the payment page."""

import os
import re
from pathlib import Path

import host_pages
from playwright.sync_api import TimeoutError as PageTimeoutError
from playwright.sync_api import expect

ACCEPTED = "4111111111111111"
REFUSED = "4000300010010003"
CHALLENGED = "4874970686672022"
PENDING = "4000000000910002"
UNCERTAIN = "4000200010010005"
ADDRESS = {
    "name": "Jérôme Müller",
    "email": "jerome.mueller@example.com",
    "phone": "+32 2 555 12 34",
    "street": "Rue de la Loi 16",
    "city": "Bruxelles",
    "zip": "1000",
}
CARD = {"cardno": ACCEPTED, "expiry": "12/39", "cvc": "123"}


class Shopper:
    """A visitor who buys one cabinet and pays with Ogone."""

    # As the shop calls them in the language of the visitor.
    product, country, card = "large cabinet", "Belgium", ""

    def __init__(self, page, shop_url, story):
        self.page, self.shop_url, self.story = page, shop_url, story
        self.pages = host_pages.of_this_host()
        self.card = self.card or self.pages.card
        self._pictures = 0

    def picture(self, name):
        """Keep what the page shows now in the folder of screenshots."""
        self._pictures += 1
        file = f"{self.story}-{self._pictures}-{name}.png"
        self.page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / file)

    def press(self, target):
        """Press a button, a link or a choice; with another device, in another way."""
        target.click()

    # The shop

    def leave(self):
        """Go away, and let the shop forget who this was.

        The page goes first: what it still asks would bring a session back.
        """
        self.page.goto("about:blank")
        self.page.context.clear_cookies()

    def choose_product(self):
        self.page.goto(f"{self.shop_url}/shop?search={self.product}")
        self.press(self.page.locator(".oe_product a[href*='/shop/']").first)
        cart = self.page.locator(".my_cart_quantity").first
        self.click_until(
            self.page.locator("#add_to_cart"),
            lambda timeout: expect(cart).to_have_text("1", timeout=timeout),
        )

    def log_in(self, login, password):
        self.page.goto(f"{self.shop_url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        expect(self.page).not_to_have_url(re.compile("/web/login"), timeout=30_000)

    def go_to_payment_as_customer(self):
        """As the above for who is known to the shop, address and all."""
        self.page.goto(f"{self.shop_url}/shop/checkout?try_skip_step=true")
        if "/shop/checkout" in self.page.url:
            self._continue_to(re.compile("/shop/payment"))

    def keep_card(self):
        """Ask the shop to keep the card, on its payment form."""
        self.choose_method(self.card)
        self.page.get_by_label(re.compile("Save my payment details")).check()
        self.picture("keep-card")

    def go_to_payment(self):
        self.page.goto(f"{self.shop_url}/shop/checkout?try_skip_step=true")
        for name, text in ADDRESS.items():
            self.page.fill(f"input[name={name}]", text)
        self.page.select_option("select[name=country_id]", label=self.country)
        # Without its script, which comes late, the form of 18 leads astray.
        self.page.wait_for_load_state("networkidle")
        self._continue_to(re.compile(r"/shop/(checkout|payment)"))
        if "/shop/checkout" in self.page.url:
            self._continue_to(re.compile("/shop/payment"))

    def _continue_to(self, url):
        self.click_until(
            self.page.locator(self.pages.forward).first,
            lambda timeout: expect(self.page).to_have_url(url, timeout=timeout),
        )

    def click_until(self, button, expectation):
        """Click again where a page still loads its scripts when the first click comes.

        :param expectation: Asserts what the click leads to, within milliseconds.
        """
        for _try in range(5):
            try:
                self.press(button)
                return expectation(timeout=6_000)
            except (AssertionError, PageTimeoutError):
                continue
        return expectation(timeout=30_000)

    def pay_now(self):
        """Choose to pay by card and leave for the payment page.

        :return: The ORDERID that the payment page shows.
        """
        self.choose_method(self.card)
        self.press(self.page.locator("[name=o_payment_submit_button]:visible"))
        self.page.wait_for_url("**/ncol/test/**")
        return self.page.locator("#orderid").inner_text()

    def choose_method(self, method):
        options = self.page.locator(self.pages.method)
        self.press(options.filter(has_text=re.compile(f"^\\s*{method}")).first)

    def kept_card(self, digits):
        return self.page.locator(self.pages.option, has_text=digits)

    def pay_with_kept_card(self, digits):
        """Pay with the card that ends in ``digits``, without leaving the shop."""
        button = self.page.locator("[name=o_payment_submit_button]:visible")
        self.click_until(
            self.kept_card(digits).first,
            lambda timeout: expect(button).to_be_enabled(timeout=timeout),
        )
        self.picture("kept-card")
        button.click()

    def buy(self):
        """Choose a product, tell the address, leave for the payment page.

        :return: The ORDERID.
        """
        self.choose_product()
        self.go_to_payment()
        self.picture("checkout")
        return self.pay_now()

    # The payment page

    def enter_card(self, number):
        for field, text in (CARD | {"cardno": number}).items():
            self.page.fill(f"#{field}", text)
        self.picture("card")
        self.press(self.page.locator("#pay"))

    def pay_and_vanish(self, number):
        """Pay, and close the window before the way back to the shop begins.

        :return: The address to which the browser would have gone.
        """
        addresses = []

        def stop_here(route):
            answer = route.fetch(max_redirects=0)
            addresses.append(answer.headers["location"])
            route.abort()

        self.page.route("**/ncol/test/orderstandard_pay.asp", stop_here)
        self.enter_card(number)
        self.page.close()
        return addresses[0]

    # Back in the shop

    def arrive_paid(self):
        self.arrive(self.pages.processed)

    def arrive(self, text):
        """Wait until the shop shows its confirmation page with ``text``."""
        self.page.wait_for_url("**/shop/confirmation*")
        expect(self.page.locator("#wrap")).to_contain_text(text)
        self.picture("confirmation")

    def arrive_at_checkout(self, text):
        """Wait until the shop shows the payment form again, with ``text``."""
        self.page.wait_for_url("**/shop/payment")
        expect(self.page.locator("[name=ogone_failure]")).to_contain_text(text)
        self.picture("try-again")
