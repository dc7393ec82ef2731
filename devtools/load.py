# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``load``."""

from __future__ import annotations

import argparse
import json
import re
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from . import ports
from .console import Progress, say
from .load_clients import ALIAS, VISA, Client
from .paths import DEV
from .services import service
from .venv import PYTHON

_EARLY = 1000  # orders, after which the memory is looked at for the first time
_SHOWN = 5  # differences


class _Numbers:
    """Hands out each number once, whoever asks; a generator minds two at a time."""

    def __init__(self, end: int) -> None:
        self._numbers = iter(range(end))
        self._lock = Lock()

    def __iter__(self) -> _Numbers:
        return self

    def __next__(self) -> int:
        with self._lock:
            return next(self._numbers)


@dataclass
class Report:
    """What a run came to; sizes in MiB."""

    orders: int
    requests: int
    seconds: float
    differences: list[str]
    early: float
    late: float

    def say(self) -> None:
        """Print one table, and the first of the differences."""
        rows = {
            "orders": self.orders,
            "requests": self.requests,
            "seconds": f"{self.seconds:.1f}",
            "orders/s": f"{self.orders / self.seconds:.0f}",
            "requests/s": f"{self.requests / self.seconds:.0f}",
            "differences": len(self.differences),
            f"MiB at {min(self.orders, _EARLY)} orders": f"{self.early:.1f}",
            "MiB at the end": f"{self.late:.1f}",
        }
        for name, value in rows.items():
            say(f"{name:<24}{value:>10}")
        for difference in self.differences[:_SHOWN]:
            say(difference)


def _new_file() -> str:
    """Return where a sandbox may keep its state; nothing is there yet."""
    file = DEV / "load.sqlite"
    for old in DEV.glob(f"{file.name}*"):
        old.unlink()
    return str(file)


def load(arguments: argparse.Namespace) -> int:
    """Pay many orders through a sandbox, and compare its books with our own.

    Mixed kinds, several clients at once; 1 for any difference.
    """
    return run(arguments.orders, arguments.clients, PYTHON, arguments.file)


def run(orders: int, clients: int, python: str | Path, in_file: bool = False) -> int:
    """Pay ``orders`` by ``clients`` at once; return the status to exit with.

    :param in_file: Whether the sandbox keeps its state there, or in memory.
    """
    port = ports.any_free()
    command = [python, "-m", "sandbox", "--port", str(port), "--quiet"]
    command += ["--state", _new_file()] if in_file else []
    url = f"http://127.0.0.1:{port}"
    with service(command, f"{url}/", "sandbox-load", {}) as process:
        report = _measured(url, port, process.pid, orders, clients)
    report.say()
    return 1 if report.differences else 0


def _measured(url: str, port: int, pid: int, orders: int, clients: int) -> Report:
    _lever(url, "merchant", {"sha_in": ""})  # it is not signing that is measured
    _lever(url, "aliases", {"cardno": VISA, "alias": ALIAS})
    payers = [Client("127.0.0.1", port) for _each in range(clients)]
    begun = time.monotonic()
    early = _pay(payers, orders, lambda: _memory(pid))
    seconds = time.monotonic() - begun
    _lever(url, "clock", {"settle": True})
    ours = {name: sums for payer in payers for name, sums in payer.books.items()}
    theirs = {each["orderid"]: each for each in _lever(url, "books")}
    different = differences({name: asdict(sums) for name, sums in ours.items()}, theirs)
    requests = sum(payer.requests for payer in payers)
    return Report(len(ours), requests, seconds, different, early, _memory(pid))


def _pay(payers: list[Client], orders: int, memory: Callable[[], float]) -> float:
    """Let all pay at once; return the memory after the first thousand orders."""
    numbers = _Numbers(orders)
    early = 0.0
    with ThreadPoolExecutor(len(payers)) as pool, Progress() as progress:
        running = {pool.submit(payer.pay, numbers) for payer in payers}
        while running:
            done, running = wait(running, timeout=0.2)
            for payer in done:
                payer.result()
            paid = sum(len(payer.books) for payer in payers)
            progress.show(f"{paid} of {orders} orders")
            if not early and (paid >= min(orders, _EARLY)):
                early = memory()
    return early


def differences(ours: dict[str, dict], theirs: dict[str, dict]) -> list[str]:
    """Return what two books disagree about, order by order."""
    found = []
    for name in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(name), theirs.get(name)
        kept = {key: other[key] for key in mine} if mine and other else other
        if mine != kept:
            found.append(f"{name}: we noted {mine}, the sandbox {kept}")
    return found


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def _lever(url: str, path: str, values: dict | None = None) -> Any:
    body = None if values is None else json.dumps(values).encode()
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f"{url}/_control/{path}", body)  # noqa: S310
    with direct.open(request, timeout=300) as answer:
        return json.load(answer)
