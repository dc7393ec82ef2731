# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts: a ``Decimal`` in major units here, other spellings at Ogone.

:source: [ADV] 6.2 for requests (times 100 for every currency), 9.2.3.1 for answers
"""

from __future__ import annotations

import re
from decimal import Decimal

from .errors import MalformedFeedbackError, UnsendableOrderError
from .parameters import LONGEST
from .texts import _lt

_MOST_DIGITS = LONGEST["AMOUNT"] - 2
_DECIMAL_TEXT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


def to_request(amount: Decimal) -> str:
    """Return ``amount`` as a request spells it: times 100, digits only.

    :raise UnsendableOrderError: for what this spelling cannot express.

    >>> to_request(Decimal("15.1"))
    '1510'
    """
    sendable = amount.is_finite() and amount > 0 and amount.adjusted() < _MOST_DIGITS
    if not sendable or amount != round(amount, 2):
        raise UnsendableOrderError(
            _lt(
                "Ogone takes amounts above zero, with at most %(digits)s digits before"
                " the point and two after it, not %(amount)s.",
                digits=_MOST_DIGITS,
                amount=str(amount)[:40],
            )
        )
    return str(int(amount.scaleb(2)))


def from_answer(text: str) -> Decimal:
    """Return the amount that an answer or a feedback spells as decimal text.

    :raise MalformedFeedbackError: for anything but plain digits with one dot.

    >>> from_answer("15.1") == Decimal("15.10")
    True
    """
    if not _DECIMAL_TEXT.fullmatch(text):
        raise MalformedFeedbackError(
            _lt("its AMOUNT %(amount)s is no amount", amount=repr(text)[:40])
        )
    return Decimal(text)
