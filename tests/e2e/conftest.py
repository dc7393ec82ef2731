# SPDX-License-Identifier: LGPL-3.0-or-later
"""A browser, a shop and a gateway; `./dev test e2e` starts the last two."""

import os

import host_pages
import pytest
from back_end import BackEnd
from playwright.sync_api import sync_playwright
from shopper import Shopper

from sandbox.running import Levers, RunningSandbox

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "since(series): the pages of hosts from this series on are enough"
    )


def pytest_collection_modifyitems(items):
    """Skip what is told on the pages of a newer host; without a mark, of the newest."""
    series = host_pages.of_this_host().series
    for story in items:
        mark = story.get_closest_marker("since")
        needed = mark.args[0] if mark else host_pages.NEWEST
        if series < needed:
            reason = f"told on the pages of Odoo {needed}; this host has those of"
            story.add_marker(pytest.mark.skip(reason=f"{reason} {series}"))


@pytest.fixture(scope="session")
def shop_url():
    return os.environ["SHOP_URL"]


@pytest.fixture(scope="session")
def back_end(shop_url):
    return BackEnd(
        shop_url,
        os.environ["PGDATABASE"],
        os.environ["ADMIN_LOGIN"],
        os.environ["ADMIN_PASSWORD"],
    )


@pytest.fixture(scope="session")
def sandbox():
    return Levers(os.environ["SANDBOX_URL"])


@pytest.fixture(scope="session")
def another_sandbox():
    """A gateway that no shop knows, to look at or to change."""
    with RunningSandbox() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_OPTIONS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def window():
    """What the browser is like; the stories of a file may have another."""
    return {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def page(browser, window):
    """A page of a visitor who was never here; what it asks of elsewhere is cut off."""
    context = browser.new_context(**window)
    context.set_default_timeout(30_000)
    local = ("http://127.0.0.1", "http://localhost", "data:", "blob:")
    context.route(lambda url: not url.startswith(local), lambda route: route.abort())
    context.on("response", _tell_refusal)
    context.on("weberror", lambda error: print(f"In the page: {error.error}"))
    yield context.new_page()
    context.close()


def _tell_refusal(response):
    """Print what the browser was refused; pytest shows it where a story fails."""
    if response.status >= 400:
        address = response.url.split("?")[0]
        print(f"{response.status} for {response.request.method} {address}")


@pytest.fixture
def shopper(page, shop_url, request):
    return Shopper(page, shop_url, request.node.name)


@pytest.fixture
def customer(shopper, back_end):
    """A customer of the shop who has no card kept yet."""
    tokens = [("provider_code", "=", "ogone"), ("active", "=", True)]
    back_end.write("payment.token", tokens, {"active": False})
    shopper.log_in("portal", "portal")
    return shopper
