# SPDX-License-Identifier: LGPL-3.0-or-later
"""The card form of the payment page: what the shopper typed, checked."""

import re
from collections.abc import Mapping
from datetime import date

from ..books.aliases import BY_PLATFORM, Alias, StoredCard, is_wished
from ..books.authorisation import CHALLENGE_INDICATOR, eci_at_once, is_past
from ..books.brands import cvc_length, masked
from ..books.orders import Means, OrderRequest
from ..books.scenarios import Card, card_of
from ..books.visits import Purchase

_EXPIRY = re.compile(r"(0?[1-9]|1[0-2]) ?[/.-]? ?((?:20)?[0-9]{2})", re.ASCII)
_LONGEST_HOLDER = 35


class CardFormError(Exception):
    """Something to be corrected on the page; no attempt was made.

    :ivar faults: From the field to the key of its text in :mod:`languages`.
    """

    def __init__(self, faults: dict[str, str]):
        super().__init__("the card form is not filled in right")
        self.faults = faults


def read_card(
    form: Mapping[str, str], order: OrderRequest, alias: Alias | None, today: date
) -> Purchase:
    """Return what ``form`` asks to charge.

    :param form: ``cardno``, ``holder``, ``expiry``, ``cvc``; ``store`` if the shopper
        lets the card be kept.
    :param alias: The card that the order names; its masked number stands for it.
    :raise CardFormError: with all that is wrong.
    """
    number = re.sub(r"[ -]", "", form.get("cardno", ""))
    if alias and number == masked(alias.card.number):
        number = alias.card.number
    card = card_of(number)
    brand = _brand(card, order)
    holder = form.get("holder", "").strip()
    expiry = _expiry(form.get("expiry", ""))
    faults = {
        "cardno": "" if brand else "bad_number",
        "holder": "" if 0 < len(holder) <= _LONGEST_HOLDER else "bad_holder",
        "expiry": _expiry_fault(expiry, today),
        "cvc": _cvc_fault(form.get("cvc", "").strip(), card),
    }
    faults = {name: fault for name, fault in faults.items() if fault}
    if faults or not card:
        raise CardFormError(faults)
    stored = StoredCard(number, expiry, holder)
    return _purchase(card, brand, stored, order, alias, bool(form.get("store")))


def _purchase(
    card: Card,
    brand: str,
    stored: StoredCard,
    order: OrderRequest,
    alias: Alias | None,
    may_keep: bool,
) -> Purchase:
    keep = may_keep and is_wished(order.parameters)
    used = alias.name if alias and alias.card.number == stored.number else ""
    means = Means(
        pm="CreditCard",
        brand=brand,
        cardno=masked(stored.number),
        ed=stored.ed,
        cn=stored.cn,
        alias=(order.get("ALIAS") or BY_PLATFORM) if keep else used,
        eci=eci_at_once(card, order.get(CHALLENGE_INDICATOR)) or "7",
    )
    return Purchase(card, means, stored if keep else None)


def _brand(card: Card | None, order: OrderRequest) -> str:
    """Return the brand that is charged; nothing for one that the order leaves out.

    :source: [DL] 3.1.4: the page has one text for that and for a bad number.
    """
    if not card or not card.is_of(order.get("CREDITDEBIT")):
        return ""
    brands = {method.brand for method in order.methods if method.by_card}
    if card.brand in brands:
        return card.brand
    co_badged = card.brand in ("VISA", "MasterCard")
    return "CB" if co_badged and brands == {"CB"} else ""


def _expiry(text: str) -> str:
    """Return ``MM/YY``, spelled in one of the usual ways, as MMYY; else nothing."""
    match = _EXPIRY.fullmatch(text.strip())
    return f"{int(match[1]):02}{int(match[2]) % 100:02}" if match else ""


def _expiry_fault(expiry: str, today: date) -> str:
    if not expiry:
        return "bad_expiry"
    return "expired" if is_past(expiry, today) else ""


def _cvc_fault(cvc: str, card: Card | None) -> str:
    well_formed = cvc.isascii() and cvc.isdigit()
    lengths = (cvc_length(card.brand),) if card else (3, 4)
    return "" if well_formed and len(cvc) in lengths else "bad_cvc"
