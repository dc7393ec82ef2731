# SPDX-License-Identifier: LGPL-3.0-or-later
"""The lines of an order, for payment methods by invoice or instalments.

:source: [ADV] 10.4, 10.5 for the names and lengths; [NR], [LG] for the spelling: prices
    as decimal text, VAT for each piece, delivery in hundredths and apart from its tax
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Iterable

from .errors import UnsendableLinesError
from .texts import _lt

# Characters. Where editions differ, the smaller number.
_LONGEST_ID = 15
_LONGEST_NAME = 40
_LONGEST_METHOD = 25
_CENT = Decimal("0.01")


@dataclass(frozen=True, repr=False)
class OrderLine:
    """A line of the shop's document. ``repr`` tells nothing of it.

    :ivar name: What is sold, for people.
    :ivar total: What all of it costs, taxes included; below zero for a discount.
    :ivar tax: The taxes that are in ``total``.
    :ivar rate: Per cent of the only tax; ``None`` where that is not so simple.
    :ivar code: The shop's number of the product.
    :ivar quantity: How many, or how much.
    :ivar is_delivery: Whether it is what bringing the rest costs.
    """

    name: str
    total: Decimal
    tax: Decimal = Decimal(0)
    rate: Decimal | None = None
    code: str = ""
    quantity: Decimal = Decimal(1)
    is_delivery: bool = False


@dataclass(frozen=True)
class Telling:
    """How the lines of an order are told.

    :ivar unit: The smallest amount of the currency.
    :ivar delivery_apart: Whether delivery has parameters of its own.
    :ivar rounding: What a line is called that makes up for rounding.
    """

    unit: Decimal = _CENT
    delivery_apart: bool = False
    rounding: str = "Rounding"


def line_parameters(
    lines: Iterable[OrderLine], amount: Decimal, telling: Telling
) -> dict[str, str]:
    """Return the parameters that tell ``lines``, which sum to ``amount`` exactly.

    Lines that cost nothing are left out. A document that rounds its taxes in one sum
    may differ by the smallest amount for each line: one more line makes up for it.

    :raise UnsendableLinesError: if they sum to anything else; Ogone would refuse the
        whole order then.
    """
    told = [line for line in lines if line.total]
    told += _made_up(told, amount, telling)
    apart = [line for line in told if _is_apart(line, telling)]
    items = [line for line in told if not _is_apart(line, telling)]
    if not items:
        raise UnsendableLinesError(_lt("nothing is sold"))
    parameters = {
        f"{name}{number}": value
        for number, line in enumerate(items, 1)
        for name, value in _item(line, telling.unit).items()
    }
    return {**parameters, **_delivery(apart)}


def _is_apart(line: OrderLine, telling: Telling) -> bool:
    return telling.delivery_apart and line.is_delivery and line.total > 0


def _made_up(
    lines: list[OrderLine], amount: Decimal, telling: Telling
) -> list[OrderLine]:
    missing = amount - sum((line.total for line in lines), Decimal(0))
    if abs(missing) > telling.unit * len(lines):
        raise UnsendableLinesError(
            _lt(
                "the lines sum to %(sum)s, not %(amount)s",
                sum=amount - missing,
                amount=amount,
            )
        )
    return [OrderLine(telling.rounding, missing)] if missing else []


def _item(line: OrderLine, unit: Decimal) -> dict[str, str]:
    line = _in_whole_pieces(line, unit)
    name = _text(line.name, _LONGEST_NAME) or _text(line.code, _LONGEST_NAME) or "-"
    parameters = {
        "ITEMID": _text(line.code, _LONGEST_ID),
        "ITEMNAME": name,
        "ITEMPRICE": _decimal(line.total / line.quantity),
        "ITEMQUANT": _plain(line.quantity),
        "ITEMVAT": _decimal(line.tax / line.quantity),
        "ITEMVATCODE": _percentage(line.rate),
        "TAXINCLUDED": "1",
    }
    return {parameter: value for parameter, value in parameters.items() if value}


def _in_whole_pieces(line: OrderLine, unit: Decimal) -> OrderLine:
    """Return ``line`` so that its price times its quantity is its total: as one piece,
    if it is sold by weight or its price is no whole amount.
    """
    quantity = line.quantity
    whole = quantity >= 1 and quantity == quantity.to_integral_value()
    if whole and not line.total % (unit * quantity):
        return line
    return replace(line, quantity=Decimal(1), name=f"{_plain(quantity)} x {line.name}")


def _delivery(lines: list[OrderLine]) -> dict[str, str]:
    """Return the parameters of delivery; of several, what they cost together."""
    if not lines:
        return {}
    tax = sum((line.tax for line in lines), Decimal(0)).quantize(_CENT)
    cost = sum((line.total for line in lines), Decimal(0)) - tax
    rates = {line.rate for line in lines}
    parameters = {
        "ORDERSHIPMETH": _text(lines[0].name, _LONGEST_METHOD),
        "ORDERSHIPCOST": str(int(cost.scaleb(2))),
        "ORDERSHIPTAX": str(int(tax.scaleb(2))),
        "ORDERSHIPTAXCODE": _percentage(rates.pop() if len(rates) == 1 else None),
    }
    return {name: value for name, value in parameters.items() if value}


def _text(text: str, longest: int) -> str:
    """Return ``text`` on one line, without what cannot be seen, and cut."""
    words = "".join(sign if sign.isprintable() else " " for sign in text).split()
    return " ".join(words)[:longest].rstrip()


def _decimal(amount: Decimal) -> str:
    return f"{amount.quantize(_CENT) + 0:f}"  # plus 0: there is a zero below zero


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _percentage(rate: Decimal | None) -> str:
    return "" if rate is None else f"{_plain(rate)}%"
