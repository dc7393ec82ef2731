# SPDX-License-Identifier: LGPL-3.0-or-later
"""A request that may have arrived is never said not to have left."""

import logging
import socket

import pytest
from error_common import in_full
from transport_common import (
    ANSWER,
    FIELDS,
    LATE,
    RESET,
    TINY,
    closes_at_once,
    failure,
    http,
    never_reads,
    send,
    serving,
    writes,
)

from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError
from ogone.transport import post

pytestmark = pytest.mark.usefixtures("no_proxy")


def resets_at_once(connection, server):
    connection.recv(1)  # before that the client may not know yet that it is connected
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def resets_after_reading(connection, server):
    server.read(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def never_answers(connection, server):
    server.read(connection)
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
    fields = {**FIELDS, "COM": "x" * 20_000_000}
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


@pytest.mark.parametrize(
    "behave",
    [writes(), closes_at_once, never_answers, writes(http(b"MARKED-body", "500 Oops"))],
    ids=["closes after reading", "closes at once", "never answers", "HTTP 500"],
)
def test_no_error_and_no_log_tells_what_was_sent_or_answered(behave, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(behave) as server:
        error = failure(server.url, OutcomeUnknownError)
    shown = in_full(error) + caplog.text
    assert "MARKED" not in shown
