# SPDX-License-Identifier: LGPL-3.0-or-later
"""Clients that pay in every way, and keep books of what they were answered.

They share nothing with the sandbox but its addresses; amounts are times 100.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree  # nosec B405 # reads our own sandbox

VISA, REFUSED = "4111111111111111", "4000300010010003"
ALIAS = "load"
# What a status becomes once it is settled, and the sum that its amount belongs to.
FINAL = {"91": "9", "81": "8", "61": "6", "51": "5"}
SUMS = {"5": "authorised", "9": "captured", "8": "refunded", "6": "voided"}
LOGIN = {
    "PSPID": "OgoneDemo",
    "USERID": "OgoneDemoApi",
    "PSWD": "Demo-Api-Password-1",
}


@dataclass
class Sums:
    """What became of one order, from its answers alone."""

    status: int = 0
    authorised: int = 0
    captured: int = 0
    refunded: int = 0
    voided: int = 0

    def take(self, status: str, amount: str) -> None:
        """Count in an answer."""
        final = FINAL.get(status, status)
        self.status = int(final)
        if final in SUMS:
            moved = getattr(self, SUMS[final]) + int(Decimal(amount) * 100)
            setattr(self, SUMS[final], moved)


@dataclass
class Client:
    """One of those who pay at the same time."""

    host: str
    port: int
    books: dict[str, Sums] = field(default_factory=dict)
    requests: int = 0

    def pay(self, numbers: Iterator[int]) -> None:
        """Place an order for each of ``numbers``, one kind after the other."""
        for number in numbers:
            orderid = f"L{number}"
            sums = self.books[orderid] = Sums()
            kind = KINDS[number % len(KINDS)]
            kind(self, orderid, 1000 + number * 7 % 9000, sums)

    def direct(self, page: str, fields: dict[str, object], sums: Sums) -> str:
        """Call a page of DirectLink, note its answer, and return the PAYID."""
        answer = self._post(f"{page}_utf8", LOGIN | fields)
        told = ElementTree.fromstring(answer.read()).attrib  # noqa: S314 # nosec B314
        sums.take(told["STATUS"], told["amount"])
        if told["STATUS"] in ("5", "9") and page == "orderdirect":
            sums.authorised = int(Decimal(told["amount"]) * 100)
        return told["PAYID"]

    def browse(self, page: str, fields: dict[str, object]) -> tuple[str, str]:
        """Post a form; return the page, and where the browser is sent."""
        answer = self._post(page, fields)
        return answer.read().decode(), answer.getheader("Location") or ""

    def _post(self, page: str, fields: dict[str, object]) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"/ncol/test/{page}.asp", urlencode(fields), form)
        self.requests += 1
        return connection.getresponse()


def _on_the_page(client: Client, orderid: str, amount: int, sums: Sums) -> None:
    order = {"PSPID": LOGIN["PSPID"], "ORDERID": orderid, "AMOUNT": amount}
    order |= {"CURRENCY": "EUR", "LANGUAGE": "en_US"}
    order["ACCEPTURL"] = "https://shop.example/accept"
    text, _location = client.browse("orderstandard_utf8", order)
    key = re.search(r'name="key" value="([^"]+)"', text)[1]
    card = {"cardno": VISA, "holder": "Jane Doe", "expiry": "12/30", "cvc": "123"}
    pressed = {"key": key, "action": "pay"} | card
    _text, location = client.browse("orderstandard_pay", pressed)
    told = parse_qs(urlsplit(location).query)
    sums.take(told["STATUS"][0], told["amount"][0])
    sums.authorised = sums.captured


def _order(orderid: str, amount: int, **changes: str) -> dict[str, object]:
    order = {"ORDERID": orderid, "AMOUNT": amount, "CURRENCY": "EUR"}
    card = {"CARDNO": VISA, "ED": "1230", "CVC": "123", "OPERATION": "SAL"}
    return order | card | changes


def _sale(client: Client, orderid: str, amount: int, sums: Sums) -> None:
    client.direct("orderdirect", _order(orderid, amount), sums)


def _in_parts(client: Client, orderid: str, amount: int, sums: Sums) -> None:
    """Authorise, capture twice for less than all, refund a part of that."""
    order = _order(orderid, amount, OPERATION="RES")
    payid = client.direct("orderdirect", order, sums)
    for operation, share in (("SAL", 3), ("SAL", 4), ("RFD", 5)):
        what = {"PAYID": payid, "OPERATION": operation, "AMOUNT": amount // share}
        client.direct("maintenancedirect", what, sums)


def _refused(client: Client, orderid: str, amount: int, sums: Sums) -> None:
    client.direct("orderdirect", _order(orderid, amount, CARDNO=REFUSED), sums)


def _by_alias(client: Client, orderid: str, amount: int, sums: Sums) -> None:
    how = {"CARDNO": "", "ED": "", "CVC": "", "ALIAS": ALIAS, "ECI": "9"}
    client.direct("orderdirect", _order(orderid, amount, **how), sums)


Kind = Callable[[Client, str, int, Sums], None]
KINDS: list[Kind] = [_on_the_page, _sale, _in_parts, _refused, _by_alias]
