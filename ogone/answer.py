# SPDX-License-Identifier: LGPL-3.0-or-later
"""What DirectLink answers: one XML element, read into :class:`Answer`.

:source: [DL] 3.2 for orders, 4.2 for maintenance, 5.2 for queries
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Mapping

from lxml import etree

from .amounts import from_answer
from .errors import MalformedFeedbackError, OutcomeUnknownError
from .facts import facts
from .parameters import upper
from .report import Report
from .texts import _lt

_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_ELEMENT = "ncresponse"


@dataclass(frozen=True)
class Answer(Report):
    """An answer to a call of ours. ``repr`` shows no page for the shopper.

    :ivar ncerrorplus: What Ogone adds in words; "" where it says "!".
    :ivar html_answer: The page that leads the shopper to the bank, for STATUS 46.
    :ivar facts: What it tells of the means of payment, as far as that may be kept.
    """

    ncerrorplus: str = field(repr=False)
    html_answer: str = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, body: bytes) -> Answer:
        """Read the body of an answer, names in any case and order.

        :raise OutcomeUnknownError: if it is not one ``ncresponse``.
        """
        element = _element(body)
        attributes = element.attrib.items()
        parameters = {upper(name): value for name, value in attributes}
        if len(parameters) < len(attributes):
            raise OutcomeUnknownError(_lt("The answer of Ogone contradicts itself."))
        return cls._of(parameters, _html_answer(element))

    @classmethod
    def _of(cls, parameters: Mapping[str, str], html_answer: str) -> Answer:
        def get(name: str, nothing: str = "") -> str:
            value = parameters.get(name, "").strip()
            return "" if value == nothing else value

        status = get("STATUS")
        if status and not _NUMBER.fullmatch(status):
            raise OutcomeUnknownError(
                _lt("The answer of Ogone has no readable STATUS.")
            )
        return cls(
            orderid=get("ORDERID"),
            status=int(status) if status else None,
            payid=get("PAYID", nothing="0"),
            payidsub=get("PAYIDSUB"),
            amount=_amount(get("AMOUNT")),
            currency=get("CURRENCY").upper(),
            ncerror=get("NCERROR", nothing="0"),
            ncerrorplus=get("NCERRORPLUS", nothing="!"),
            pm=get("PM"),
            brand=get("BRAND"),
            acceptance=get("ACCEPTANCE"),
            cardno=get("CARDNO"),
            ed=get("ED"),
            alias=get("ALIAS"),
            html_answer=html_answer,
            facts=facts(parameters),
        )


def _element(body: bytes) -> etree._Element:
    """Return the ``ncresponse`` of ``body``, without or with a root around it."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_as_utf8(body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OutcomeUnknownError(
            _lt("The answer of Ogone could not be read.")
        ) from error
    if root.getroottree().docinfo.doctype:
        raise OutcomeUnknownError(_lt("The answer of Ogone declares a document type."))
    elements = [root] if root.tag.lower() == _ELEMENT else list(root)
    if len(elements) != 1 or str(elements[0].tag).lower() != _ELEMENT:
        raise OutcomeUnknownError(
            _lt("The answer of Ogone is no answer of DirectLink.")
        )
    return elements[0]


def _html_answer(element: etree._Element) -> str:
    """Return the page in HTML_ANSWER, or "": it is base64, with line breaks in it."""
    texts = [child.text for child in element if str(child.tag).upper() == "HTML_ANSWER"]
    encoded = "".join("".join(filter(None, texts)).split())
    try:
        page = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return ""
    try:
        return page.decode()
    except UnicodeDecodeError:
        return page.decode("iso-8859-1")


def _amount(text: str) -> Decimal | None:
    try:
        return from_answer(text) if text else None
    except MalformedFeedbackError as error:
        raise OutcomeUnknownError(
            _lt("The answer of Ogone has no readable AMOUNT.")
        ) from error


def _as_utf8(body: bytes) -> bytes:
    """Return ``body`` as UTF-8, where it is ISO-8859-1 without saying so."""
    try:
        body.decode()
    except UnicodeDecodeError:
        if b"encoding=" not in body[:100]:
            return body.decode("iso-8859-1").encode()
    return body
