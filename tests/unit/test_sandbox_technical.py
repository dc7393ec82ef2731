# SPDX-License-Identifier: LGPL-3.0-or-later
"""Technical information in the back office: each tab, with what it changes."""

import re
from dataclasses import replace

import pytest
from backoffice_common import Merchant, faults_of

from sandbox.accounts.settings import (
    FeedbackCharset,
    HashAlgorithm,
    RequestMethod,
    Settlement,
    Timing,
)
from sandbox.books.operations import Operation

TRANSACTION = {"default_operation": "RES", "payment_tries": "7", "currencies": ""}
SECURITY = {"hash_algorithm": "sha256", "charset": "utf-8"}
ORIGIN = {
    "referrers": "",
    "sha_in": "Another-SHA-IN-11",
    "direct_ips": "",
    "sha_in_directlink": "",
    "directlink_same": "yes",
}
FEEDBACK = {
    "feedback_timing": "deferred",
    "feedback_url": "https://shop.example/a",
    "feedback_url_refused": "",
    "feedback_method": "GET",
    "dynamic_parameters": ["ORDERID", "STATUS"],
    "sha_out": "Another-SHA-OUT-2",
    "status_change_url": "",
}
TEST_INFO = {"settlement": "refused", "settlement_delay": "5"}
TABS = {
    "transaction": TRANSACTION,
    "security": SECURITY,
    "layout": {"name": "Zoë's shop"},
    "origin": ORIGIN,
    "feedback": FEEDBACK,
    "testinfo": TEST_INFO,
}


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def saves(merchant):
    """Fill in a tab and press its button."""

    def save(tab, **changed):
        fields = {k: v for k, v in (TABS[tab] | changed).items() if v is not None}
        return merchant.sends(f"/technical/{tab}", fields)

    return save


def test_global_transaction_parameters(merchant, saves, shopper):
    page = merchant.follows(saves("transaction", relaunch="yes", currencies="eur; USD"))
    assert "Your changes were saved." in page.text
    account = merchant.account
    assert account.default_operation is Operation.AUTHORISE
    assert (account.payment_tries, account.relaunch) == (7, True)
    assert account.currencies == ("EUR", "USD")
    assert shopper.opens(CURRENCY="GBP").error == (
        "The currency is not accepted by the merchant"
    )
    shopper.opens()
    assert shopper.pays().parameters["STATUS"] == "5"


def test_global_security_parameters(merchant, saves, shopper):
    merchant.follows(saves("security"))
    assert merchant.account.hash_algorithm is HashAlgorithm.SHA256
    assert merchant.account.charset is FeedbackCharset.UTF_8
    assert shopper.opens().error == "unknown order/1/s"


def test_the_name_of_the_shop_is_on_the_payment_page(saves, shopper):
    saves("layout")
    assert "Zoë&#39;s shop" in shopper.opens().response.text


def test_data_and_origin_verification(merchant, saves, shopper):
    merchant.follows(
        saves(
            "origin",
            referrers="https://shop.example; http://old.example/shop",
            direct_ips="192.0.2.1;198.51.100.0/24",
            directlink_same=None,
            sha_in_directlink="Another-DIRECT-IN",
        )
    )
    account = merchant.account
    assert account.referrers == ("https://shop.example", "http://old.example/shop")
    assert account.direct_ips == ("192.0.2.1", "198.51.100.0/24")
    assert account.direct_passphrase == "Another-DIRECT-IN"
    assert shopper.opens().error == "unknown order/1/s"
    assert shopper.opens(sha_in="Another-SHA-IN-11").error is None


@pytest.mark.parametrize(
    ("fields", "directlink"),
    [
        ({"directlink_same": "yes", "sha_in_directlink": "Ignored-passphrase"}, None),
        ({"directlink_same": None, "sha_in_directlink": ""}, ""),
    ],
)
def test_directlink_has_that_of_e_commerce_its_own_or_none(
    merchant, saves, fields, directlink
):
    assert saves("origin", **fields).status_code == 303
    assert merchant.account.sha_in_directlink == directlink


def test_transaction_feedback(merchant, saves, shopper, post, state):
    merchant.follows(saves("feedback", redirect_parameters="yes"))
    account = merchant.account
    assert account.feedback_timing is Timing.DEFERRED
    assert account.feedback_method is RequestMethod.GET
    assert account.redirect_parameters
    shopper.opens()
    told = shopper.pays().parameters
    assert list(told) == ["orderID", "STATUS", "SHASIGN"]
    # SHA-512 of ORDERID=S00042Another-SHA-OUT-2STATUS=9Another-SHA-OUT-2, by sha512sum
    assert told["SHASIGN"] == (
        "43FB069D0270DF9015B7D2C04570E8573321CAB234063CEF25F461C72CC8CAF6"
        "21AAFA4F569532B94908AF3235F6AC34564D16786295BC15570BC1E7114EAB27"
    )
    state.notifier.deliver_due()
    assert [each[:2] for each in post.received] == [("GET", "https://shop.example/a")]


def test_the_second_address_hears_of_refusals(saves, shopper, post):
    saves(
        "feedback",
        feedback_timing="online",
        feedback_url_refused="https://shop.example/b",
    )
    shopper.opens()
    shopper.presses("cancel")
    assert post.received[0][1] == "https://shop.example/b"


def test_status_changes_have_an_address(merchant, saves):
    saves("feedback", status_change_url="https://shop.example/changes")
    assert merchant.account.status_change_url == "https://shop.example/changes"


def test_test_info(merchant, saves):
    merchant.follows(saves("testinfo", immediate_finals="yes", before_cutover="yes"))
    account = merchant.account
    assert account.settlement is Settlement.REFUSED
    assert account.settlement_delay == 5.0
    assert account.immediate_finals
    assert account.before_cutover


def test_boxes_that_are_not_ticked_are_off(merchant, saves):
    for tab in ("transaction", "feedback", "testinfo"):
        saves(tab)
    account = merchant.account
    assert not account.relaunch
    assert not account.redirect_parameters
    assert not account.immediate_finals
    assert not account.before_cutover


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_changes_nothing_but_its_own(merchant, saves, tab):
    names = {
        "transaction": {"default_operation", "payment_tries"},
        "security": {"hash_algorithm", "charset"},
        "layout": {"name"},
        "origin": {"sha_in"},
        "feedback": {
            "feedback_timing",
            "feedback_url",
            "feedback_method",
            "redirect_parameters",
            "dynamic_parameters",
            "sha_out",
        },
        "testinfo": {"settlement", "settlement_delay"},
    }
    before = vars(merchant.account)
    saves(tab)
    after = vars(merchant.account)
    assert {name for name in before if before[name] != after[name]} == names[tab]


@pytest.mark.parametrize("tab", TABS)
def test_what_a_tab_shows_may_be_sent_back_as_it_is(merchant, tab):
    page = merchant.reads(f"/technical/{tab}").text
    typed = r'name="(\w+)" type="(?:text|password|number|url)" value="([^"]*)"'
    sent = dict(re.findall(typed, page))
    sent |= dict(
        re.findall(r'name="(\w+)" type="checkbox" value="(\w+)" checked', page)
    )
    sent |= dict(re.findall(r'type="radio" name="(\w+)" value="([^"]+)" checked', page))
    picked = re.findall(r'name="dynamic_parameters" value="(\w+)" checked', page)
    before = merchant.account
    answer = merchant.sends(f"/technical/{tab}", sent | {"dynamic_parameters": picked})
    assert answer.status_code == 303
    after = merchant.account
    assert sorted(after.dynamic_parameters) == sorted(before.dynamic_parameters)
    assert replace(after, dynamic_parameters=before.dynamic_parameters) == before


@pytest.mark.parametrize(
    ("tab", "changed"),
    [
        ("transaction", {"default_operation": "RFD"}),
        ("transaction", {"default_operation": None}),
        ("transaction", {"payment_tries": "0"}),
        ("transaction", {"payment_tries": "11"}),
        ("transaction", {"payment_tries": "²"}),
        ("transaction", {"payment_tries": "9" * 5000}),
        ("transaction", {"currencies": "EUR; EURO"}),
        ("security", {"hash_algorithm": "md5"}),
        ("security", {"charset": "utf-16"}),
        ("layout", {"name": "x" * 51}),
        ("layout", {"name": "two\nlines"}),
        ("origin", {"referrers": "shop.example"}),
        ("origin", {"referrers": "https://shop.example; ftp://shop.example"}),
        ("origin", {"sha_in": "fifteen-letters"}),
        ("origin", {"sha_in": "x" * 33}),
        ("origin", {"sha_in": "with blanks in between"}),
        ("origin", {"sha_in": "Passphrase-with-é"}),
        ("origin", {"sha_in": "Demo-SHA-OUT-passphrase-2"}),
        ("origin", {"direct_ips": "192.0.2.300"}),
        ("feedback", {"feedback_timing": "sometimes"}),
        ("feedback", {"feedback_url": "javascript:alert(1)"}),
        ("feedback", {"feedback_url": "https://"}),
        ("feedback", {"feedback_url": "https://shop.example:port/"}),
        ("feedback", {"feedback_url": "https://[shop.example/"}),
        ("feedback", {"feedback_url": "https://shop.example/" + "x" * 180}),
        ("feedback", {"feedback_url_refused": "shop"}),
        ("feedback", {"feedback_method": "PUT"}),
        ("feedback", {"dynamic_parameters": ["ORDERID", "CVC"]}),
        ("feedback", {"sha_out": "short"}),
        ("feedback", {"sha_out": "Demo-SHA-IN-passphrase-1"}),
        ("feedback", {"status_change_url": "shop"}),
        ("testinfo", {"settlement": "lost"}),
        ("testinfo", {"settlement_delay": "-1"}),
        ("testinfo", {"settlement_delay": "86401"}),
    ],
)
def test_what_cannot_be_is_not_saved(merchant, saves, tab, changed):
    before = merchant.account
    sent = saves(tab, **changed)
    assert sent.status_code == 400
    assert list(faults_of(sent)) == list(changed)
    assert "Nothing was done" in sent.text
    assert merchant.account == before
