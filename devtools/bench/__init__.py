# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``bench``: what a payment result costs, next to what the host costs."""

from __future__ import annotations

import argparse


def bench(arguments: argparse.Namespace) -> int:
    """Measure what results cost on a real Odoo, as ratios within this run.

    Each against the floor: a public route of the same host that reads one record.
    Prints one table and saves it in .dev/bench.json. Seconds differ from machine to
    machine, so nothing is too slow here: only what does not run fails.
    """
    from .run import run  # needs the virtual environment

    return run(arguments)
