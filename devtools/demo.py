# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``demo``."""

from __future__ import annotations

import argparse
import signal

from . import hosts, ports, postgres, shop
from .console import say
from .locks import claimed
from .shop import Shop

PREFERRED_PORT = 8069
PREFERRED_SANDBOX_PORT = 8899


def demo(arguments: argparse.Namespace) -> None:
    """Serve a shop that pays through the simulated gateway, until Ctrl-C.

    The shop keeps its orders until the next --reset.
    """
    host = hosts.find(arguments.host)
    port = ports.choose("shop", arguments.port, PREFERRED_PORT)
    sandbox_port = ports.choose(
        "sandbox", arguments.sandbox_port, PREFERRED_SANDBOX_PORT
    )
    with claimed("demo"), postgres.running() as server:
        database = shop.database(host, server, "demo", arguments.reset)
        open_shop = Shop(database, port, sandbox_port)
        with shop.opened(host, server, open_shop, arguments.nodes):
            _print_guide(open_shop)
            _wait_for_the_end()


def _print_guide(open_shop: Shop) -> None:
    from sandbox.books.scenarios import CARDS

    back_end = f"{open_shop.url}/odoo  (login {shop.LOGIN}, password {shop.PASSWORD})"
    say(f"\nShop         {open_shop.url}/shop")
    say(f"Back end     {back_end}")
    say(f"Sandbox      {open_shop.sandbox_url}/")
    say("\nTest cards, with any name, CVC and date to come:")
    for card in CARDS:
        say(f"  {card.number:<20} {card.meaning}")
    say("\nCtrl-C stops everything.")


def _wait_for_the_end() -> None:
    signal.pause()
