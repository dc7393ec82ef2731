# SPDX-License-Identifier: LGPL-3.0-or-later
"""The one HTTP request where it arrives: once, whole, and at what cost at most."""

import time

import pytest
from transport_common import AMPLE, ANSWER, LATE, failure, http, send, serving, writes

from ogone.errors import OutcomeUnknownError
from ogone.transport import LARGEST_ANSWER, post

pytestmark = pytest.mark.usefixtures("no_proxy")


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
