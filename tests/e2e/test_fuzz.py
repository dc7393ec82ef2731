# SPDX-License-Identifier: LGPL-3.0-or-later
"""The routes of the running server under thousands of strange requests.

No answer is a server's error, no payment changes, no secret comes into the log, and the
journal counts what it does not store. `./dev fuzz` sends more of them.
"""

import os
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fuzz_requests import MARK, ROUTES, Request, hostile, replayed, send
from hypothesis import HealthCheck, Phase, given, seed, settings

from ogone.parameters import SHA_OUT
from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1500"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
# Channels, verdicts, reasons, payments and hours, each with a few values.
MOST_ENTRIES = 80
CREATE = """
provider = env["payment.provider"].search(
    [("code", "=", "ogone"), ("state", "=", "test")], limit=1)
for number in (1, 2):
    env["payment.transaction"].sudo().create({
        "provider_id": provider.id,
        "payment_method_id": env.ref("payment.payment_method_card").id,
        "reference": "FUZZ-%s-%s" % (env.context["run"], number),
        "amount": 15.1,
        "currency_id": provider.company_id.currency_id.id,
        "partner_id": env.user.partner_id.id,
        "operation": "online_redirect",
    })
"""


def signed(orderid, status, **changes):
    parameters = {
        "orderID": orderid,
        "currency": "USD",  # of the demo data's company
        "amount": "15.1",
        "PM": "CreditCard",
        "ACCEPTANCE": "test123",
        "STATUS": status,
        "CARDNO": f"XXXXXXXXXXXX1111{MARK}",
        "CN": MARK,
        "PAYID": "3999999999",
        "NCERROR": "0",
        "BRAND": "VISA",
    } | changes
    signature = shasign(parameters, DEMO.sha_out, DEMO.hash_algorithm, SHA_OUT)
    return parameters | {"SHASIGN": signature}


@pytest.fixture
def orderids(back_end):
    """The references of two new payments."""
    model = [("model", "=", "payment.transaction")]
    values = {
        "name": "Two payments",
        "model_id": back_end.read("ir.model", model, ["id"])[0]["id"],
        "state": "code",
        "code": CREATE,
    }
    action = back_end.execute("ir.actions.server", "create", values)
    context = {"run": action}
    back_end.execute("ir.actions.server", "run", [action], context=context)
    back_end.execute("ir.actions.server", "unlink", [action])
    return f"FUZZ-{action}-1", f"FUZZ-{action}-2"


@pytest.fixture
def log():
    """What the shop writes to its log from now on."""
    file = Path(os.environ["SHOP_LOG"])
    start = file.stat().st_size

    def written():
        with file.open("rb") as opened:
            opened.seek(start)
            return opened.read()

    return written


class Books:
    """What the shop believes, and how much its journal holds."""

    def __init__(self, back_end):
        self.back_end = back_end

    def payments(self):
        names = self.back_end.execute(
            "payment.transaction", "fields_get", [], ["store"]
        )
        stored = [name for name, field in names.items() if field["store"]]
        return self.back_end.read("payment.transaction", [], stored)

    def numbers(self):
        models = ("payment.token", "account.payment", "sale.order", "payment.provider")
        return {
            name: self.back_end.execute(name, "search_count", []) for name in models
        }

    def journal(self):
        """Return how many entries there are, and of how many messages they tell."""
        entries = self.back_end.read("ogone.journal", [], ["times"])
        return len(entries), sum(entry["times"] for entry in entries)


def pay(back_end, shop_url, orderid):
    """Have the first payment paid, and all that follows from it done."""
    body = urlencode(signed(orderid, "9")).encode()
    kind = (b"Content-Type", b"application/x-www-form-urlencoded")
    assert send(shop_url, Request("POST", ROUTES[0], body=body, headers=[kind])) == 200
    back_end.run_cron("payment", "cron_post_process_payment_tx")
    assert back_end.transaction(orderid)["state"] == "done"


def tallied(answers):
    """Return how often each status was answered, in words."""
    numbers = sorted(answers.items(), key=str)
    return ", ".join(f"{status or 'none'} {times}x" for status, times in numbers)


@pytest.fixture
def orders(back_end, shop_url, orderids):
    """A paid order and one that is not; nothing else goes on in the shop."""
    paid, unpaid = orderids
    pay(back_end, shop_url, paid)
    with back_end.jobs_paused():
        yield paid, unpaid


def test_no_request_does_any_harm(back_end, shop_url, orders, log, capsys):
    paid, unpaid = orders
    books = Books(back_end)
    before, numbers, entries = books.payments(), books.numbers(), books.journal()
    messages = [
        *(signed(paid, status) for status in ("9", "5", "51", "46", "91", "2", "88")),
        *(signed(f"SHOP2-{number}", "9") for number in range(5)),
        signed(unpaid, "9") | {"SHASIGN": "0" * 128},
        signed(paid, "9") | {"orderID": unpaid},
    ]
    answers = {}

    @seed(SEED)
    @settings(
        max_examples=REQUESTS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile([paid, unpaid, "SHOP2-1"]) | replayed(messages))
    def bombard(request):
        status = send(shop_url, request)
        answers[status] = answers.get(status, 0) + 1
        if status is None:
            assert not request.read_whole, request
        else:
            assert status < 500, request

    bombard()
    with capsys.disabled():
        print(f"\n{REQUESTS} requests, seed {SEED}: {tallied(answers)}")
    assert sum(answers.values()) >= REQUESTS
    assert answers[200] > REQUESTS // 100
    assert answers[403] > REQUESTS // 10
    assert books.payments() == before
    assert books.numbers() == numbers
    assert MARK.encode() not in log()
    # The host's server itself tells so of what is no HTTP.
    assert not re.search(rb'File "[^"]*/addons/payment_ogone/', log())
    grown, told = (
        now - then for now, then in zip(books.journal(), entries, strict=True)
    )
    with capsys.disabled():
        print(f"The journal has {grown} entries more, which count {told} messages.")
    assert grown < MOST_ENTRIES
    assert told > REQUESTS // 10
