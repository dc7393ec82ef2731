# SPDX-License-Identifier: LGPL-3.0-or-later
"""Configuration ‣ Technical information: one form a tab.

:source: [ADV] and 15.1 of the protocol notes for the tabs; [ODOO] for their order
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ..accounts.merchants import Merchant
from ..books.scenarios import CARDS
from . import tabs
from .desk import Desk, at_desk
from .fields import Form
from .passphrases import keep_apart


@dataclass(frozen=True)
class Tab:
    """A tab.

    :ivar name: Part of its address, and of its template.
    :ivar settings: Names of the settings that it shows.
    :ivar read: Returns the settings from what was sent; faults stay in the form.
    """

    name: str
    title: str
    settings: tuple[str, ...]
    read: Callable[[Form, Merchant], dict[str, Any]]
    test_only: bool = False


TABS = (
    Tab(
        "transaction",
        "Global transaction parameters",
        ("default_operation", "payment_tries", "relaunch", "currencies"),
        tabs.transaction,
    ),
    Tab(
        "security",
        "Global security parameters",
        ("hash_algorithm", "charset"),
        tabs.security,
    ),
    Tab("layout", "Payment page layout", ("name",), tabs.layout),
    Tab(
        "origin",
        "Data and origin verification",
        ("referrers", "sha_in", "direct_ips", "sha_in_directlink"),
        tabs.origin,
    ),
    Tab(
        "feedback",
        "Transaction feedback",
        (
            "redirect_parameters",
            "feedback_timing",
            "feedback_url",
            "feedback_url_refused",
            "feedback_method",
            "dynamic_parameters",
            "sha_out",
            "status_change_url",
        ),
        tabs.feedback,
    ),
    Tab(
        "testinfo",
        "Test info",
        ("settlement", "settlement_delay", "immediate_finals", "before_cutover"),
        tabs.test_info,
        test_only=True,
    ),
)


@at_desk
def technical(desk: Desk, name: str = TABS[0].name) -> Response:
    """Show a tab; save what was typed there."""
    tab = _tab(desk, name)
    if desk.request.method == "GET":
        return _page(desk, tab, _shown(desk.merchant, tab))
    form = Form(desk.request.form)
    settings = tab.read(form, desk.merchant)
    if form.faults:
        typed = _typed(desk, settings)
        return _page(desk, tab, typed, 400, faults=form.faults)
    desk = desk.change(lambda merchant: replace(merchant, **settings))
    renewed = keep_apart(desk.state, desk.merchant.pspid)
    if not renewed:
        return desk.back(f"technical/{tab.name}", notice="saved")
    desk = desk.change(lambda merchant: merchant)
    return _page(desk, tab, _shown(desk.merchant, tab), renewed=renewed)


def _tab(desk: Desk, name: str) -> Tab:
    for tab in _tabs(desk):
        if tab.name == name:
            return tab
    raise NotFound("There is no such tab.")


def _tabs(desk: Desk) -> list[Tab]:
    is_test = desk.merchant.environment == "test"
    return [tab for tab in TABS if is_test or not tab.test_only]


def _page(
    desk: Desk,
    tab: Tab,
    values: Mapping[str, Any],
    status: int = 200,
    **more: Any,
) -> Response:
    return desk.page(
        f"tab_{tab.name}.html",
        "technical",
        status,
        **{
            "tabs": _tabs(desk),
            "tab": tab,
            "values": values,
            "offered": tabs.offered(desk.merchant),
            "cards": CARDS,
            "renewed": {},
            **more,
        },
    )


def _shown(merchant: Merchant, tab: Tab) -> dict[str, Any]:
    """Return the settings of a tab as its form holds them."""
    values = {name: _field(getattr(merchant, name)) for name in tab.settings}
    return values | {
        "picked": merchant.dynamic_parameters,
        "directlink_same": merchant.sha_in_directlink is None,
    }


def _field(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else value


def _typed(desk: Desk, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent, for the form to hold it again.

    :param settings: As they were read: a box that is not ticked is not sent.
    """
    sent = desk.request.form
    return {
        **{name: sent.get(name, "") for name in settings},
        "picked": sent.getlist("dynamic_parameters"),
        "directlink_same": "directlink_same" in sent,
    }
