# SPDX-License-Identifier: LGPL-3.0-or-later
"""The run: each kind of request against the floor, then the clock."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess  # nosec B404 # asks git and PostgreSQL which they are
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from .. import hosts, odoo, ports, postgres, shop
from ..console import say
from ..hosts import Host
from ..load_clients import VISA, Sums
from ..load_clients import Client as DirectLink
from ..locks import claimed
from ..paths import DEV, ROOT
from ..processes import log_file
from ..shop import Shop
from . import counting, floor_addon, signing, table
from .clients import AT_EACH_SIZE, DEEDS, Client, Orders, measure
from .rows import Rows

RESULTS = DEV / "bench.json"
STAGE, CLOCK = (Path(__file__).with_name(f"{name}.py") for name in ("stage", "clock"))
CLIENTS, WORKERS = (1, 2, 4), (0, 2)


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    :ivar sizes: Rows in the table of transactions; the requests of several clients are
        measured with the second of them.
    :ivar waiting: Transactions that the scheduled query asks about.
    """

    rounds: int
    sizes: tuple[int, ...]
    waiting: int


FULL = Plan(rounds=20, sizes=(1_000, 100_000, 1_000_000), waiting=10_000)
QUICK = Plan(rounds=3, sizes=(1_000, 20_000), waiting=200)


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb promises; return the status to exit with."""
    host = hosts.find(arguments.host)
    plan = QUICK if arguments.quick else FULL
    with (
        claimed("bench"),
        floor_addon.written() as floor,
        postgres.running() as server,
    ):
        database = shop.database(host, server, "bench", reset=True)
        place = Shop(database, ports.any_free(), ports.any_free())
        with shop.sandbox(place, "--quiet"):
            shop.prepare(host, server, place)
            odoo.install(host, server, database, "-i", floor)
            results = Bench(host, server, place, plan).go()
    results |= {"signature": signing.measure(), "about": _about(host)}
    RESULTS.write_text(json.dumps(results, indent=1))
    for line in table.lines(results):
        say(line)
    say(f"Saved in {RESULTS}")
    return 0


def _about(host: Host) -> dict[str, str]:
    git = ["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=12"]
    # A fixed command, and no text of anybody else's.
    commit = subprocess.run(git, capture_output=True, text=True, check=False)  # nosec B603
    return {
        "commit": commit.stdout.strip(),
        "odoo": str(host.series),
        "python": platform.python_version(),
        "processors": str(os.cpu_count()),
    }


@dataclass
class Bench:
    """One run on one database."""

    host: Host
    server: Mapping[str, str]
    place: Shop
    plan: Plan

    def go(self) -> dict:
        """Measure everything that needs a host; return it as it is saved."""
        self._rows = Rows(self.server, self.place.database)
        self._orders = Orders()
        self._stage = self._shell(STAGE)
        results: dict = {"sizes": {}, "clients": {}}
        with self._serving(0, self.place.port):
            for number, size in enumerate(self.plan.sizes):
                self._rows.grow(size)
                results["sizes"][size] = self._at_size(size)
                if number == 1:
                    results["clients"] = self._with_clients()
                    results["queries"] = self._queries()
                RESULTS.write_text(json.dumps(results, indent=1))
        results["clock"] = self._clock()
        return results

    def _serving(self, workers: int, port: int) -> AbstractContextManager:
        return odoo.serve(
            self.host,
            self.server,
            self.place.database,
            port,
            self._log(workers),
            f"--workers={workers}",
            f"--gevent-port={ports.any_free()}",
            "--limit-time-real=300",
            "--max-cron-threads=0",
        )

    def _log(self, workers: int) -> str:
        return f"odoo-{self.place.database}-{workers}"

    def _clients(self, count: int, port: int) -> list[Client]:
        return [Client(port, self._orders, self._stage) for _each in range(count)]

    # === OVER HTTP === #

    def _at_size(self, size: int) -> dict:
        clients = self._clients(1, self.place.port)
        title = f"{size} transactions"
        return measure(clients, AT_EACH_SIZE, self.plan.rounds, title)

    def _with_clients(self) -> dict:
        found = {}
        for workers in WORKERS:
            if workers:
                port = ports.any_free()
                with self._serving(workers, port):
                    found[workers] = self._each_count(workers, port)
            else:
                found[workers] = self._each_count(workers, self.place.port)
        return found

    def _each_count(self, workers: int, port: int) -> dict:
        found = {}
        for count in CLIENTS:
            title = f"{workers} workers, {count} clients"
            clients = self._clients(count, port)
            found[count] = measure(clients, DEEDS, self.plan.rounds, title)
        return found

    def _queries(self) -> dict[str, int]:
        (client,) = self._clients(1, self.place.port)
        return counting.queries(client, log_file(self._log(0)))

    # === BY THE CLOCK === #

    def _clock(self) -> dict:
        """Run the scheduled query: every second order was paid, and nobody told."""
        references = [self._orders.fresh() for _each in range(self.plan.waiting)]
        ogone = DirectLink("127.0.0.1", self.place.sandbox_port)
        card = {"CARDNO": VISA, "ED": "1230", "CVC": "123", "OPERATION": "SAL"}
        say(f"Paying {len(references) // 2} orders at the sandbox")
        for reference in references[::2]:
            order = {"ORDERID": reference, "AMOUNT": 1111, "CURRENCY": "EUR"}
            ogone.direct("orderdirect", {**order, **card}, Sums())
        self._rows.wait(references)
        return self._shell(CLOCK)

    def _shell(self, script: Path) -> dict:
        """Run ``script`` in Odoo's shell; return what it wrote."""
        file = DEV / f"bench_{script.stem}.json"
        variables = {f"BENCH_{script.stem.upper()}": str(file)}
        odoo.shell(self.host, {**self.server, **variables}, self._database, script)
        return json.loads(file.read_text())

    @property
    def _database(self) -> str:
        return self.place.database
