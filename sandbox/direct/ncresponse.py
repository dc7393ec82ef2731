# SPDX-License-Identifier: LGPL-3.0-or-later
"""The answer of the DirectLink pages: one XML element, its data in attributes.

:source: [DL] 3.3, 4.2, 5.2; recordings for the order of the names and for line ends
"""

import base64
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape  # nosec B406 # it writes, and reads nothing

from werkzeug.wrappers import Response

from ogone.statuses import Status

from ..books.orders import Attempt, Entry
from ..feedback.messages import amount_text
from ..gate.incoming import Incoming

_SHORT = ("orderID", "PAYID", "NCERROR", "STATUS", "NCERRORPLUS")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTES = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


class DirectError(Exception):
    """A request that changed nothing.

    :ivar ncerror: Its number.
    :ivar text: NCERRORPLUS.
    :ivar status: STATUS, empty where the platform leaves it so.
    :ivar attempt: Of the order that stands in the way.
    """

    def __init__(
        self,
        text: str,
        ncerror: str = "50001111",
        status: str = "0",
        attempt: Attempt | None = None,
    ):
        super().__init__(text)
        self.text, self.ncerror, self.status = text, ncerror, status
        self.attempt = attempt


@dataclass(frozen=True)
class Answer:
    """What a page answers.

    :ivar html: What the shop puts into a page of its own: HTML_ANSWER.
    """

    attributes: Mapping[str, str]
    html: str = ""

    def shortened(self) -> "Answer":
        """Return the same with the five attributes that some accounts get."""
        return Answer({name: self.attributes[name] for name in _SHORT}, self.html)

    def response(self, charset: str) -> Response:
        """Return it in the charset of the page; the XML itself names none."""
        attributes = "".join(
            f'\r\n{name}="{escape(_NO_XML.sub("?", value), _QUOTES)}"'
            for name, value in self.attributes.items()
        )
        xml = (
            f'<?xml version="1.0"?><ncresponse{attributes}>{self._child()}</ncresponse>'
        )
        return Response(
            xml.encode(charset, "xmlcharrefreplace"),
            content_type=f"text/XML; Charset={charset}",
        )

    def _child(self) -> str:
        if not self.html:
            return ""
        encoded = base64.b64encode(
            self.html.encode("ascii", "xmlcharrefreplace")
        ).decode()
        lines = "\r\n".join(textwrap.wrap(encoded, 76))
        return f"\r\n<HTML_ANSWER>{lines}</HTML_ANSWER>"


def of_order(attempt: Attempt, html: str = "") -> Answer:
    """Return the answer to a new order."""
    entry, means = attempt.original, attempt.means
    attributes = {
        **_head(attempt, entry),
        "IPCTY": "99",
        "CCCTY": "99",
        "ECI": means.eci,
        "CVCCheck": "NO",
        "AAVCheck": "NO",
        "VC": "NO",
        **_tail(attempt, entry),
        **_alias(means.alias),
    }
    del attributes["PAYIDSUB"]
    if entry.status is Status.WAITING_FOR_AUTHENTICATION:
        # as recorded: NCSTATUS 5 beside NCERROR 0
        attributes |= {"NCSTATUS": "5", "NCERRORPLUS": "Identification requested"}
    return Answer(attributes, html)


def of_maintenance(attempt: Attempt, entry: Entry) -> Answer:
    """Return the answer to an operation on a PAYID."""
    alias = _alias(attempt.means.alias)
    return Answer(_head(attempt, entry) | _tail(attempt, entry) | alias)


def of_query(attempt: Attempt, entry: Entry, asked: bool) -> Answer:
    """Return the state of an operation.

    :param asked: Whether PAYIDSUB was sent; it is empty otherwise for the order itself.
    """
    means, get = attempt.means, attempt.request.get
    number = str(entry.number) if entry.number or asked else ""
    attributes = {
        **_head(attempt, entry),
        "PAYIDSUB": number,
        "ECI": means.eci,
        **_tail(attempt, entry),
        "CARDNO": means.cardno,
        "IP": attempt.ip,
        **_alias(means.alias),
    }
    if complus := get("COMPLUS"):
        attributes["COMPLUS"] = complus
    return Answer(_paramplus(attempt, attributes) | attributes)


def of_error(page: str, incoming: Incoming, error: DirectError) -> Answer:
    """Return a refusal, in the shape of the page."""
    attempt = error.attempt
    nothing = "0" if page == "orderdirect" else ""
    attributes = {
        "orderID": incoming.get("ORDERID"),
        "PAYID": str(attempt.payid) if attempt else nothing,
        "PAYIDSUB": "" if page == "querydirect" else "0",
        "NCSTATUS": error.ncerror[:1],
        "NCERROR": error.ncerror,
        "NCERRORPLUS": error.text,
        "ACCEPTANCE": attempt.original.verdict.acceptance if attempt else "",
        "STATUS": error.status,
        "amount": "",
        "currency": incoming.get("CURRENCY"),
        "PM": "",
        "BRAND": "",
        **_alias(incoming.get("ALIAS")),
    }
    if page == "orderdirect":
        del attributes["PAYIDSUB"]
    return Answer(attributes)


def _head(attempt: Attempt, entry: Entry) -> dict[str, str]:
    verdict = entry.verdict
    return {
        "orderID": attempt.request.orderid,
        "PAYID": str(attempt.payid),
        "PAYIDSUB": str(entry.number),
        "NCSTATUS": verdict.ncerror[:1] or "0",
        "NCERROR": verdict.ncerror,
        "NCERRORPLUS": verdict.text,
        "ACCEPTANCE": verdict.acceptance,
        "STATUS": str(int(entry.status)),
    }


def _tail(attempt: Attempt, entry: Entry) -> dict[str, str]:
    return {
        "amount": amount_text(entry.amount),
        "currency": attempt.request.currency,
        "PM": attempt.means.pm,
        "BRAND": attempt.means.brand,
    }


def _alias(name: str) -> dict[str, str]:
    return {"ALIAS": name} if name else {}


def _paramplus(attempt: Attempt, taken: Mapping[str, str]) -> dict[str, str]:
    """Return the pairs of PARAMPLUS that can be attributes beside those ``taken``."""
    encoded, charset = attempt.request.get("PARAMPLUS"), attempt.request.charset
    names = {name.upper() for name in taken}
    return {
        name: value
        for name, value in parse_qsl(encoded, encoding=charset, errors="replace")
        if _NAME.fullmatch(name) and name.upper() not in names
    }
