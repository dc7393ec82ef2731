# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an accountant does: find why a payment failed, refund a part, reconcile."""

import pytest
from accountant import Accountant, engage
from playwright.sync_api import expect
from shopper import ACCEPTED
from test_merchant import books, fill, press, settle

from sandbox.accounts.merchants import DEMO

INSUFFICIENT_FUNDS = "4000305110010001"
REASON = "Insufficient funds (30511001)"
CHECKS = ["ECI", "CVCCHECK", "AAVCHECK", "IPCTY", "CCCTY"]


@pytest.fixture(autouse=True)
def user(back_end):
    engage(back_end)


@pytest.fixture
def checks_told(sandbox):
    """Have the account tell the checks of a card, while a story runs."""
    usual = list(DEMO.dynamic_parameters)
    sandbox.configure(dynamic_parameters=[*usual, *CHECKS])
    yield
    sandbox.configure(dynamic_parameters=usual)


@pytest.fixture
def no_feedback(sandbox):
    """Have results lost on their way, while a story runs."""
    sandbox.configure(feedback_timing="none")
    yield
    sandbox.configure(feedback_timing=DEMO.feedback_timing.value)


def test_find_why_a_payment_failed(checks_told, shopper, back_end):
    orderid = shopper.buy()
    shopper.enter_card(INSUFFICIENT_FUNDS)
    shopper.page.locator("#refused").wait_for()
    shopper.page.click("#stop")
    shopper.arrive_at_checkout("The payment was refused")
    back_end.wait_for_state(orderid, "error")

    accountant = Accountant(shopper)
    accountant.choose("Acceptance Rate", "Acceptance Rate")
    expect(accountant.page.locator(".o_pivot table")).to_contain_text("VISA")
    accountant.picture("acceptance")
    accountant.choose("Refusals", "Refusals")
    accountant.page.locator(".o_graph_renderer canvas").wait_for()
    accountant.picture("refusals-graph")
    accountant.show("pivot")
    row = accountant.page.locator(".o_pivot table tr", has_text=REASON)
    accountant.picture("refusals")
    row.locator("td.o_pivot_cell_value").first.click()
    accountant.open(orderid)
    alert = accountant.panel.get_by_role("alert")
    expect(alert).to_have_text(f"Authorisation refused (2): {REASON}")
    for words in ("•••• 0001", "VISA", "Not checked", "Not known"):
        expect(accountant.panel).to_contain_text(words)
    timeline = accountant.page.locator("[name=ogone_timeline]").first
    expect(timeline).to_contain_text("NCERROR 30511001")
    accountant.picture("panel")
    accountant.page.set_viewport_size({"width": 390, "height": 844})
    accountant.panel.evaluate("panel => panel.scrollIntoView()")
    accountant.picture("panel-phone")


def test_refund_a_part(shopper, back_end, sandbox):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    back_end.wait_for_state(orderid, "done")
    back_end.wait_for(lambda: back_end.payments_of(back_end.transaction(orderid)))

    accountant = Accountant(shopper)
    accountant.choose("Payments", "Payments at Ogone")
    accountant.open(orderid)
    accountant.press("Refund")
    wizard = accountant.page.get_by_role("dialog")
    fill(wizard, "amount_to_refund", "88.00")
    accountant.picture("refund")
    press(wizard, "Refund")
    assert books(sandbox, orderid)["refunded"] == 8800
    settle(sandbox, back_end)
    accountant.choose("Payments", "Payments at Ogone")
    accountant.open(orderid)
    left = accountant.panel.locator("[name=ogone_refundable]")
    expect(left).to_contain_text("200.00")
    accountant.picture("refunded")


def test_reconcile_a_file(no_feedback, shopper, back_end, sandbox):
    orderid = shopper.buy()
    context = shopper.page.context
    shopper.pay_and_vanish(ACCEPTED)
    assert back_end.transaction(orderid)["state"] == "draft"

    shopper.page = context.new_page()
    file = export(shopper.page, sandbox)
    accountant = Accountant(shopper)
    accountant.choose("Reconcile with Ogone's File", "New")
    upload = accountant.page.locator("[name=file] input[type=file]")
    upload.set_input_files(file)
    accountant.press("Compare")
    difference = accountant.page.locator("[name=difference_ids] tr", has_text=orderid)
    expect(difference).to_be_visible()
    accountant.picture("compared")
    accountant.press("Settle All by Query")
    back_end.wait_for_state(orderid, "done")
    expect(difference).to_have_count(0)
    accountant.picture("settled")


def export(page, sandbox):
    """Download the list of transactions in Ogone's back office; return the file."""
    page.goto(f"{sandbox.url}/Ncol/Test/Backoffice/OgoneDemo/transactions")
    with page.expect_download() as download:
        page.click("#download")
    return download.value.path()
