# SPDX-License-Identifier: LGPL-3.0-or-later
"""Levers for tests, under ``/_control/``: JSON in, JSON out, for this machine alone."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from werkzeug.exceptions import BadRequest, Forbidden, NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from ..accounts.changes import change, open_account
from ..accounts.merchants import Merchant, new_merchant
from ..books.aliases import StoredCard
from ..staged.faults import Fault
from ..staged.scripts import read_script
from ..state import State
from .listing import extract_of, streamed
from .report import alias_as_json, order_as_json, record_as_json, sums_as_json

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
    """Answer orders, the oldest first."""
    return streamed(map(order_as_json, state.book.each(extract_of(request))))


@guarded
def feedback(state: State, request: Request) -> Response:
    """Answer attempts to deliver feedback, the oldest first."""
    return streamed(map(record_as_json, state.notifier.each(extract_of(request))))


@guarded
def reset(state: State, request: Request) -> Response:
    """Forget orders, feedback and changed settings."""
    state.reset()
    return _done(request, {"reset": True})


@guarded
def merchant(state: State, request: Request) -> Response:
    """Change settings of an account: ``pspid``, ``environment`` and what to change."""
    settings = _settings(request)
    environment, pspid = key = _account(state, settings).key
    with _refusing():
        change(state, key, lambda account: account.changed(settings))
    return _json({"pspid": pspid, "environment": environment, "changed": settings})


@guarded
def new_account(state: State, request: Request) -> Response:
    """Open an account: ``pspid``, ``environment`` and what else to set."""
    settings = _settings(request)
    environment = str(settings.pop("environment", "test"))
    pspid = str(settings.pop("pspid", ""))
    with _refusing():
        new = new_merchant(environment, pspid).changed(settings)
        open_account(state, new)
    return _json({"pspid": pspid, "environment": environment, "opened": True})


@guarded
def unlock(state: State, request: Request) -> Response:
    """Unlock the API users of an account."""
    account = _account(state, _settings(request))
    locked = any(map(account.is_locked, account.users))
    change(state, account.key, Merchant.unlocked)
    return _done(request, {"unlocked": locked})


@guarded
def books(state: State, request: Request) -> Response:
    """Answer the sums of orders, the oldest first."""
    return streamed(map(sums_as_json, state.book.each(extract_of(request))))


@guarded
def aliases(state: State, request: Request) -> Response:
    """Answer the cards that are kept; keep one, or delete one, by hand."""
    if request.method == "GET":
        return streamed(map(alias_as_json, state.aliases.each()))
    settings = _settings(request)
    account = _account(state, settings)
    name = str(settings.get("alias", ""))
    if request.method == "DELETE":
        return _json({"deleted": state.aliases.delete(*account.key, name)})
    with _refusing():
        number, ed = str(settings["cardno"]), str(settings.get("ed", "1230"))
        card = StoredCard(number, ed, str(settings.get("cn", "")))
        return _json(alias_as_json(state.aliases.add(*account.key, name, card)))


@guarded
def clock(state: State, request: Request) -> Response:
    """Move the clock on (``advance``, seconds), or settle what is pending."""
    settings = _settings(request)
    with _refusing():
        state.clock.advance(float(settings.get("advance", 0)))
    settle = settings.get("settle", False)
    if settle not in (False, True, "all"):
        raise BadRequest('settle is true or "all"')
    changed = state.settle_now(settle == "all") if settle else state.settle()
    state.notifier.wake()
    now = state.clock().isoformat(timespec="seconds")
    return _done(request, {"now": now, "changed": changed})


@guarded
def faults(state: State, request: Request) -> Response:
    """Answer the faults that wait, add one, or clear all."""
    if request.method == "DELETE":
        state.faults.clear()
    elif request.method == "POST":
        settings = _settings(request)
        if settings.get("clear") is True:
            state.faults.clear()
        else:
            with _refusing():
                state.faults.add(Fault.read(settings))
    return _json(state.faults.all())


@guarded
def scripts(state: State, request: Request) -> Response:
    """Answer what shall happen to coming orders, add to it, or clear it."""
    if request.method == "DELETE":
        state.scripts.clear()
    elif request.method == "POST":
        with _refusing():
            state.scripts.add(read_script(_settings(request)))
    return _json({"steps": [step.as_json() for step in state.scripts.all()]})


@guarded
def redeliver(state: State, request: Request, number: int) -> Response:
    """Send once more what an attempt sent."""
    record = state.notifier.redeliver(number)
    if not record:
        raise NotFound(f"There is no attempt {number}.")
    return _done(request, record_as_json(record))


def _settings(request: Request) -> dict[str, Any]:
    """Return the JSON object that was sent; an empty body is an empty one."""
    with _refusing():
        settings = json.loads(request.get_data() or b"{}")
        json.dumps(settings, ensure_ascii=False).encode()  # half a character fails
    if not isinstance(settings, dict):
        raise BadRequest("a JSON object is expected")
    return settings


def _account(state: State, settings: dict[str, Any]) -> Merchant:
    """Take the account's name out of ``settings``, and return the account."""
    pspid = settings.pop("pspid", "OgoneDemo")
    environment = settings.pop("environment", "test")
    account = state.merchant(str(environment), str(pspid))
    if not account:
        raise NotFound(f"No account {pspid!r:.40} in {environment!r:.40}.")
    return account


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadRequest(str(error)) from error


def _done(request: Request, result: Any) -> Response:
    """Answer a script in JSON; take a person back to the page."""
    kinds = ["application/json", "text/html"]
    if request.accept_mimetypes.best_match(kinds) == "text/html":
        return redirect("/", 303)
    return _json(result)


def _json(result: Any) -> Response:
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    return Response(text, content_type="application/json")
