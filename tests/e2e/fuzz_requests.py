# SPDX-License-Identifier: LGPL-3.0-or-later
"""Requests that no browser and no gateway would send, written byte by byte."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, urlencode, urlsplit

from hypothesis import strategies as st

# In every secret that is sent; no log may hold it.
MARK = "MARKEDsecret"
ROUTES = [
    "/payment/ogone/return",
    "/payment/ogone/return/shopper",
    "/payment/ogone/feedback",
    "/payment/ogone/test/feedback",
    "/payment/ogone/accept",
    "/payment/ogone/test/exception",
]
METHODS = "POST POST POST GET GET HEAD PUT DELETE PATCH OPTIONS TRACE BREW post".split()
SECONDS = 60


@dataclass(frozen=True, repr=False)
class Request:
    """What goes over the wire."""

    method: str
    route: str
    query: bytes = b""
    body: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    framing: str = "length"

    def __repr__(self) -> str:
        return f"Request({self.encoded()[:3000]!r})"

    @property
    def read_whole(self) -> bool:
        """Return whether the server reads it to its end; else it may cut the answer."""
        posted = self.method == "POST" and len(self.body) <= 32 * 1024
        # Bytes that are blanks in ISO-8859-1 end an address, for Python's own server.
        one_word = len(self.query.decode("iso-8859-1").split()) <= 1
        return self.framing == "length" and one_word and (posted or not self.body)

    def encoded(self) -> bytes:
        """Return the bytes of the request."""
        target = self.route.encode() + (b"?" + self.query if self.query else b"")
        lines = [b"%s %s HTTP/1.1" % (self.method.encode(), target)]
        names = {name.lower() for name, _value in self.headers}
        lines += [] if b"host" in names else [b"Host: 127.0.0.1"]
        lines += [name + b": " + value for name, value in self.headers]
        framing, body = FRAMINGS[self.framing](self.body)
        head = b"\r\n".join([*lines, *framing, b"Connection: close"])
        return head + b"\r\n\r\n" + body


def _in_chunks(body):
    pieces = [body[place : place + 1000] for place in range(0, len(body), 1000)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return [b"Transfer-Encoding: chunked"], chunks + b"0\r\n\r\n"


FRAMINGS = {
    "length": lambda body: ([b"Content-Length: %d" % len(body)], body),
    "chunks": _in_chunks,
    "cut chunks": lambda body: ([b"Transfer-Encoding: chunked"], b"ffff\r\n" + body),
    "no chunks": lambda body: ([b"Transfer-Encoding: chunked"], b"zz\r\n" + body),
    "no length": lambda body: ([], body),
    "too long": lambda body: ([b"Content-Length: %d" % (len(body) + 10)], body),
    "too short": lambda body: ([b"Content-Length: %d" % (len(body) // 2)], body),
    "negative": lambda body: ([b"Content-Length: -1"], body),
    "a word": lambda body: ([b"Content-Length: many"], body),
    "huge": lambda body: ([b"Content-Length: 99999999999999999999"], body),
}


def send(url: str, request: Request) -> int | None:
    """Send ``request``; return the status of the answer, ``None`` if there is none."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), SECONDS) as connection:
        try:
            connection.sendall(request.encoded())
            connection.shutdown(socket.SHUT_WR)
        except OSError:  # answered, and closed, before all was sent
            pass
        try:
            answer = http.client.HTTPResponse(connection, method=request.method)
            answer.begin()
            answer.read()
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException):
            return None
        return answer.status


# What is sent

NAMES = (
    "STATUS orderID amount currency PAYID SHASIGN NCERROR PM BRAND ALIAS CARDNO CN ED"
    " ACCEPTANCE PAYIDSUB IP csrf_token session_id db debug redirect __proto__"
).split()
VALUES = (
    "9 5 0 -1 1e9 NaN 99999999999999999999 EUR 1111.11 ٩ ' \" ' OR 1=1-- ${7*7} {{7*7}}"
    " <script>alert(1)</script> ../../../etc/passwd file:///etc/passwd %s%n \x00 \r\n"
    " \u202e ſ İ \ufffe"
).split(" ")


def _cut_escape(value):
    return quote_from_bytes(value).encode() + b"%C"


SPELLINGS = [
    lambda value: quote_from_bytes(value).encode(),
    lambda value: quote_from_bytes(value, safe="").encode().lower(),
    lambda value: b"".join(b"%%%02X" % byte for byte in value),
    lambda value: quote_from_bytes(quote_from_bytes(value).encode()).encode(),
    lambda value: b"".join(b"%%u00%02X" % byte for byte in value),
    _cut_escape,
    lambda value: bytes(byte for byte in value if byte > 32),
]
CHARSETS = "utf-8 iso-8859-1 utf-16 utf-7 cp1252".split()


@st.composite
def forms(draw, orderids):
    """A form's body or a query, with names and values of all kinds."""
    secrets = st.sampled_from([MARK, f"4111111111111111{MARK}"])
    values = st.sampled_from([*VALUES, *orderids]) | secrets | st.text(max_size=60)
    names = st.sampled_from(NAMES) | st.text(max_size=12)
    pairs = draw(st.lists(st.tuples(names, values), max_size=14))
    pairs += draw(st.sampled_from([[], pairs[:2], pairs * 20]))  # fields that repeat
    # A log may tell of which order a message claims to be.
    pairs = [pair for pair in pairs if pair[0] != "orderID" or MARK not in pair[1]]
    if draw(st.booleans()):
        pairs.append(("orderID", draw(st.sampled_from(orderids))))
    spell, charset = draw(st.sampled_from(SPELLINGS)), draw(st.sampled_from(CHARSETS))
    encoded = [
        spell(name.encode(charset, "replace"))
        + b"="
        + spell(value.encode("utf-8", "replace"))
        for name, value in pairs
    ]
    return draw(st.sampled_from([b"&", b"&", b"&", b";", b"&&", b"&=&"])).join(encoded)


def parts(form):
    """Write a form as multipart, with a boundary that is or is not told."""
    boundary = b"--b\r\nContent-Disposition: form-data; name="
    fields = [piece.partition(b"=") for piece in form.split(b"&")]
    return b"".join(
        boundary + b'"%s"\r\n\r\n%s\r\n' % (name, value) for name, _, value in fields
    )


KINDS = [
    b"application/x-www-form-urlencoded",
    b"application/x-www-form-urlencoded; charset=utf-16",
    b"multipart/form-data; boundary=b",
    b"multipart/form-data",
    b"application/json",
    b"text/xml",
    b"text/plain",
    b"",
    b"\xff\xfe",
    b"a" * 2000,
]
# Not among them: a Host that is none, as "" or "[::1"; there the host itself fails, on
# whatever page, before it looks for a route. Nor an upgrade to a WebSocket, for which
# the host takes the connection over, and answers otherwise.
HOSTILE = [
    (b"Sec-Fetch-Mode", b"navigate"),
    (b"Host", b"evil.example"),
    (b"X-Forwarded-For", b"203.0.113.7, " * 50),
    (b"X-Forwarded-Host", b"evil.example"),
    (b"X-Forwarded-Proto", b"javascript"),
    (b"X-HTTP-Method-Override", b"DELETE"),
    (b"Cookie", b"session_id=" + MARK.encode() * 20),
    (b"Cookie", b"\xff; =; ogone_browser=1.1.1.1; frontend_lang=../../x"),
    (b"Authorization", b"Basic " + MARK.encode()),
    (b"Authorization", b"Bearer " + MARK.encode()),
    (b"Accept-Language", b"fr-BE;q=" + b"9" * 500),
    (b"Accept-Encoding", b"gzip;q=x"),
    (b"Content-Encoding", b"gzip"),
    (b"Expect", b"100-continue"),
    (b"Expect", b"a miracle"),
    (b"Range", b"bytes=0-18446744073709551615"),
    (b"If-None-Match", b"*"),
    (b"If-Modified-Since", b"never"),
    (b"Upgrade", b"TLS/1.3"),
    (b"User-Agent", b"\xc3\x28 ${jndi:ldap://127.0.0.1:9/}"),
    (b"X", b"x" * 60_000),
    (b"Origin", b"null"),
    (b"Referer", b"http://evil.example/"),
    (b"X-Openerp-Session-Id", b"../../etc/passwd"),
]


@st.composite
def hostile(draw, orderids):
    """A request of the kind that scanners and thieves send."""
    form = draw(forms(orderids))
    body = draw(
        st.sampled_from(
            [
                form,
                form,
                form,
                parts(form) + b"--b--\r\n",
                parts(form),
                json.dumps(
                    {"params": {"STATUS": "9", "orderID": orderids[0]}}
                ).encode(),
                b'<ncresponse STATUS="9"/>',
                form * (40_000 // max(len(form), 1) + 1),
                b"x" * 200_000,
                b"&" * 30_000,
                b"",
            ]
        )
        | st.binary(max_size=500)
    )
    # A blank would end the address, and no server reads what follows it.
    queries = st.sampled_from([b"", form.replace(b" ", b"+")])
    query = bytes(byte for byte in draw(queries)[:30_000] if byte > 32)
    return Request(
        method=draw(st.sampled_from(METHODS)),
        route=draw(st.sampled_from(ROUTES)),
        query=query,
        body=body,
        headers=[
            (b"Content-Type", draw(st.sampled_from(KINDS))),
            *draw(st.lists(st.sampled_from(HOSTILE), max_size=3)),
        ],
        framing=draw(st.sampled_from(["length"] * 8 + list(FRAMINGS))),
    )


@st.composite
def replayed(draw, signed):
    """A message that Ogone has really signed, again, or with a byte changed.

    :param signed: Parameters with their SHASIGN.
    """
    encoded = urlencode(draw(st.sampled_from(signed))).encode()
    if draw(st.booleans()):
        place = draw(st.integers(0, len(encoded) - 1))
        put = draw(st.sampled_from([b"", b"&", b"=", b"%00", b"9", b"&STATUS=9&"]))
        encoded = encoded[:place] + put + encoded[place + 1 :]
    posted = draw(st.booleans())
    return Request(
        method="POST" if posted else "GET",
        route=draw(st.sampled_from(ROUTES)),
        query=b"" if posted else encoded,
        body=encoded if posted else b"",
        headers=[(b"Content-Type", KINDS[0])],
    )
