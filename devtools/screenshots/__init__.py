# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``screenshots``: every picture of the documents, from a running shop."""

from __future__ import annotations

import argparse


def screenshots(arguments: argparse.Namespace) -> None:
    """Take the pictures of README, handbook and Apps page from a shop that runs.

    A real Odoo with the sandbox as its gateway, in Chromium; always with the same data,
    size and names. A picture that looks like the one of the last time is left alone.
    NAMEs are beginnings of names: only those are taken.
    """
    from .run import run  # needs the virtual environment

    run(arguments)
