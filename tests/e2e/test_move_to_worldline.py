# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shop leaves the platform: dry run, move, undo; and two clerks at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from administrator import PROVIDER, Administrator
from back_end import BackEnd
from playwright.sync_api import expect
from shopper import ACCEPTED
from test_saved_cards import keep, last_order

from sandbox.accounts.merchants import DEMO

WORLDLINE = [("code", "=", "worldline")]
OURS = [("provider_code", "=", "ogone"), ("active", "=", True)]
THEIRS = [("provider_code", "=", "worldline"), ("active", "=", True)]
KEYS = "api_key api_secret webhook_key webhook_secret".split()


@pytest.fixture
def worldline(back_end):
    """Worldline in test mode, with the same account and keys that nobody knows;
    afterwards as it was.
    """
    keys = {f"worldline_{name}": f"Demo-{name}" for name in KEYS}
    keys["worldline_pspid"] = DEMO.pspid
    back_end.write("payment.provider", WORLDLINE, {**keys, "state": "test"})
    yield
    back_end.write("payment.token", OURS, {"active": False})
    back_end.write("payment.token", THEIRS, {"active": False})
    off = {**dict.fromkeys(keys, False), "state": "disabled", "is_published": False}
    back_end.write("payment.provider", WORLDLINE, off)
    back_end.write("payment.provider", PROVIDER, {"is_published": True})


class Leaver(Administrator):
    """An administrator on the form that hands on to Worldline."""

    def opens_the_move(self):
        self.opens_the_provider()
        self.page.get_by_role("button", name="Move to Worldline").click()
        expect(self.page.locator("[name=ogone_handon_help]")).to_be_visible()

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def confirms(self, name):
        self.presses(name)
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("button", name="Ok").click()
        expect(dialog).to_have_count(0)

    def ticks(self, name):
        self.page.locator(f".o_field_widget[name={name}] input").check()

    def card(self, details):
        """Return the row of a card in the report."""
        rows = self.page.locator("[name=line_ids] .o_data_row")
        return rows.filter(has_text=details).filter(has_not_text="Removed before")


@pytest.fixture
def leaver(customer, back_end):
    return Leaver(customer, back_end)


def is_offered(customer, provider):
    customer.leave()
    customer.log_in("portal", "portal")
    customer.choose_product()
    customer.go_to_payment_as_customer()
    card = customer.kept_card("1111")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(provider)


def test_cards_move_and_come_back(customer, back_end, leaver, worldline):
    keep(customer, back_end, ACCEPTED)
    (before,) = back_end.read("payment.token", OURS, ["partner_id"])
    leaver.opens_the_move()
    customer.picture("move-explained")
    leaver.presses("Dry Run")
    expect(leaver.card("1111")).to_contain_text("Will be moved")
    expect(leaver.page.locator("[name=ogone_handon_summary]")).to_contain_text("Card")
    customer.picture("move-dry-run")
    assert back_end.read("payment.token", OURS, ["partner_id"]) == [before]
    assert back_end.read("payment.token", THEIRS, []) == []

    leaver.ticks("confirmed")
    leaver.ticks("change_checkout")
    leaver.confirms("Move")
    expect(leaver.card("1111")).to_contain_text("Moved")
    customer.picture("moved")
    assert back_end.read("payment.token", OURS, []) == []
    (moved,) = back_end.read("payment.token", THEIRS, ["partner_id"])
    assert moved["partner_id"] == before["partner_id"]
    is_offered(customer, "Worldline")

    leaver.opens_the_move()
    leaver.confirms("Undo All")
    expect(leaver.card("1111")).to_contain_text("Will be moved")
    assert back_end.read("payment.token", OURS, ["partner_id"]) == [before]
    is_offered(customer, "Ogone")
    customer.pay_with_kept_card("1111")
    # The host may find another cart of theirs then, and lead there.
    customer.page.wait_for_url(lambda url: "/shop/payment" not in url)
    orderid = last_order(back_end)
    back_end.wait_for_state(orderid, "done")
    paid = [("reference", "=", orderid)]
    (payment,) = back_end.read("payment.transaction", paid, ["provider_code"])
    assert payment["provider_code"] == "ogone"


def test_two_clerks_move_each_card_once(customer, back_end, worldline):
    (provider,) = back_end.read("payment.provider", PROVIDER, ["id"])
    (method,) = back_end.read("payment.method", [("code", "=", "card")], ["id"])
    (partner,) = back_end.read("res.users", [("login", "=", "portal")], ["partner_id"])
    cards = [
        {
            "provider_id": provider["id"],
            "payment_method_id": method["id"],
            "partner_id": partner["partner_id"][0],
            "provider_ref": f"clerk-{number}",
            "payment_details": "1111",
        }
        for number in range(40)
    ]
    back_end.execute("payment.token", "create", cards)
    action = back_end.execute(
        "payment.provider", "action_ogone_hand_on", [provider["id"]]
    )
    ids = [action["res_id"]]
    back_end.execute("ogone.handon", "action_try", ids)
    back_end.execute("ogone.handon", "write", ids, {"confirmed": True})
    together = Barrier(2)

    def move():
        clerk = BackEnd(*back_end.account)
        together.wait()
        clerk.execute("ogone.handon", "action_move", ids)

    with ThreadPoolExecutor(2) as clerks:
        for clerk in [clerks.submit(move), clerks.submit(move)]:
            clerk.result()
    moved = back_end.read("payment.token", THEIRS, ["provider_ref"])
    assert sorted(each["provider_ref"] for each in moved) == sorted(
        card["provider_ref"] for card in cards
    )
    back_end.execute("ogone.handon", "action_undo", ids)
    assert len(back_end.read("payment.token", OURS, [])) == 40
    assert back_end.read("payment.token", THEIRS, []) == []
