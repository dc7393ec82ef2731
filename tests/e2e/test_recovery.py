# SPDX-License-Identifier: LGPL-3.0-or-later
"""An administrator gets back what an upgrade without the earlier addon left behind."""

import pytest
from administrator import PROVIDER, Administrator
from playwright.sync_api import expect

ACCOUNT = {
    "ogone_pspid": "OldShop",
    "ogone_userid": "OldApiUser",
    "ogone_hash_function": "sha1",
}
ALIASES = (
    "ODOO-ALIAS-77c0a1e2d3b44f56a7b8c9d0e1f20345",
    "ODOO-ALIAS-429bbd4c3c014b79b8a72ee8d90f8c72",
)
STANDS = ("code", "state", "ogone_pspid", "ogone_hash_function")


@pytest.fixture
def orphan(back_end):
    """A provider that nobody claims since an upgrade, with two cards that went too."""
    own = [("name", "=", "payment_ogone")]
    (module,) = back_end.read("ir.module.module", own, ["id"])
    values = {"name": "Ogone of the past", "code": "none", "module_id": module["id"]}
    number = back_end.execute("payment.provider", "create", {**values, **ACCOUNT})
    (partner,) = back_end.read("res.users", [("login", "=", "portal")], ["partner_id"])
    card = {"provider_id": number, "partner_id": partner["partner_id"][0]}
    methods = back_end.read("payment.method", [("code", "=", "card")], ["id"])
    card |= {"payment_method_id": methods[0]["id"], "payment_details": "1111"}
    cards = [
        back_end.execute("payment.token", "create", {**card, "provider_ref": alias})
        for alias in ALIASES
    ]
    back_end.execute("payment.token", "write", cards, {"active": False})
    yield number, cards
    back_end.execute("payment.token", "unlink", cards)
    back_end.execute("payment.provider", "unlink", [number])


def found(back_end, orphan):
    """Return how the provider and its cards stand."""
    number, cards = orphan
    (provider,) = back_end.read("payment.provider", [("id", "=", number)], STANDS)
    tokens = back_end.execute("payment.token", "read", cards, ["active"])
    states = [provider[name] for name in STANDS]
    return *states, [token["active"] for token in tokens]


def test_it_is_tried_before_it_is_done(orphan, shopper, back_end):
    before = ("none", "disabled", "OldShop", "sha1", [False, False])
    assert found(back_end, orphan) == before
    Administrator(shopper, back_end).opens_the_provider()
    page = shopper.page
    page.get_by_role("button", name="Recover from an upgraded database").click()
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Becomes an Ogone provider again, disabled")
    expect(rows.nth(1)).to_contain_text("They were archived all at once, by no person.")
    expect(page.get_by_role("button", name="Recover", exact=True)).to_have_count(0)
    shopper.picture("found")

    page.get_by_role("button", name="Try without changing anything").click()
    report = page.locator("[name=ogone_recovery_report]")
    expect(report).to_contain_text("nothing was changed yet")
    expect(report).to_contain_text("an Ogone provider again, disabled")
    expect(report).to_contain_text("available again: 2")
    shopper.picture("tried")
    assert found(back_end, orphan) == before

    page.get_by_role("button", name="Recover", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    expect(report).to_contain_text(
        "Nothing was charged, and no provider was made live."
    )
    row = report.get_by_role("row").filter(has_text="Ogone of the past")
    expect(row).to_contain_text("Disabled")
    expect(row).to_contain_text("OldShop")
    expect(row).to_contain_text("SHA-IN Passphrase, SHA-OUT Passphrase")
    shopper.picture("recovered")
    assert found(back_end, orphan) == (
        "ogone",
        "disabled",
        "OldShop",
        "sha1",
        [True, True],
    )


def test_nothing_is_offered_where_nothing_was_left(shopper, back_end):
    assert back_end.read("payment.provider", PROVIDER, ["id"])
    Administrator(shopper, back_end).opens_the_provider()
    expect(shopper.page.get_by_role("button", name="Journal")).to_be_visible()
    offer = shopper.page.get_by_role("button", name="Recover from an upgraded database")
    expect(offer).to_have_count(0)
