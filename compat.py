# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the payment engines of the hosts differ: the only file that asks which."""

from __future__ import annotations

from typing import Any, Mapping

from odoo.addons.payment.controllers.post_processing import PaymentPostProcessing

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
