# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the shopper sees: the payment page, and the page of a fault."""

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from ..books.aliases import Alias, is_wished
from ..books.brands import masked
from ..books.methods import ISSUERS, TEST_ISSUER, Method
from ..books.orders import OrderRequest
from ..books.visits import Visit
from ..feedback.messages import web_address
from ..gate.incoming import PageError
from ..pages import page
from ..pages.languages import TEXTS, amount_shown, language_of
from ..state import State
from .layout import look_of

_CHOICES_AT_SIGHT = 4
_GROUPS = ("group_cards", "group_banks", "group_wallets", "group_later")


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
        look=look_of(order, state.fetch, merchant.feedback_timeout),
        language=language,
        say=TEXTS[language],
        visit=visit,
        merchant=merchant.name or merchant.pspid,
        amount=amount_shown(order.amount, order.currency, language),
        target=f"/ncol/{order.environment}/orderstandard_pay.asp",
        **_choice_shown(visit),
        brands=[method for method in order.methods if method.by_card],
        issuers=ISSUERS,
        issuer=order.get("ISSUERID") or TEST_ISSUER,
        typed=_typed(order, alias, form or {}),
        consent=_consent(order, language),
        keep=form is None or bool(form.get("store")),
        faults=faults or {},
        back_url=web_address(order.get("BACKURL")) if order.get("PM") else "",
    )


def _choice_shown(visit: Visit) -> dict[str, Any]:
    """Return what the list of methods shows: the first few at sight, by groups.

    :source: [ADV] 10.1.4 for PMLISTTYPE
    """
    found = choices(visit.request.methods)
    names, chosen = list(found), _choice(visit.method)
    first = set(names[:_CHOICES_AT_SIGHT])
    return {
        "choices": found,
        "chosen": chosen,
        "at_sight": _grouped({name: found[name] for name in names if name in first}),
        "more": _grouped({name: found[name] for name in names if name not in first}),
        "more_open": chosen not in first,
        "list_type": visit.request.get("PMLISTTYPE") or "0",
    }


def _grouped(found: dict[str, Method]) -> list[tuple[str, list[tuple[str, Method]]]]:
    """Return choices by the key of their group's name, without empty groups."""
    groups = [
        (group, [(name, each) for name, each in found.items() if each.group == group])
        for group in _GROUPS
    ]
    return [(group, members) for group, members in groups if members]


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
