# SPDX-License-Identifier: LGPL-3.0-or-later
"""The hosted payment page: a signed form comes in, and a shopper pays."""

from werkzeug.wrappers import Request, Response

from ogone.statuses import Status

from ..accounts.merchants import Merchant
from ..books.authorisation import (
    CHALLENGE_INDICATOR,
    authorise,
    challenge_of,
    status_for,
    told_by_amount,
    verdict,
)
from ..books.orders import CANCELLED, AlreadyProcessedError, Attempt, Means
from ..books.scenarios import Challenge
from ..books.visits import PageClosedError, Visit
from ..gate.incoming import PageError, receive
from ..state import State
from . import bank, ending
from .card_form import CardFormError, read_card
from .checks import checked
from .payment_view import choices, error_page, show
from .tries import record


def enter(state: State, request: Request, environment: str, asp: str) -> Response:
    """Open the payment page for what a shop's form posts."""
    try:
        order = checked(receive(request, environment, asp), state.merchant)
        merchant = state.merchant(order.environment, order.pspid)
        visit = state.book.enter(order, merchant.payment_tries)
    except PageError as error:
        return error_page(error)
    except AlreadyProcessedError as error:
        return _second_visit(state, error.attempt)
    return show(state, visit)


def _second_visit(state: State, attempt: Attempt) -> Response:
    merchant = state.merchant(attempt.request.environment, attempt.request.pspid)
    if merchant.relaunch:
        return ending.conclude(state, attempt)
    return error_page(
        PageError(
            "order already processed",
            f"PAYID {attempt.payid} has STATUS {int(attempt.status)}. An ORDERID can be"
            " paid once.",
            "50001113",
        )
    )


def act(state: State, request: Request, environment: str) -> Response:
    """Do what the shopper asks for on the payment page."""
    visit = state.book.visit(request.form.get("key", ""))
    action = _ACTIONS.get(request.form.get("action", ""))
    if not visit or not action or visit.request.environment != environment:
        return error_page(PageError("This payment page is not open any more."))
    try:
        visit.check_open()
        return action(state, visit, request)
    except PageClosedError as error:  # pressed twice: same way out, no second feedback
        return ending.leave(state, error.attempt)
    except AlreadyProcessedError as error:
        return _second_visit(state, error.attempt)


def _choose(state: State, visit: Visit, request: Request) -> Response:
    methods = choices(visit.request.methods)
    method = methods.get(request.form.get("method", ""), visit.method)
    state.book.choose(visit, method)
    return show(state, visit)


def _pay(state: State, visit: Visit, request: Request) -> Response:
    order, today = visit.request, state.clock().date()
    try:
        alias = state.aliases.find(order)
        purchase = state.scripted(order, read_card(request.form, order, alias, today))
    except CardFormError as error:
        return show(state, visit, request.form, error.faults)
    card = purchase.card
    if challenge_of(card, order.get(CHALLENGE_INDICATOR)) is not Challenge.NONE:
        return bank.show(state, state.book.ask(order, purchase, visit))
    told = told_by_amount(_merchant(state, visit), order.amount)
    answered = authorise(card, order.operation, authenticated=False, told=told)
    ip = request.remote_addr or ""
    return record(state, visit, answered, purchase.means, ip, purchase.keep)


def _simulate(state: State, visit: Visit, request: Request) -> Response:
    """Take what the shopper chose on the page that stands for a bank."""
    method, outcome = visit.method, request.form.get("outcome", "")
    if outcome not in _OUTCOMES or method.by_card:
        return show(state, visit)
    if outcome == "cancel":
        return _cancel(state, visit, request)
    sale, ncerror = (
        _accepted(state, visit) if outcome == "accept" else _OUTCOMES[outcome]
    )
    status = sale if method.one_step else status_for(sale, visit.request.operation)
    means = Means(
        method.pm,
        method.shown_brand,
        method.account,
        cn=visit.request.get("CN"),
        latin1=method.latin1,
    )
    ip = request.remote_addr or ""
    return record(state, visit, verdict(status, ncerror), means, ip)


def _accepted(state: State, visit: Visit) -> tuple[Status, str]:
    """Return STATUS and NCERROR of a sale that a bank or wallet accepts."""
    if visit.method.accepted:
        return visit.method.accepted, "0"
    told = told_by_amount(_merchant(state, visit), visit.request.amount)
    return (told.status, told.ncerror) if told else _OUTCOMES["accept"]


_OUTCOMES = {
    "accept": (Status.CAPTURED, "0"),
    "pending": (Status.CAPTURE_WAITING, "0"),
    "refuse": (Status.REFUSED, "30001001"),
    "cancel": (Status.CANCELLED_BY_CUSTOMER, ""),
}


def _merchant(state: State, visit: Visit) -> Merchant:
    return state.merchant(visit.request.environment, visit.request.pspid)


def _cancel(state: State, visit: Visit, request: Request) -> Response:
    means = Means(
        visit.method.pm, cn=visit.request.get("CN"), latin1=visit.method.latin1
    )
    return record(state, visit, CANCELLED, means, request.remote_addr or "")


def _stop(state: State, visit: Visit, request: Request) -> Response:
    ended = state.book.stop(visit)
    return ending.conclude(state, ended) if ended else show(state, visit)


_ACTIONS = {
    "choose": _choose,
    "pay": _pay,
    "simulate": _simulate,
    "cancel": _cancel,
    "stop": _stop,
}
