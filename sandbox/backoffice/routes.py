# SPDX-License-Identifier: LGPL-3.0-or-later
"""Addresses of the back office, and of the report for programs.

:source: [NR] and [ODOO] for the back office, in whatever case; the rest is our own
"""

import re
from collections.abc import Callable

from werkzeug.wrappers import Response

from . import aliases, choice, download, technical, transaction, transactions, users

_ENVIRONMENT = "<any(test, prod):environment>"
_ROOT = f"/ncol/{_ENVIRONMENT}/backoffice"
_ACCOUNT = f"{_ROOT}/<pspid>"
_SPELLING = re.compile(
    r"/(?:ncol/(?:test|prod)/backoffice)(?=/|$)", re.IGNORECASE | re.ASCII
)

Route = tuple[str, Callable[..., Response], tuple[str, ...]]
_READ, _BOTH, _POST = ("GET",), ("GET", "POST"), ("POST",)
ROUTES: tuple[Route, ...] = (
    (_ROOT, choice.choose, _BOTH),
    (_ACCOUNT, transactions.transactions, _READ),
    (f"{_ACCOUNT}/users", users.users, _READ),
    (f"{_ACCOUNT}/users/new", users.new, _BOTH),
    (f"{_ACCOUNT}/users/password", users.password, _BOTH),
    (f"{_ACCOUNT}/users/status", users.status, _POST),
    (f"{_ACCOUNT}/technical", technical.technical, _READ),
    (f"{_ACCOUNT}/technical/<name>", technical.technical, _BOTH),
    (f"{_ACCOUNT}/aliases", aliases.aliases, _BOTH),
    (f"{_ACCOUNT}/aliases/delete", aliases.delete, _POST),
    (f"{_ACCOUNT}/aliases/option", aliases.option, _POST),
    (f"{_ACCOUNT}/transactions", transactions.transactions, _READ),
    (f"{_ACCOUNT}/transactions.csv", transactions.download, _READ),
    (f"{_ACCOUNT}/transactions/<int:payid>", transaction.transaction, _READ),
    (f"{_ACCOUNT}/transactions/<int:payid>/maintain", transaction.maintain, _POST),
    (f"{_ACCOUNT}/transactions/<int:payid>/redeliver", transaction.redeliver, _POST),
    (f"/ncol/{_ENVIRONMENT}/payment_download_ncp.asp", download.serve, _POST),
)


def canonical(path: str) -> str:
    """Return ``path`` with the address of the back office in small letters.

    >>> canonical("/Ncol/Test/Backoffice/OgoneDemo")
    '/ncol/test/backoffice/OgoneDemo'
    >>> canonical("/ncol/test/BackOffice/")
    '/ncol/test/backoffice'
    """
    found = _SPELLING.match(path)
    if not found:
        return path
    rest = path[found.end() :]
    return found[0].lower() + ("" if rest == "/" else rest)
