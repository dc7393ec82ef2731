# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the shopper sees: the payment page, and the page of a fault."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

from ..books.aliases import Alias, is_wished
from ..books.brands import masked
from ..books.methods import Method
from ..books.orders import OrderRequest
from ..books.visits import Visit
from ..feedback.messages import web_address
from ..gate.incoming import PageError
from ..pages import page
from ..pages.languages import TEXTS, amount_shown, language_of
from ..state import State

_CHOICES_AT_SIGHT = 4


def error_page(error: PageError) -> Response:
    """Show a fault, as the platform does: on a page, never by redirect.

    The documents do not give its HTTP status; 400 lets a script notice.
    """
    return page("error.html", 400, error=error)


def choices(methods: tuple[Method, ...]) -> dict[str, Method]:
    """Return what the page lets choose: all cards are one choice."""
    found: dict[str, Method] = {}
    for method in methods:
        found.setdefault(_choice(method), method)
    return found


def _choice(method: Method) -> str:
    return "card" if method.by_card else method.brand


def show(
    state: State,
    visit: Visit,
    form: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response:
    """Show the payment page.

    :param form: What was typed, if it is shown once more.
    :param faults: From the field of the card form to the key of its text.
    """
    order = visit.request
    language = language_of(order.get("LANGUAGE"))
    merchant = state.merchant(order.environment, order.pspid)
    alias = state.aliases.find(order)
    return page(
        "payment.html",
        language=language,
        say=TEXTS[language],
        visit=visit,
        merchant=merchant.name or merchant.pspid,
        amount=amount_shown(order.amount, order.currency, language),
        choices=choices(order.methods),
        chosen=_choice(visit.method),
        first_choices=_CHOICES_AT_SIGHT,
        brands=[method.label for method in order.methods if method.by_card],
        typed=_typed(order, alias, form or {}),
        consent=_consent(order, language),
        keep=form is None or bool(form.get("store")),
        faults=faults or {},
        back_url=web_address(order.get("BACKURL")) if order.get("PM") else "",
    )


def _typed(
    order: OrderRequest, alias: Alias | None, form: Mapping[str, str]
) -> dict[str, str]:
    """Return what the fields show; the security code never comes back.

    A card that is kept stands there at first, its number masked.
    """
    card = alias.card if alias else None
    return {
        "cardno": form.get("cardno", masked(card.number) if card else ""),
        "holder": form.get("holder", card.cn if card else order.get("CN")),
        "expiry": form.get("expiry", f"{card.ed[:2]}/{card.ed[2:]}" if card else ""),
    }


def _consent(order: OrderRequest, language: str) -> str:
    """Return the text beside the box that lets the card be kept."""
    if not is_wished(order.parameters):
        return ""
    return order.get("ALIASUSAGE") or TEXTS[language]["store"]
