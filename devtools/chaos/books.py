# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two books of the same orders: Ogone's and the shop's, compared to the cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

Query = Callable[..., list]

# A capture or refund is a child of the payment, or a child of its capture.
_TRANSACTIONS = """
    WITH RECURSIVE tree AS (
        SELECT id, id AS root FROM payment_transaction
         WHERE source_transaction_id IS NULL
         UNION ALL
        SELECT child.id, tree.root FROM payment_transaction child
          JOIN tree ON child.source_transaction_id = tree.id
    )
    SELECT payment.reference, payment.state, round(100 * payment.amount),
           coalesce(sum(round(100 * abs(child.amount))) FILTER (
               WHERE child.ogone_deed = 'capture' AND child.state = 'done'), 0),
           coalesce(sum(round(100 * abs(child.amount))) FILTER (
               WHERE child.ogone_deed = 'void' AND child.state = 'cancel'), 0),
           coalesce(sum(round(100 * abs(child.amount))) FILTER (
               WHERE child.ogone_deed = 'refund' AND child.state = 'done'), 0),
           count(*) FILTER (WHERE child.ogone_deed = 'capture'),
           coalesce(sum(round(100 * booked.amount)) FILTER (
               WHERE booked.payment_type = 'inbound'), 0),
           coalesce(sum(round(100 * booked.amount)) FILTER (
               WHERE booked.payment_type = 'outbound'), 0),
           count(booked.id)
      FROM tree
      JOIN payment_transaction payment ON payment.id = tree.root
      JOIN payment_provider provider ON provider.id = payment.provider_id
      JOIN payment_transaction child ON child.id = tree.id
      LEFT JOIN account_payment booked ON booked.payment_transaction_id = child.id
           AND booked.state NOT IN ('draft', 'cancel', 'canceled', 'rejected')
     WHERE provider.code = 'ogone'
     GROUP BY payment.id
"""


@dataclass(frozen=True)
class Sums:
    """What happened to one order, times 100.

    :ivar booked: Payments less refunds in the shop's accounting.
    """

    captured: int = 0
    refunded: int = 0
    voided: int = 0
    booked: int = 0

    def differences(self, other: Sums) -> list[str]:
        """Return in what this differs from ``other``."""
        return [
            f"{field.name} {getattr(self, field.name)} / {getattr(other, field.name)}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        ]


@dataclass(frozen=True)
class Shop:
    """The shop's books.

    :ivar payments: How many payments and refunds its accounting has.
    """

    orders: Mapping[str, Sums]
    states: Mapping[str, str]
    payments: int


def of_shop(query: Query) -> Shop:
    """Return what the shop has booked, by ORDERID.

    :param query: Runs one statement and returns its rows.
    """
    orders, states, payments = {}, {}, 0
    for reference, state, amount, *sums, parts, paid_in, paid_out, count in query(
        _TRANSACTIONS
    ):
        captured, voided, refunded = map(int, sums)
        if state == "done" and not parts:
            captured = int(amount)
        orders[reference] = Sums(captured, refunded, voided, int(paid_in - paid_out))
        states[reference] = state
        payments += count
    return Shop(orders, states, payments)


def of_ogone(books: list[dict]) -> dict[str, Sums]:
    """Return what the sandbox has booked, by ORDERID."""
    return {
        book["orderid"]: Sums(
            book["captured"],
            book["refunded"],
            book["voided"],
            book["captured"] - book["refunded"],
        )
        for book in books
    }


def compare(ogone: Mapping[str, Sums], shop: Mapping[str, Sums]) -> dict[str, str]:
    """Return what differs, by ORDERID: Ogone's number before the shop's."""
    nothing = Sums()
    differing = {
        orderid: ogone.get(orderid, nothing).differences(shop.get(orderid, nothing))
        for orderid in sorted({*ogone, *shop})
    }
    return {orderid: ", ".join(texts) for orderid, texts in differing.items() if texts}
