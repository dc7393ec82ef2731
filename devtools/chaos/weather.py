# SPDX-License-Identifier: LGPL-3.0-or-later
"""What goes wrong, and when: by chance, the same for the same seed."""

from __future__ import annotations

import contextlib
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil
import requests

from ..nodes import Node
from ..postgres import Cluster

_DIRECTLINK = ("orderdirect", "maintenancedirect", "querydirect")
_ON_DIRECTLINK = (
    "cut_before cut_after error_500_before error_500_after slow broken_xml html short"
).split()
_ON_FEEDBACK = "lost doubled doubled_at_once late".split()
_LATE = 20  # seconds, of a feedback and of an answer


@dataclass
class Weather:
    """What can be broken.

    :ivar nodes: The Odoo servers.
    :ivar restart_sandbox: Kills the sandbox, and starts it again on its books.
    :ivar cluster: PostgreSQL, if it is ours to restart.
    """

    sandbox_url: str
    nodes: list[Node]
    restart_sandbox: Callable[[], None]
    cluster: Cluster | None
    happened: Counter[str] = field(default_factory=Counter)

    def storm(
        self, chance: random.Random, closed: threading.Event, pause: float
    ) -> None:
        """Let something happen every ``pause`` seconds or so, until the shop closes."""
        events = [self._fault] * 12 + [self._feedback_fault] * 8
        events += [self._kill_worker] * 3
        rare = [self._restart_sandbox, self._restart_database]
        while not closed.wait(chance.uniform(0.2 * pause, 2 * pause)):
            event = chance.choice(rare if chance.random() < 0.06 else events)
            event(chance)

    def calm(self) -> None:
        """Let all go well from now on."""
        self.lever("faults", clear=True)

    def lever(self, name: str, **settings: object) -> dict | list | None:
        """Pull a lever of the sandbox, if it is there at this moment."""
        url = f"{self.sandbox_url}/_control/{name}"
        try:
            answer = requests.post(url, json=settings, timeout=30)
        except requests.RequestException:
            return None
        return answer.json() if answer.ok else None

    def _fault(self, chance: random.Random) -> None:
        page, kind = chance.choice(_DIRECTLINK), chance.choice(_ON_DIRECTLINK)
        slow = {"seconds": chance.choice([1, _LATE])} if kind == "slow" else {}
        if self.lever("faults", page=page, kind=kind, **slow) is not None:
            self.happened[f"{page}: {kind}"] += 1

    def _feedback_fault(self, chance: random.Random) -> None:
        kind = chance.choice(_ON_FEEDBACK)
        late = {"seconds": chance.randint(1, _LATE)} if kind == "late" else {}
        if self.lever("faults", page="feedback", kind=kind, **late) is not None:
            self.happened[f"feedback: {kind}"] += 1

    def _kill_worker(self, chance: random.Random) -> None:
        """Kill a worker of a node, which the node replaces."""
        node = chance.choice(self.nodes)
        with contextlib.suppress(psutil.NoSuchProcess):
            if workers := psutil.Process(node.pid).children():
                chance.choice(workers).kill()
                self.happened["Odoo worker killed"] += 1

    def _restart_sandbox(self, _chance: random.Random) -> None:
        self.restart_sandbox()
        self.happened["sandbox killed and restarted"] += 1

    def _restart_database(self, _chance: random.Random) -> None:
        if self.cluster:
            self.cluster.restart()
            self.happened["PostgreSQL restarted"] += 1
