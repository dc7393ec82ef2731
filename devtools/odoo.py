# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run a host on a database: install modules, serve, feed its shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen  # nosec B404 # for its type

from . import host_addons
from .console import Progress, RunnerError, say
from .hosts import Host
from .paths import DEV, ODOO_DATA
from .processes import follow, log_file, tail
from .services import service

# The addon comes first: Odoo 16 and 17 bring a module of the same name.
CONFIGURATION = """\
[options]
addons_path = {addons}
data_dir = {data}
http_interface = 127.0.0.1
list_db = False
limit_time_real = 0
"""
# What Odoo would tell or ask its makers' services gets no further than this machine:
# nobody listens there. The sandbox is reached directly.
NOWHERE = "http://127.0.0.1:9"
NO_INTERNET = {"http_proxy": NOWHERE, "https_proxy": NOWHERE, "all_proxy": NOWHERE}
NO_INTERNET["no_proxy"] = "127.0.0.1,localhost"
LOG_LINE = re.compile(
    r"^\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+?): (?P<text>.*)$"
)
LOADING = re.compile(r"Loading module (?P<name>\w+) \((?P<which>\d+)/(?P<all>\d+)\)")
LOUD = {"WARNING", "ERROR", "CRITICAL"}


def arguments(host: Host, database: str) -> list[str | Path]:
    """Return what points ``host`` to its modules and to ``database``."""
    addons = ",".join(map(str, [host_addons.folder(host), *host.addons]))
    file = DEV / f"odoo_{host.key}.conf"
    file.write_text(CONFIGURATION.format(addons=addons, data=ODOO_DATA))
    return ["-c", file, "-d", database]


def environment(host: Host, server: Mapping[str, str]) -> dict[str, str]:
    """Return what Odoo reads from its environment; ``server`` leads to PostgreSQL."""
    python = {"PYTHONPATH": str(host.modules), "PYTHONUNBUFFERED": "1"}
    capitals = {name.upper(): value for name, value in NO_INTERNET.items()}
    return {**server, **python, **NO_INTERNET, **capitals}


def install(
    host: Host, server: Mapping[str, str], database: str, *options: str
) -> None:
    """Run Odoo on ``database`` with ``options`` as ``-i MODULE``, then stop it.

    :raise RunnerError: Odoo said no, or logged an error on the way.
    """
    once = ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
    command = [*host.command, *arguments(host, database), *once, *options]
    with Progress() as progress:
        output = Output(progress, show_loading)
        log = f"install-{database}"
        status = follow(command, output.take, log, environment(host, server))
    if status or output.errors:
        raise RunnerError(f"{tail(log)}\nOdoo failed, see {log_file(log)}")


def serve(
    host: Host,
    server: Mapping[str, str],
    database: str,
    port: int,
    log: str,
    *options: str,
) -> AbstractContextManager[Popen]:
    """Serve ``database`` on ``port`` while the block runs.

    :param log: The name of the file below ``.dev/log``, without suffix.
    """
    own = [f"--http-port={port}", f"--db-filter=^{database}$"]
    command = [*host.command, *arguments(host, database), *own, *options]
    url = f"http://127.0.0.1:{port}/web/health"
    return service(command, url, log, environment(host, server))


def shell(
    host: Host, env: Mapping[str, str], database: str, script: Path, *options: str
) -> None:
    """Run ``script`` in Odoo's shell: it finds ``env`` and commits what it did."""
    shell_options = ["--no-http", "--log-level=warn", *options]
    command = [*host.command, "shell", *arguments(host, database), *shell_options]
    log = f"shell-{database}"
    variables = environment(host, env)
    if follow(command, say, log, variables, stdin=str(script)):
        raise RunnerError(f"{script.name} failed, see {log_file(log)}")


def show_loading(progress: Progress, text: str) -> None:
    """Show which module is loaded, of how many."""
    if found := LOADING.search(text):
        progress.show(f"  module {found['which']} of {found['all']}: {found['name']}")


class Output:
    """Watch Odoo's log go by: show what is loud, count errors, hand the rest on.

    :param on_text: What to do with the text of a quiet line.
    """

    def __init__(
        self, progress: Progress, on_text: Callable[[Progress, str], None]
    ) -> None:
        self.errors = 0
        self._progress = progress
        self._on_text = on_text
        self._loud = True

    def take(self, line: str) -> None:
        """Take one line; lines that start no entry belong to the entry before."""
        found = LOG_LINE.match(line)
        if found:
            self._loud = found["level"] in LOUD
            self.errors += found["level"] in ("ERROR", "CRITICAL")
            self._on_text(self._progress, found["text"])
        if self._loud:
            self._progress.clear()
            say(line)
