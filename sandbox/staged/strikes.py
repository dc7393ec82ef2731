# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whether a request meets a fault, and which order it is about."""

from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Request, Response

from ..state import State
from .faults import Fault

Handler = Callable[..., Response]


def fault_of(
    state: State, request: Request, page: str, environment: str
) -> Fault | None:
    """Return what goes wrong with a request, if anything does."""
    request.get_data()  # or the server takes the rest for a request, once it is cut
    return state.next_fault(page, _orderid(state, request, environment))


def struck(page: str, handler: Handler) -> Handler:
    """Return a ``handler`` of pages for browsers that meets the faults of ``page``."""

    def strike(
        state: State, request: Request, environment: str, **arguments: Any
    ) -> Response:
        fault = fault_of(state, request, page, environment)
        if fault and fault.is_before:
            return state.faults.spoil(fault, Response(), request.environ)
        response = handler(state, request, environment, **arguments)
        return (
            state.faults.spoil(fault, response, request.environ) if fault else response
        )

    return strike


def _orderid(state: State, request: Request, environment: str) -> str:
    """Return the ORDERID that a request names, in one way or another."""
    sent = {name.upper(): value for name, value in request.values.items()}
    if named := sent.get("ORDERID") or sent.get("ALIAS.ORDERID"):
        return named
    key = sent.get("KEY") or sent.get("PAREQ", "")
    if page := state.book.visit(key) or state.book.challenge(key):
        return page.request.orderid
    merchant = state.merchant(environment, sent.get("PSPID", ""))
    payid = sent.get("PAYID", "")
    attempt = state.book.find(merchant, payid, "") if merchant and payid else None
    return attempt.request.orderid if attempt else ""
