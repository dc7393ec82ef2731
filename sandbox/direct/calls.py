# SPDX-License-Identifier: LGPL-3.0-or-later
"""The three DirectLink pages: a form comes in, one XML element goes out.

:source: [DL] 2 to 5. HTTP 200 also for errors.
"""

from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from ogone.operations import MaintenanceOperation

from ..accounts.merchants import Merchant
from ..books.orders import Attempt
from ..gate.fields import amount_of, check_formats, check_lengths, check_options
from ..gate.incoming import Incoming, PageError, charset_of, receive
from ..staged.faults import Kind
from ..staged.strikes import fault_of
from ..state import State
from .admission import admit
from .ncresponse import Answer, DirectError, of_error, of_maintenance, of_query
from .order import place


def serve(state: State, request: Request, environment: str, asp: str) -> Response:
    """Answer a request, with whatever fault a tester asked for."""
    page = asp.removesuffix(".asp").removesuffix("_utf8")
    charset = charset_of(asp)
    fault = fault_of(state, request, page, environment)
    if fault and fault.is_before:
        return state.faults.spoil(fault, Response(), request.environ)
    answer = _answer(state, request, environment, asp, page)
    if fault and fault.kind is Kind.SHORT:
        return answer.shortened().response(charset)
    response = answer.response(charset)
    return state.faults.spoil(fault, response, request.environ) if fault else response


def _answer(
    state: State, request: Request, environment: str, asp: str, page: str
) -> Answer:
    incoming = Incoming(environment, charset_of(asp), {})
    try:
        incoming = receive(request, environment, asp)
        _check_named(incoming, page)
        merchant = admit(state, incoming, request.remote_addr)
        check_lengths(incoming.parameters)
        check_formats(incoming.parameters)
        check_options(incoming.parameters, merchant)
        return _PAGES[page](state, incoming, merchant, request)
    except PageError as error:
        ncerror = error.ncerror or "50001111"
        return of_error(page, incoming, DirectError(f" {error.text}", ncerror))
    except DirectError as error:
        answer = of_error(page, incoming, error)
        account = state.merchant(environment, incoming.get("PSPID"))
        is_short = page == "orderdirect" and account and account.short_answers
        return answer.shortened() if is_short else answer


def _check_named(incoming: Incoming, page: str) -> None:
    """Return if the request says which order it is about."""
    by_payid = page != "orderdirect" and incoming.get("PAYID")
    if not incoming.get("ORDERID") and not by_payid:
        raise DirectError(" no orderid")


def _order(
    state: State, incoming: Incoming, merchant: Merchant, request: Request
) -> Answer:
    answer = place(state, incoming, merchant, request)
    return answer.shortened() if merchant.short_answers else answer


def _maintain(
    state: State, incoming: Incoming, merchant: Merchant, request: Request
) -> Answer:
    try:
        code = MaintenanceOperation(incoming.get("OPERATION"))
    except ValueError:
        missing = not incoming.get("OPERATION")
        text = " no operation" if missing else "operation code not permitted"
        raise DirectError(text, "50001111" if missing else "50001007") from None
    amount = incoming.get("AMOUNT")
    asked = amount_of(amount) if amount else None
    attempt = _found(state, incoming, merchant, "0")
    entry = state.book.maintain(attempt, code, asked, merchant)
    return of_maintenance(attempt, entry)


def _query(
    state: State, incoming: Incoming, merchant: Merchant, request: Request
) -> Answer:
    attempt = _found(state, incoming, merchant, "")
    number = incoming.get("PAYIDSUB") if incoming.get("PAYID") else ""
    if not number:
        return of_query(attempt, attempt.latest, asked=False)
    history = {str(entry.number): entry for entry in attempt.history}
    if number not in history:
        raise DirectError(f"unknown history item {number}", "50001131", status="")
    return of_query(attempt, history[number], asked=True)


def _found(
    state: State, incoming: Incoming, merchant: Merchant, status: str
) -> Attempt:
    """Return the attempt that a request is about.

    :param status: STATUS of the answer if there is none.
    """
    payid, orderid = incoming.get("PAYID"), incoming.get("ORDERID")
    attempt = state.book.find(merchant, payid, orderid)
    if not attempt:
        what = f"payid {payid}" if payid else f"orderid {orderid}"
        text = f"unknown {what} for merchant {merchant.pspid}"
        raise DirectError(text, "50001130", status=status)
    return attempt


_PAGES: dict[str, Callable[[State, Incoming, Merchant, Request], Answer]] = {
    "orderdirect": _order,
    "maintenancedirect": _maintain,
    "querydirect": _query,
}
