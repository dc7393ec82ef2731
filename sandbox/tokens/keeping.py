# SPDX-License-Identifier: LGPL-3.0-or-later
"""A card that was typed is kept under its alias, or is not."""

from ..books.aliases import Alias
from ..state import State
from .card import Checked, Typed, checked
from .result import AliasResult, Result
from .wish import Wish

_NAMED_LIKE_THE_CARD = "50001216"


def known_alias(state: State, wish: Wish) -> Alias | None:
    """Return the alias that a wish names, if there is one."""
    return state.aliases.get(*wish.merchant.key, wish.alias)


def keep(state: State, wish: Wish, typed: Typed) -> Result:
    """Keep a card that has no fault, and return what became of it."""
    known = known_alias(state, wish)
    card = checked(typed, known, wish.brand, state.clock().date())
    if card.faults or not card.card:
        return Result(AliasResult.NOT_CREATED, wish, wish.alias, typed, card)
    if wish.alias == card.card.number:
        ncerror = _NAMED_LIKE_THE_CARD
        return Result(AliasResult.NOT_CREATED, wish, "", typed, card, ncerror)
    alias = state.aliases.put(
        *wish.merchant.key, wish.alias, card.card, wish.permanently, bool(typed.cvc)
    )
    status = AliasResult.UPDATED if known else AliasResult.CREATED
    return Result(status, wish, alias.name, typed, card)


def cancelled(wish: Wish) -> Result:
    """Return the end of a page that the shopper left."""
    nothing = Typed.read("", "", "", "")
    return Result(
        AliasResult.CANCELLED, wish, wish.alias, nothing, Checked({}, None, "", "")
    )
