# SPDX-License-Identifier: LGPL-3.0-or-later
"""Each kind of fault on each page that a browser sees, and what was done behind it."""

import time

import pytest
import requests

ASKED = "4874970686672022"
PAGES = ["orderstandard", "orderstandard_pay", "Test_3D_ACS"]
PAGES += ["alias_gateway", "HostedPage"]
EACH_PAGE = pytest.mark.parametrize("page", PAGES)


def opens(gateway, _token_pages):
    return lambda: gateway.opens()


def pays(gateway, _token_pages):
    gateway.opens()
    return lambda: gateway.pays()


def confirms(gateway, _token_pages):
    gateway.opens()
    key = gateway.pays(ASKED).key
    return lambda: gateway.at_the_bank("confirm", key)


def makes_an_alias(_gateway, token_pages):
    return lambda: token_pages.makes()


def keeps_a_card(_gateway, token_pages):
    token_pages.opens()
    return lambda: token_pages.keeps()


STEPS = dict(
    zip(PAGES, [opens, pays, confirms, makes_an_alias, keeps_a_card], strict=True)
)


@pytest.fixture
def step(gateway, token_pages):
    """Return the last step to a page: calling it sends one request to that page."""
    return lambda page: STEPS[page](gateway, token_pages)


def is_done(gateway, page):
    """Whether the step did what it is for."""
    if page in ("alias_gateway", "HostedPage"):
        return len(gateway.told("aliases")) == 1
    statuses = [order["status"] for order in gateway.told("orders")]
    return statuses == ([0] if page == "orderstandard" else [9])


@EACH_PAGE
def test_all_is_well_without_a_fault(gateway, step, page):
    last = step(page)
    assert not is_done(gateway, page)
    expected = 200 if page == "orderstandard" else 302
    assert last().response.status_code == expected
    assert is_done(gateway, page)


@EACH_PAGE
@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
def test_cut(gateway, step, page, kind):
    last = step(page)
    gateway.lever("faults", page=page, kind=kind)
    with pytest.raises(requests.ConnectionError):
        last()
    assert is_done(gateway, page) is (kind == "cut_after")
    assert last().response.status_code in (200, 302)  # it struck once
    assert is_done(gateway, page)


@EACH_PAGE
@pytest.mark.parametrize("kind", ["error_500_before", "error_500_after"])
def test_error_500(gateway, step, page, kind):
    last = step(page)
    gateway.lever("faults", page=page, kind=kind)
    response = last().response
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "text/html"
    assert is_done(gateway, page) is (kind == "error_500_after")
    assert last().response.status_code in (200, 302)


@EACH_PAGE
def test_slow(gateway, step, page):
    last = step(page)
    gateway.lever("faults", page=page, kind="slow", seconds=0.3)
    begun = time.monotonic()
    assert last().response.status_code in (200, 302)
    assert time.monotonic() - begun >= 0.3
    assert is_done(gateway, page)


@EACH_PAGE
@pytest.mark.parametrize(
    ("orderid", "strikes"), [("?1", True), ("S2", False), ("s*", False)]
)
def test_only_some_orders(gateway, step, page, orderid, strikes):
    """The orders are S1 and T1; the page of the bank is asked with a key alone."""
    last = step(page)
    gateway.lever("faults", page=page, kind="error_500_before", orderid=orderid)
    assert (last().response.status_code == 500) is strikes


def test_a_payment_that_was_cut_is_told_to_the_shop_once(gateway, shop):
    gateway.opens()
    gateway.lever("faults", page="orderstandard_pay", kind="cut_after")
    with pytest.raises(requests.ConnectionError):
        gateway.pays()
    left = gateway.pays()
    assert left.carried()["STATUS"] == "9"
    assert [each.fields() for each in shop.received] == [left.carried()]


@EACH_PAGE
@pytest.mark.parametrize("kind", ["broken_xml", "html", "short", "lost", "late"])
def test_kinds_of_other_pages(gateway, page, kind):
    fault = {"page": page, "kind": kind}
    answer = gateway.http.post(f"{gateway.url}/_control/faults", json=fault)
    assert answer.status_code == 400
    assert "slow, cut_before, cut_after, error_500_before, error_500_after" in (
        answer.text
    )
    assert gateway.told("faults") == []
