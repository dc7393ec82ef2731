# SPDX-License-Identifier: LGPL-3.0-or-later
"""The look of the payment page: set by an administrator, seen by a shopper."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect
from shopper import ACCEPTED

IN_USE = [("code", "=", "ogone"), ("state", "=", "test")]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TITLE = "Pay at Our Shop"
TEXTS = {
    "title": TITLE,
    "bgcolor": "#F4EFE6",
    "txtcolor": "#3A2A20",
    "tblbgcolor": "white",
    "tbltxtcolor": "#222222",
    "buttonbgcolor": "#7A1F3D",
    "buttontxtcolor": "white",
    "fonttype": "Georgia, Verdana",
}
SETTINGS = [*TEXTS, "logo", "tp", "pmlisttype"]
TEMPLATE = """<!doctype html><html lang="en"><head><title>Our Shop</title></head>
<body style="margin: 0"><h1 id="ours" style="margin: 1rem">Our Shop</h1>
$$$PAYMENT ZONE$$$<p id="end">Open since 1898</p></body></html>"""


@pytest.fixture
def provider(back_end):
    """The provider, whose payment page looks as it did after the story."""
    (found,) = back_end.read("payment.provider", IN_USE, ["id"])
    yield found["id"]
    plain = {f"ogone_page_{name}": False for name in SETTINGS}
    back_end.write("payment.provider", IN_USE, plain)


@pytest.fixture
def template_url():
    """Where the shop's own page around the payment is served."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(TEMPLATE.encode())

        def log_message(self, *_arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/payment-page.html"
        server.shutdown()


def open_look(administrator, back_end, provider):
    administrator.log_in(back_end.login, back_end.password)
    action = "payment.action_payment_provider"
    page = administrator.page
    page.goto(f"{administrator.shop_url}/odoo/action-{action}/{provider}")
    page.get_by_role("tab", name="Payment Page").click()


def enter(page, name, text):
    page.locator(f".o_field_char[name=ogone_page_{name}] input").fill(text)


def choose_list(page, label):
    page.locator("[name=ogone_page_pmlisttype] input").click()
    page.locator(".o_select_menu_item", has_text=label).click()


def open_preview(page):
    """Press the buttons that lead to the payment page of the sandbox.

    :return: The window in which it is.
    """
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    window = opened.value
    window.get_by_role("heading", name="Preview of the Payment Page").wait_for()
    return window


def go_on(window):
    window.get_by_role("button", name="Open the Payment Page").click()
    window.wait_for_url("**/ncol/test/**")


def assert_look(page):
    expect(page.locator(".page-title")).to_have_text(TITLE)
    ground, ink = "rgb(244, 239, 230)", "rgb(122, 31, 61)"
    expect(page.locator("body")).to_have_css("background-color", ground)
    expect(page.locator("#pay")).to_have_css("background-color", ink)
    expect(page.locator("#pay")).to_have_css("color", "rgb(255, 255, 255)")
    panel = page.locator(".pay-panel")
    expect(panel).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(panel).to_have_css("font-family", "Georgia, Verdana, sans-serif")
    logo = page.locator("img.logo")
    assert logo.evaluate("logo => logo.complete && logo.naturalWidth > 0")


def assert_logos(page, names):
    """Check that the brands of cards are shown beside that method, and loaded."""
    card = page.locator("li[name=o_payment_option]", has_text="Card").first
    for name in names:
        logo = card.get_by_role("img", name=name)
        logo.scroll_into_view_if_needed()
        loaded = "logo => logo.decode().then(() => logo.naturalWidth)"
        assert logo.evaluate(loaded) > 0, name
    expect(card.get_by_role("img")).to_have_count(len(names))


def test_an_administrator_chooses_the_look_and_a_shopper_sees_it(
    shopper, back_end, provider
):
    page = shopper.page
    open_look(shopper, back_end, provider)
    for name, text in TEXTS.items():
        enter(page, name, text)
    enter(page, "logo", f"{shopper.shop_url}/web/static/img/logo2.png")
    choose_list(page, "One below the other")
    shopper.picture("look")
    window = open_preview(page)
    expect(window.locator("table")).to_contain_text("#7A1F3D")
    shopper_picture(shopper, window, "preview")
    go_on(window)
    assert_look(window)
    expect(window.locator("form.methods")).to_have_class("methods list-2")
    shopper_picture(shopper, window, "hosted-preview")
    window.locator("#cancel").click()
    expect(window.locator(".o_form_view")).to_contain_text("Payment Page")
    assert not back_end.read(
        "payment.transaction", [("reference", "like", "PREVIEW-")], ["id"]
    )

    page.context.clear_cookies()
    shopper.choose_product()
    shopper.go_to_payment()
    assert_logos(page, ["VISA", "MasterCard", "American Express"])
    shopper.picture("checkout")
    page.set_viewport_size(PHONE)
    shopper.picture("checkout-phone")
    page.set_viewport_size(DESKTOP)
    orderid = shopper.pay_now()
    assert_look(page)
    shopper.picture("hosted")
    page.set_viewport_size(PHONE)
    shopper.picture("hosted-phone")
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    back_end.wait_for_state(orderid, "done")


def test_what_ogone_would_not_take_is_told(shopper, back_end, provider):
    page = shopper.page
    open_look(shopper, back_end, provider)
    enter(page, "bgcolor", "#fff")
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("such as #336699")
    shopper.picture("refused")


def test_a_page_of_the_shop_around_the_payment(
    shopper, back_end, provider, template_url
):
    page = shopper.page
    open_look(shopper, back_end, provider)
    enter(page, "tp", template_url)
    window = open_preview(page)
    go_on(window)
    expect(window.locator("#ours")).to_have_text("Our Shop")
    expect(window.locator("#cardno")).to_be_visible()
    expect(window.locator("#end")).to_have_text("Open since 1898")
    shopper_picture(shopper, window, "template")


def shopper_picture(shopper, window, name):
    """Keep what ``window`` shows among the pictures of the story."""
    page, shopper.page = shopper.page, window
    shopper.picture(name)
    shopper.page = page
