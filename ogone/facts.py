# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a result tells of the means of payment, as far as it may be kept.

:source: [ADV] 9.2.3 and [EPDQ] for the names and their values, [DL] 3.1.2 for ECI
"""

from __future__ import annotations

import re
from typing import Callable, Mapping

from .parameters import LONGEST

_LONGEST_TEXT = LONGEST["BRAND"]
_LAST_DIGITS = re.compile("[0-9]{1,4}$", re.ASCII)


def facts(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return what of ``parameters`` may be kept: no more than four digits of a card.

    :param parameters: By name in upper case.

    >>> facts({"BRAND": "VISA", "CARDNO": "XXXXXXXXXXXX1111", "CN": "N Buyer"})
    {'BRAND': 'VISA', 'CARDNO': '1111'}
    >>> facts({"ECI": "5", "CVCCHECK": "perhaps"})
    {'ECI': '5'}
    """
    told = {
        name: keeper(parameters[name])
        for name, keeper in _KEEPERS.items()
        if name in parameters
    }
    return {name: value for name, value in told.items() if value}


def _text(value: str) -> str:
    return "".join(filter(str.isprintable, value)).strip()[:_LONGEST_TEXT]


def _last_digits(cardno: str) -> str:
    """Return what is left of a masked number: it stands at the end for every brand."""
    found = _LAST_DIGITS.search(cardno.strip())
    return found.group() if found else ""


def _code(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def keep(value: str) -> str:
        return value if pattern.fullmatch(value) else ""

    return keep


_CHECK = _code(re.compile("OK|KO|NO"))
_COUNTRY = _code(re.compile("[A-Z]{2}|A[12]|99"))
# All else is left out, a name or a value that Ogone adds tomorrow included.
_KEEPERS = {
    "BRAND": _text,
    "PM": _text,
    "CARDNO": _last_digits,
    "ECI": _code(re.compile("[0-9]{1,2}", re.ASCII)),
    "CVCCHECK": _CHECK,
    "AAVCHECK": _CHECK,
    "AAVADDRESS": _CHECK,
    "AAVZIP": _CHECK,
    "AAVNAME": _CHECK,
    "AAVMAIL": _CHECK,
    "AAVPHONE": _CHECK,
    "IPCTY": _COUNTRY,
    "CCCTY": _COUNTRY,
}
