# SPDX-License-Identifier: LGPL-3.0-or-later
"""Faults on demand: what a network, or a gateway in trouble, does to a call.

A fault of a page strikes before anything is booked, or after; the client cannot tell
which. A fault of ``feedback`` strikes a message on its way to the shop.
"""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any

from werkzeug.wrappers import Response

from ..store.database import Database
from ..store.documents import read, write
from ..store.fault_rows import FaultRows

PAGES = ("orderdirect", "maintenancedirect", "querydirect")
BROWSER_PAGES = (
    "orderstandard",
    "orderstandard_pay",
    "Test_3D_ACS",
    "alias_gateway",
    "HostedPage",
)
FEEDBACK = "feedback"


class Kind(str, Enum):
    """What goes wrong."""

    SLOW = "slow"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    ERROR_500_BEFORE = "error_500_before"
    ERROR_500_AFTER = "error_500_after"
    BROKEN_XML = "broken_xml"
    HTML = "html"
    SHORT = "short"
    LOST = "lost"
    DOUBLED = "doubled"
    DOUBLED_AT_ONCE = "doubled_at_once"
    LATE = "late"


_OF_FEEDBACK = (Kind.LOST, Kind.DOUBLED, Kind.DOUBLED_AT_ONCE, Kind.LATE)
_OF_XML = (Kind.BROKEN_XML, Kind.HTML, Kind.SHORT)
_OF_DIRECTLINK = tuple(kind for kind in Kind if kind not in _OF_FEEDBACK)
_OF_BROWSERS = tuple(kind for kind in _OF_DIRECTLINK if kind not in _OF_XML)
_KINDS = {
    **dict.fromkeys(PAGES, _OF_DIRECTLINK),
    **dict.fromkeys(BROWSER_PAGES, _OF_BROWSERS),
    FEEDBACK: _OF_FEEDBACK,
}
# Seconds: somebody waits for what is slow; what is late waits for the clock.
_LONGEST_DELAY = {Kind.SLOW: 300, Kind.LATE: 10 * 86400}
_BEFORE = (Kind.CUT_BEFORE, Kind.ERROR_500_BEFORE)
_CUTS = (Kind.CUT_BEFORE, Kind.CUT_AFTER)
_HTML = (
    b"<html><head><title>Error</title></head><body>"
    b"<h1>An error has occurred</h1></body></html>"
)


@dataclass(frozen=True)
class Fault:
    """A fault of some requests to a page, or of some messages to the shop.

    :ivar seconds: How long :attr:`Kind.SLOW` waits, after it booked, and
        :attr:`Kind.LATE`, by the sandbox's clock.
    :ivar every: It strikes each request whose number divides by it, counted per fault.
    :ivar count: How often it strikes; ``None`` for no end.
    :ivar orderid: A pattern of :mod:`fnmatch`: of which orders.
    """

    page: str
    kind: Kind
    seconds: float = 0.0
    every: int = 1
    count: int | None = 1
    orderid: str = "*"

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Fault":
        """Return the fault that a tester asks for.

        :raise ValueError: for one that does not exist.
        """
        known = {"page", "kind", "seconds", "every", "count", "orderid"}
        if unknown := sorted(set(settings) - known):
            raise ValueError(f"unknown settings {unknown}; known are {sorted(known)}")
        page, kind = settings.get("page"), settings.get("kind")
        if not isinstance(page, str) or page not in _KINDS:
            raise ValueError(f"page is one of {', '.join(_KINDS)}")
        kinds = {each.value: each for each in _KINDS[page]}
        if not isinstance(kind, str) or kind not in kinds:
            raise ValueError(f"kind of {page} is one of {', '.join(kinds)}")
        orderid = settings.get("orderid", "*")
        if not isinstance(orderid, str) or not orderid:
            raise ValueError("orderid is a pattern, such as S-*")
        return cls(
            page,
            kinds[kind],
            _number(settings, "seconds", 0, _LONGEST_DELAY.get(kinds[kind], 300), 0),
            _number(settings, "every", 1, 10**6, 1),
            _count(settings),
            orderid,
        )

    def is_about(self, page: str, orderid: str) -> bool:
        """Whether it may strike a request to ``page`` about that order."""
        return self.page == page and fnmatchcase(orderid, self.orderid)

    @property
    def is_before(self) -> bool:
        """Whether nothing is booked."""
        return self.kind in _BEFORE

    def as_json(self) -> dict[str, Any]:
        """Return it as a tester reads it."""
        return {
            "page": self.page,
            "kind": self.kind.value,
            "seconds": self.seconds,
            "every": self.every,
            "count": self.count,
            "orderid": self.orderid,
        }


def _count(settings: Mapping[str, Any]) -> int | None:
    if settings.get("count") is None:
        return None if "every" in settings else 1
    return _number(settings, "count", 1, 10**6, 1)


def _number(settings: Mapping[str, Any], name: str, low: int, high: int, default: int):
    number = settings.get(name, default)
    is_number = type(number) is int or (type(number) is float and name == "seconds")
    if not is_number or not low <= number <= high:
        raise ValueError(f"{name} is a number from {low} to {high}")
    return number


class Faults:
    """The faults that wait for their requests. Safe for several threads."""

    def __init__(
        self, sleep: Callable[[float], None], database: Database | None = None
    ):
        self._sleep = sleep
        self._database = database or Database()
        self._rows = FaultRows(self._database)

    def clear(self) -> None:
        """Let all go well again."""
        self._rows.clear()

    def add(self, fault: Fault) -> None:
        """Let something go wrong."""
        self._rows.add(fault.page, write(fault))

    def all(self) -> list[dict[str, Any]]:
        """Return the faults that may strike yet, with how often they did."""
        return [
            read(document, Fault).as_json() | {"requests": seen, "struck": struck}
            for _number, document, seen, struck in self._rows.all()
        ]

    def next(self, page: str, orderid: str = "") -> Fault | None:
        """Count a request to ``page``, and return what goes wrong with it."""
        found = None
        with self._database.transaction():
            for number, document, seen, struck in self._rows.of(page):
                fault = read(document, Fault)
                if not fault.is_about(page, orderid):
                    continue
                seen += 1
                if found is None and seen % fault.every == 0:
                    found, struck = fault, struck + 1
                self._count(number, fault, seen, struck)
        return found

    def _count(self, number: int, fault: Fault, seen: int, struck: int) -> None:
        if fault.count is None or struck < fault.count:
            self._rows.count(number, seen, struck)
        else:
            self._rows.delete(number)

    def spoil(
        self, fault: Fault, response: Response, environ: Mapping[str, Any]
    ) -> Response:
        """Return what the client gets instead of ``response``, if anything.

        :raise ConnectionAbortedError: once the connection is cut.
        """
        if fault.kind in _CUTS:
            cut(environ)
        if fault.kind is Kind.SLOW:
            self._sleep(fault.seconds)
            return response
        if fault.kind is Kind.BROKEN_XML:
            whole = response.get_data()
            response.set_data(whole[: len(whole) * 2 // 3])
            return response
        status = 200 if fault.kind is Kind.HTML else 500
        return Response(_HTML, status, content_type="text/html")


def cut(environ: Mapping[str, Any]) -> None:
    """End the connection without a word.

    :raise ConnectionAbortedError: always; the server then gives the connection up, and
        a client without any, in the same process, sees this.
    """
    if connection := environ.get("werkzeug.socket"):
        connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("cut by a lever of the sandbox")
