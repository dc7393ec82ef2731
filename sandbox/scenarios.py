# SPDX-License-Identifier: LGPL-3.0-or-later
"""Test cards: which number leads where.

A number of the sandbox's own reads ``4000``, the NCERROR, ``000``, a check digit; or
has the STATUS at the same place. Any other number of a known brand that passes the Luhn
check is accepted.
"""

from dataclasses import dataclass

from ogone.statuses import Status

from .operations import Operation

OWN = "sandbox"


@dataclass(frozen=True)
class Card:
    """A test card.

    :ivar status: Of a sale; :func:`status_for` tells that of an authorisation.
    :ivar source: Key of the document, or :data:`OWN` where none gives a card.
    """

    number: str
    brand: str
    status: Status
    ncerror: str
    meaning: str
    source: str


def _accepted(number: str, brand: str, meaning: str, source: str) -> Card:
    return Card(number, brand, Status.CAPTURED, "0", meaning, source)


def _refused(number: str, brand: str, ncerror: str, meaning: str, source: str) -> Card:
    return Card(number, brand, Status.REFUSED, ncerror, meaning, source)


_V, _M, _A = "VISA", "MasterCard", "American Express"
_NOT_AUTHENTICATED = "40001134"

CARDS = (
    _accepted("4111111111111111", _V, "accepted", "[BAS]"),
    _accepted("4000024329596391", _V, "accepted, credit", "[DRUPAL]"),
    _accepted("4000068558002134", _V, "accepted, debit", "[DRUPAL]"),
    _accepted("4000100011112224", _V, "accepted", "[AM]"),
    _accepted("5399999999999999", _M, "accepted, credit", "[DRUPAL]"),
    _accepted("5101169573112521", _M, "accepted, debit", "[DRUPAL]"),
    _accepted("5100867871071536", _M, "accepted", "[AM]"),
    _accepted("374111111111111", _A, "accepted", "a plugin's list"),
    _refused("4111113333333333", _V, "30141001", "refused as invalid", "[AM]"),
    _refused("4000300010010003", _V, "30001001", "refused by the acquirer", OWN),
    _refused("5100300010010009", _M, "30001001", "refused by the acquirer", OWN),
    _refused("370030001001006", _A, "30001001", "refused by the acquirer", OWN),
    _refused("4000305110010001", _V, "30511001", "insufficient funds", OWN),
    _refused("4000303310010004", _V, "30331001", "card expired", OWN),
    _refused("4000304310010002", _V, "30431001", "stolen card", OWN),
    Card(
        "4000200010010005",
        _V,
        Status.CAPTURE_UNCERTAIN,
        "20001001",
        "uncertain: 92, or 52 for an authorisation",
        OWN,
    ),
    Card(
        "5100200010010001",
        _M,
        Status.CAPTURE_UNCERTAIN,
        "20001001",
        "uncertain: 92, or 52 for an authorisation",
        OWN,
    ),
    Card(
        "4000000000910002",
        _V,
        Status.CAPTURE_WAITING,
        "0",
        "pending: 91, or 51 for an authorisation",
        OWN,
    ),
    Card(
        "4000000000510000",
        _V,
        Status.AUTHORISATION_WAITING,
        "0",
        "pending: 51, always (offline processing)",
        OWN,
    ),
    Card(
        "4000000000930000",
        _V,
        Status.CAPTURE_REFUSED,
        "30001010",
        "refused for a technical reason: 93, or 2 for an authorisation",
        OWN,
    ),
    _accepted("4186455175836497", _V, "3-D Secure without challenge", "[MAGE]"),
    _accepted("5137009801943438", _M, "3-D Secure without challenge", "[MAGE]"),
    _accepted("375418081197346", _A, "3-D Secure without challenge", "[MAGE]"),
    _accepted("4839645466321180", _V, "3-D Secure attempted", "[MAGE]"),
    _refused("4253955490718757", _V, _NOT_AUTHENTICATED, "not authenticated", "[MAGE]"),
    _refused("5199768787888942", _M, _NOT_AUTHENTICATED, "not authenticated", "[MAGE]"),
    _refused("374706031281041", _A, _NOT_AUTHENTICATED, "not authenticated", "[MAGE]"),
    _refused("4282713011953451", _V, "40001135", "3-D Secure unavailable", "[MAGE]"),
)
_BY_NUMBER = {card.number: card for card in CARDS}

_OF_AUTHORISATION = {
    Status.CAPTURED: Status.AUTHORISED,
    Status.CAPTURE_WAITING: Status.AUTHORISATION_WAITING,
    Status.CAPTURE_UNCERTAIN: Status.AUTHORISATION_UNKNOWN,
    Status.CAPTURE_REFUSED: Status.REFUSED,
}

_BRAND_BY_PREFIX = (
    ("5019", "Dankort"),
    ("1", "UATP"),
    ("34", _A),
    ("37", _A),
    ("35", "JCB"),
    ("30", "Diners Club"),
    ("36", "Diners Club"),
    ("38", "Diners Club"),
    ("6011", "DISCOVER"),
    ("65", "DISCOVER"),
    *((str(prefix), _M) for prefix in range(51, 56)),
    *((str(prefix), _M) for prefix in range(222, 272)),
    ("50", "Maestro"),
    ("56", "Maestro"),
    ("57", "Maestro"),
    ("58", "Maestro"),
    ("6", "Maestro"),
    ("4", _V),
)


def card_of(number: str) -> Card | None:
    """Return the card of that number, or ``None`` for what is no card number."""
    if number in _BY_NUMBER:
        return _BY_NUMBER[number]
    brand = _brand(number) if number.isascii() and number.isdigit() else ""
    if brand and _passes_luhn(number) and _fits(len(number), brand):
        return _accepted(number, brand, "accepted, any other number", OWN)
    return None


def status_for(sale: Status, operation: Operation) -> Status:
    """Return what becomes of an order that as a sale would end in ``sale``."""
    if operation is Operation.SALE:
        return sale
    return _OF_AUTHORISATION.get(sale, sale)


def _brand(number: str) -> str:
    matches = (brand for start, brand in _BRAND_BY_PREFIX if number.startswith(start))
    return next(matches, "")


def _fits(length: int, brand: str) -> bool:
    if brand in (_A, "UATP"):
        return length == 15
    return 12 <= length <= 19 if brand == "Maestro" else 13 <= length <= 19


def _passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
