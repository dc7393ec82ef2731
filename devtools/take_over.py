# SPDX-License-Identifier: LGPL-3.0-or-later
"""How a host is asked to update the earlier addon, for the tests that do it."""

from __future__ import annotations

import json

from .databases import Server
from .hosts import Host
from .odoo import arguments, environment
from .paths import ADDON


def variables(host: Host, server: Server, database: str) -> dict[str, str]:
    """Return what tests need to update ``database``, which they make an earlier one."""
    command = [*host.command, *arguments(host, database), "-u", ADDON]
    command += ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
    return {
        **server,
        "PGDATABASE": database,
        "UPDATE_COMMAND": json.dumps([str(word) for word in command]),
        "UPDATE_ENVIRONMENT": json.dumps(environment(host, server)),
    }
