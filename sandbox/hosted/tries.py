# SPDX-License-Identifier: LGPL-3.0-or-later
"""A try to pay on the payment page, and where it leads."""

from werkzeug.wrappers import Response

from ..books.aliases import StoredCard
from ..books.orders import Means, Verdict
from ..books.visits import Visit
from ..state import State
from .ending import conclude
from .payment_view import show


def record(
    state: State,
    visit: Visit,
    verdict: Verdict,
    means: Means,
    ip: str,
    keep: StoredCard | None = None,
) -> Response:
    """Record a try; show the page once more, or end it.

    :param keep: What is kept under the alias of ``means``.
    :raise PageClosedError: if the page had ended before.
    :raise AlreadyProcessedError: if another page was faster.
    """
    with state.step():
        attempt = state.book.attempt(visit, verdict, means, ip)
        state.aliases.charged(attempt, keep)
    return conclude(state, attempt) if visit.ended is attempt else show(state, visit)
