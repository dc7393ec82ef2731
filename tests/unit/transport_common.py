# SPDX-License-Identifier: LGPL-3.0-or-later
"""Servers on this machine that do all kinds of things, and one request to them."""

import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from ogone.errors import DirectLinkError
from ogone.transport import post

FIELDS = {"ORDERID": "S00042-1", "ALIAS": "MARKED-alias", "PSWD": "MARKED-pswd"}
ANSWER = b'<ncresponse STATUS="9"/>'
TINY = 0.3  # seconds
LATE = 2  # seconds: more than any test here has to wait
RESET = b"\1\0\0\0\0\0\0\0"  # SO_LINGER: close with a reset
AMPLE = 30  # seconds: where the end comes by the size, on however slow a machine


def http(body=ANSWER, status="200 OK", length=None, headers=""):
    """Return what a server writes; ``length`` is what it says of its body."""
    length = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n"
    return head.encode("iso-8859-1") + body


def read_request(connection):
    """Read one request with its body; b"" where the client sends none."""
    received = b""
    while b"\r\n\r\n" not in received:
        if not (piece := connection.recv(65536)):
            return received
        received += piece
    head, body = received.split(b"\r\n\r\n", 1)
    (length,) = (
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


class Server:
    """Listens on loopback and has ``behave(connection, server)`` deal with each client.

    It keeps what arrived, and how often somebody connected. ``stop`` ends all waiting.
    """

    def __init__(self, behave):
        self.behave = behave
        self.connections = 0
        self.requests = []
        self.stop = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.origin = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.threads = [threading.Thread(target=self.run)]

    @property
    def url(self):
        return f"http://{self.origin}/ncol/test/orderdirect_utf8.asp"

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            if self.stop.is_set():
                connection.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self.serve, args=(connection,))
            self.threads.append(thread)
            thread.start()

    def serve(self, connection):
        with connection:
            connection.settimeout(LATE)
            with suppress(OSError):  # the client may have gone
                self.behave(connection, self)

    def read(self, connection):
        self.requests.append(read_request(connection))

    def end(self):
        self.stop.set()
        socket.create_connection(self.socket.getsockname()).close()
        for thread in self.threads:
            thread.join()
        self.socket.close()


@contextmanager
def serving(behave):
    server = Server(behave)
    server.threads[0].start()
    try:
        yield server
    finally:
        server.end()


def writes(*pieces, pause=0.0):
    """Return a behaviour: read the request, then write the pieces and close."""

    def behave(connection, server):
        server.read(connection)
        for piece in pieces:
            connection.sendall(piece)
            if server.stop.wait(pause):
                return

    return behave


def send(url, read_timeout=TINY):
    return post(url, FIELDS, connect_timeout=TINY, read_timeout=read_timeout)


def failure(url, error, read_timeout=TINY):
    with pytest.raises(DirectLinkError) as caught:
        send(url, read_timeout)
    assert type(caught.value) is error
    return caught.value


def closes_at_once(connection, server):
    """Close without a look: the client cannot know how much was read."""


def never_reads(connection, server):
    server.stop.wait(LATE)
