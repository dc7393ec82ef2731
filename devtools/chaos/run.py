# SPDX-License-Identifier: LGPL-3.0-or-later
"""The run: orders in a storm, then calm, then the books."""

from __future__ import annotations

import argparse
import contextlib
import queue
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import requests

from .. import databases, hosts, nodes, odoo, ports, postgres, shop
from ..console import Progress, say
from ..locks import claimed
from ..paths import DEV
from ..shop import Shop
from . import books
from .merchant import Office, clerk
from .shopper import GaveUpError, Shopper, Wish
from .weather import Weather

STAGE = Path(__file__).with_name("stage.py")
SHOPPERS = 6
NODES = 2
ROUNDS = 12
PAUSE = 1.5  # seconds between two things that go wrong, or so
_AGE = """
    UPDATE payment_transaction
       SET ogone_next_query = ogone_next_query - interval '2 days',
           ogone_sent_on = ogone_sent_on - interval '1 hour',
           create_date = create_date - interval '1 hour'
     WHERE ogone_next_query IS NOT NULL
"""
_OPEN = """
    SELECT count(*) FROM payment_transaction
     WHERE state IN ('draft', 'pending') AND ogone_next_query IS NOT NULL
        OR state = 'done' AND NOT is_post_processed
"""


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb promises; return the status to exit with."""
    host = hosts.find(arguments.host)
    with claimed("chaos"), postgres.running() as server:
        database = shop.database(host, server, "chaos", reset=True)
        place = Shop(database, ports.any_free(), ports.any_free())
        with Sandbox(place) as sandbox:
            shop.prepare(host, server, place)
            stage = {**server, "CHAOS_SHOPPERS": str(SHOPPERS)}
            odoo.shell(host, stage, database, STAGE)
            with nodes.serve(host, server, database, place.port, NODES) as started:
                weather = Weather(
                    place.sandbox_url,
                    started,
                    sandbox.restart,
                    postgres.own_cluster(),
                )
                run = Run(place, server, weather, arguments.seed, arguments.orders)
                return run.go()


class Sandbox:
    """The gateway, which can be killed and started again on its books."""

    def __init__(self, place: Shop):
        self._place = place
        self._state = DEV / f"sandbox_{place.database}.sqlite"
        self._serving = contextlib.ExitStack()

    def __enter__(self) -> Sandbox:
        for file in self._state.parent.glob(f"{self._state.name}*"):
            file.unlink()
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._serving.close()

    def restart(self) -> None:
        """Kill it in the middle of whatever it does, and start it again."""
        self._process.kill()
        self._serving.close()
        self._start()

    def _start(self) -> None:
        options = ["--quiet", "--state", str(self._state)]
        serving = shop.sandbox(self._place, *options)
        self._process = self._serving.enter_context(serving)


@dataclass
class Run:
    """One run: orders, then calm, then the books."""

    place: Shop
    server: Mapping[str, str]
    weather: Weather
    seed: int
    orders: int

    def go(self) -> int:
        """Return the status to exit with: 0 where the books agree."""
        began = time.monotonic()
        ends, asked = self._trade()
        traded = time.monotonic() - began
        say(f"{self.orders} orders in {traded:.0f} s; now the scheduled jobs.")
        self._settle()
        return self._judge(ends, asked, traded)

    # === TRADING === #

    def _trade(self) -> tuple[Counter[str], int]:
        """Let all shop at once, in a storm; return how it ended for them."""
        closed = threading.Event()
        office = Office(self.place.url, self.place.database, shop.LOGIN, shop.PASSWORD)
        providers = self._providers(office)
        wishes: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        chance = self._chance(0)
        for number in range(1, self.orders + 1):
            wishes.put(Wish.draw(number, chance))
        with ThreadPoolExecutor(SHOPPERS + 3) as pool, Progress() as progress:
            storm = pool.submit(self.weather.storm, self._chance(1), closed, PAUSE)
            clerks = [
                pool.submit(clerk, office, self._chance(n), closed) for n in (2, 3)
            ]
            shoppers = [
                pool.submit(self._shop, number, providers, wishes, closed)
                for number in range(SHOPPERS)
            ]
            try:
                while not all(each.done() for each in shoppers):
                    progress.show(f"  {self.orders - wishes.qsize()} of {self.orders}")
                    closed.wait(1)
            finally:
                closed.set()  # also for who is interrupted
            storm.result()
            ends = sum((each.result() for each in shoppers), Counter())
            return ends, sum(each.result() for each in clerks)

    def _chance(self, number: int) -> random.Random:
        """Return a source of chance of its own, the same for the same seed."""
        return random.Random(self.seed + number)  # nosec B311 # no secret

    def _providers(self, office: Office) -> dict[str, int]:
        domain = [("code", "=", "ogone"), ("state", "=", "test")]
        fields = ["capture_manually"]
        found = office.call("payment.provider", "search_read", domain, fields=fields)
        names = {False: "sale", True: "reserve"}
        return {names[each["capture_manually"]]: each["id"] for each in found}

    def _shop(
        self,
        number: int,
        providers: dict[str, int],
        wishes: queue.SimpleQueue[Wish],
        closed: threading.Event,
    ) -> Counter[str]:
        ends: Counter[str] = Counter()
        shopper = Shopper(self.place.url, f"shopper-{number}@example.com", providers)
        while not closed.is_set():
            try:
                wish = wishes.get_nowait()
            except queue.Empty:
                break
            try:
                ends["through" if shopper.fulfil(wish) else "without an order"] += 1
            except GaveUpError as error:
                ends[f"gave up: {error}"] += 1
        return ends

    # === SETTLING === #

    def _settle(self) -> None:
        """Let time pass: late feedback arrives, pending things end, all is asked for.

        :raise RunnerError: if something stays open.
        """
        self.weather.calm()
        office = self._office()
        for _round in range(ROUNDS):
            self.weather.lever("unlock")
            self.weather.lever("clock", advance=3600, settle=True)
            self._query(_AGE)
            office.run_cron("payment_ogone.cron_query")
            office.run_cron("payment.cron_post_process_payment_tx")
            ((left,),) = self._query(_OPEN)
            say(f"  {left} still open")
            if not left:
                return
        say("Something stays open.")

    def _office(self) -> Office:
        """Log in, as soon as the shop is up again."""
        deadline = time.monotonic() + 60
        account = (self.place.database, shop.LOGIN, shop.PASSWORD)
        while True:
            try:
                return Office(self.place.url, *account)
            except Exception:
                if time.monotonic() > deadline:
                    raise
                threading.Event().wait(0.5)

    def _query(self, statement: str) -> list:
        with self._cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[psycopg2.extensions.cursor]:
        options = databases.connection_options(self.server)
        connection = psycopg2.connect(dbname=self.place.database, **options)
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            yield cursor

    # === JUDGING === #

    def _judge(self, ends: Counter[str], asked: int, seconds: float) -> int:
        answer = requests.get(f"{self.place.sandbox_url}/_control/books", timeout=60)
        ogone = books.of_ogone(answer.json())
        ours = books.of_shop(self._query)
        differences = books.compare(ogone, ours.orders)
        self._print_table(ogone, ours, differences, ends, asked, seconds)
        return 1 if differences else 0

    def _print_table(
        self,
        ogone: Mapping[str, books.Sums],
        ours: books.Shop,
        differences: Mapping[str, str],
        ends: Counter[str],
        asked: int,
        seconds: float,
    ) -> None:
        say(f"\nSeed {self.seed}, {self.orders} orders, {seconds:.0f} s")
        for what, times in sorted(self.weather.happened.items()):
            say(f"  {times:>6}  {what}")
        restarts = sum(node.restarts for node in self.weather.nodes)
        say(f"  {restarts:>6}  Odoo server started again, for it had ended")
        for what, times in sorted(ends.items()):
            say(f"  {times:>6}  shoppers {what}")
        say(f"  {asked:>6}  captures, voids and refunds asked for by the merchant")
        for state, times in sorted(Counter(ours.states.values()).items()):
            say(f"  {times:>6}  payments {state} in the end")
        say(f"\n{'':<22}{'Ogone':>14}{'Shop':>14}")
        rows = {
            "orders": (len(ogone), len(ours.orders)),
            "charged": tuple(
                sum(bool(sums.captured) for sums in side.values())
                for side in (ogone, ours.orders)
            ),
        }
        for name in ("captured", "refunded", "voided", "booked"):
            rows[name] = tuple(
                f"{sum(getattr(sums, name) for sums in side.values()) / 100:.2f}"
                for side in (ogone, ours.orders)
            )
        for name, (theirs, own) in rows.items():
            say(f"{name:<22}{theirs:>14}{own:>14}")
        say(f"{'accounting payments':<22}{'':>14}{ours.payments:>14}")
        say(f"{'differences':<22}{len(differences):>28}")
        for orderid, text in differences.items():
            say(f"  {orderid} ({ours.states.get(orderid, 'unknown')}): {text}")
