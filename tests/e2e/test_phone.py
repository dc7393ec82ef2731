# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shopper with a phone: a small window, and fingers."""

import pytest
from gateway_pages import merchant_pages, shopper_pages
from shopper import CHALLENGED, REFUSED, Shopper
from test_shopper_pays import assert_paid_once

WIDTH = 390
_WIDER = """width => [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > width)
    .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture
def window():
    viewport = {"width": WIDTH, "height": 844}
    return {"viewport": viewport, "has_touch": True, "is_mobile": True}


class PhoneShopper(Shopper):
    def press(self, target):
        target.tap()

    def looks(self, name):
        """Keep a picture, and see that nothing lies beside the window."""
        self.picture(name)
        assert_fits(self.page)


def assert_fits(page):
    """Check that nobody has to scroll sideways."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= WIDTH, (page.url, page.evaluate(_WIDER, WIDTH))


@pytest.fixture
def phone_shopper(page, shop_url, request):
    return PhoneShopper(page, shop_url, request.node.name)


def test_refused_then_paid_after_the_bank_has_asked(phone_shopper, back_end):
    phone_shopper.choose_product()
    phone_shopper.go_to_payment()
    phone_shopper.looks("checkout")
    phone_shopper.pay_now()
    phone_shopper.looks("payment-page")
    phone_shopper.enter_card(REFUSED)
    phone_shopper.page.locator("#refused").wait_for()
    phone_shopper.looks("refused")
    phone_shopper.press(phone_shopper.page.locator("#stop"))
    phone_shopper.arrive_at_checkout("The payment was refused")
    phone_shopper.looks("try-again")
    orderid = phone_shopper.pay_now()
    phone_shopper.enter_card(CHALLENGED)
    phone_shopper.page.locator("#confirm").wait_for()
    phone_shopper.looks("bank")
    phone_shopper.press(phone_shopper.page.locator("#confirm"))
    phone_shopper.arrive_paid()
    phone_shopper.looks("confirmation")
    assert_paid_once(back_end, orderid)


def test_a_result_that_is_not_believed(phone_shopper, shop_url):
    orderid = phone_shopper.buy()
    unsigned = f"orderID={orderid}&STATUS=9&PAYID=1&SHASIGN=00"
    phone_shopper.page.goto(f"{shop_url}/payment/ogone/return/shopper?{unsigned}")
    phone_shopper.page.get_by_role("link", name="See the status").wait_for()
    phone_shopper.looks("not-believed")


@pytest.mark.parametrize("pages", [shopper_pages, merchant_pages])
def test_the_pages_of_the_sandbox(page, another_sandbox, pages):
    for _name in pages(page, another_sandbox):
        assert_fits(page)


def test_a_page_that_is_too_wide_would_be_noticed(page):
    page.set_content("<p style='width: 500px'>x</p>")
    with pytest.raises(AssertionError, match="500px"):
        assert_fits(page)
