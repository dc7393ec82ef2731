# SPDX-License-Identifier: LGPL-3.0-or-later
"""The end of a payment: the shop is told, and the browser leaves."""

from urllib.parse import quote

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ogone.statuses import Outcome, Status

from ..accounts.merchants import Merchant
from ..books.orders import Attempt
from ..feedback.delivery import Answer
from ..feedback.messages import feedback, return_url, web_address
from ..pages import page
from ..pages.languages import TEXTS, amount_shown, language_of
from ..state import State
from .layout import look_of


def conclude(state: State, attempt: Attempt) -> Response:
    """Tell the shop how the payment ended, then send the browser away.

    :source: [ADV] 9.3.3 for what the shop's answer to an online request does
    """
    merchant = _merchant(state, attempt)
    message = feedback(attempt, merchant)
    url = _feedback_url(attempt, merchant)
    answer = state.notifier.notify(message, url, merchant)
    if answer and answer.is_page:
        return Response(answer.body, content_type=answer.content_type or "text/html")
    if answer and answer.is_redirect and web_address(answer.location):
        return redirect(answer.location)
    return leave(state, attempt, answer)


def leave(state: State, attempt: Attempt, answer: Answer | None = None) -> Response:
    """Redirect the browser to the shop, or show the platform's own result page."""
    merchant = _merchant(state, attempt)
    url = return_url(attempt)
    if not url:
        return _result_page(state, attempt, merchant, answer)
    if merchant.redirect_parameters and merchant.sha_out:
        url = feedback(attempt, merchant).appended_to(url)
    return redirect(url)


def _merchant(state: State, attempt: Attempt) -> Merchant:
    return state.merchant(attempt.request.environment, attempt.request.pspid)


def _feedback_url(attempt: Attempt, merchant: Merchant) -> str:
    """Return the address of the direct request, ``<PARAMVAR>`` filled in."""
    url = merchant.feedback_url
    if attempt.original.status.outcome in (Outcome.CANCELLED, Outcome.REFUSED):
        url = merchant.feedback_url_refused or url
    return url.replace("<PARAMVAR>", quote(attempt.request.get("PARAMVAR"), safe=""))


def _result_page(
    state: State, attempt: Attempt, merchant: Merchant, answer: Answer | None
) -> Response:
    order = attempt.request
    language = language_of(order.get("LANGUAGE"))
    return page(
        "result.html",
        look=look_of(order, state.fetch, merchant.feedback_timeout),
        language=language,
        say=TEXTS[language],
        attempt=attempt,
        merchant=merchant.name or merchant.pspid,
        amount=amount_shown(order.amount, order.currency, language),
        result=_result(attempt.original.status),
        remark=_remark(answer),
        home=web_address(order.get("HOMEURL")),
        catalogue=web_address(order.get("CATALOGURL")),
    )


def _result(status: Status) -> str:
    if status.uncertain:
        return "result_uncertain"
    return {
        Outcome.AUTHORISED: "result_paid",
        Outcome.CAPTURED: "result_paid",
        Outcome.REFUSED: "result_refused",
        Outcome.CANCELLED: "result_cancelled",
    }.get(status.outcome, "result_pending")


def _remark(answer: Answer | None) -> str:
    """Return the lines that the shop answered, to be shown below the result."""
    if not answer or not answer.succeeded:
        return ""
    return answer.body.decode("utf-8", "replace").strip()
