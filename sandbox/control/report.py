# SPDX-License-Identifier: LGPL-3.0-or-later
"""Orders, operations, sums, aliases and deliveries as JSON.

Amounts are decimals, as answers spell them; sums are times 100, to be compared.
"""

from collections.abc import Mapping
from typing import Any

from ..books.aliases import Alias
from ..books.brands import masked
from ..books.ledger import ledger_of
from ..books.orders import Attempt, Entry, Order
from ..feedback.messages import amount_text
from ..feedback.notifier import Record

# What a test may want to see of a request.
_TOLD = """
    ECI FLAG3D COF_INITIATOR COF_TRANSACTION COF_SCHEDULE COF_RECURRING_EXPIRY
    COF_RECURRING_FREQUENCY ALIAS ALIASOPERATION ALIASUSAGE ALIASPERSISTEDAFTERUSE
""".split()


def order_as_json(order: Order) -> dict[str, Any]:
    """Return an order with its attempts."""
    request = order.request
    return {
        "environment": request.environment,
        "pspid": request.pspid,
        "orderid": request.orderid,
        "amount": amount_text(request.amount),
        "currency": request.currency,
        "operation": request.operation.value,
        "cof": _cof(request.parameters),
        "status": int(order.status),
        "attempts": [attempt_as_json(attempt) for attempt in order.attempts],
    }


def _cof(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return what was said of stored credentials, as ``initiator`` and so on."""
    return {
        name.removeprefix("COF_").lower(): value
        for name, value in parameters.items()
        if name.startswith("COF_")
    }


def attempt_as_json(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt; the card is masked since it was read."""
    request, means = attempt.request, attempt.means
    sent = {name: request.get(name) for name in _TOLD if request.get(name)}
    return {
        "payid": attempt.payid,
        "status": int(attempt.status),
        "ncerror": attempt.original.verdict.ncerror,
        "pm": means.pm,
        "brand": means.brand,
        "cardno": means.cardno,
        "alias": means.alias,
        "eci": means.eci,
        "sent": sent,
        "at": attempt.original.at.isoformat(timespec="seconds"),
        "operations": [entry_as_json(entry) for entry in attempt.history[1:]],
    }


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """Return an operation on a PAYID."""
    return {
        "payidsub": entry.number,
        "operation": entry.operation.value,
        "amount": amount_text(entry.amount),
        "status": int(entry.status),
        "ncerror": entry.verdict.ncerror,
        "at": entry.at.isoformat(timespec="seconds"),
    }


def sums_as_json(order: Order) -> dict[str, Any]:
    """Return what was moved on an order, over all its attempts."""
    request = order.request
    ledgers = [ledger_of(attempt.history) for attempt in order.attempts]
    names = ("authorised", "captured", "refunded", "voided")
    return {
        "environment": request.environment,
        "pspid": request.pspid,
        "orderid": request.orderid,
        "currency": request.currency,
        "status": int(order.status),
        "payids": [attempt.payid for attempt in order.attempts],
        **{name: sum(getattr(ledger, name) for ledger in ledgers) for name in names},
    }


def alias_as_json(alias: Alias) -> dict[str, Any]:
    """Return a card that is kept, its number masked."""
    return {
        "environment": alias.environment,
        "pspid": alias.pspid,
        "alias": alias.name,
        "status": alias.status.value,
        "brand": alias.brand,
        "cardno": masked(alias.card.number),
        "ed": alias.card.ed,
        "cn": alias.card.cn,
        "at": alias.at.isoformat(timespec="seconds"),
        "until": alias.until.isoformat(timespec="seconds") if alias.until else None,
        "cvc_until": (
            alias.cvc_until.isoformat(timespec="seconds") if alias.cvc_until else None
        ),
    }


def record_as_json(record: Record) -> dict[str, Any]:
    """Return an attempt to deliver.

    ``encoded`` is what went over the wire; ``parameters`` the same, easier to read.
    """
    delivery = record.delivery
    return {
        "number": record.number,
        "at": record.at.isoformat(timespec="seconds"),
        "timing": delivery.timing,
        "orderid": delivery.message.orderid,
        "method": delivery.method.value,
        "url": delivery.url,
        "charset": delivery.message.charset,
        "parameters": dict(delivery.message.pairs),
        "encoded": delivery.message.encoded,
        "http_status": record.answer.status,
        "answer": record.shown,
    }
