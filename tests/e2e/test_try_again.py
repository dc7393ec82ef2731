# SPDX-License-Identifier: LGPL-3.0-or-later
"""Shoppers who are back and have not paid: what they read, and how they pay then."""

from datetime import date

import pytest
from playwright.sync_api import expect
from shopper import ACCEPTED, CHALLENGED, REFUSED
from test_shopper_pays import assert_paid_once

pytestmark = pytest.mark.since(16)

CANCELLED = "The payment was cancelled, and nothing was charged."
WAS_REFUSED = "The payment was refused, and nothing was charged."
TWICE = "rather than pay twice"


def pay(shopper, back_end, first):
    """Pay from the form that is shown; check that the order of ``first`` is paid."""
    paid = shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    assert paid != first
    transaction = assert_paid_once(back_end, paid)
    orders = back_end.transaction(first)["sale_order_ids"]
    assert transaction["sale_order_ids"] == orders
    assert not back_end.payments_of(back_end.transaction(first))


def test_cancelled_then_paid(shopper, back_end):
    first = shopper.buy()
    shopper.page.click("#cancel")
    shopper.arrive_at_checkout(CANCELLED)
    pay(shopper, back_end, first)
    assert back_end.transaction(first)["state"] == "cancel"


def test_refused_then_paid_with_another_card(shopper, back_end):
    first = shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.click("#stop")
    shopper.arrive_at_checkout(WAS_REFUSED)
    pay(shopper, back_end, first)
    assert back_end.transaction(first)["state"] == "error"


def test_the_way_back_that_the_browser_offers(shopper, back_end):
    first = shopper.buy()
    shopper.page.go_back(wait_until="load")
    shopper.page.wait_for_url("**/shop/payment")
    shopper.page.reload()
    expect(shopper.page.locator("[name=ogone_unfinished]")).to_contain_text(TWICE)
    shopper.picture("unfinished")
    pay(shopper, back_end, first)
    assert back_end.transaction(first)["state"] == "draft"


def test_a_bank_that_is_not_answered(shopper, back_end):
    first = shopper.buy()
    shopper.enter_card(CHALLENGED)
    shopper.page.locator("#confirm").wait_for()
    shopper.page.goto(f"{shopper.shop_url}/shop/payment")
    expect(shopper.page.locator("[name=ogone_unfinished]")).to_contain_text(TWICE)
    pay(shopper, back_end, first)


@pytest.mark.since(17)  # the status page of 16 stays, and tells
def test_an_old_tab_takes_nothing_back(shopper, back_end):
    first = shopper.buy()
    old_tab, shopper.page = shopper.page, shopper.page.context.new_page()
    shopper.page.goto(f"{shopper.shop_url}/shop/payment")
    pay(shopper, back_end, first)
    old_tab.click("#cancel")
    old_tab.wait_for_url("**/shop/confirmation*")
    (order,) = back_end.transaction(first)["sale_order_ids"]
    (found,) = back_end.read("sale.order", [("id", "=", order)], ["state"])
    assert found["state"] == "sale"
    assert back_end.wait_for_state(first, "cancel")


@pytest.fixture
def invoice(back_end):
    """An invoice that is paid in the end: the path of its page, as sent by e-mail."""
    customer = back_end.execute("res.partner", "create", {"name": "Invoiced Buyer"})
    line = {"name": "Cabinet", "quantity": 1, "price_unit": 57.5, "tax_ids": []}
    number = back_end.execute(
        "account.move",
        "create",
        {
            "move_type": "out_invoice",
            "partner_id": customer,
            "invoice_date": date.today().isoformat(),
            "invoice_line_ids": [(0, 0, line)],
        },
    )
    back_end.execute("account.move", "action_post", [number])
    yield back_end.execute("account.move", "get_portal_url", [number])
    (found,) = back_end.read("account.move", [("id", "=", number)], ["payment_state"])
    assert found["payment_state"] in ("in_payment", "paid")


def test_an_invoice_is_paid_at_the_second_try(shopper, back_end, invoice):
    page = shopper.page
    page.goto(f"{shopper.shop_url}{invoice}")
    form = page.locator(shopper.pages.form)
    shopper.click_until(
        page.get_by_role("link", name="Pay Now").first,
        lambda timeout: expect(form).to_be_visible(timeout=timeout),
    )
    first = shopper.pay_now()
    page.click("#cancel")
    page.wait_for_url(f"**{invoice.split('?')[0]}*")
    failure = page.locator("[name=ogone_document_failure]")
    expect(failure).to_contain_text(CANCELLED)
    shopper.picture("invoice")
    expect(form).to_be_hidden()
    failure.get_by_role("button", name="Try again").click()
    expect(form).to_be_visible()
    shopper.picture("invoice-form")
    paid = shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    page.wait_for_url(f"**{invoice.split('?')[0]}*")
    expect(failure).to_have_count(0)
    transaction = back_end.wait_for_state(paid, "done")
    back_end.wait_for(lambda: back_end.payments_of(transaction))
    assert back_end.transaction(first)["state"] == "cancel"
