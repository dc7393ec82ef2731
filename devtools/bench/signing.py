# SPDX-License-Identifier: LGPL-3.0-or-later
"""A signature, next to hashing the same bytes and nothing else."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from ogone.feedback import Message
from ogone.parameters import SHA_OUT
from ogone.signature import shasign, verify

from .messages import ALGORITHM, PASSPHRASE, message, parameters

_TIMES = 50
_ROUNDS = 200


def measure() -> dict[str, float]:
    """Return how often as long as raw hashing it takes to sign, and to verify."""
    order = parameters("B1")
    values = {name.upper(): value.encode() for name, value in order.items()}
    signed, signature = Message.read(message("B1")).signed(SHA_OUT)
    text = b"".join(
        name.encode() + b"=" + values[name] + PASSPHRASE.encode()
        for name in sorted(values)
    )
    hashed = hashlib.new(ALGORITHM, text).hexdigest().upper().encode()
    if hashed != signature:
        raise AssertionError("what is compared are not the same bytes")
    deeds = {
        "raw": lambda: hashlib.new(ALGORITHM, text).hexdigest(),
        "sign": lambda: shasign(order, PASSPHRASE, ALGORITHM, SHA_OUT),
        "verify": lambda: verify(signed, signature, PASSPHRASE, ALGORITHM, SHA_OUT),
    }
    times = {name: [] for name in deeds}
    for _round in range(_ROUNDS):
        for name, deed in deeds.items():
            times[name].append(_timed(deed))
    # A few microseconds: whatever takes longer was somebody else's.
    best = {name: min(each) for name, each in times.items()}
    return {name: best[name] / best["raw"] for name in ("sign", "verify")}


def _timed(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _time in range(_TIMES):
        deed()
    return time.perf_counter() - began
