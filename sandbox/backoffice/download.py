# SPDX-License-Identifier: LGPL-3.0-or-later
"""The report for programs: ``payment_download_ncp.asp``.

:source: [BATCH] 5.1 for the address and the parameters; how it says no is not told
"""

from datetime import date

from werkzeug.wrappers import Request, Response

from ..books.orders import Attempt
from ..direct.admission import logged_in
from ..direct.ncresponse import DirectError
from ..gate.incoming import Incoming, PageError, receive
from ..state import State
from .report import LEVELS, ORDER, file_of
from .search import Wanted, attempts_of


def serve(state: State, request: Request, environment: str) -> Response:
    """Answer an API user with the file; a fault in one line of text."""
    try:
        incoming = receive(request, environment, "payment_download_ncp.asp")
        merchant = logged_in(state, incoming, request.remote_addr)
        level, separator = _form_of(incoming)
        wanted = _wanted(incoming)
    except (DirectError, PageError) as error:
        return Response(f"{error.text}\n", 400, content_type="text/plain")
    found = [
        attempt
        for attempt in attempts_of(state.book, merchant)
        if wanted.fits(attempt) and _is_asked_for(attempt, incoming)
    ]
    return file_of(found, merchant, level, separator)


def _form_of(incoming: Incoming) -> tuple[str, str]:
    """Return level and separator of the file.

    :raise PageError: for a form that the sandbox does not write.
    """
    level = incoming.get("LEVEL").upper() or ORDER
    if level not in LEVELS:
        raise PageError(f"level is one of {' '.join(LEVELS)}")
    if incoming.get("FORMAT").upper() not in ("", "CSV"):
        raise PageError("format is CSV")
    separator = incoming.get("SEP") or ";"
    if separator not in (";", ",", "|", "\t"):
        raise PageError("Sep is a semicolon, a comma, a bar or a tabulator")
    return level, separator


def _wanted(incoming: Incoming) -> Wanted:
    statuses = [part.strip() for part in incoming.get("STATUS").split(",")]
    numbers = [part for part in statuses if part]
    if not all(part.isascii() and part.isdigit() for part in numbers):
        raise PageError("status is a list of numbers, parted by commas")
    return Wanted(
        payid=incoming.get("PAYID"),
        statuses=frozenset(map(int, numbers)),
        since=_day(incoming, "OF"),
        until=_day(incoming, "OT"),
    )


def _day(incoming: Incoming, prefix: str) -> date | None:
    """Return a day that is sent in three parts, or nothing if none of them is."""
    parts = [incoming.get(prefix + part) for part in "YMD"]
    if not any(parts):
        return None
    try:
        return date(*map(int, parts))
    except (ValueError, OverflowError):
        name = prefix.lower()
        raise PageError(f"{name}d, {name}m, {name}y are no day") from None


def _is_asked_for(attempt: Attempt, incoming: Incoming) -> bool:
    means = attempt.means
    had = {
        "ORDERID": attempt.request.orderid,
        "PM": means.pm,
        "BRAND": means.brand,
    }
    return all(incoming.get(name) in ("", value) for name, value in had.items())
