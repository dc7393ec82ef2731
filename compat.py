# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the payment engines of the hosts differ: the only file that asks which."""

from __future__ import annotations

from typing import Any, Hashable, Mapping

from odoo import models
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing
from odoo.fields import Field
from odoo.http import request
from odoo.tools import config

# Where a shopper's session keeps the id of the transaction whose end is awaited.
MONITORED_TRANSACTION = PaymentPostProcessing.MONITORED_TX_ID_KEY

_SETTERS = {
    "pending": "_set_pending",
    "authorized": "_set_authorized",
    "done": "_set_done",
    "cancel": "_set_canceled",
    "error": "_set_error",
}


def process(transaction: Any, parameters: Mapping[str, str]) -> None:
    """Hand verified feedback to the engine, which comes back through its doorways."""
    if hasattr(transaction, "_process"):  # 19
        transaction._process("ogone", dict(parameters))
    else:  # 16 to 18
        transaction._handle_notification_data("ogone", dict(parameters))


def move(transaction: Any, state: str, message: str, also_from: tuple) -> None:
    """Set ``state`` on ``transaction`` with the engine's own method.

    :param also_from: States that the engine does not allow by itself to go there.
    """
    setter = getattr(transaction, _SETTERS[state])
    setter(state_message=message, extra_allowed_states=also_from)


def leaves_status_page(transactions: Any) -> bool:
    """Return whether the status page leads on by itself where nothing was paid."""
    return hasattr(transactions, "_post_process")  # from 18 on


def search_first(model: Any, domain: list, names: list) -> Any:
    """Return the first record of ``domain``, or none, read at once where the host can.

    :param model: In sudo mode.
    :param names: Fields to read, if the host has them; the others are read together
        once one is needed.
    """
    if not hasattr(model, "search_fetch"):  # 16
        return model.search(domain, limit=1)
    return model.search_fetch(domain, [*filter(model._fields.get, names)], limit=1)


def read_ahead(records: Any, names: list) -> None:
    """Have ``names`` read, where the host can read a few fields alone.

    :param records: In sudo mode.
    """
    if hasattr(records, "fetch"):  # from 17 on
        records.fetch(names)


def aggregated(function: str) -> dict[str, str]:
    """Return the argument of a field by which groups of records sum it up."""
    later = hasattr(Field, "aggregator")  # from 18 on
    return {"aggregator" if later else "group_operator": function}


def administrators(env: Any) -> Any:
    """Return the users who may change every setting."""
    group = env.ref("base.group_system")
    return group["user_ids" if "user_ids" in group else "users"]  # 19, before


def unarchive(tokens: Any) -> None:
    """Make archived ``tokens`` usable again, also where the engine never does."""
    if hasattr(tokens.env["payment.transaction"], "_cron_post_process"):  # from 18 on
        tokens.active = True
    else:
        models.Model.write(tokens, {"active": True})


def operation_of(transaction: Any, amount: float | None, is_refund: bool) -> Any:
    """Return the child transaction of a capture, void or refund.

    19 has made it already and calls the doorway on it; before, the doorway is called on
    the payment, and the engine makes a child for a part only.
    """
    if hasattr(transaction, "_capture"):  # 19
        return transaction
    transaction._ensure_provider_is_not_disabled()
    child = transaction._create_child_transaction(
        amount or transaction.amount, is_refund=is_refund
    )
    child._log_sent_message()
    return child


def commit(env: Any) -> None:
    """Make what was written true before, or after, Ogone acts on it, and forget what
    was read, for others may change it now.

    The tests of a host share one transaction that must not end.
    """
    env.flush_all()
    if not config["test_enable"]:
        env.cr.commit()  # pylint: disable=invalid-commit
    env.invalidate_all()


def rollback(env: Any) -> None:
    """Undo what was written since the last commit, and forget what was read."""
    if not config["test_enable"]:
        env.cr.rollback()
    env.invalidate_all()


def first_time_in_request(deed: Hashable) -> bool:
    """Return ``False`` if this HTTP request did ``deed`` before it was begun anew, as
    hosts do after a conflict in the database: same request, new session object.
    """
    if not request:
        return True
    done = request.__dict__.setdefault("ogone_deeds", {})
    return done.setdefault(deed, request.session) is request.session
