# SPDX-License-Identifier: LGPL-3.0-or-later
"""How many SQL queries a request takes, as the host's own access log tells."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

from ..console import RunnerError
from .clients import DEEDS, Client

_LINE = re.compile(r'"(?:GET|POST) /[^\n]*" \d{3} - (\d+) [0-9.]+ [0-9.]+$', re.M)
_TIMES = 5
_SECONDS = 10


def queries(client: Client, log: Path) -> dict[str, int]:
    """Return the queries of each kind of request, those of the host included.

    :param log: Of the server that ``client`` asks, which nobody else asks meanwhile.
    """
    return {
        name: statistics.median_low(
            [_queries(client, name, log) for _time in range(_TIMES)]
        )
        for name in DEEDS
    }


def _queries(client: Client, name: str, log: Path) -> int:
    read = log.stat().st_size
    client.timed(lambda: DEEDS[name](client))
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        with open(log, "rb") as file:
            file.seek(read)
            if found := _LINE.search(file.read().decode(errors="replace")):
                return int(found[1])
        time.sleep(0.01)
    raise RunnerError(f"{log} does not tell what {name} took.")
