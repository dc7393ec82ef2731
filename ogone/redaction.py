# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a log may say."""

from __future__ import annotations

from typing import Mapping

from .parameters import LOGGABLE

MASK = "***"
_LONGEST_SHOWN = 40


def loggable(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return ``parameters`` fit for a log: what no list allows is masked.

    >>> loggable({"STATUS": "9", "CARDNO": "XXXXXXXXXXXX1111"})
    {'STATUS': '9', 'CARDNO': '***'}
    """
    return {
        name: value[:_LONGEST_SHOWN] if name.upper() in LOGGABLE else MASK
        for name, value in parameters.items()
    }
