# SPDX-License-Identifier: LGPL-3.0-or-later
"""The transaction report: a file with a line for each order, or each operation.

Which columns the platform's file has, and how it spells dates, no public document tells
whole; those here are the ones that integrators name. UNVERIFIED.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from werkzeug.wrappers import Response

from ..accounts.merchants import Merchant
from ..accounts.settings import FeedbackCharset
from ..books.orders import Attempt, Entry
from ..gate.incoming import LATIN1, UTF_8
from .wording import decimal_text

ORDER, HISTORY = "ORDERLEVEL", "HISTLEVEL"
LEVELS = (ORDER, HISTORY)
COLUMNS = """
    Id REF ORDER STATUS LIB ACCEPT PAYDATE CIE NAME COUNTRY TOTAL CUR METHOD BRAND CARD
""".split()


def file_of(
    attempts: Iterable[Attempt], merchant: Merchant, level: str, separator: str = ";"
) -> Response:
    """Return the file, in the charset of the account.

    Values stand as they were sent: one that a spreadsheet would take for a formula is
    not altered. What the charset cannot say comes as a question mark.
    """
    charset = UTF_8 if merchant.charset is FeedbackCharset.UTF_8 else LATIN1
    content = _text(attempts, level, separator).encode(charset, "replace")
    name = f"{merchant.pspid}-{merchant.environment}.csv"
    return Response(
        content,
        content_type=f"text/csv; charset={charset}",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _text(attempts: Iterable[Attempt], level: str, separator: str) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(COLUMNS)
    for attempt in attempts:
        if level == ORDER:
            whole = replace(attempt.latest, amount=attempt.original.amount)
            writer.writerow(_line(attempt, whole, str(attempt.payid)))
            continue
        for entry in attempt.history:
            name = f"{attempt.payid}/{entry.number}"
            writer.writerow(_line(attempt, entry, name))
    return file.getvalue()


def _line(attempt: Attempt, entry: Entry, name: str) -> list[str]:
    """Return a line, in the order of :data:`COLUMNS`."""
    request, means = attempt.request, attempt.means
    return [
        name,
        request.orderid,
        _day(attempt.original),
        str(int(entry.status)),
        entry.status.text,
        entry.verdict.acceptance,
        _day(entry),
        request.get("ECOM_BILLTO_COMPANY"),
        means.cn or request.get("CN"),
        request.get("OWNERCTY"),
        decimal_text(entry.amount),
        request.currency,
        means.pm,
        means.brand,
        means.cardno,
    ]


def _day(entry: Entry) -> str:
    return entry.at.strftime("%d/%m/%Y")
