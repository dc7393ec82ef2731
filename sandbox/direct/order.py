# SPDX-License-Identifier: LGPL-3.0-or-later
"""A new order from server to server: a card or an alias is charged.

:source: [DL] 3; [ALIAS] 2 and 3.5; [DL3D]
"""

from datetime import date

from werkzeug.wrappers import Request

from ogone.statuses import Status

from ..accounts.merchants import Merchant
from ..books import visits
from ..books.authorisation import (
    CHALLENGE_INDICATOR,
    EXPIRED,
    SOFT_DECLINE,
    authorise,
    challenge_of,
    is_past,
    told_by_amount,
)
from ..books.operations import Operation
from ..books.orders import AlreadyProcessedError, Attempt, OrderRequest, Verdict
from ..books.scenarios import Card, Challenge
from ..books.visits import Purchase
from ..gate.fields import amount_of, currency_of
from ..gate.incoming import Incoming
from ..hosted import bank
from ..state import State
from .card import purchase_of
from .ncresponse import Answer, DirectError, of_order

# Never kept with an order, for everybody may see that.
_SECRET = ("PSWD", "SHASIGN", "CARDNO", "CVC", "ED", "ECOM_PAYMENT_CARD_VERIFICATION")
# The merchant charges without the shopper: recurring, instalments, by phone or letter.
_WITHOUT_SHOPPER = ("0", "1", "2", "3", "4", "9")
# [SUP-3DS]: mandatory for 3-D Secure version 2
_MANDATORY_3DS = """
    browserAcceptHeader browserColorDepth browserJavaEnabled browserLanguage
    browserScreenHeight browserScreenWidth browserTimeZone browserUserAgent
    ACCEPTURL DECLINEURL EXCEPTIONURL
"""
_WAITS = Verdict(Status.WAITING_FOR_AUTHENTICATION)


def place(
    state: State, incoming: Incoming, merchant: Merchant, request: Request
) -> Answer:
    """Charge a card or an alias, once per ORDERID.

    :raise DirectError: for a fault in the data, or an ORDERID that is paid.
    """
    order = _order(incoming, merchant)
    purchase = state.scripted(order, purchase_of(state, order, incoming))
    if incoming.get("FLAG3D") == "Y":
        _check_browser(incoming)
    today = state.clock().date()
    verdict = _verdict(order, purchase, today, merchant)
    ip = _customer_ip(incoming, request)
    try:
        attempt, challenge = _booked(state, order, purchase, verdict, ip)
    except AlreadyProcessedError as error:
        text = "order already processed"
        raise DirectError(text, "50001113", attempt=error.attempt) from error
    if challenge:
        return of_order(attempt, bank.fragment(challenge, request.host_url))
    return of_order(attempt)


def _booked(
    state: State, order: OrderRequest, purchase: Purchase, verdict: Verdict, ip: str
) -> tuple[Attempt, visits.Challenge | None]:
    """Record all that comes of an order, in one step.

    :raise AlreadyProcessedError: if the ORDERID is paid, or may be.
    """
    with state.step():
        attempt = state.book.order(order, verdict, purchase.means, ip)
        if verdict is _WAITS:
            return attempt, state.book.ask(order, purchase, attempt=attempt)
        state.aliases.charged(attempt, purchase.keep)
        return attempt, None


def _order(incoming: Incoming, merchant: Merchant) -> OrderRequest:
    _check_mandatory(incoming)
    return OrderRequest(
        environment=incoming.environment,
        pspid=merchant.pspid,
        orderid=incoming.get("ORDERID"),
        amount=amount_of(incoming.get("AMOUNT")),
        currency=currency_of(incoming.get("CURRENCY"), merchant),
        operation=_operation(incoming, merchant),
        charset=incoming.charset,
        parameters={
            name: value
            for name, value in incoming.parameters.items()
            if name not in _SECRET
        },
    )


def _check_mandatory(incoming: Incoming) -> None:
    """Return if nothing is missing; else all that is, in one text, as recorded."""
    get = incoming.get
    wanted = {"AMOUNT": "amount", "CURRENCY": "currency"}
    if not get("ALIAS") or get("CARDNO"):
        wanted |= {"CARDNO": "card no", "ED": "exp date"}
    missing = [text for name, text in wanted.items() if not get(name)]
    if "card no" in missing and not get("BRAND"):
        missing.append("brand")
    if missing:
        raise DirectError(" " + "|".join(f"no {text}" for text in missing))


def _operation(incoming: Incoming, merchant: Merchant) -> Operation:
    text = incoming.get("OPERATION")
    if not text:
        return merchant.default_operation
    if text not in list(Operation):
        raise DirectError("operation code not permitted", "50001007")
    if text == Operation.PAYOUT and not merchant.payouts:
        raise DirectError("Operation RFD is not permitted", "50001046")
    return Operation(text)


def _check_browser(incoming: Incoming) -> None:
    names = _MANDATORY_3DS.split()
    missing = [name for name in names if not incoming.get(name.upper())]
    if missing:
        raise DirectError(" " + "|".join(f"no {name}" for name in missing))


def _verdict(
    order: OrderRequest, purchase: Purchase, today: date, merchant: Merchant
) -> Verdict:
    card = purchase.card
    if is_past(purchase.means.ed, today):
        return EXPIRED
    if order.operation is not Operation.PAYOUT and (asked := _asked(order, card)):
        return asked
    told = told_by_amount(merchant, order.amount)
    return authorise(card, order.operation, authenticated=False, told=told)


def _asked(order: OrderRequest, card: Card) -> Verdict | None:
    """Return what becomes of an order whose bank wants to see the shopper."""
    if order.get("FLAG3D") == "Y":
        asked = challenge_of(card, order.get(CHALLENGE_INDICATOR))
        return None if asked is Challenge.NONE else _WAITS
    charged = card.challenge is Challenge.NONE or _without_shopper(order)
    return None if charged else SOFT_DECLINE


def _without_shopper(order: OrderRequest) -> bool:
    """Return whether the merchant charges a card that the shopper once gave.

    COF_INITIATOR tells; where it is not sent, ECI does.
    """
    if initiator := order.get("COF_INITIATOR"):
        return initiator == "MIT"
    return order.get("ECI") in _WITHOUT_SHOPPER


def _customer_ip(incoming: Incoming, request: Request) -> str:
    told = incoming.get("REMOTE_ADDR")
    return told if told not in ("", "NONE") else request.remote_addr or ""
