# SPDX-License-Identifier: LGPL-3.0-or-later
"""A request that never left, TLS included."""

import logging
import socket
import ssl
import time

import pytest
from error_common import in_full
from transport_common import LATE, closes_at_once, failure, http, never_reads, serving
from werkzeug.serving import make_ssl_devcert

from ogone.errors import NotSentError, OutcomeUnknownError

pytestmark = pytest.mark.usefixtures("no_proxy")


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


def test_no_error_and_no_log_tells_what_could_not_be_sent(closed_port, caplog):
    caplog.set_level(logging.DEBUG)
    error = failure(f"http://127.0.0.1:{closed_port}/", NotSentError)
    shown = in_full(error) + caplog.text
    assert "MARKED" not in shown
