# SPDX-License-Identifier: LGPL-3.0-or-later
"""Many charges at once, while every third answer comes too late."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from back_end import BackEnd

CHARGES = 100
THREADS = 8
CHARGE = """
token = env["payment.token"].browse(env.context["token"])
number = env.context["number"]
payment = env["payment.transaction"].sudo().create({
    "provider_id": token.provider_id.id,
    "payment_method_id": token.payment_method_id.id,
    "reference": "LOAD-%s-%s" % (env.context["run"], number),
    "amount": 10 + number / 100,
    "currency_id": token.provider_id.company_id.currency_id.id,
    "partner_id": token.partner_id.id,
    "token_id": token.id,
    "operation": "offline",
})
payment._charge_with_token()
"""


@pytest.fixture
def impatient(back_end):
    """Have the shop wait a second for an answer, while a story runs."""
    key, seconds = "payment_ogone.read_timeout", "1"
    back_end.execute("ir.config_parameter", "set_param", key, seconds)
    yield
    back_end.execute("ir.config_parameter", "set_param", key, False)


@pytest.fixture
def charge(back_end, sandbox):
    """Return what charges a kept card by number, as a scheduled action would."""
    token = make_token(back_end, sandbox)
    model = [("model", "=", "payment.transaction")]
    values = {
        "name": "Charge a card",
        "model_id": back_end.read("ir.model", model, ["id"])[0]["id"],
        "state": "code",
        "code": CHARGE,
    }
    action = back_end.execute("ir.actions.server", "create", values)

    def charge_one(number):
        context = {"token": token, "number": number, "run": action}
        own = BackEnd(*back_end.account)  # a connection of its own in each thread
        own.execute("ir.actions.server", "run", [action], context=context)
        return f"LOAD-{action}-{number}"

    yield charge_one
    back_end.execute("ir.actions.server", "unlink", [action])


def make_token(back_end, sandbox):
    alias = sandbox.post("aliases", cardno="4111111111111111", ed="1239", cn="Load")
    in_use = [("code", "=", "ogone"), ("state", "=", "test")]
    card = [("code", "=", "card")]
    partner = [("email", "=", "joel.willis63@example.com")]
    values = {
        "provider_id": back_end.read("payment.provider", in_use, ["id"])[0]["id"],
        "payment_method_id": back_end.read("payment.method", card, ["id"])[0]["id"],
        "partner_id": back_end.read("res.partner", partner, ["id"])[0]["id"],
        "provider_ref": alias["alias"],
        "payment_details": "1111",
    }
    return back_end.execute("payment.token", "create", values)


def test_no_charge_is_lost_or_made_twice(impatient, charge, back_end, sandbox):
    sandbox.post("faults", page="orderdirect", kind="slow", seconds=2, every=3)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            orderids = list(pool.map(charge, range(CHARGES)))
    finally:
        sandbox.post("faults", clear=True)
    of_this_run = [("reference", "in", orderids)]
    payments = back_end.read("payment.transaction", of_this_run, ["state"])
    late = [payment["id"] for payment in payments if payment["state"] == "pending"]
    assert len(late) >= CHARGES // 3 - 1
    for payment in late:
        back_end.execute("payment.transaction", "action_ogone_query", [payment])
    fields = ["reference", "state", "amount"]
    payments = back_end.read("payment.transaction", of_this_run, fields)
    assert {payment["state"] for payment in payments} == {"done"}
    believed = {p["reference"]: round(100 * p["amount"]) for p in payments}
    booked = {
        book["orderid"]: book["captured"]
        for book in sandbox.get("books")
        if book["orderid"] in orderids
    }
    assert len(believed) == CHARGES
    assert booked == believed


def test_two_clerks_who_refund_at_once_refund_once(charge, back_end, sandbox):
    """The answer to the first is lost; the second must not be sent meanwhile."""
    orderid = charge(0)
    (payment,) = back_end.read(
        "payment.transaction", [("reference", "=", orderid)], ["id"]
    )
    sandbox.post("faults", page="maintenancedirect", kind="cut_after")

    def refund(_clerk):
        own = BackEnd(*back_end.account)
        own.execute("payment.transaction", "action_refund", [payment["id"]], 3.0)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(refund, range(2)))
    children = [("source_transaction_id", "=", payment["id"])]
    refunds = back_end.read("payment.transaction", children, ["state"])
    states = sorted(child["state"] for child in refunds)
    assert states == ["error", "pending"], states
    (book,) = [book for book in sandbox.get("books") if book["orderid"] == orderid]
    assert book["refunded"] == 300
