# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``fuzz``."""

from __future__ import annotations

import argparse
import random

from . import testing
from .console import say

REQUESTS = 20_000


def fuzz(arguments: argparse.Namespace) -> int:
    """Send thousands of strange requests to the routes of a running shop.

    None may be answered with a server's error, change a payment, put a secret into the
    log, or fill the journal. The seed is said: the same one sends the same requests.
    """
    seed = arguments.seed
    if seed is None:
        seed = random.randrange(2**32)  # noqa: S311 # nosec B311 # no secret
    say(f"{arguments.requests} requests, seed {seed}")
    variables = {"FUZZ_REQUESTS": str(arguments.requests), "FUZZ_SEED": str(seed)}
    counts = testing.in_shop(arguments.host, "fuzz", "test_fuzz", variables)
    say(f"{counts.passed} passed, {counts.failed} failed")
    return 0 if counts.passed and not counts.failed else 1
