# SPDX-License-Identifier: LGPL-3.0-or-later
"""Each kind of fault on each page of DirectLink, and what was booked behind it."""

import time

import pytest
import requests
from accounts import ACCOUNTS
from gateway import direct_order, page_path
from signer import signed

PAGES = ["orderdirect", "maintenancedirect", "querydirect"]


@pytest.fixture
def call(gateway):
    """Send a request that is complete for a page, and return the answer as it is."""
    payid = gateway.order(ORDERID="D0", OPERATION="RES")["PAYID"]
    account = ACCOUNTS["test"]

    def send(page):
        what = {"PAYID": payid, "OPERATION": "SAS", "AMOUNT": "1000"}
        fields = direct_order() if page == "orderdirect" else what
        request = signed(account.login | fields, account.sha_in)
        return gateway.http.post(gateway.url + page_path(page), request, timeout=30)

    return send


def booked(gateway, page):
    """Return whether the request changed anything."""
    orders = gateway.told("orders")
    if page == "maintenancedirect":
        return bool(orders[0]["attempts"][0]["operations"])
    return len(orders) == 2


def test_all_is_well_without_a_fault(gateway, call):
    for page in PAGES:
        assert call(page).content.endswith(b"</ncresponse>")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
def test_cut(gateway, call, page, kind):
    gateway.lever("faults", page=page, kind=kind)
    with pytest.raises(requests.ConnectionError):
        call(page)
    expected = kind == "cut_after" and page != "querydirect"
    assert booked(gateway, page) is expected
    assert call(page).status_code == 200  # it struck once


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["error_500_before", "error_500_after"])
def test_error_500(gateway, call, page, kind):
    gateway.lever("faults", page=page, kind=kind)
    answer = call(page)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "text/html"
    expected = kind == "error_500_after" and page != "querydirect"
    assert booked(gateway, page) is expected


@pytest.mark.parametrize("page", PAGES)
def test_broken_xml(gateway, call, page):
    gateway.lever("faults", page=page, kind="broken_xml")
    answer = call(page)
    assert answer.status_code == 200
    assert answer.content.startswith(b'<?xml version="1.0"?><ncresponse')
    assert not answer.content.endswith(b">")
    assert booked(gateway, page) is (page != "querydirect")


@pytest.mark.parametrize("page", PAGES)
def test_html(gateway, call, page):
    gateway.lever("faults", page=page, kind="html")
    answer = call(page)
    assert answer.status_code == 200
    assert answer.text.startswith("<html>")
    assert booked(gateway, page) is (page != "querydirect")


@pytest.mark.parametrize("page", PAGES)
def test_short(gateway, call, page):
    gateway.lever("faults", page=page, kind="short")
    answer = call(page).text
    assert answer.count('="') == 6  # five attributes, and the version of XML
    assert "amount" not in answer


@pytest.mark.parametrize("page", PAGES)
def test_slow(gateway, call, page):
    gateway.lever("faults", page=page, kind="slow", seconds=0.3)
    begun = time.monotonic()
    assert call(page).content.endswith(b"</ncresponse>")
    assert time.monotonic() - begun >= 0.3


def test_a_fault_strikes_its_own_page_only(gateway, call):
    gateway.lever("faults", page="querydirect", kind="error_500_before")
    assert call("maintenancedirect").status_code == 200
    assert call("querydirect").status_code == 500


@pytest.mark.parametrize(
    ("settings", "statuses"),
    [
        ({}, [500, 200, 200, 200, 200]),
        ({"count": 2}, [500, 500, 200, 200, 200]),
        ({"every": 2}, [200, 500, 200, 500, 200]),
        ({"every": 2, "count": 1}, [200, 500, 200, 200, 200]),
    ],
)
def test_how_often(gateway, call, settings, statuses):
    gateway.lever("faults", page="querydirect", kind="error_500_after", **settings)
    assert [call("querydirect").status_code for _each in statuses] == statuses


def test_several_wait_in_line(gateway, call):
    gateway.lever("faults", page="querydirect", kind="html")
    gateway.lever("faults", page="querydirect", kind="error_500_after")
    assert [call("querydirect").status_code for _each in range(3)] == [200, 500, 200]


def test_what_waits_is_told(gateway, call):
    fault = {"page": "querydirect", "kind": "html", "seconds": 0, "every": 3}
    told = gateway.lever("faults", **fault, count=2)
    fault["orderid"] = "*"
    assert told == [fault | {"count": 2, "requests": 0, "struck": 0}]
    call("querydirect")
    assert gateway.told("faults") == [fault | {"count": 2, "requests": 1, "struck": 0}]


@pytest.mark.parametrize("clear", [("DELETE", {}), ("POST", {"clear": True})])
def test_all_may_go_well_again(gateway, call, clear):
    method, values = clear
    gateway.lever("faults", page="querydirect", kind="error_500_after", every=1)
    assert gateway.lever("faults", method, **values) == []
    assert call("querydirect").status_code == 200


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"page": "querydirect"},
        {"page": "querydirect", "kind": "other"},
        {"page": "other", "kind": "html"},
        {"page": "querydirect", "kind": "slow", "seconds": -1},
        {"page": "querydirect", "kind": "slow", "seconds": "1"},
        {"page": "querydirect", "kind": "html", "every": 0},
        {"page": "querydirect", "kind": "html", "count": 0},
        {"page": "querydirect", "kind": "html", "often": True},
    ],
)
def test_faults_that_do_not_exist(gateway, settings):
    answer = gateway.http.post(f"{gateway.url}/_control/faults", json=settings)
    assert answer.status_code == 400
    assert gateway.told("faults") == []
