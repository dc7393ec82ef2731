# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a merchant does with a payment: capture, void, refund."""

import re

import pytest
from playwright.sync_api import expect
from shopper import ACCEPTED

pytestmark = pytest.mark.since(16)

NO_CAPTURE = [("support_manual_capture", "=", "none"), ("is_primary", "=", True)]


@pytest.fixture
def manual_capture(back_end):
    """Have amounts reserved and captured by hand, while a story runs."""
    in_use = [("code", "=", "ogone"), ("state", "=", "test")]
    if back_end.pages.methods_tell_capture:
        methods = [*NO_CAPTURE, ("active", "=", True)]
        back_end.write("payment.method", methods, {"active": False})
    back_end.write("payment.provider", in_use, {"capture_manually": True})
    yield
    back_end.write("payment.provider", in_use, {"capture_manually": False})


@pytest.fixture
def refundable(back_end):
    """Cards whose payments may be paid back, which Odoo 17 leaves open to say."""
    if back_end.pages.has_methods:
        cards = [("code", "in", ("card", "visa")), ("support_refund", "=", False)]
        back_end.write("payment.method", cards, {"support_refund": "partial"})


def settle(sandbox, back_end):
    """Let Ogone finish what is pending there, and the shop ask for it."""
    sandbox.post("clock", settle=True)
    open_ones = [("ogone_next_query", "!=", False)]
    for transaction in back_end.read("payment.transaction", open_ones, ["id"]):
        ids = [transaction["id"]]
        back_end.execute("payment.transaction", "action_ogone_query", ids)


def open_record(merchant, back_end, action, number):
    back_end.show(merchant.page, action, number)


def fill(wizard, name, text):
    """Enter ``text`` and leave the field, which is when the form reads it."""
    field = wizard.locator(f"[name={name}] input")
    field.fill(text)
    field.press("Tab")


def press(wizard, name):
    """Press a button of ``wizard``, and wait until its work is done."""
    wizard.get_by_role("button", name=name, exact=True).click()
    expect(wizard).to_have_count(0)


def price(payment):
    """Return what the cart came to, in cents: taxes and price lists differ by host."""
    return round(payment["amount"] * 100)


def books(sandbox, orderid):
    (found,) = [book for book in sandbox.get("books") if book["orderid"] == orderid]
    return found


@pytest.mark.since(17)  # before, an amount is captured whole
def test_capture_a_part_and_void_the_rest(manual_capture, shopper, back_end, sandbox):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive("Your payment has been authorized")
    payment = back_end.wait_for_state(orderid, "authorized")
    shopper.leave()
    shopper.log_in(back_end.login, back_end.password)
    action = "payment.action_payment_transaction"
    open_record(shopper, back_end, action, payment["id"])
    shopper.page.get_by_role("button", name="Capture Transaction").click()
    wizard = shopper.page.get_by_role("dialog")
    fill(wizard, "amount_to_capture", "100.00")
    wizard.locator("[name=void_remaining_amount] input").check()
    shopper.picture("capture")
    press(wizard, "Capture")
    back_end.wait_for(lambda: settle(sandbox, back_end) or paid(back_end, orderid))
    booked = books(sandbox, orderid)
    assert (booked["captured"], booked["voided"]) == (10000, price(payment) - 10000)
    open_record(shopper, back_end, action, payment["id"])
    shopper.picture("captured")


def paid(back_end, orderid):
    return back_end.transaction(orderid)["state"] == "done"


def test_refund_in_two_parts(refundable, shopper, back_end, sandbox):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    back_end.wait_for_state(orderid, "done")
    back_end.wait_for(lambda: back_end.payments_of(back_end.transaction(orderid)))
    payment = back_end.transaction(orderid)
    payment_id, total = payment["payment_id"][0], price(payment)
    rest = f"{(total - 8800) / 100:.2f}"
    shopper.leave()
    shopper.log_in(back_end.login, back_end.password)
    for amount, refunded in (("88.00", 8800), (rest, total)):
        open_record(shopper, back_end, "account.action_account_payments", payment_id)
        shopper.page.get_by_role("button", name="Refund", exact=True).click()
        wizard = shopper.page.get_by_role("dialog")
        fill(wizard, "amount_to_refund", amount)
        shopper.picture("refund")
        press(wizard, "Refund")
        assert books(sandbox, orderid)["refunded"] == refunded
        settle(sandbox, back_end)
    refunds = back_end.read(
        "payment.transaction",
        [("source_transaction_id.reference", "=", orderid)],
        ["state", "amount", "ogone_payidsub"],
    )
    assert sorted((refund["state"], refund["amount"]) for refund in refunds) == [
        ("done", -float(rest)),
        ("done", -88.0),
    ]
    open_record(shopper, back_end, "account.action_account_payments", payment_id)
    for amount in ("88.00", rest):
        word = back_end.pages.refund
        confirmed = re.compile(rf"{word} .*{amount} has been confirmed")
        expect(shopper.page.locator(".o_form_view")).to_contain_text(confirmed)
    shopper.picture("refunded")
