# SPDX-License-Identifier: LGPL-3.0-or-later
"""Serve one database by several Odoo servers, behind one address."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from subprocess import Popen

from . import machine, odoo, ports
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


@contextlib.contextmanager
def serve(
    host: Host, server: Mapping[str, str], database: str, port: int, count: int
) -> Iterator[list[Popen]]:
    """Serve ``database`` on ``port`` by ``count`` servers of two workers each, while
    the block runs; yield the servers.
    """
    machine.ensure_program("haproxy")
    with contextlib.ExitStack() as stack:
        places = [(number, ports.any_free()) for number in range(1, count + 1)]
        started = [
            stack.enter_context(
                odoo.serve(
                    host,
                    server,
                    database,
                    place,
                    f"odoo-{database}-{number}",
                    f"--workers={WORKERS}",
                    f"--gevent-port={ports.any_free()}",
                    f"--limit-time-real={LONGEST_REQUEST}",
                    "--max-cron-threads=1",
                    "--proxy-mode",
                )
            )
            for number, place in places
        ]
        stack.enter_context(_proxy(database, port, places))
        yield started


def _proxy(
    database: str, port: int, places: list[tuple[int, int]]
) -> contextlib.AbstractContextManager:
    lines = [f"    server node{number} 127.0.0.1:{each}" for number, each in places]
    file = DEV / f"haproxy_{database}.cfg"
    file.write_text(CONFIGURATION.format(port=port, servers="\n".join(lines)))
    program = shutil.which("haproxy", path=machine.PATH)
    url = f"http://127.0.0.1:{port}/web/health"
    return service([program, "-db", "-f", file], url, f"proxy-{database}", {})
