# SPDX-License-Identifier: LGPL-3.0-or-later
"""An administrator looks up what Ogone told, and what nobody believed."""

import re

import pytest
import requests
from playwright.sync_api import expect
from shopper import ACCEPTED
from test_merchant import open_record

from ogone.parameters import SHA_OUT
from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO

TRANSACTIONS = "payment.action_payment_transaction"
PROVIDERS = "payment.action_payment_provider"
JOURNAL = "payment_ogone.action_ogone_journal"
# Within an hour; the last of them alarms.
REFUSALS = 5
DIAGNOSIS = (
    "It was signed with the SHA-IN passphrase. Ogone has the two the other way round:"
    " correct them in Technical information, or here."
)


@pytest.fixture
def administrator(shopper, back_end):
    """Return who logs in when the shopper has gone."""

    def log_in():
        shopper.page.context.clear_cookies()
        shopper.log_in(back_end.login, back_end.password)
        return shopper

    return log_in


@pytest.fixture
def distrusted(shopper, back_end, shop_url):
    """An order of which results come that were signed with the other passphrase."""
    orderid = shopper.buy()
    for _time in range(REFUSALS):
        assert feed(shop_url, orderid) == 403
    yield orderid
    alarms = back_end.read("mail.activity", [("ogone_cause", "=", "refused")], ["id"])
    back_end.execute("mail.activity", "unlink", [alarm["id"] for alarm in alarms])


def feed(shop_url, orderid):
    """Send a result as Ogone's server would; return the status of the answer."""
    result = {"orderID": orderid, "STATUS": "9", "PAYID": "3000000001", "amount": "1"}
    algorithm = DEMO.hash_algorithm.value
    result["SHASIGN"] = shasign(result, DEMO.sha_in, algorithm, SHA_OUT)
    url = f"{shop_url}/payment/ogone/return"
    return requests.post(url, data=result, timeout=60).status_code


def provider_in_use(back_end):
    in_use = [("code", "=", "ogone"), ("state", "=", "test")]
    (provider,) = back_end.read("payment.provider", in_use, ["id"])
    return provider["id"]


def test_the_timeline_of_a_payment_in_order(shopper, back_end, administrator):
    orderid = shopper.buy()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    transaction = back_end.wait_for_state(orderid, "done")
    merchant = administrator()
    open_record(merchant, back_end, TRANSACTIONS, transaction["id"])
    expect(merchant.page.locator(".o_form_view")).to_contain_text("What Ogone told")
    entries = merchant.page.locator(".o_field_widget[name=ogone_timeline] li")
    payid = transaction["provider_reference"]
    expect(entries).to_contain_text(
        [
            re.compile(r"Known before\s+by\s+Shopper's browser"),
            re.compile(rf"Taken\s+by\s+Ogone's server\s.*PAYID {payid}", re.DOTALL),
        ]
    )
    expect(entries.last).to_contain_text(f"{orderid}: draft → done")
    merchant.picture("timeline")


def test_results_that_are_refused_alarm_and_are_explained(
    distrusted, back_end, administrator
):
    merchant = administrator()
    page = merchant.page
    open_record(merchant, back_end, PROVIDERS, provider_in_use(back_end))
    alarm = page.locator(".alert-danger", has_text="Payment results are refused")
    expect(alarm).to_contain_text(f"{distrusted}: {DIAGNOSIS}")
    merchant.picture("alarm")
    page.get_by_role("button", name="Journal").click()
    row = page.locator(".o_data_row", has_text=distrusted)
    expect(row).to_contain_text("Not believed")
    expect(row.locator("[name=times]")).to_have_text(str(REFUSALS))
    merchant.picture("refused")
    row.locator("[name=orderid]").click()
    expect(page.locator(".o_form_view .alert-warning")).to_contain_text(DIAGNOSIS)
    merchant.picture("diagnosis")


def choose(page, menu, name):
    """Choose one entry of a menu beside the search."""
    page.locator(".o_searchview_dropdown_toggler").click()
    entries = page.locator(f".{menu}").get_by_role("menuitemcheckbox")
    entries.filter(has_text=re.compile(f"^{name}$")).click()
    page.keyboard.press("Escape")
    expect(page.locator(".o_searchview_facet", has_text=name)).to_be_visible()


def test_the_journal_is_filtered_grouped_and_drawn(distrusted, administrator):
    merchant = administrator()
    page = merchant.page
    page.goto(f"{merchant.shop_url}/odoo/action-{JOURNAL}")
    rows = page.locator(".o_data_row")
    expect(rows.filter(has_text=distrusted)).to_have_count(1)
    choose(page, "o_filter_menu", "Taken")
    expect(rows.filter(has_text=distrusted)).to_have_count(0)
    page.locator(".o_searchview_facet .o_facet_remove").click()
    choose(page, "o_filter_menu", "Not Believed")
    expect(rows.filter(has_text=distrusted)).to_have_count(1)
    expect(rows.filter(has_not_text="Not believed")).to_have_count(0)
    choose(page, "o_group_by_menu", "Channel")
    groups = page.locator(".o_group_header")
    expect(groups.filter(has_text="Ogone's server")).to_have_count(1)
    merchant.picture("grouped")
    page.locator(".o_switch_view.o_graph").click()
    expect(page.locator(".o_graph_view canvas")).to_be_visible()
    merchant.picture("graph")
    page.locator(".o_switch_view.o_pivot").click()
    expect(page.locator(".o_pivot_view table")).to_contain_text("Ogone's server")
