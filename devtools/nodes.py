# SPDX-License-Identifier: LGPL-3.0-or-later
"""Serve one database by several Odoo servers, behind one address."""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from subprocess import Popen  # nosec B404 # for its type

from . import machine, odoo, ports
from .console import RunnerError
from .hosts import Host
from .paths import DEV
from .services import service

WORKERS = 2
# A worker of Odoo that takes longer is killed by its server.
LONGEST_REQUEST = 300
# What a node has begun is never sent to another one: only where no connection could be
# made does the proxy try again, which is what it does unless told otherwise. A node
# whose workers are all busy answers the check late, which must not put it aside.
CONFIGURATION = """\
defaults
    mode http
    timeout connect 5s
    timeout client 300s
    timeout server 300s
    timeout queue 60s
    timeout check 10s
    option redispatch
    retries 5

frontend shop
    bind 127.0.0.1:{port}
    option forwardfor
    default_backend nodes

backend nodes
    balance roundrobin
    option httpchk
    http-check send meth GET uri /web/health ver HTTP/1.1 hdr Host 127.0.0.1
    default-server check inter 2s fastinter 200ms fall 3 rise 1
{servers}
"""


class Node:
    """A server that is started again when it ends, as a service manager does.

    :ivar restarts: How often it had to be.
    """

    def __init__(self, start: Callable[[], contextlib.AbstractContextManager[Popen]]):
        self.restarts = 0
        self._start = start
        self._serving = contextlib.ExitStack()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._keep, daemon=True)

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._process.pid

    def __enter__(self) -> Node:
        self._process = self._serving.enter_context(self._start())
        self._watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._closed.set()
        self._watch.join()
        self._serving.close()

    def _keep(self) -> None:
        while not self._closed.wait(1):
            if self._process.poll() is not None:
                self._serving.close()
                with contextlib.suppress(RunnerError):  # tried again
                    self._process = self._serving.enter_context(self._start())
                    self.restarts += 1


@contextlib.contextmanager
def serve(
    host: Host, server: Mapping[str, str], database: str, port: int, count: int
) -> Iterator[list[Node]]:
    """Serve ``database`` on ``port`` by ``count`` servers of two workers each, while
    the block runs; yield the servers.
    """
    machine.ensure_program("haproxy")
    with contextlib.ExitStack() as stack:
        places = [(number, ports.any_free()) for number in range(1, count + 1)]
        started = [
            stack.enter_context(Node(partial(_node, host, server, database, *place)))
            for place in places
        ]
        stack.enter_context(_proxy(database, port, places))
        yield started


def _node(
    host: Host, server: Mapping[str, str], database: str, number: int, port: int
) -> contextlib.AbstractContextManager[Popen]:
    return odoo.serve(
        host,
        server,
        database,
        port,
        f"odoo-{database}-{number}",
        f"--workers={WORKERS}",
        f"--gevent-port={ports.any_free()}",
        f"--limit-time-real={LONGEST_REQUEST}",
        "--max-cron-threads=1",
        "--proxy-mode",
    )


def _proxy(
    database: str, port: int, places: list[tuple[int, int]]
) -> contextlib.AbstractContextManager:
    lines = [f"    server node{number} 127.0.0.1:{each}" for number, each in places]
    file = DEV / f"haproxy_{database}.cfg"
    file.write_text(CONFIGURATION.format(port=port, servers="\n".join(lines)))
    program = shutil.which("haproxy", path=machine.PATH)
    url = f"http://127.0.0.1:{port}/web/health"
    return service([program, "-db", "-f", file], url, f"proxy-{database}", {})
