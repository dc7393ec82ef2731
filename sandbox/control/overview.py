# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages for the developer: accounts, test cards, orders, feedback."""

from pathlib import Path

from werkzeug.wrappers import Request, Response

from ogone.signature import shasign

from ..accounts.merchants import DEMO, DEMO_PASSWORD, DEMO_PRODUCTION_PASSWORD
from ..books.scenarios import CARDS, OWN
from ..pages import page
from ..state import State
from ..store.extract import Extract
from .report import order_as_json, record_as_json

# Public: shown as long as nobody changed them. Of others only a hash is known.
_PASSWORDS = {"test": DEMO_PASSWORD, "prod": DEMO_PRODUCTION_PASSWORD}
_LATEST = Extract(limit=50, newest_first=True)
_DESCRIPTION = Path(__file__).parents[1] / "openapi.yaml"


def index(state: State, request: Request) -> Response:
    """Show everything on one page."""
    return page(
        "index.html",
        merchants=state.merchants(),
        passwords=_known_passwords(state),
        cards=CARDS,
        own=OWN,
        orders=list(map(order_as_json, state.book.orders(_LATEST))),
        records=list(map(record_as_json, state.notifier.records(_LATEST))),
        shown=_LATEST.limit,
        sample=_sample(state),
        base=request.host_url.rstrip("/"),
    )


def description(state: State, request: Request) -> Response:
    """Answer what the sandbox answers to, in OpenAPI."""
    return Response(_DESCRIPTION.read_bytes(), content_type="application/yaml")


def feedback(state: State, request: Request, number: int) -> Response:
    """Show one attempt to deliver feedback."""
    record = state.notifier.record(number)
    if not record:
        return page("missing.html", 404)
    return page("feedback.html", record=record_as_json(record))


def _known_passwords(state: State) -> dict[str, str]:
    """Return the passwords of the demo, by the hash that an account holds."""
    known = {}
    for merchant in state.merchants():
        for user in merchant.users if merchant.pspid == DEMO.pspid else ():
            password = _PASSWORDS[merchant.environment]
            if state.passwords.fits(password, user.password_hash):
                known[user.password_hash] = password
    return known


def _sample(state: State) -> dict[str, str]:
    """Return a signed order, for a look at the payment page without any shop."""
    merchant = state.merchant(*DEMO.key) or DEMO
    order = {
        "PSPID": merchant.pspid,
        "ORDERID": f"SAMPLE-{state.book.count() + 1}",
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
