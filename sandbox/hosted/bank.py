# SPDX-License-Identifier: LGPL-3.0-or-later
"""The bank's page of 3-D Secure: the shopper confirms, refuses, or leaves.

:source: [DL3D]; recordings of version 1 for the form that leads there
"""

from dataclasses import replace
from html import escape

from werkzeug.wrappers import Request, Response

from ..books.authorisation import NOT_PASSED, authorise, told_by_amount
from ..books.orders import AlreadyProcessedError, Verdict
from ..books.visits import Challenge, PageClosedError
from ..gate.incoming import PageError
from ..pages import page
from ..pages.languages import TEXTS, amount_shown, language_of
from ..state import State
from .ending import conclude, leave
from .payment_view import error_page
from .tries import record

_PAGE = "Test_3D_ACS.asp"
_WHOLE_WINDOW = "05"


def fragment(challenge: Challenge, base: str) -> str:
    """Return HTML_ANSWER: a form that leads to the bank's page, by itself if it may.

    Colons are written as entities, as recorded.
    """
    order = challenge.request
    root = escape(f"{base}ncol/{order.environment}/").replace(":", "&#58;")
    hidden = {
        "CSRFKEY": challenge.key[:16],
        "CSRFTS": challenge.attempt.original.at.strftime("%Y%m%d%H%M%S"),
        "CSRFSP": f"/ncol/{order.environment}/orderdirect.asp",
        "PaReq": challenge.key,
        "TermUrl": f"{root}order_A3DS.asp",
        "MD": f"{order.get('WIN3DS') or 'MAINW'}PTEST{challenge.attempt.payid:012}",
    }
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{value}">'
        for name, value in hidden.items()
    )
    return (
        f'<form name="downloadform3D" method="post" action="{root}{_PAGE}">{fields}'
        "<noscript><p>You are about to be redirected to your bank.</p>"
        '<button type="submit">Continue</button></noscript></form>'
        "<script>document.forms['downloadform3D'].submit();</script>"
    )


def show(state: State, challenge: Challenge, template: str = "bank.html") -> Response:
    """Show the bank's page."""
    order = challenge.request
    language = language_of(order.get("LANGUAGE") or order.get("BROWSERLANGUAGE"))
    merchant = state.merchant(order.environment, order.pspid)
    return page(
        template,
        language=language,
        say=TEXTS[language],
        challenge=challenge,
        merchant=merchant.name or merchant.pspid,
        amount=amount_shown(order.amount, order.currency, language),
        date=state.clock().strftime("%d/%m/%Y"),
        window=order.get("MPI.CHALLENGEWINDOWSIZE") or _WHOLE_WINDOW,
        target=f"/ncol/{order.environment}/{_PAGE}",
    )


def act(state: State, request: Request, environment: str) -> Response:
    """Open the bank's page, or do what the shopper asks for on it."""
    key = request.form.get("key") or request.form.get("PaReq", "")
    challenge = state.book.challenge(key)
    if not challenge or challenge.request.environment != environment:
        return error_page(PageError("This page of the bank is not open any more."))
    action = request.form.get("action", "")
    try:
        if action in ("confirm", "refuse"):
            return _decide(state, challenge, action == "confirm", request)
        challenge.check_open()
        closed = action == "close"
        return show(state, challenge, "closed.html" if closed else "bank.html")
    except PageClosedError as error:  # pressed twice: same way out, no second feedback
        return leave(state, error.attempt)
    except AlreadyProcessedError:
        return error_page(PageError("order already processed", "", "50001113"))


def _decide(
    state: State, challenge: Challenge, confirmed: bool, request: Request
) -> Response:
    purchase, verdict = challenge.purchase, NOT_PASSED
    card = purchase.card
    if confirmed:
        verdict = _authorised(state, challenge)
    eci = card.eci if confirmed and card.eci else purchase.means.eci
    means, keep = replace(purchase.means, eci=eci), purchase.keep
    if challenge.visit:
        ip = request.remote_addr or ""
        return record(state, challenge.visit, verdict, means, ip, keep)
    attempt = challenge.attempt
    with state.step():
        state.book.authenticated(attempt, verdict, eci)
        state.aliases.charged(attempt, keep)
    return conclude(state, attempt)


def _authorised(state: State, challenge: Challenge) -> Verdict:
    """Return what the acquirer says once the shopper has confirmed."""
    order, card = challenge.request, challenge.purchase.card
    merchant = state.merchant(order.environment, order.pspid)
    told = told_by_amount(merchant, order.amount)
    return authorise(card, order.operation, authenticated=True, told=told)
