# SPDX-License-Identifier: LGPL-3.0-or-later
"""Alias: the cards that the account keeps, and whether it may.

:source: [ALIAS] 4
"""

from dataclasses import replace

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ..books.aliases import Alias, StoredCard
from ..control.report import alias_as_json
from .desk import Desk, at_desk
from .fields import Form

_LONGEST_ALIAS = 50
_LONGEST_HOLDER = 35


@at_desk
def aliases(desk: Desk) -> Response:
    """Show the aliases; keep a card by hand."""
    if desk.request.method == "GET":
        return _page(desk, {}, {})
    form = Form(desk.request.form)
    name, card = _read(desk, form)
    if not form.faults:
        try:
            desk.state.aliases.add(*desk.merchant.key, name, card)
        except ValueError:
            form.faults["cardno"] = "A card number, and its expiry date as MMYY."
    if form.faults:
        return _page(desk, desk.request.form, form.faults, 400)
    return desk.back("aliases", notice="alias-added")


def _read(desk: Desk, form: Form) -> tuple[str, StoredCard]:
    name = form.text("alias", _LONGEST_ALIAS)
    number = form.text("cardno", 30).replace(" ", "").replace("-", "")
    ed = form.text("ed", 5).replace("/", "")
    if name and name == number:
        form.faults["alias"] = "The alias must differ from the card number."
    if name and desk.state.aliases.get(*desk.merchant.key, name):
        form.faults["alias"] = "There is an alias of that name."
    return name, StoredCard(number, ed, form.text("cn", _LONGEST_HOLDER))


@at_desk
def delete(desk: Desk) -> Response:
    """Delete an alias."""
    name = desk.request.form.get("alias", "")
    if not desk.state.aliases.delete(*desk.merchant.key, name):
        raise NotFound("There is no such alias.")
    return desk.back("aliases", notice="alias-deleted")


@at_desk
def option(desk: Desk) -> Response:
    """Switch the option Alias Manager."""
    active = "alias_manager" in desk.request.form
    desk.change(lambda merchant: replace(merchant, alias_manager=active))
    return desk.back("aliases", notice="saved")


def _page(desk: Desk, values, faults, status: int = 200) -> Response:
    return desk.page(
        "aliases.html",
        "aliases",
        status,
        aliases=[alias_as_json(alias) for alias in reversed(_own(desk))],
        values=values,
        faults=faults,
    )


def _own(desk: Desk) -> list[Alias]:
    key = desk.merchant.key
    return [alias for alias in desk.state.aliases.all() if alias.key[:2] == key]
