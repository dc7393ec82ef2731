# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the merchant's books say, asked over the host's own interface."""

import threading
import time
from datetime import datetime, timedelta, timezone
from xmlrpc.client import Fault, ServerProxy

import host_pages

_LONGEST_JOB = 60


class BackEnd:
    def __init__(self, url, database, login, password):
        self.account = url, database, login, password
        self.url, self.login, self.password = url, login, password
        common = ServerProxy(f"{url}/xmlrpc/2/common")
        user = common.authenticate(database, login, password, {})
        self._models = ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)
        self._who = (database, user, password)
        self._pause = threading.Event()
        self.pages = host_pages.of_this_host()

    def show(self, page, action, number):
        """Open the form of a record in ``page``, which is logged in."""
        page.goto(f"{self.url}{self.pages.record(action, number)}")
        page.locator(".o_form_view").wait_for()

    def read(self, model, domain, fields):
        """Return the records of ``domain`` as dictionaries of ``fields``."""
        return self.execute(model, "search_read", domain, fields=fields)

    def write(self, model, domain, values):
        ids = [record["id"] for record in self.read(model, domain, ["id"])]
        if not ids:
            return
        self.execute(model, "write", ids, values)

    def execute(self, model, method, *arguments, **named):
        """Call any public method, as the web client does.

        The host changes no scheduled job while it runs: that is waited for.
        """
        deadline = time.monotonic() + _LONGEST_JOB
        while True:
            try:
                return self._models.execute_kw(
                    *self._who, model, method, arguments, named
                )
            except Fault as fault:
                runs = "currently being executed" in fault.faultString
                if not runs or time.monotonic() > deadline:
                    raise
            self._pause.wait(0.5)

    def run_cron(self, module, name):
        """Run the scheduled action of that XML id now."""
        domain = [("module", "=", module), ("name", "=", name)]
        (cron,) = self.read("ir.model.data", domain, ["res_id"])
        self.execute("ir.cron", "method_direct_trigger", [cron["res_id"]])

    def post_process(self, reference):
        """Have the host go on with a payment whose browser did not come back."""
        if minutes := self.pages.minutes_left_to_browsers:
            before = datetime.now(timezone.utc) - timedelta(minutes=minutes + 1)
            changed = {"last_state_change": before.strftime("%Y-%m-%d %H:%M:%S")}
            self.write("payment.transaction", [("reference", "=", reference)], changed)
        self.run_cron("payment", "cron_post_process_payment_tx")

    def transaction(self, reference):
        (transaction,) = self.read(
            "payment.transaction",
            [("reference", "=", reference)],
            [
                "state",
                "amount",
                "provider_reference",
                "payment_id",
                "sale_order_ids",
                "ogone_status_text",
                *(["payment_method_id"] if self.pages.has_methods else []),
            ],
        )
        return transaction

    def wait_for(self, question, seconds=20):
        """Return the first true answer to ``question``; fail when time is up."""
        deadline = time.monotonic() + seconds
        while not (answer := question()):
            assert time.monotonic() < deadline, "it did not happen in time"
            self._pause.wait(0.1)
        return answer

    def wait_for_state(self, reference, state):
        self.wait_for(lambda: self.transaction(reference)["state"] == state)
        return self.transaction(reference)

    def order_of(self, transaction):
        (order,) = self.read(
            "sale.order", [("id", "in", transaction["sale_order_ids"])], ["state"]
        )
        return order

    def payments_of(self, transaction):
        return self.read(
            "account.payment",
            [("payment_transaction_id", "=", transaction["id"])],
            ["state", "amount"],
        )
