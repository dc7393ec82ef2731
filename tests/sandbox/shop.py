# SPDX-License-Identifier: LGPL-3.0-or-later
"""The shop's own server: it notes the feedback that arrives, and answers as told."""

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Event, Thread
from urllib.parse import parse_qsl

PATIENCE = 15  # seconds
_INTERVAL = 0.05  # seconds between the blanks that trickle
_numbers = count(1)


@dataclass(frozen=True)
class Request:
    """What the sandbox sent: the bytes are kept, for the charset is a question."""

    method: str
    path: str
    encoded: str

    def fields(self, charset="utf-8"):
        """Return the pairs as they were sent, the empty ones included."""
        return dict(parse_qsl(self.encoded, keep_blank_values=True, encoding=charset))


@dataclass
class Reply:
    """What the shop answers; not before ``hold`` is set, where there is one.

    :ivar trickle: Until it is set, a blank comes now and then before the body.
    """

    status: int = 200
    body: str = ""
    headers: dict = field(default_factory=dict)
    hold: Event | None = None
    trickle: Event | None = None


class Shop:
    """The part of the server that belongs to one test: all below a path of its own."""

    def __init__(self, server):
        self._server = server
        self.path = f"/{next(_numbers)}"
        self.url = f"http://127.0.0.1:{server.server_port}{self.path}"
        self.replies = []

    def answers(self, *replies):
        """Answer these, one after the other; the last one stays."""
        self.replies[:] = replies
        self._server.replies[self.path] = self.replies

    @property
    def received(self):
        """What arrived here, the oldest first."""
        with self._server.arrived:
            return self._mine()

    def _mine(self):
        start = (self.path, f"{self.path}/")
        mine = [
            each
            for each in self._server.requests
            if each.path == start[0] or each.path.startswith(start[1])
        ]
        return mine

    def waits_for(self, number):
        """Return the first ``number`` requests, once they are all there."""
        with self._server.arrived:
            came = self._server.arrived.wait_for(
                lambda: len(self._mine()) >= number, PATIENCE
            )
            assert came, f"{len(self._mine())} of {number} requests in {PATIENCE} s"
            return self._mine()[:number]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._serve("")

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        self._serve(self.rfile.read(length).decode("ascii"))

    def _serve(self, body):
        path, _mark, query = self.path.partition("?")
        request = Request(self.command, path, body or query)
        with self.server.arrived:
            self.server.requests.append(request)
            self.server.arrived.notify_all()
        replies = self.server.replies.get(f"/{path.split('/')[1]}") or [Reply()]
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if reply.hold:
            reply.hold.wait(PATIENCE)
        with suppress(OSError):  # the sandbox may have lost its patience
            self._answer(reply)

    def _answer(self, reply):
        body = reply.body.encode()
        self.send_response(reply.status)
        blanks = int(PATIENCE / _INTERVAL) if reply.trickle else 0
        length = str(len(body) + blanks)
        headers = {"Content-Type": "text/plain", "Content-Length": length}
        for name, value in (headers | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        for _number in range(blanks):
            reply.trickle.wait(_INTERVAL)
            self.wfile.write(b" ")
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def served():
    """Run the server while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.requests, server.replies, server.arrived = [], {}, Condition()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
