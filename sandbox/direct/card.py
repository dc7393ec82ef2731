# SPDX-License-Identifier: LGPL-3.0-or-later
"""The card of a DirectLink order: its number, or the alias that stands for it."""

import re
from dataclasses import replace

from ..books.aliases import BY_PLATFORM, Alias, StoredCard, is_wished
from ..books.authorisation import CHALLENGE_INDICATOR, eci_at_once
from ..books.brands import cvc_length, masked
from ..books.methods import selected
from ..books.orders import Means, OrderRequest
from ..books.scenarios import Card, card_of
from ..books.visits import Purchase
from ..gate.incoming import Incoming
from ..state import State
from .ncresponse import DirectError

_EXPIRY = re.compile(r"(0[1-9]|1[0-2])/?((?:20)?[0-9]{2})", re.ASCII)
_ECOMMERCE = "7"


def purchase_of(state: State, order: OrderRequest, incoming: Incoming) -> Purchase:
    """Return what is to be charged.

    :raise DirectError: for no card, or one that cannot be charged.
    """
    if incoming.get("CARDNO"):
        return _by_number(state, order, incoming)
    alias = state.aliases.find(order)
    if not alias:
        raise DirectError(f'Alias "{order.get("ALIAS")}" not Found')
    return _by_alias(state, order, alias, incoming)


def _by_alias(
    state: State, order: OrderRequest, alias: Alias, incoming: Incoming
) -> Purchase:
    """Return the card of an alias; ED replaces the one that is kept."""
    card, stored = card_of(alias.card.number), alias.card
    if not _is_allowed(order, card):
        raise DirectError("Card number incorrect or incompatible", "50001054")
    _check_cvc(incoming.get("CVC"), card.brand)
    changed = None
    if incoming.get("ED"):
        stored = changed = replace(stored, ed=_expiry(state, incoming.get("ED")))
    return Purchase(card, _means(order, stored, card.brand, alias.name), changed)


def _by_number(state: State, order: OrderRequest, incoming: Incoming) -> Purchase:
    number = re.sub(r"[ -]", "", incoming.get("CARDNO"))
    card = card_of(number)
    if not card or not _is_allowed(order, card):
        raise DirectError("Card number incorrect or incompatible", "50001054")
    if order.get("ALIAS") == number:
        raise DirectError("The alias must differ from the card number", "50001216")
    cvc = incoming.get("CVC")
    if not cvc and order.get("ECI") in ("", _ECOMMERCE):
        raise DirectError("CVC is missing", "50001090")
    _check_cvc(cvc, card.brand)
    stored = StoredCard(number, _expiry(state, incoming.get("ED")), order.get("CN"))
    if not is_wished(order.parameters):
        return Purchase(card, _means(order, stored, card.brand, ""))
    name = order.get("ALIAS") or BY_PLATFORM
    return Purchase(card, _means(order, stored, card.brand, name), stored)


def _is_allowed(order: OrderRequest, card: Card) -> bool:
    """Return whether PM, BRAND, EXCLPMLIST and CREDITDEBIT leave that card."""
    return card.is_of(order.get("CREDITDEBIT")) and any(
        method.by_card and method.brand == card.brand
        for method in selected(order.parameters)
    )


def _check_cvc(cvc: str, brand: str) -> None:
    if cvc and not (cvc.isascii() and cvc.isdigit() and len(cvc) == cvc_length(brand)):
        raise DirectError("The security code has a wrong format", "50001066")


def _expiry(state: State, text: str) -> str:
    match = _EXPIRY.fullmatch(text)
    if not match:
        raise DirectError(" exp date not valid")
    month, year = match[1], int(match[2]) % 100
    today = state.clock().date()
    if (2000 + year, int(month)) < (today.year, today.month):
        raise DirectError(" exp date in the past")
    return f"{month}{year:02}"


def _means(order: OrderRequest, card: StoredCard, brand: str, alias: str) -> Means:
    means = Means(
        "CreditCard", brand, masked(card.number), card.ed, card.cn, alias=alias
    )
    eci = order.get("ECI")
    if order.get("FLAG3D") == "Y":
        eci = eci_at_once(card_of(card.number), order.get(CHALLENGE_INDICATOR)) or eci
    return replace(means, eci=eci or _ECOMMERCE)
