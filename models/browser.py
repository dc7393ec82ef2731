# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a bank wants to know of the shopper's browser before it asks for more.

:source: [3DS] parameters of 3-D Secure version 2
"""

from __future__ import annotations

import re

COOKIE = "ogone_browser"
_COOKIE = re.compile(
    r"(?P<depth>\d{1,2})\.(?P<height>\d{1,5})\.(?P<width>\d{1,5})\.(?P<zone>-?\d{1,3})",
    re.ASCII,
)
_DEPTHS = (48, 32, 24, 16, 15, 8, 4, 1)
_UNKNOWN_SCREEN = "24.1080.1920.0"


def browser_data(httprequest) -> dict[str, str]:
    """Return the ``browser*`` values of a request, by their names.

    Headers tell most; the screen and the clock come in a cookie that a script of ours
    sets, and a common screen is assumed where there is none.
    """
    cookie = httprequest.cookies.get(COOKIE, "")
    told = _COOKIE.fullmatch(cookie) or _COOKIE.fullmatch(_UNKNOWN_SCREEN)
    languages = httprequest.headers.get("Accept-Language", "")
    return {
        "browserAcceptHeader": httprequest.headers.get("Accept", "") or "*/*",
        "browserColorDepth": str(_known_depth(int(told["depth"]))),
        "browserJavaEnabled": "false",
        "browserLanguage": re.split("[,;]", languages)[0].strip()[:8] or "en",
        "browserScreenHeight": told["height"],
        "browserScreenWidth": told["width"],
        "browserTimeZone": told["zone"],
        "browserUserAgent": httprequest.headers.get("User-Agent", "") or "unknown",
    }


def _known_depth(depth: int) -> int:
    """Return ``depth`` lowered to the next one that the scheme knows: 30 is 24."""
    return next((known for known in _DEPTHS if known <= depth), 1)
