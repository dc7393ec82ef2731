# SPDX-License-Identifier: LGPL-3.0-or-later
"""Levers for tests, under ``/_control/``: JSON in, JSON out, for this machine alone."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from werkzeug.exceptions import BadRequest, Forbidden, NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from .messages import amount_text
from .notifier import Record
from .orders import Attempt, Order
from .state import State

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def guarded(handler: Callable[..., Response]) -> Callable[..., Response]:
    """Refuse to pull a lever for another machine, or for another site's page."""

    def guard(state: State, request: Request, **arguments: Any) -> Response:
        origin = request.headers.get("Origin")
        if request.remote_addr not in _LOOPBACK or not _is_loopback(request.host_url):
            raise Forbidden("Only from the machine on which the sandbox runs.")
        if origin and origin != request.host_url.rstrip("/"):
            raise Forbidden("Not from the page of another site.")
        return handler(state, request, **arguments)

    return guard


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK


@guarded
def orders(state: State, request: Request) -> Response:
    """Answer all orders, the oldest first."""
    return _json([order_as_json(order) for order in state.book.orders()])


@guarded
def feedback(state: State, request: Request) -> Response:
    """Answer all attempts to deliver feedback, the oldest first."""
    return _json([record_as_json(record) for record in state.notifier.records()])


@guarded
def reset(state: State, request: Request) -> Response:
    """Forget orders, feedback and changed settings."""
    state.reset()
    return _done(request, {"reset": True})


@guarded
def merchant(state: State, request: Request) -> Response:
    """Change settings of an account: ``pspid``, ``environment`` and what to change."""
    try:
        settings = json.loads(request.get_data())
        pspid = settings.pop("pspid", "OgoneDemo")
        environment = settings.pop("environment", "test")
        account = state.merchant(environment, pspid)
        if not account:
            raise NotFound(f"No account {pspid!r:.40} in {environment!r:.40}.")
        state.set_merchant(account.changed(settings))
    except (ValueError, AttributeError, TypeError) as error:
        raise BadRequest(str(error)) from error
    return _json({"pspid": pspid, "environment": environment, "changed": settings})


@guarded
def redeliver(state: State, request: Request, number: int) -> Response:
    """Send once more what an attempt sent."""
    record = state.notifier.redeliver(number)
    if not record:
        raise NotFound(f"There is no attempt {number}.")
    return _done(request, record_as_json(record))


def _done(request: Request, result: Any) -> Response:
    """Answer a script in JSON; take a person back to the page."""
    kinds = ["application/json", "text/html"]
    if request.accept_mimetypes.best_match(kinds) == "text/html":
        return redirect("/", 303)
    return _json(result)


def _json(result: Any) -> Response:
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    return Response(text, content_type="application/json")


def order_as_json(order: Order) -> dict[str, Any]:
    """Return an order with its attempts."""
    request = order.request
    return {
        "environment": request.environment,
        "pspid": request.pspid,
        "orderid": request.orderid,
        "amount": amount_text(request.amount),
        "currency": request.currency,
        "operation": request.operation.value,
        "status": int(order.status),
        "attempts": [attempt_as_json(attempt) for attempt in order.attempts],
    }


def attempt_as_json(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt; the card is masked since it was read."""
    return {
        "payid": attempt.payid,
        "status": int(attempt.status),
        "ncerror": attempt.verdict.ncerror,
        "pm": attempt.means.pm,
        "brand": attempt.means.brand,
        "cardno": attempt.means.cardno,
        "at": attempt.at.isoformat(timespec="seconds"),
    }


def record_as_json(record: Record) -> dict[str, Any]:
    """Return an attempt to deliver.

    ``encoded`` is what went over the wire; ``parameters`` the same, easier to read.
    """
    delivery = record.delivery
    return {
        "number": record.number,
        "at": record.at.isoformat(timespec="seconds"),
        "timing": delivery.timing,
        "orderid": delivery.message.orderid,
        "method": delivery.merchant.feedback_method.value,
        "url": delivery.url,
        "charset": delivery.message.charset,
        "parameters": dict(delivery.message.pairs),
        "encoded": delivery.message.encoded,
        "http_status": record.answer.status,
        "answer": record.shown,
    }
