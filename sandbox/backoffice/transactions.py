# SPDX-License-Identifier: LGPL-3.0-or-later
"""Operations ‣ View transactions: the list."""

from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Response

from ..books.orders import Attempt
from .desk import Desk, at_desk
from .fields import Form
from .report import HISTORY, file_of
from .search import Wanted, attempts_of, statuses_of
from .wording import decimal_text, status_mood, status_text

_ON_A_PAGE = 25
_FILTERS = ("orderid", "payid", "status", "since", "until")


@dataclass(frozen=True)
class Part:
    """One page of a long list."""

    number: int
    pages: int
    total: int
    shown: list[Attempt]

    @classmethod
    def of(cls, attempts: list[Attempt], number: int) -> "Part":
        """Return page ``number``, or the nearest there is."""
        pages = max(1, -(-len(attempts) // _ON_A_PAGE))
        number = min(max(number, 1), pages)
        start = (number - 1) * _ON_A_PAGE
        shown = attempts[start : start + _ON_A_PAGE]
        return cls(number, pages, len(attempts), shown)


@at_desk
def transactions(desk: Desk) -> Response:
    """Show the transactions that are looked for, the newest first."""
    form = Form(desk.request.args)
    wanted = _wanted(form)
    own = attempts_of(desk.state.book, desk.merchant)
    found = [] if form.faults else list(filter(wanted.fits, own))
    number = desk.request.args.get("page", 1, type=int)
    part = Part.of(found, number)
    return desk.page(
        "transactions.html",
        "transactions",
        400 if form.faults else 200,
        part=part,
        rows=[row(attempt) for attempt in part.shown],
        statuses=[(str(int(each)), status_text(each)) for each in statuses_of(own)],
        values=_filters(desk),
        is_filtered=bool(_filters(desk)),
        faults=form.faults,
    )


@at_desk
def download(desk: Desk) -> Response:
    """Return the operations of the same transactions as a file."""
    form = Form(desk.request.args)
    wanted = _wanted(form)
    if form.faults:
        return desk.back("transactions", **_filters(desk))
    found = filter(wanted.fits, attempts_of(desk.state.book, desk.merchant))
    return file_of(list(found), desk.merchant, HISTORY)


def row(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt as the list and its own page show it."""
    request, means = attempt.request, attempt.means
    return {
        "payid": attempt.payid,
        "orderid": request.orderid,
        "at": attempt.original.at.strftime("%Y-%m-%d %H:%M:%S"),
        "amount": decimal_text(attempt.original.amount),
        "currency": request.currency,
        "status": status_text(attempt.status),
        "mood": status_mood(attempt.status),
        "ncerror": attempt.original.verdict.ncerror,
        "method": means.brand or means.pm,
        "cardno": means.cardno,
        "cn": means.cn,
    }


def _wanted(form: Form) -> Wanted:
    status = form.text("status", 3)
    if status and not (status.isascii() and status.isdigit()):
        form.faults["status"] = "Choose one of the list."
        status = ""
    return Wanted(
        orderid=form.text("orderid", 40),
        payid=form.text("payid", 15),
        statuses=frozenset({int(status)} if status else ()),
        since=form.day("since"),
        until=form.day("until"),
    )


def _filters(desk: Desk) -> dict[str, str]:
    args = desk.request.args
    return {name: args[name] for name in _FILTERS if args.get(name)}
