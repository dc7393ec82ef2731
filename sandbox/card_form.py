# SPDX-License-Identifier: LGPL-3.0-or-later
"""The card form of the payment page: what the shopper typed, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .methods import Method
from .orders import Means
from .scenarios import Card, card_of

_EXPIRY = re.compile(r"(0?[1-9]|1[0-2]) ?[/.-]? ?((?:20)?[0-9]{2})", re.ASCII)
_LONGEST_HOLDER = 35


@dataclass(frozen=True)
class Entered:
    """A card that may be charged."""

    card: Card
    means: Means


class CardFormError(Exception):
    """Something to be corrected on the page; no attempt was made.

    :ivar faults: From the field to the key of its text in :mod:`languages`.
    """

    def __init__(self, faults: dict[str, str]):
        super().__init__("the card form is not filled in right")
        self.faults = faults


def read_card(
    form: Mapping[str, str], allowed: tuple[Method, ...], today: date
) -> Entered:
    """Return the card of ``form``.

    :param form: ``cardno``, ``holder``, ``expiry`` and ``cvc``.
    :param allowed: Methods of the order; their brands are accepted.
    :raise CardFormError: with all that is wrong.
    """
    number = re.sub(r"[ -]", "", form.get("cardno", ""))
    card = card_of(number)
    brand = _brand(card, allowed)
    holder = form.get("holder", "").strip()
    expiry = _expiry(form.get("expiry", ""))
    faults = {
        "cardno": "" if brand else "bad_number",
        "holder": "" if 0 < len(holder) <= _LONGEST_HOLDER else "bad_holder",
        "expiry": _expiry_fault(expiry, today),
        "cvc": _cvc_fault(form.get("cvc", "").strip(), card),
    }
    faults = {name: fault for name, fault in faults.items() if fault}
    if faults or not card or not expiry:
        raise CardFormError(faults)
    month, year = expiry
    means = Means(
        pm="CreditCard",
        brand=brand,
        cardno="X" * (len(number) - 4) + number[-4:],
        ed=f"{month:02}{year % 100:02}",
        cn=holder,
    )
    return Entered(card, means)


def _brand(card: Card | None, allowed: tuple[Method, ...]) -> str:
    """Return the brand that is charged; nothing for one that the order leaves out.

    :source: [DL] 3.1.4: the page has one text for that and for a bad number.
    """
    brands = {method.brand for method in allowed if method.by_card}
    if card and card.brand in brands:
        return card.brand
    co_badged = card and card.brand in ("VISA", "MasterCard")
    return "CB" if co_badged and brands == {"CB"} else ""


def _expiry(text: str) -> tuple[int, int] | None:
    """Return month and year of ``MM/YY``, spelled in one of the usual ways."""
    match = _EXPIRY.fullmatch(text.strip())
    if not match:
        return None
    return int(match[1]), 2000 + int(match[2]) % 100


def _expiry_fault(expiry: tuple[int, int] | None, today: date) -> str:
    if not expiry:
        return "bad_expiry"
    month, year = expiry
    return "expired" if (year, month) < (today.year, today.month) else ""


def _cvc_fault(cvc: str, card: Card | None) -> str:
    length = 4 if card and card.brand == "American Express" else 3
    well_formed = cvc.isascii() and cvc.isdigit()
    if card is None:
        return "" if well_formed and len(cvc) in (3, 4) else "bad_cvc"
    return "" if well_formed and len(cvc) == length else "bad_cvc"
