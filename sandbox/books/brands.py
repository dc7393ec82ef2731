# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a card number tells by itself: its brand, and whether it can be one at all."""

_AMERICAN_EXPRESS = "American Express"
_BRAND_BY_PREFIX = (
    ("5019", "Dankort"),
    ("1", "UATP"),
    ("34", _AMERICAN_EXPRESS),
    ("37", _AMERICAN_EXPRESS),
    ("35", "JCB"),
    ("30", "Diners Club"),
    ("36", "Diners Club"),
    ("38", "Diners Club"),
    ("6011", "DISCOVER"),
    ("65", "DISCOVER"),
    *((str(prefix), "MasterCard") for prefix in range(51, 56)),
    *((str(prefix), "MasterCard") for prefix in range(222, 272)),
    ("50", "Maestro"),
    ("56", "Maestro"),
    ("57", "Maestro"),
    ("58", "Maestro"),
    ("6", "Maestro"),
    ("4", "VISA"),
)


def brand_of(number: str) -> str:
    """Return the brand by the first digits, nothing for none that is known."""
    matches = (brand for start, brand in _BRAND_BY_PREFIX if number.startswith(start))
    return next(matches, "")


def is_card_number(number: str) -> bool:
    """Return whether length and check digit fit a brand."""
    if not (number.isascii() and number.isdigit()):
        return False
    brand = brand_of(number)
    return bool(brand) and _fits(len(number), brand) and _passes_luhn(number)


def cvc_length(brand: str) -> int:
    """Return how many digits the security code has."""
    return 4 if brand == _AMERICAN_EXPRESS else 3


def masked(number: str) -> str:
    """Return ``number`` as feedback and answers show it."""
    return "X" * (len(number) - 4) + number[-4:]


def _fits(length: int, brand: str) -> bool:
    if brand in (_AMERICAN_EXPRESS, "UATP"):
        return length == 15
    return 12 <= length <= 19 if brand == "Maestro" else 13 <= length <= 19


def _passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
