# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a host of each series has where, for those who shop and those who sell there."""

import os
from dataclasses import dataclass, replace

# What the actions show that stories open; hosts without routes are told.
MODELS = {
    "account.action_account_payments": "account.payment",
    "payment.action_payment_provider": "payment.provider",
    "payment.action_payment_transaction": "payment.transaction",
}


@dataclass(frozen=True)
class Pages:
    """The pages of one series; a selector may name what is on several of them."""

    series: int
    forward: str
    """The buttons of the checkout, from the address to the payment."""
    option: str = "li[name=o_payment_option]"
    """A kept card, or a method to pay."""
    method: str = "label.o_payment_option_label"
    """What to press to choose the second."""
    card: str = "Card"
    """What the method is called that is paid by card."""
    processed: str = "Your payment has been processed."
    minutes_left_to_browsers: int = 0
    """How long the host leaves to them what is paid, before it goes on by itself."""
    refund: str = "refund"
    """What the notes on a payment call one."""
    posted: tuple[str, ...] = ("in_process", "paid")
    """States of a payment in the books."""
    form: str = "#o_payment_form"
    keeps_carts: bool = True
    """Whether a cart is still one while its payment is pending."""
    has_methods: bool = True
    methods_tell_capture: bool = True
    """Whether a method that cannot wait for its capture is kept from doing so."""
    has_routes: bool = True
    """Whether a page of the back end is named by its path; 18 takes both."""

    def record(self, action, number):
        """Return the path of the form of a record."""
        if self.has_routes:
            return f"/odoo/action-{action}/{number}"
        model = MODELS[action]
        return f"/web#action={action}&model={model}&id={number}&view_type=form"


_MAIN = "[name=website_sale_main_button]:visible"
_ADDRESS = "form.checkout_autoformat a.a-submit:visible"
_19 = Pages(19, _MAIN)
_18 = replace(
    _19,
    series=18,
    refund="transaction",
    methods_tell_capture=False,
    has_routes=False,
    forward=f"#save_address:visible, {_MAIN}",
    processed="Your payment has been successfully processed.",
)
_17 = replace(
    _18,
    series=17,
    forward=f"{_ADDRESS}, {_MAIN}",
    posted=("posted",),
    keeps_carts=False,
)
_16 = replace(
    _17,
    series=16,
    forward=f"{_ADDRESS}, a[href='/shop/confirm_order']:visible",
    option="div[name=o_payment_option_card]",
    method="div[name=o_payment_option_card] label",
    card="Ogone",
    minutes_left_to_browsers=10,
    form="form[name=o_payment_checkout]",
    has_methods=False,
)
PAGES = {pages.series: pages for pages in (_16, _17, _18, _19)}
NEWEST = max(PAGES)


def of_this_host():
    """Return the pages of the host that `./dev test e2e` has started."""
    return PAGES[int(os.environ.get("HOST_SERIES", NEWEST))]
