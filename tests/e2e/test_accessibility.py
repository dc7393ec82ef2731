# SPDX-License-Identifier: LGPL-3.0-or-later
"""No page of ours keeps anybody out: WCAG 2, levels A and AA, as axe-core measures."""

import pytest
from accessibility import faults
from gateway_pages import merchant_pages, shopper_pages
from playwright.sync_api import expect
from shopper import CHALLENGED, REFUSED
from test_saved_cards import keep

NOT_BELIEVED = "payment/ogone/return/shopper?orderID={}&STATUS=9&SHASIGN=00"


@pytest.mark.parametrize("pages", [shopper_pages, merchant_pages])
def test_the_pages_of_the_sandbox(page, another_sandbox, pages):
    found = {name: faults(page) for name in pages(page, another_sandbox)}
    assert {name: told for name, told in found.items() if told} == {}
    assert len(found) > 10


def test_an_axe_that_is_blunt_would_be_noticed(page):
    page.set_content("<html><title>x</title><input></html>")
    assert sorted(faults(page)) == ["html-has-lang", "label"]


def test_what_the_payment_form_says_after_a_refusal(shopper):
    shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.click("#stop")
    shopper.arrive_at_checkout("The payment was refused")
    assert faults(shopper.page, "[name^=ogone]") == {}


def test_the_page_of_a_result_that_is_not_believed(shopper, shop_url):
    orderid = shopper.buy()
    shopper.page.goto(f"{shop_url}/{NOT_BELIEVED.format(orderid)}")
    expect(shopper.page.locator("main")).to_contain_text(
        "is not signed as it should be"
    )
    shopper.picture("not-believed")
    assert faults(shopper.page) == {}


def test_the_page_that_hands_over_to_the_bank(customer, back_end):
    keep(customer, back_end, CHALLENGED, at_the_bank=True)
    customer.choose_product()
    customer.go_to_payment_as_customer()
    # The form posts itself: an answer without content leaves the browser where it is.
    customer.page.route("**/Test_3D_ACS.asp", lambda route: route.fulfill(status=204))
    customer.pay_with_kept_card("2022")
    customer.page.wait_for_url("**/payment/ogone/authentication")
    customer.page.locator("form[name=downloadform3D]").wait_for(state="attached")
    customer.picture("to-the-bank")
    assert faults(customer.page) == {}
