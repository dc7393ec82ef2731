# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``chaos``: everything goes wrong, and the books agree all the same."""

from __future__ import annotations

import argparse


def chaos(arguments: argparse.Namespace) -> int:
    """Let shoppers pay while everything goes wrong, then compare the books.

    Two Odoo servers of two workers each on one PostgreSQL, behind a proxy. The gateway
    is slow, cut off, answers rubbish; feedback is lost, doubled, late, at both servers
    at once; workers are killed, PostgreSQL and the sandbox are restarted. In the end
    each order must be the same at Ogone, in the shop and in its accounting.
    """
    from .run import run  # needs the virtual environment

    return run(arguments)
