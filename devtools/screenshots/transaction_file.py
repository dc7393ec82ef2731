# SPDX-License-Identifier: LGPL-3.0-or-later
"""A file as Ogone's back office exports it, that differs in a few lines."""

from __future__ import annotations

from .business import Sale, sales

_HEADER = "Id;REF;ORDER;STATUS;TOTAL;CUR;METHOD;BRAND"
_DAYS = 5
_FOREIGN = "3000004990;WEB-4711;2026-03-04;9;55.00;{currency};CreditCard;VISA"


def content(currency: str) -> str:
    """Return the file about the first days of the business."""
    made = sales()
    until = sorted({sale.day for sale in made})[_DAYS - 1]
    lines = [sale for sale in made if sale.day <= until]
    paid = [sale.orderid for sale in lines if sale.state == "done"]
    lost, dearer, other = paid[2], paid[7], next(_refused(lines))
    rows = [
        _row(sale, currency, sale.orderid == dearer, sale.orderid == other)
        for sale in lines
        if sale.orderid != lost
    ]
    return "\n".join([_HEADER, *rows, _FOREIGN.format(currency=currency)])


def _refused(lines: list[Sale]):
    return (sale.orderid for sale in lines if sale.state == "error")


def _row(sale: Sale, currency: str, dearer: bool, paid_there: bool) -> str:
    amount = sale.amount + (10 if dearer else 0)
    status = "9" if paid_there else sale.status
    cells = [sale.payid, sale.orderid, sale.day, status, f"{amount:.2f}"]
    return ";".join([*cells, currency, "CreditCard", sale.method.upper()])
