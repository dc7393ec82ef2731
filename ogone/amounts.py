# SPDX-License-Identifier: LGPL-3.0-or-later
"""Amounts: a ``Decimal`` in major units here, other spellings at Ogone.

:source: [ADV] 6.2 for requests (times 100 for every currency), 9.2.3.1 for answers
"""

from __future__ import annotations

import re
from decimal import Decimal

from .errors import MalformedFeedbackError, UnsendableOrderError
from .parameters import LONGEST

_DECIMAL_TEXT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)


def to_request(amount: Decimal) -> str:
    """Return ``amount`` as a request spells it: times 100, digits only.

    :raise UnsendableOrderError: for what this spelling cannot express.

    >>> to_request(Decimal("15.1"))
    '1510'
    """
    hundredths = amount * 100
    if hundredths <= 0 or hundredths != int(hundredths):
        raise UnsendableOrderError(
            f"Ogone takes amounts above zero with at most two decimals, not {amount}."
        )
    text = str(int(hundredths))
    if len(text) > LONGEST["AMOUNT"]:
        raise UnsendableOrderError(f"{amount} is more than Ogone can take.")
    return text


def from_answer(text: str) -> Decimal:
    """Return the amount that an answer or a feedback spells as decimal text.

    :raise MalformedFeedbackError: for anything but plain digits with one dot.

    >>> from_answer("15.1") == Decimal("15.10")
    True
    """
    if not _DECIMAL_TEXT.fullmatch(text):
        raise MalformedFeedbackError(f"its AMOUNT {text!r:.40} is no amount")
    return Decimal(text)
