# SPDX-License-Identifier: LGPL-3.0-or-later
"""What else holds a saved card: subscriptions, and whatever other addons have."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

# Whose card it was when they were paid: that stays as it was.
_HISTORY = {"payment.transaction", "account.payment"}


def linking_fields(env: Any) -> list[tuple[str, str]]:
    """Return model and name of each field that leads to a card, and can be changed."""
    found = env["ir.model.fields"].sudo()
    domain = [("relation", "=", "payment.token"), ("ttype", "=", "many2one")]
    return [
        (field.model, field.name)
        for field in found.search([*domain, ("store", "=", True)])
        if _is_own(env, field.model, field.name)
    ]


def _is_own(env: Any, model: str, name: str) -> bool:
    """Return whether records keep the card themselves, as what is still to be paid."""
    if model in _HISTORY or model.startswith("ogone.") or model not in env:
        return False
    records, field = env[model], env[model]._fields.get(name)
    follows = not field or field.related or (field.compute and field.readonly)
    kept = records._auto and not records._transient and not records._abstract
    return bool(kept and not follows and field.store and not field.company_dependent)


def holders(env: Any, model: str, name: str, tokens: Any) -> Any:
    """Return the records that hold one of ``tokens``, archived ones too."""
    records = env[model].sudo().with_context(active_test=False)
    return records.search([(name, "in", tokens.ids)])


def users(tokens: Any) -> dict[Any, list[str]]:
    """Return what holds each of ``tokens``, in words."""
    env, found = tokens.env, defaultdict(list)
    for model, name in linking_fields(env):
        for record in holders(env, model, name, tokens):
            label = f"{record._description}: {record.display_name}"
            found[record[name]].append(label)
    return found


def repoint(fields: list[tuple[str, str]], old: Any, new: Any) -> None:
    """Give what holds ``old`` the card ``new``.

    :param fields: As :func:`linking_fields` returns them.
    """
    for model, name in fields:
        if records := holders(old.env, model, name, old):
            records.write({name: new.id})
