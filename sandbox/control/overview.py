# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages for the developer: accounts, test cards, orders, feedback."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from ogone.signature import shasign

from ..accounts.merchants import DEMO
from ..books.scenarios import CARDS, OWN
from ..pages import page
from ..state import State
from .report import order_as_json, record_as_json

_DESCRIPTION = Path(__file__).parents[1] / "openapi.yaml"


def index(state: State, request: Request) -> Response:
    """Show everything on one page."""
    return page(
        "index.html",
        merchants=state.merchants(),
        cards=CARDS,
        own=OWN,
        orders=[order_as_json(order) for order in reversed(state.book.orders())],
        records=[record_as_json(each) for each in reversed(state.notifier.records())],
        sample=_sample(state),
        base=request.host_url.rstrip("/"),
    )


def description(state: State, request: Request) -> Response:
    """Answer what the sandbox answers to, in OpenAPI."""
    return Response(_DESCRIPTION.read_bytes(), content_type="application/yaml")


def feedback(state: State, request: Request, number: int) -> Response:
    """Show one attempt to deliver feedback."""
    records = [each for each in state.notifier.records() if each.number == number]
    if not records:
        return page("missing.html", 404)
    return page("feedback.html", record=record_as_json(records[0]))


def _sample(state: State) -> dict[str, str]:
    """Return a signed order, for a look at the payment page without any shop."""
    merchant = state.merchant(*DEMO.key) or DEMO
    order = {
        "PSPID": merchant.pspid,
        "ORDERID": f"SAMPLE-{len(state.book.orders()) + 1}",
        "AMOUNT": "4990",
        "CURRENCY": "EUR",
        "LANGUAGE": "en_US",
        "CN": "Jane Doe",
        "COM": "A sample order",
    }
    if merchant.sha_in:
        algorithm = merchant.hash_algorithm.value
        order["SHASIGN"] = shasign(order, merchant.sha_in, algorithm)
    return order
