# SPDX-License-Identifier: LGPL-3.0-or-later
"""Hosted tokenization: a page of the platform asks for the card.

The page keeps nothing: its form sends what the shop signed once more, beside the card.

:source: [LG], [MO]
"""

from collections.abc import Mapping

from werkzeug.wrappers import Request, Response

from ..books.brands import masked
from ..books.methods import Method, selected
from ..gate.incoming import Incoming, PageError, receive
from ..hosted.payment_view import error_page
from ..pages import page
from ..pages.languages import TEXTS, language_of
from ..state import State
from . import result, wish
from .card import Typed, checked
from .keeping import cancelled, keep, known_alias
from .wish import DOTTED, Wish

_PAGE = "HostedPage_utf8.asp"  # it has one charset only, which its address does not say
_FIELDS = {
    "CARDNO": "CardNo",
    "HOLDER": "CN",
    "CVC": "CVC",
    "EXPIRY": "ED",
}
_NO_CVC = "50001090"
_TEXT_OF = {
    "CardNo": "bad_number",
    "CN": "bad_holder",
    "CVC": "bad_cvc",
    "ED": "bad_expiry",
}
_PAST = "50001183"


def serve(state: State, request: Request, environment: str) -> Response:
    """Ask for the card, or do what the shopper asks for."""
    try:
        incoming = receive(request, environment, _PAGE)
        wanted = wish.of_hosted_page(state, incoming)
    except PageError as error:
        return error_page(error)
    action = incoming.get("ACTION") if request.method == "POST" else ""
    if action == "cancel":
        return result.of_hosted_page(cancelled(wanted), incoming.charset)
    if action != "keep":
        return _show(state, request, incoming, wanted, {})
    typed = Typed.read(*(incoming.get(name) for name in _FIELDS))
    faults = _faults(state, wanted, typed)
    if faults:
        return _show(state, request, incoming, wanted, faults)
    return result.of_hosted_page(keep(state, wanted, typed), incoming.charset)


def _faults(state: State, wanted: Wish, typed: Typed) -> dict[str, str]:
    """Return the codes by field. Only the shop's own form may leave the code out."""
    known = known_alias(state, wanted)
    today = state.clock().date()
    faults = dict(checked(typed, known, wanted.brand, today).faults)
    return faults if typed.cvc else faults | {"CVC": _NO_CVC}


def _show(
    state: State,
    request: Request,
    incoming: Incoming,
    wanted: Wish,
    faults: Mapping[str, str],
) -> Response:
    language = language_of(wanted.language)
    merchant = wanted.merchant
    return page(
        "tokenization.html",
        language=language,
        say=TEXTS[language],
        merchant=merchant.name or merchant.pspid,
        target=request.path,
        signed={name: incoming.get(name) for name in DOTTED if incoming.get(name)},
        layout=wanted.template,
        brands=_brands(wanted.brand),
        typed=_typed(state, incoming, wanted),
        faults=_texts(faults),
    )


def _brands(brand: str) -> list[Method]:
    methods = selected({"PM": "CreditCard", "BRAND": brand})
    return [method for method in methods if method.by_card]


def _texts(faults: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of the texts, by the field of the page."""
    return {
        field.lower(): "expired" if faults[name] == _PAST else _TEXT_OF[name]
        for field, name in _FIELDS.items()
        if name in faults
    }


def _typed(state: State, incoming: Incoming, wanted: Wish) -> dict[str, str]:
    """Return what the fields show; the security code never comes back."""
    known = known_alias(state, wanted)
    card = known.card if known else None
    sent = incoming.parameters
    return {
        "cardno": sent.get("CARDNO", masked(card.number) if card else ""),
        "holder": sent.get("HOLDER", card.cn if card else ""),
        "expiry": sent.get("EXPIRY", f"{card.ed[:2]}/{card.ed[2:]}" if card else ""),
    }
