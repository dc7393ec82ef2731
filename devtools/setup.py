# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``setup``."""

from __future__ import annotations

import argparse

from . import databases, hosts, postgres
from .console import say


def setup(arguments: argparse.Namespace) -> None:
    """Install all that the other verbs need, and make the shop they copy.

    Programs come from Debian, Python packages into .dev/venv, Odoo into the cache.
    What is there already is left as it is.
    """
    host = hosts.find(arguments.host)
    with postgres.running() as server:
        databases.ensure_template(host, server)
    say(f"Ready, with {host.name} from {host.modules}")
