# SPDX-License-Identifier: LGPL-3.0-or-later
"""A card on its way to become an alias: four fields, each with a code for its fault.

:source: [WEG] for the codes 50001174 to 50001183 and 60001057
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..books.aliases import Alias, StoredCard
from ..books.authorisation import is_past
from ..books.brands import brand_of, cvc_length, masked
from ..books.scenarios import card_of

_LONGEST_NUMBER, _LONGEST_HOLDER = 19, 35
_FORBIDDEN = re.compile(r"[<>\x00-\x1f]")
_MASKED = re.compile(r"X+[0-9]{0,4}", re.ASCII)
_EXPIRY = re.compile(r"([0-9]{2})/?(?:20)?([0-9]{2})", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """What stands in the four fields."""

    number: str = field(repr=False)
    holder: str
    cvc: str = field(repr=False)
    expiry: str

    @classmethod
    def of_gateway(cls, get: Mapping[str, str]) -> "Typed":
        """Return the card of a form, in either of its two spellings."""
        ecom = "ECOM_PAYMENT_CARD_"
        month, year = (get.get(f"{ecom}EXPDATE_{each}", "") for each in _MONTH_YEAR)
        expiry = get.get("ED") or (month.zfill(2) + year if month or year else "")
        return cls.read(
            get.get("CARDNO") or get.get(f"{ecom}NUMBER", ""),
            get.get("CN") or get.get(f"{ecom}NAME", ""),
            get.get("CVC") or get.get(f"{ecom}VERIFICATION", ""),
            expiry,
        )

    @classmethod
    def read(cls, number: str, holder: str, cvc: str, expiry: str) -> "Typed":
        """Return the fields, without the blanks that people put in them."""
        number = re.sub(r"[ -]", "", number).upper()
        return cls(number, holder.strip(), cvc.strip(), re.sub(r"\s", "", expiry))


_MONTH_YEAR = ("MONTH", "YEAR")


@dataclass(frozen=True)
class Checked:
    """A card, or why it is none.

    :ivar faults: A code by ``CardNo``, ``CN``, ``CVC``, ``ED``, where one is wrong.
    :ivar card: ``None`` if there is a fault.
    :ivar number: As it may be shown; empty for what is no card number.
    """

    faults: Mapping[str, str]
    card: StoredCard | None
    number: str
    brand: str


def checked(typed: Typed, known: Alias | None, brand: str, today: date) -> Checked:
    """Return the card that was typed.

    :param known: The alias that it shall replace; a masked number means its own.
    :param brand: The only one that is taken; empty for any.
    """
    number = typed.number
    if known and _MASKED.fullmatch(number):
        number = known.card.number
    faults = {
        "CardNo": _number_fault(number, brand),
        "CN": _holder_fault(typed.holder),
        "CVC": _cvc_fault(typed.cvc, number),
        "ED": _expiry_fault(typed.expiry, today),
    }
    faults = {name: code for name, code in faults.items() if code}
    is_number = "CardNo" not in faults
    card = None
    if not faults:
        card = StoredCard(number, _mmyy(typed.expiry), typed.holder)
    charged = brand or brand_of(number) if is_number else ""
    return Checked(faults, card, masked(number) if is_number else "", charged)


def _number_fault(number: str, brand: str) -> str:
    if not number:
        return "50001178"
    if not (number.isascii() and number.isdigit()):
        return "50001177"
    if len(number) > _LONGEST_NUMBER:
        return "50001176"
    card = card_of(number)
    return "" if card and _is_of(card.brand, brand) else "50001054"


def _is_of(brand: str, wanted: str) -> bool:
    """Return whether a card may be used as one of ``wanted``; CB is co-badged."""
    co_badged = wanted == "CB" and brand in ("VISA", "MasterCard")
    return wanted in ("", brand) or co_badged


def _holder_fault(holder: str) -> str:
    if not holder:
        return "60001057"
    if len(holder) > _LONGEST_HOLDER:
        return "50001174"
    return "50001175" if _FORBIDDEN.search(holder) else ""


def _cvc_fault(cvc: str, number: str) -> str:
    if not cvc:
        return ""
    if not (cvc.isascii() and cvc.isdigit()):
        return "50001180"
    longest = cvc_length(brand_of(number))
    if len(cvc) > longest:
        return "50001179"
    return "" if len(cvc) == longest else "50001066"


def _expiry_fault(expiry: str, today: date) -> str:
    match = _EXPIRY.fullmatch(expiry)
    if not match:
        return "50001181"
    if not 1 <= int(match[1]) <= 12:
        return "50001182"
    return "50001183" if is_past(_mmyy(expiry), today) else ""


def _mmyy(expiry: str) -> str:
    match = _EXPIRY.fullmatch(expiry)
    return match[1] + match[2]
