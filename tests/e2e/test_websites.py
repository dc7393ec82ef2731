# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two shops with names of their own on one server: nobody is led to the other one."""

import re
from urllib.parse import urlsplit

import pytest
from shopper import ACCEPTED, REFUSED, Shopper
from test_shopper_pays import assert_paid_once


@pytest.fixture
def websites(back_end, shop_url):
    """Name the shop, and open a second one, while a story runs; yield addresses."""
    port = urlsplit(shop_url).port
    addresses = [f"http://shop-{letter}.localhost:{port}" for letter in "ab"]
    (first, *_others) = back_end.read("website", [], ["domain"])
    back_end.write("website", [("id", "=", first["id"])], {"domain": addresses[0]})
    values = {"name": "The other shop", "domain": addresses[1]}
    other = back_end.execute("website", "create", values)
    yield addresses
    back_end.execute("website", "unlink", [other])
    domain = {"domain": first["domain"]}
    back_end.write("website", [("id", "=", first["id"])], domain)


@pytest.fixture
def shoppers(browser, websites, request):
    """One shopper in each shop, in browsers of their own."""
    contexts = [browser.new_context() for _website in websites]
    for context in contexts:
        context.set_default_timeout(30_000)
        local = re.compile(r"^(http://(127\.0\.0\.1|[a-z-]*\.localhost):|data:|blob:)")
        context.route(
            lambda url, local=local: not local.match(url), lambda route: route.abort()
        )
    yield [
        Shopper(context.new_page(), website, f"{request.node.name}-{number}")
        for number, (context, website) in enumerate(
            zip(contexts, websites, strict=True)
        )
    ]
    for context in contexts:
        context.close()


def assert_at(shopper):
    assert shopper.page.url.startswith(shopper.shop_url + "/")


def test_everyone_returns_to_the_shop_they_came_from(shoppers, back_end):
    for shopper in shoppers:
        orderid = shopper.buy()
        shopper.enter_card(ACCEPTED)
        shopper.arrive_paid()
        assert_at(shopper)
        assert_paid_once(back_end, orderid)


def test_who_is_refused_tries_again_in_the_same_shop(shoppers, back_end):
    shopper = shoppers[1]
    shopper.buy()
    shopper.enter_card(REFUSED)
    shopper.page.click("#stop")
    shopper.arrive_at_checkout("The payment was refused")
    assert_at(shopper)
    orderid = shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    assert_at(shopper)
    assert_paid_once(back_end, orderid)
