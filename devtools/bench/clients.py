# SPDX-License-Identifier: LGPL-3.0-or-later
"""Those who ask at the same time, each about orders of its own."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import statistics
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ..console import Progress, RunnerError
from .messages import message

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON = {"Content-Type": "application/json"}
_SECONDS = 120
# Requests of one kind that a client makes before all go on to the next kind.
BLOCK = 5


@dataclass(frozen=True)
class Request:
    """What is sent, and the status that must come back."""

    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


class Orders:
    """Hands out transactions that nothing has happened to yet, and names for others."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._others = itertools.count(1)

    def fresh(self) -> str:
        """Return the reference of one."""
        return f"B{next(self._numbers)}"

    def name(self) -> str:
        """Return a reference that no transaction has."""
        return f"F{next(self._others)}"


class Client:
    """One of those who ask.

    :param stage: What ``stage.py`` wrote.
    """

    def __init__(self, port: int, orders: Orders, stage: Mapping):
        self._port, self._orders, self._stage = port, orders, stage
        self._taken = itertools.cycle([message(orders.fresh()) for _each in "123"])
        lies = [message(orders.fresh(), amount="0.01") for _each in "123"]
        self._refused = itertools.cycle(lies)
        for _each in lies:
            self.timed(self.again)
            self.timed(self.refused_again)

    def timed(self, prepare: Callable[[], Request]) -> float:
        """Send what ``prepare`` makes; return the seconds to the end of the answer.

        :raise RunnerError: for an answer that is not as expected.
        """
        request = prepare()
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, _SECONDS)
        how = "POST" if request.body else "GET"
        connection.request(how, request.path, request.body or None, request.headers)
        answer = connection.getresponse()
        text = answer.read()
        seconds = time.perf_counter() - began
        connection.close()
        if answer.status != request.status or b'"error"' in text:
            raise RunnerError(f"{request.path}: {answer.status} {text[:2000]!r}")
        return seconds

    # === WHAT IS ASKED === #

    def floor(self) -> Request:
        """Read one record of the host."""
        return Request("/ogone_bench/floor?reference=TEMPLATE")

    def engine_done(self) -> Request:
        """Have the engine alone confirm a payment."""
        return Request(f"/ogone_bench/done?reference={self._orders.fresh()}")

    def first(self) -> Request:
        """Bring the first result of an order."""
        return self._feedback(message(self._orders.fresh()))

    def again(self) -> Request:
        """Bring a result that was taken before."""
        return self._feedback(next(self._taken))

    def refused(self) -> Request:
        """Bring the first result of an order that nobody has signed like that."""
        return self._feedback(message(self._orders.fresh(), amount="0.01"), 403)

    def refused_again(self) -> Request:
        """Bring one that was refused before."""
        return self._feedback(next(self._refused), 403)

    def engine_form(self) -> Request:
        """Have the engine alone make a transaction."""
        return self._form("plain")

    def form(self) -> Request:
        """Have a transaction made, and the form that opens the payment page."""
        return self._form("form")

    @staticmethod
    def _feedback(body: bytes, status: int = 200) -> Request:
        return Request("/payment/ogone/return", body, _FORM, status)

    def _form(self, provider: str) -> Request:
        provider_id = {"provider_id": self._stage["providers"][provider]}
        # The host takes the time of day for a reference, which two may do at once.
        prefix = {"reference_prefix": self._orders.name()}
        form = {**self._stage["form"], **provider_id, **prefix}
        body = json.dumps({"jsonrpc": "2.0", "params": form}).encode()
        return Request("/payment/transaction", body, _JSON)


DEEDS: dict[str, Callable[[Client], Request]] = {
    "floor": Client.floor,
    "first": Client.first,
    "engine alone": Client.engine_done,
    "repeated": Client.again,
    "badly signed": Client.refused,
    "badly signed again": Client.refused_again,
    "form": Client.form,
    "engine's transaction alone": Client.engine_form,
}
AT_EACH_SIZE = ("floor", "first", "repeated", "badly signed")


def measure(
    clients: list[Client], names: Collection[str], rounds: int, title: str
) -> dict[str, dict]:
    """Let all ask the same at once, kind by kind, in an order that changes.

    So that whatever else the machine does meets all kinds alike.

    :param names: Of :data:`DEEDS`, ``floor`` among them.
    :return: Of each kind the median, its ratio to the floor, and of how many requests.
    """
    times: dict[str, list[float]] = {name: [] for name in names}
    chance = random.Random(1)  # nosec B311 # no secret
    with ThreadPoolExecutor(len(clients)) as pool, Progress() as progress:
        for number in range(-1, rounds):  # the first one only warms up
            progress.show(f"  {title}: round {number + 1} of {rounds}")
            for name in chance.sample(list(names), len(names)):
                block = list(pool.map(lambda each, n=name: _block(each, n), clients))
                times[name] += sum(block, []) if number >= 0 else []
    medians = {name: statistics.median(each) for name, each in times.items()}
    return {
        name: {
            "milliseconds": 1000 * median,
            "ratio": median / medians["floor"],
            "requests": len(times[name]),
        }
        for name, median in medians.items()
    }


def _block(client: Client, name: str) -> list[float]:
    deed = DEEDS[name]
    return [client.timed(lambda: deed(client)) for _time in range(BLOCK)]
