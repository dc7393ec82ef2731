# SPDX-License-Identifier: LGPL-3.0-or-later
"""The one HTTP request, against servers on this machine that do all kinds of things.

What counts: a request that may have arrived is never said not to have left, and none
arrives twice.
"""

import logging
import socket
import ssl
import threading
import time
import traceback
from contextlib import contextmanager, suppress

import pytest
from werkzeug.serving import make_ssl_devcert

from ogone.answer import Answer
from ogone.errors import DirectLinkError, NotSentError, OutcomeUnknownError
from ogone.transport import LARGEST_ANSWER, post

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


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    """Go straight to the servers of the tests, whatever this machine's habits."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


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


# It arrives, once


def test_the_body_of_the_answer_is_returned():
    with serving(writes(http())) as server:
        assert send(server.url) == b'<ncresponse STATUS="9"/>'
    assert len(server.requests) == server.connections == 1


def test_a_form_in_utf_8_is_posted():
    fields = {
        "ORDERID": "S 1",
        "CN": "Jérôme & Co",
        "ACCEPTURL": "https://a.example/?b",
    }
    with serving(writes(http())) as server:
        post(server.url, fields)
    (request,) = server.requests
    head, body = request.split(b"\r\n\r\n", 1)
    assert body == (
        b"ORDERID=S+1&CN=J%C3%A9r%C3%B4me+%26+Co&ACCEPTURL=https%3A%2F%2Fa.example%2F%3Fb"
    )
    assert head.startswith(b"POST /ncol/test/orderdirect_utf8.asp HTTP/1.1\r\n")
    kinds = [h for h in head.split(b"\r\n") if h.lower().startswith(b"content-type:")]
    assert kinds == [b"Content-Type: application/x-www-form-urlencoded; charset=utf-8"]


def test_nothing_is_kept_from_one_request_to_the_next():
    with serving(writes(http(headers="Set-Cookie: session=1\r\n"))) as server:
        send(server.url)
        send(server.url)
    assert server.connections == 2
    assert not any(b"session=1" in request for request in server.requests)


def test_an_answer_without_a_length_is_read_to_its_end():
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    with serving(writes(head, ANSWER[:5], ANSWER[5:], pause=0.02)) as server:
        assert send(server.url) == ANSWER


def test_an_answer_in_chunks_is_put_together():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(writes(head, b"c\r\n<ncresponse \r\n", b"2\r\n/>\r\n0\r\n\r\n")) as s:
        assert send(s.url) == b"<ncresponse />"


def test_an_answer_may_come_slowly_as_long_as_it_comes():
    pieces = [ANSWER[place : place + 2] for place in range(0, len(ANSWER), 2)]
    with serving(writes(http(b"", length=len(ANSWER)), *pieces, pause=0.001)) as server:
        assert send(server.url) == ANSWER
    assert len(server.requests) == 1


def test_an_answer_that_drips_without_an_end_is_given_up():
    pieces = [b"x"] * 1000
    with serving(writes(http(b"", length=1000), *pieces, pause=0.05)) as server:
        failure(server.url, OutcomeUnknownError)
    assert len(server.requests) == 1


def test_an_answer_of_the_largest_size_is_read():
    body = b"x" * LARGEST_ANSWER
    with serving(writes(http(body))) as server:
        assert send(server.url, AMPLE) == body


# It may have arrived


def closes_at_once(connection, server):
    """Close without a look: the client cannot know how much was read."""


def resets_at_once(connection, server):
    connection.recv(1)  # before that the client may not know yet that it is connected
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def resets_after_reading(connection, server):
    server.read(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def never_answers(connection, server):
    server.read(connection)
    server.stop.wait(LATE)


def never_reads(connection, server):
    server.stop.wait(LATE)


def drips_headers(connection, server):
    server.read(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX")
    server.stop.wait(LATE)


REDIRECT = {"headers": "Location: /elsewhere\r\n"}
CUT = {
    "closes at once": closes_at_once,
    "resets at once": resets_at_once,
    "closes after reading": writes(),
    "resets after reading": resets_after_reading,
    "never answers": never_answers,
    "never reads": never_reads,
    "stops within the head": drips_headers,
    "closes within the body": writes(http(ANSWER, length=1000)),
    "closes before the body": writes(http(b"", length=1000)),
    "stops within the body": writes(http(ANSWER, length=1000), b"x", pause=LATE),
    "closes within a chunk": writes(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<ncresponse"
    ),
    "chunks of no length": writes(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<ncresponse/>"
    ),
    "no HTTP": writes(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "an answer without HTTP": writes(ANSWER),
    "two lengths": writes(http(headers="Content-Length: 3\r\n")),
    "broken compression": writes(http(headers="Content-Encoding: gzip\r\n")),
    "a thousand headers": writes(http(headers="A: b\r\n" * 1000)),
    "a long header": writes(http(headers=f"A: {'b' * 70_000}\r\n")),
    "only 100": writes(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "HTTP 204": writes(http(b"", "204 No Content")),
    "HTTP 206": writes(http(ANSWER, "206 Partial Content")),
    "HTTP 301": writes(http(b"", "301 Moved", **REDIRECT)),
    "HTTP 302": writes(http(b"", "302 Found", **REDIRECT)),
    "HTTP 303": writes(http(b"", "303 See Other", **REDIRECT)),
    "HTTP 307": writes(http(b"", "307 Temporary Redirect", **REDIRECT)),
    "HTTP 308": writes(http(b"", "308 Permanent Redirect", **REDIRECT)),
    "HTTP 302 to nowhere": writes(http(b"", "302 Found")),
    "HTTP 401": writes(http(b"", "401 No", headers="WWW-Authenticate: Basic\r\n")),
    "HTTP 403": writes(http(b"Forbidden", "403 Forbidden")),
    "HTTP 404": writes(http(b"Not Found", "404 Not Found")),
    "HTTP 408": writes(http(b"", "408 Request Timeout")),
    "HTTP 413": writes(http(b"", "413 Too Large", headers="Retry-After: 0\r\n")),
    "HTTP 429": writes(http(b"", "429 Too Many", headers="Retry-After: 0\r\n")),
    "HTTP 500": writes(http(ANSWER, "500 Internal Server Error")),
    "HTTP 502": writes(http(b"<html></html>", "502 Bad Gateway")),
    "HTTP 503": writes(http(b"", "503 Unavailable", headers="Retry-After: 0\r\n")),
    "HTTP 504": writes(http(b"", "504 Gateway Timeout")),
}


@pytest.mark.parametrize("behave", CUT.values(), ids=CUT)
def test_once_connected_the_outcome_is_unknown_and_nothing_is_repeated(behave):
    with serving(behave) as server:
        failure(server.url, OutcomeUnknownError)
    assert server.connections == 1
    assert len(server.requests) <= 1


def test_half_a_request_may_be_a_request():
    """Sending stops when the server does not read on; much of it has arrived then."""
    fields = FIELDS | {"COM": "x" * 20_000_000}
    with serving(never_reads) as server, pytest.raises(OutcomeUnknownError):
        post(server.url, fields, connect_timeout=TINY, read_timeout=TINY)
    assert server.connections == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://[x",
        "//[::1",
        "/caf\xe9",
        "http://h:99999/",
        "%zz",
        "ftp://x/",
        "http://",
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect"])
def test_wherever_a_redirect_leads_the_outcome_is_unknown(status, location):
    answer = http(b"", status, headers=f"Location: {location}\r\n")
    with serving(writes(answer)) as server:
        failure(server.url, OutcomeUnknownError)
    assert len(server.requests) == server.connections == 1


def test_a_redirect_is_not_followed():
    with serving(writes(http())) as other:
        location = f"Location: {other.url}\r\n"
        with serving(writes(http(b"", "307 Away", headers=location))) as server:
            failure(server.url, OutcomeUnknownError)
    assert other.connections == 0


@pytest.mark.parametrize(
    ("written", "body"),
    [
        (http(b"<html>Maintenance</html>"), b"<html>Maintenance</html>"),
        (http(b""), b""),
        (b"HTTP/1.1 200 OK\r\nContent-", b""),
        (b"HTTP/1.1 200 OK\r\n\r\n<ncresponse STAT", b"<ncresponse STAT"),
    ],
    ids=["a page", "nothing", "cut in the head", "cut in a body without length"],
)
def test_whether_a_body_is_an_answer_is_decided_elsewhere(written, body):
    with serving(writes(written)) as server:
        assert send(server.url) == body
    with pytest.raises(OutcomeUnknownError):
        Answer.read(body)


def test_the_code_of_http_is_told():
    with serving(writes(http(b"", "503 Unavailable"))) as server:
        error = failure(server.url, OutcomeUnknownError)
    assert str(error) == "Ogone answered HTTP 503."


# What an answer may cost


@pytest.mark.parametrize("length", [LARGEST_ANSWER + 1, 50 * LARGEST_ANSWER])
def test_an_answer_that_is_too_large_is_not_read(length):
    with serving(writes(http(b"x" * length))) as server:
        error = failure(server.url, OutcomeUnknownError, AMPLE)
    assert str(error) == "The answer of Ogone is too large."
    assert server.connections == 1


def endless(status):
    """Return a behaviour that goes on for :data:`LATE` seconds."""

    def behave(connection, server):
        server.read(connection)
        head = f"HTTP/1.1 {status}\r\nLocation: /elsewhere\r\n\r\n"
        connection.sendall(head.encode())
        ends = time.monotonic() + LATE
        while time.monotonic() < ends:
            connection.sendall(b"x" * 4096)
            time.sleep(0.001)

    return behave


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "404 Not Found", "500 Oops"])
def test_an_answer_without_end_is_cut(status):
    started = time.monotonic()
    with serving(endless(status)) as server:
        failure(server.url, OutcomeUnknownError)
    assert time.monotonic() - started < LATE - 1


# It never left


@pytest.fixture
def closed_port():
    """A port of this machine where nobody listens."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


def test_where_nobody_listens_nothing_is_sent(closed_port):
    error = failure(f"http://127.0.0.1:{closed_port}/", NotSentError)
    assert str(error) == "Ogone could not be reached."


def test_where_nobody_listens_for_tls_nothing_is_sent(closed_port):
    failure(f"https://127.0.0.1:{closed_port}/", NotSentError)


def test_to_a_name_that_nobody_knows_nothing_is_sent(monkeypatch):
    def unknown(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    failure("https://secure.ogone.example/ncol/test/orderdirect_utf8.asp", NotSentError)


def test_to_a_machine_that_does_not_react_nothing_is_sent():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:  # they fill its queue, so the next one is not heard
            client.setblocking(False)
            client.connect_ex(address)
        started = time.monotonic()
        error = failure(f"http://127.0.0.1:{address[1]}/", NotSentError)
        for client in waiting:
            client.close()
    assert str(error) == "Ogone could not be reached in time."
    assert time.monotonic() - started < LATE


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "http://",
        "http://[x/",
        "http://127.0.0.1:99999/",
        "http://*x/",
        "secure.ogone.com",
        "",
        f"https://{'a' * 64}.example/",
        "https://a..example/",
    ],
)
def test_to_what_is_no_address_nothing_is_sent(url):
    failure(url, NotSentError)


# TLS


def test_a_certificate_that_nobody_has_signed_is_not_trusted(tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*make_ssl_devcert(str(tmp_path / "own"), "127.0.0.1"))

    def behave(connection, server):
        with context.wrap_socket(connection, server_side=True) as secured:
            server.read(secured)
            secured.sendall(http())

    with serving(behave) as server:
        failure(f"https://{server.origin}/", NotSentError)
    assert server.connections == 1
    assert server.requests == []


@pytest.mark.parametrize(
    "behave",
    [closes_at_once, never_reads, lambda client, _server: client.sendall(http())],
    ids=["closes at once", "never answers", "speaks plain HTTP"],
)
def test_where_tls_fails_nothing_is_repeated(behave):
    with serving(behave) as server:
        failure(f"https://{server.origin}/", OutcomeUnknownError)
    assert server.connections == 1


# Secrets


@pytest.mark.parametrize(
    "behave",
    [writes(), closes_at_once, never_answers, writes(http(b"MARKED-body", "500 Oops"))],
    ids=["closes after reading", "closes at once", "never answers", "HTTP 500"],
)
def test_no_error_and_no_log_tells_what_was_sent_or_answered(behave, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(behave) as server:
        error = failure(server.url, OutcomeUnknownError)
    shown = "".join(traceback.format_exception(error)) + repr(error) + caplog.text
    assert "MARKED" not in shown


def test_no_error_and_no_log_tells_what_could_not_be_sent(closed_port, caplog):
    caplog.set_level(logging.DEBUG)
    error = failure(f"http://127.0.0.1:{closed_port}/", NotSentError)
    shown = "".join(traceback.format_exception(error)) + repr(error) + caplog.text
    assert "MARKED" not in shown
