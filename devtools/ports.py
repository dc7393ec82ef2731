# SPDX-License-Identifier: LGPL-3.0-or-later
"""Choose ports of the loopback address that nobody uses."""

from __future__ import annotations

import json
import socket

from .paths import DEV

REMEMBERED = DEV / "ports.json"


def any_free() -> int:
    """Return a port that the system says is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def choose(name: str, wanted: int | None, preferred: int) -> int:
    """Return the port of ``name``: wanted, or last time's, or preferred, or any.

    What was chosen is remembered, so that a link to the demo stays good.
    """
    remembered = json.loads(REMEMBERED.read_text()) if REMEMBERED.exists() else {}
    candidates = (remembered.get(name), preferred)
    free = (port for port in candidates if port and _is_free(port))
    port = wanted or next(free, None) or any_free()
    REMEMBERED.write_text(json.dumps({**remembered, name: port}))
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
