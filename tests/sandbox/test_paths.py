# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every path of the platform, in both environments and in both charsets."""

import pytest
from accounts import ACCOUNTS
from gateway import direct_order, page_path
from signer import signed

BOTH = pytest.mark.parametrize("environment", ["test", "prod"])
CHARSETS = pytest.mark.parametrize("utf8", [True, False], ids=["utf8", "plain"])


@BOTH
@CHARSETS
def test_payment_page(gateway, environment, utf8):
    account = ACCOUNTS[environment]
    shown = gateway.opens({"CN": "Jérôme"}, account, utf8)
    assert shown.response.status_code == 200
    assert shown.response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'value="Jérôme"' in shown.text
    paid = gateway.pays(environment=environment)
    assert paid.response.status_code == 302
    assert paid.target == "https://shop.example/accept"


@BOTH
@CHARSETS
def test_payment_page_by_get(gateway, environment, utf8):
    account = ACCOUNTS[environment]
    charset = "utf-8" if utf8 else "iso-8859-1"
    order = signed(account.order(), account.sha_in, charset=charset)
    path = page_path("orderstandard", environment, utf8)
    answer = gateway.http.get(gateway.url + path, params=order, timeout=30)
    assert answer.status_code == 200
    assert 'id="orderid">S1<' in answer.text


@BOTH
@CHARSETS
@pytest.mark.parametrize("page", ["orderdirect", "maintenancedirect", "querydirect"])
def test_directlink(gateway, environment, utf8, page):
    account = ACCOUNTS[environment]
    order = direct_order(OPERATION="RES", CN="Jérôme")
    first = gateway.direct("orderdirect", order, account, utf8)
    fields = {
        "orderdirect": direct_order(ORDERID="D2"),
        "maintenancedirect": {"PAYID": first["PAYID"], "OPERATION": "SAS"},
        "querydirect": {"PAYID": first["PAYID"]},
    }[page]
    answer = gateway.direct(page, fields, account, utf8)
    status = {"orderdirect": "9", "maintenancedirect": "91", "querydirect": "5"}[page]
    assert answer.status == (status, "0")
    charset = "utf-8" if utf8 else "iso-8859-1"
    kind = f"text/XML; Charset={charset}"
    assert answer.response.headers["Content-Type"] == kind
    assert answer.response.status_code == 200


@CHARSETS
def test_directlink_by_get(gateway, utf8):
    account = ACCOUNTS["test"]
    request = signed(account.login | direct_order(), account.sha_in)
    path = page_path("orderdirect", "test", utf8)
    answer = gateway.http.get(gateway.url + path, params=request, timeout=30)
    assert 'STATUS="9"' in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/static/sandbox.css", "text/css; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_pages_of_the_sandbox_itself(gateway, path, kind):
    answer = gateway.http.get(gateway.url + path, timeout=30)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/ncol/test/orderother.asp", 404),
        ("GET", "/ncol/other/orderdirect.asp", 404),
        ("GET", "/static/other.css", 404),
        ("GET", "/feedback/1", 404),
        ("PUT", "/ncol/test/orderdirect.asp", 405),
        ("PUT", "/ncol/test/alias_gateway.asp", 405),
        ("GET", "/ncol/other/alias_gateway.asp", 404),
        ("GET", "/test/Tokenization/HostedPage", 404),
        ("GET", "/ncol/test/orderstandard_pay.asp", 405),
        ("GET", "/ncol/test/Test_3D_ACS.asp", 405),
    ],
)
def test_what_is_not_there(gateway, method, path, status):
    assert gateway.send(path, method=method).status_code == status


def test_the_overview_signs_a_sample_order(gateway):
    overview = gateway.http.get(gateway.url, timeout=30).text
    assert "Demo-SHA-IN-passphrase-1" in overview
    assert 'action="/ncol/test/orderstandard_utf8.asp"' in overview
    assert 'id="sample"' in overview


def test_a_request_too_large_is_refused(gateway):
    path = page_path("orderstandard")
    assert gateway.send(path, "A=" + "a" * 300_000).status_code == 413
