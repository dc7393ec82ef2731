# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a merchant does before a picture is taken, and on the screen that it shows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from playwright.sync_api import expect

from .scene import Scene
from .stories import ACCEPTED, REFUSED
from .transaction_file import content

_IN_USE = [("code", "=", "ogone"), ("state", "=", "test")]
_NO_CAPTURE = [("support_manual_capture", "=", "none"), ("is_primary", "=", True)]
Facts = Mapping[str, object]


# === A MERCHANT === #


def provider(scene: Scene) -> Facts:
    """Look at the provider."""
    (record,) = scene.back_end.read("payment.provider", _IN_USE, ["id"])
    return {"provider": record["id"]}


def setup(scene: Scene) -> None:
    """Open the page that leads through the back office."""
    _open_page(scene, "ogone_setup")


def passphrases(scene: Scene) -> None:
    """Have two passphrases made."""
    setup(scene)
    scene.page.get_by_role("button", name="Generate passphrases").click()
    scene.page.get_by_role("dialog").locator("[name=sha_out]").wait_for()


def paid_at_provider(scene: Scene) -> Facts:
    """Look at the provider after a payment."""
    return {**paid(scene), **provider(scene)}


def check(scene: Scene) -> None:
    """Have the settings checked."""
    form(scene)
    scene.page.get_by_role("button", name="Check configuration").click()
    scene.page.locator("[name=ogone_check]").wait_for()


def look(scene: Scene) -> Facts:
    """Have a look chosen for the payment page."""
    chosen = {
        "ogone_page_title": "Pay at the Cabinet Maker's",
        "ogone_page_bgcolor": "#f3ede4",
        "ogone_page_txtcolor": "#3b2a1a",
        "ogone_page_tblbgcolor": "#ffffff",
        "ogone_page_tbltxtcolor": "#3b2a1a",
        "ogone_page_buttonbgcolor": "#7a4a21",
        "ogone_page_buttontxtcolor": "#ffffff",
    }
    scene.back_end.write("payment.provider", _IN_USE, chosen)
    return provider(scene)


def payment_page(scene: Scene) -> None:
    """Open the page with the look."""
    _open_page(scene, "ogone_look")
    _forget_look(scene)


def previewed(scene: Scene) -> None:
    """See the payment page with that look."""
    scene.page.get_by_role("button", name="Open the Payment Page").click()
    scene.page.locator("#cardno").wait_for()
    _forget_look(scene)


def _forget_look(scene: Scene) -> None:
    """Leave the provider to the other pictures as it was."""
    (record,) = scene.back_end.read("payment.provider", _IN_USE, [])
    chosen = [name for name in record if name.startswith("ogone_page_")]
    nothing = dict.fromkeys(chosen, False)
    scene.back_end.write("payment.provider", _IN_USE, nothing)


def _open_page(scene: Scene, name: str) -> None:
    form(scene)
    scene.page.locator(f".o_notebook .nav-link[name={name}]").click()
    scene.page.locator(f".o_notebook .nav-link.active[name={name}]").wait_for()


def paid(scene: Scene) -> Facts:
    """Have a payment that was refused first, and then made."""
    with scene.somebody() as visitor:
        orderid = visitor.buy()
        visitor.enter_card(REFUSED)
        visitor.page.locator("#refused").wait_for()
        visitor.enter_card(ACCEPTED)
        visitor.arrive("Your payment has been processed")
    transaction = scene.back_end.wait_for_state(orderid, "done")
    payid = transaction["provider_reference"]
    return {"transaction": transaction["id"], "orderid": orderid, "payid": payid}


def reserved(scene: Scene) -> Facts:
    """Have a payment that is reserved, to be captured."""
    with _manual_capture(scene), scene.somebody() as visitor:
        orderid = visitor.buy()
        visitor.enter_card(ACCEPTED)
        visitor.arrive("Your payment has been authorized")
    transaction = scene.back_end.wait_for_state(orderid, "authorized")
    return {"transaction": transaction["id"]}


@contextlib.contextmanager
def _manual_capture(scene: Scene) -> Iterator[None]:
    """Have amounts reserved and captured by hand while the block runs."""
    methods = [*_NO_CAPTURE, ("active", "=", True)]
    switched_off = scene.back_end.read("payment.method", methods, ["id"])
    ids = [("id", "in", [method["id"] for method in switched_off])]
    scene.back_end.write("payment.method", methods, {"active": False})
    scene.back_end.write("payment.provider", _IN_USE, {"capture_manually": True})
    yield
    scene.back_end.write("payment.provider", _IN_USE, {"capture_manually": False})
    everything = [*ids, ("active", "in", (True, False))]
    scene.back_end.write("payment.method", everything, {"active": True})


def capture_a_part(scene: Scene) -> None:
    """Open the assistant that captures, and ask for a part."""
    scene.page.get_by_role("button", name="Capture Transaction").click()
    amount = scene.page.get_by_role("dialog").locator("[name=amount_to_capture] input")
    amount.fill("100.00")
    amount.press("Tab")
    void = scene.page.locator("[name=void_remaining_amount] input")
    void.check()


def refunded(scene: Scene) -> Facts:
    """Have a payment that was refunded in two parts."""
    facts = paid(scene)
    orderid = facts["orderid"]
    books = scene.back_end
    books.wait_for(lambda: books.payments_of(books.transaction(orderid)))
    transaction = books.transaction(orderid)
    payment, first = transaction["payment_id"][0], 50.0
    wizard = "payment.refund.wizard"
    for amount in (first, transaction["amount"] - first):
        new = {"payment_id": payment, "amount_to_refund": amount}
        ids = [books.execute(wizard, "create", new)]
        books.execute(wizard, "action_refund", ids)
        _settle(scene)
    return {**facts, "payment": payment}


def _settle(scene: Scene) -> None:
    """Let Ogone finish what is pending there, and the shop ask for it."""
    scene.stage.sandbox.post("clock", settle=True)
    open_ones = [("ogone_next_query", "!=", False)]
    for record in scene.back_end.read("payment.transaction", open_ones, ["id"]):
        ids = [record["id"]]
        scene.back_end.execute("payment.transaction", "action_ogone_query", ids)


def form(scene: Scene) -> None:
    """Wait for a form."""
    scene.page.locator(".o_form_view").wait_for()


# === THE JOURNAL === #


def journal_list(scene: Scene) -> None:
    """Wait for the list."""
    scene.page.locator(".o_list_view .o_data_row").first.wait_for()


def journal_graph(scene: Scene) -> None:
    """Look at it as a graph."""
    journal_list(scene)
    scene.page.locator(".o_switch_view.o_graph").click()
    scene.page.locator(".o_graph_renderer canvas").wait_for()


# === THE ANALYSIS === #


def pivot(scene: Scene) -> None:
    """See all days in a table."""
    _all_days(scene)
    scene.page.locator(".o_pivot table").wait_for()


def graph(scene: Scene) -> None:
    """See all days in a graph."""
    _all_days(scene)
    scene.page.locator(".o_graph_renderer canvas").wait_for()


def _all_days(scene: Scene) -> None:
    """Take the filter on this month away: the business was in another one."""
    this_month = scene.page.locator(".o_searchview_facet .o_facet_remove")
    this_month.click()
    expect(this_month).to_have_count(0)


# === RECONCILIATION === #


def no_comparison(scene: Scene) -> None:
    """Forget earlier comparisons."""
    records = scene.back_end.read("ogone.reconciliation", [], ["id"])
    ids = [record["id"] for record in records]
    scene.back_end.execute("ogone.reconciliation", "unlink", ids)


def compared(scene: Scene) -> None:
    """Upload a file that differs in every way, and compare."""
    form(scene)
    file = {
        "name": "transactions.csv",
        "mimeType": "text/csv",
        "buffer": content(_currency(scene)).encode(),
    }
    scene.page.locator("[name=file] input[type=file]").set_input_files(file)
    scene.page.get_by_role("button", name="Compare").click()
    expect(scene.page.locator("[name=ogone_reconciliation_summary]")).to_be_visible()


def _currency(scene: Scene) -> str:
    (company,) = scene.back_end.read("res.company", [("id", "=", 1)], ["currency_id"])
    return company["currency_id"][1]


# === THE SANDBOX === #


def history(scene: Scene) -> None:
    """Wait for what happened to a payment."""
    scene.page.locator("#history").wait_for()
