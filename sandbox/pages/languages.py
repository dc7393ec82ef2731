# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the pages say, in the LANGUAGE asked. A language is a file in ``texts``."""

import json
from pathlib import Path

FALLBACK = "en"
_FILES = Path(__file__).with_name("texts").glob("*.json")
TEXTS: dict[str, dict[str, str]] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(_FILES)
}


def language_of(code: str) -> str:
    """Return the language of a LANGUAGE such as ``fr_FR``, English for any other."""
    language = code[:2].lower()
    return language if language in TEXTS else FALLBACK


def amount_shown(hundredths: int, currency: str, language: str) -> str:
    """Return an amount for people.

    >>> amount_shown(151050, "EUR", "de")
    '1510,50 EUR'
    """
    mark = "." if language == "en" else ","
    return f"{hundredths // 100}{mark}{hundredths % 100:02} {currency}"
