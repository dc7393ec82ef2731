# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the payment engines of the hosts differ: the only file that asks which."""

from __future__ import annotations

from typing import Any, Hashable, Mapping

from odoo import SUPERUSER_ID, api
from odoo.addons.payment import models as engine
from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing
from odoo.fields import Field
from odoo.http import request
from odoo.tools import config

# 16 has no payment methods: its providers show icons instead.
HAS_METHODS = hasattr(engine, "payment_method")
# It lets every user read payments of their own, for which later hosts ask a group.
EVERYBODY_READS = not HAS_METHODS
# How its providers support manual capture: of the whole alone, which it calls True.
CAPTURES = "partial" if HAS_METHODS else True

_SETTERS = {
    "pending": "_set_pending",
    "authorized": "_set_authorized",
    "done": "_set_done",
    "cancel": "_set_canceled",
    "error": "_set_error",
}
# From where the engines from 17 on go to each state. That of 16 would also cancel what
# is paid.
_ALLOWED_FROM = {
    "pending": ("draft",),
    "authorized": ("draft", "pending"),
    "done": ("draft", "pending", "authorized", "error"),
    "cancel": ("draft", "pending", "authorized"),
    "error": ("draft", "pending", "authorized"),
}

# === HOOKS OF THE MODULE === #


def environment(given: Any) -> Any:
    """Return the environment that a hook of the module works in.

    :param given: That environment itself, or the cursor that 16 gives instead.
    """
    if isinstance(given, api.Environment):
        return given
    return api.Environment(given, SUPERUSER_ID, {})


# === TRANSACTIONS === #


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
    # The mail that tells of it may have a document, for whose style 16 commits.
    context = {"commit_assetsbundle": False}
    arguments = {"state_message": message}
    if HAS_METHODS:
        arguments["extra_allowed_states"] = also_from
    else:  # 16 knows no other states; the doorway `_update_state` puts them in
        allowed_from = (*_ALLOWED_FROM[state], *also_from)
        context["ogone_moving"] = (transaction.ids, allowed_from)
    setter = getattr(transaction.with_context(**context), _SETTERS[state])
    setter(**arguments)


def moves_payments(transaction: Any) -> bool:
    """Return whether the engine moves a payment once its captures are done."""
    return hasattr(transaction, "_update_source_transaction_state")  # from 17 on


def leaves_status_page(transactions: Any) -> bool:
    """Return whether the status page leads on by itself where nothing was paid."""
    return hasattr(transactions, "_cron_post_process")  # from 18 on


def search_first(model: Any, domain: list, names: list) -> Any:
    """Return the first record of ``domain``, or none, found and read at once where the
    host can.

    :param model: In sudo mode.
    :param names: Fields to read, if the host has them; the others are read together
        once one is needed.
    """
    known = [*filter(model._fields.get, names)]
    if hasattr(model, "search_fetch"):  # from 17 on
        return model.search_fetch(domain, known, limit=1)
    found = model.search(domain, limit=1)
    read_ahead(found, known)
    return found


def read_ahead(records: Any, names: list) -> None:
    """Have ``names`` read in one go, and no others.

    :param records: In sudo mode.
    """
    if hasattr(records, "fetch"):  # from 17 on
        records.fetch(names)
    else:
        records._read(names)


def aggregated(function: str) -> dict[str, str]:
    """Return the argument of a field by which groups of records sum it up."""
    later = hasattr(Field, "aggregator")  # from 18 on
    return {"aggregator" if later else "group_operator": function}


def administrators(env: Any) -> Any:
    """Return the users who may change every setting."""
    group = env.ref("base.group_system")
    return group["user_ids" if "user_ids" in group else "users"]  # 19, before


def operation_of(transaction: Any, amount: float | None, is_refund: bool) -> Any:
    """Return the child transaction of a capture, void or refund.

    19 has made it already and calls the doorway on it; before, the doorway is called on
    the payment, and the engine makes a child for a part only.
    """
    if hasattr(transaction, "_capture"):  # 19
        return transaction
    transaction._ensure_provider_is_not_disabled()
    child = child_of(transaction, amount or transaction.amount, is_refund)
    child._log_sent_message()
    return child


def child_of(payment: Any, amount: float, is_refund: bool) -> Any:
    """Make a child transaction with the engine's own method, and return it."""
    if hasattr(payment, "_create_child_transaction"):  # from 17 on
        return payment._create_child_transaction(amount, is_refund=is_refund)
    if is_refund:
        return payment._create_refund_transaction(amount_to_refund=amount)
    return payment._create_refund_transaction(
        reference=payment._compute_reference("ogone", prefix=f"P-{payment.reference}"),
        amount=amount,
        operation=payment.operation,
        is_post_processed=True,  # 16 books the payment itself
    )


# === THE SHOPPER'S SESSION === #

_ONE, _SEVERAL = "MONITORED_TX_ID_KEY", "MONITORED_TX_IDS_KEY"  # from 17 on, 16
# Where it keeps which transactions' ends are awaited.
MONITORED = getattr(PaymentPostProcessing, _ONE if HAS_METHODS else _SEVERAL)


def monitored() -> int | None:
    """Return the id of the transaction whose end is awaited, the last of several."""
    known = request.session.get(MONITORED)
    return max(known, default=None) if isinstance(known, list) else known


def monitor_alone(transaction: Any) -> None:
    """Let go of what was awaited of this provider before ``transaction``: 16 alone
    would go on.
    """
    known = request and request.session.get(MONITORED)
    if isinstance(known, list):
        awaited = transaction.sudo().browse(known).exists()
        request.session[MONITORED] = awaited.filtered(
            lambda each: each == transaction or each.provider_code != "ogone"
        ).ids


# === DATABASE === #


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
