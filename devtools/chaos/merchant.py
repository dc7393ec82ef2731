# SPDX-License-Identifier: LGPL-3.0-or-later
"""The merchant, over the host's own interface: captures, voids, refunds, asks."""

from __future__ import annotations

import random
import threading
from http.client import HTTPException
from xmlrpc.client import Error, Fault, ServerProxy  # nosec B411 # asks our own shop

_TRIES = 60
_PAID = [("provider_code", "=", "ogone"), ("source_transaction_id", "=", False)]


class Office:
    """A clerk who is logged in."""

    def __init__(self, url: str, database: str, login: str, password: str):
        self._url, self._database, self._password = url, database, password
        common = ServerProxy(f"{url}/xmlrpc/2/common")
        self._user = common.authenticate(database, login, password, {})

    def call(self, model: str, method: str, *arguments: object, **named: object):
        """Call a public method of the host, as its web client does."""
        models = ServerProxy(f"{self._url}/xmlrpc/2/object", allow_none=True)
        who = (self._database, self._user, self._password)
        return models.execute_kw(*who, model, method, arguments, named)

    def run_cron(self, name: str) -> None:
        """Run the scheduled action of that XML id, as soon as it does not run already.

        :raise xmlrpc.client.Fault: if it keeps saying no.
        """
        module, name = name.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        fields = {"fields": ["res_id"]}
        (cron,) = self.call("ir.model.data", "search_read", domain, **fields)
        for last in (*[False] * _TRIES, True):
            try:
                return self.call("ir.cron", "method_direct_trigger", [cron["res_id"]])
            except Fault:
                if last:
                    raise
                threading.Event().wait(2)
        return None


def clerk(office: Office, chance: random.Random, closed: threading.Event) -> int:
    """Capture, void and refund payments by chance, until the shop is closed.

    :return: How many were asked for.
    """
    asked = 0
    while not closed.wait(chance.uniform(0.05, 0.4)):
        try:
            asked += _work(office, chance)
        except (OSError, Error, HTTPException, ValueError):
            continue  # seen, and done again by somebody another day
    return asked


def _work(office: Office, chance: random.Random) -> int:
    state = chance.choice(["authorized", "authorized", "done"])
    domain = [*_PAID, ("state", "=", state), ("child_transaction_ids", "=", False)]
    if chance.random() < 0.3:
        domain.pop()  # a second operation on the same payment
    found = office.call(
        "payment.transaction",
        "search_read",
        domain,
        fields=["amount"],
        limit=40,
        order="id desc",
    )
    if not found or (state == "done" and chance.random() < 0.6):
        return 0
    payment = chance.choice(found)
    part = round(payment["amount"] * chance.choice([1, 0.5, 0.25]), 2)
    if state == "done":
        office.call("payment.transaction", "action_refund", [payment["id"]], part)
    elif chance.random() < 0.25:
        office.call("payment.transaction", "action_void", [payment["id"]])
    else:
        _capture(office, payment["id"], part, chance.random() < 0.5)
    return 1


def _capture(office: Office, payment: int, amount: float, void_rest: bool) -> None:
    values = {
        "transaction_ids": [(6, 0, [payment])],
        "amount_to_capture": amount,
        "void_remaining_amount": void_rest,
    }
    wizard = office.call("payment.capture.wizard", "create", values)
    office.call("payment.capture.wizard", "action_capture", [wizard])
