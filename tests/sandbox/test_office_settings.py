# SPDX-License-Identifier: LGPL-3.0-or-later
"""Technical information: what is saved there, the gateway obeys at once."""

from dataclasses import replace

import pytest
from accounts import ACCOUNTS
from gateway import direct_order
from office import Office
from shop import Reply
from signer import sign

DEMO = ACCOUNTS["test"]
NEW = "Another-passphrase-9"
NOT_SIGNED_SO = "unknown order/1/s"


def told(shop, number=1, charset="utf-8"):
    """Return what the shop heard last, of so many times."""
    return shop.waits_for(number)[-1].fields(charset)


def pays(gateway, account=DEMO, **changes):
    assert gateway.opens(changes, account).error is None
    return gateway.pays()


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
def test_hash_algorithm(gateway, office, shop, algorithm):
    office.tab("security", hash_algorithm=algorithm)
    account = replace(DEMO, algorithm=algorithm)
    pays(gateway, account)
    fields = told(shop)
    expected = sign(fields, DEMO.sha_out, algorithm, "out")
    assert fields["SHASIGN"] == expected
    other = replace(DEMO, algorithm="sha256" if algorithm == "sha1" else "sha1")
    assert gateway.opens({"ORDERID": "S2"}, other).error == NOT_SIGNED_SO
    answer = gateway.direct("orderdirect", direct_order(), other)
    assert answer["NCERRORPLUS"] == NOT_SIGNED_SO


def test_sha_in_of_e_commerce_and_so_of_directlink(gateway, office):
    office.tab("origin", sha_in=NEW)
    assert gateway.opens().error == NOT_SIGNED_SO
    assert gateway.order()["NCERRORPLUS"] == NOT_SIGNED_SO
    account = replace(DEMO, sha_in=NEW)
    assert gateway.opens({}, account).error is None
    assert gateway.direct("orderdirect", direct_order(), account)["STATUS"] == "9"


def test_sha_in_of_directlink_alone(gateway, office):
    office.tab("origin", directlink_same=False, sha_in_directlink=NEW)
    assert gateway.opens().error is None
    assert gateway.order()["NCERRORPLUS"] == NOT_SIGNED_SO
    account = replace(DEMO, sha_in=NEW)
    assert gateway.opens({}, account).error == NOT_SIGNED_SO
    assert gateway.direct("orderdirect", direct_order(), account)["STATUS"] == "9"
    office.tab("origin", directlink_same=True)
    assert gateway.order(ORDERID="D2")["STATUS"] == "9"


def test_no_sha_in_of_directlink(gateway, office):
    office.tab("origin", directlink_same=False, sha_in_directlink="")
    assert gateway.direct("orderdirect", direct_order(), sign=False)["STATUS"] == "9"
    assert gateway.posts(DEMO.order()).error == "unknown order/0/s"


def test_sha_out(gateway, office, shop):
    office.tab("feedback", sha_out=NEW)
    carried = pays(gateway).carried()
    assert carried["SHASIGN"] == sign(carried, NEW, "sha512", "out")
    fields = told(shop)
    assert fields["SHASIGN"] == sign(fields, NEW, "sha512", "out")


def test_no_sha_out(gateway, office, shop):
    office.tab("feedback", sha_out="")
    assert "?" not in pays(gateway).response.headers["Location"]
    assert "SHASIGN" not in told(shop)


@pytest.mark.parametrize(
    ("charset", "utf8", "sent"),
    [
        ("utf-8", False, "CN=J%C3%A9r%C3%B4me"),
        ("iso-8859-1", True, "CN=J%E9r%F4me"),
        ("request", True, "CN=J%C3%A9r%C3%B4me"),
        ("request", False, "CN=J%E9r%F4me"),
    ],
)
def test_character_encoding(gateway, office, shop, charset, utf8, sent):
    office.tab("security", charset=charset)
    gateway.opens({"CN": "Jérôme"}, utf8=utf8)
    gateway.pays(holder="Jérôme")
    assert sent in shop.waits_for(1)[0].encoded.split("&")


def test_dynamic_parameters(gateway, office, shop):
    office.tab("feedback", dynamic_parameters=["ORDERID", "STATUS", "ECI"])
    carried = pays(gateway).carried()
    assert set(carried) == {"orderID", "STATUS", "ECI", "SHASIGN"}
    assert set(told(shop)) == set(carried)


def test_no_parameters_on_the_redirect(gateway, office, shop):
    office.tab("feedback", redirect_parameters=False)
    location = pays(gateway).response.headers["Location"]
    assert location == "https://shop.example/accept"
    assert told(shop)["STATUS"] == "9"


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_method_and_address_of_feedback(gateway, office, shop, method):
    url = f"{shop.url}/notify"
    office.tab("feedback", feedback_method=method, feedback_url=url)
    pays(gateway)
    (request,) = shop.waits_for(1)
    assert (request.method, request.path) == (method, f"{shop.path}/notify")


def test_address_of_feedback_about_a_refusal(gateway, office, shop):
    office.tab("feedback", feedback_url_refused=f"{shop.url}/refused")
    gateway.opens()
    gateway.presses("cancel")
    assert shop.waits_for(1)[0].path == f"{shop.path}/refused"


def test_feedback_at_no_time(gateway, office, shop):
    office.tab("feedback", feedback_timing="none")
    pays(gateway)
    office.tab("feedback", feedback_timing="online")
    pays(gateway, ORDERID="S2")
    assert told(shop)["orderID"] == "S2"
    assert [each["orderid"] for each in gateway.told("feedback")] == ["S2"]


@pytest.mark.parametrize("timing", ["online", "deferred"])
def test_timing_of_feedback(gateway, office, shop, timing):
    shop.answers(Reply(302, headers={"Location": "https://shop.example/mine"}))
    office.tab("feedback", feedback_timing=timing)
    target = pays(gateway).target
    # Only an online answer can send the browser elsewhere.
    where = {"online": "mine", "deferred": "accept"}[timing]
    assert target == f"https://shop.example/{where}"
    assert told(shop)["orderID"] == "S1"


def test_addresses_that_may_call(gateway, office):
    office.tab("origin", direct_ips="192.0.2.1; 198.51.100.0/24")
    assert gateway.order()["NCERRORPLUS"] == "unknown order/1/i/127.0.0.1"
    office.tab("origin", direct_ips="192.0.2.1; 127.0.0.0/8")
    assert gateway.order()["STATUS"] == "9"


def test_referrers(gateway, office):
    office.tab("origin", referrers="https://shop.example; http://other.example/shop")
    order = DEMO.order()
    order["SHASIGN"] = sign(order, DEMO.sha_in, "sha512")
    for referrer, error in {
        "https://evil.example/": "unknown order/1/r",
        "https://shop.example/cart": None,
        "http://other.example/shop/cart": None,
    }.items():
        assert gateway.posts(order, Referer=referrer).error == error


@pytest.mark.parametrize(("operation", "status"), [("RES", "5"), ("SAL", "9")])
def test_default_operation(gateway, office, operation, status):
    office.tab("transaction", default_operation=operation)
    assert pays(gateway).carried()["STATUS"] == status
    assert gateway.order(OPERATION=None)["STATUS"] == status


def test_currencies(gateway, office):
    office.tab("transaction", currencies="USD; GBP")
    assert gateway.order()["STATUS"] == "0"
    assert gateway.order(CURRENCY="USD")["STATUS"] == "9"


def test_tries(gateway, office):
    office.tab("transaction", payment_tries="1")
    gateway.opens()
    gateway.pays("4000300010010003")
    assert gateway.attempt("S1")["status"] == 2
    assert gateway.opens().error is None
    assert gateway.pays("4000300010010003").target == "https://shop.example/decline"


def test_name_of_the_shop(gateway, office):
    office.tab("layout", name="Jérôme & Söhne <1>")
    assert "Jérôme &amp; Söhne &lt;1&gt;" in gateway.opens().text


def test_info(gateway, office):
    office.tab("testinfo", settlement="refused", immediate_finals=False)
    gateway.order(CARDNO="4000000000910002")
    gateway.lever("clock", settle=True)
    assert gateway.query(ORDERID="D1")["STATUS"] == "93"
    office.tab("testinfo", settlement="accepted", immediate_finals=True)
    payid = gateway.order(ORDERID="D2", OPERATION="RES")["PAYID"]
    assert gateway.maintains(payid, "SAS")["STATUS"] == "9"


@pytest.mark.parametrize(
    ("tab", "changes", "faults"),
    [
        ("security", {"hash_algorithm": "md5"}, ["hash_algorithm"]),
        ("security", {"charset": "utf-16"}, ["charset"]),
        ("transaction", {"default_operation": "RFD"}, ["default_operation"]),
        ("transaction", {"payment_tries": "11"}, ["payment_tries"]),
        ("transaction", {"currencies": "EUR; XYZ"}, ["currencies"]),
        ("origin", {"sha_in": "too-short"}, ["sha_in"]),
        ("origin", {"sha_in": "x" * 33}, ["sha_in"]),
        ("origin", {"sha_in": DEMO.sha_out}, ["sha_in"]),
        ("origin", {"direct_ips": "127.0.0.256"}, ["direct_ips"]),
        ("origin", {"referrers": "shop.example"}, ["referrers"]),
        ("feedback", {"feedback_url": "ftp://shop.example/"}, ["feedback_url"]),
        ("feedback", {"sha_out": DEMO.sha_in}, ["sha_out"]),
        ("feedback", {"feedback_timing": "never"}, ["feedback_timing"]),
        ("feedback", {"dynamic_parameters": ["CVC"]}, ["dynamic_parameters"]),
        ("testinfo", {"settlement_delay": "-1"}, ["settlement_delay"]),
    ],
)
def test_what_is_wrong_is_not_saved(office, tab, changes, faults):
    path = f"technical/{tab}"
    before = office.opens(path).form(path).form_values()
    sheet = office.fills(path, **changes)
    assert (sheet.status, sheet.faults) == (400, faults)
    assert office.opens(path).form(path).form_values() == before


def test_settings_are_of_one_environment(gateway, office):
    production = Office(gateway, "prod")
    production.tab("origin", sha_in=NEW)
    assert gateway.opens().error is None
    account = replace(ACCOUNTS["prod"], sha_in=NEW)
    assert gateway.opens({}, account).error is None


def test_test_gets_other_passphrases_than_production(gateway, office):
    sheet = office.tab("origin", sha_in=ACCOUNTS["prod"].sha_in)
    given = sheet.document.find_class("warn")[0].findtext(".//code")
    assert 16 <= len(given) <= 32
    assert gateway.opens({}, replace(DEMO, sha_in=given)).error is None
    assert gateway.opens({}, ACCOUNTS["prod"]).error is None
