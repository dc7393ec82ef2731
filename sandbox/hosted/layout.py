# SPDX-License-Identifier: LGPL-3.0-or-later
"""Layout parameters and templates of the payment page: TITLE, BGCOLOR, LOGO, TP...

What is not a colour, a font or an address is ignored, as if it had not been sent.

:source: [ADV] 8.1 and 8.2
"""

import re
from urllib.parse import urlsplit

from ..books.orders import OrderRequest
from ..feedback.messages import web_address
from ..pages.look import Look
from .colours import colour
from .template import Fetch, dynamic_template

_PHONE_TEMPLATE = "PaymentPage_1_iPhone.htm"
_FONT = re.compile("[a-z][a-z0-9 -]{0,40}", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)
# From the parameter to what it colours.
_COLOURS = {
    "BGCOLOR": "--ground",
    "TXTCOLOR": "--ink",
    "TBLBGCOLOR": "--panel",
    "TBLTXTCOLOR": "--panel-ink",
    "BUTTONBGCOLOR": "--button",
    "BUTTONTXTCOLOR": "--button-ink",
}
_HEAD_COLOURS = {"HDTBLBGCOLOR": "background", "HDTBLTXTCOLOR": "color"}


def look_of(order: OrderRequest, fetch: Fetch, timeout: float) -> Look:
    """Return how the shop wants the payment page to look.

    :param timeout: Seconds that the shop has to deliver its template.
    """
    address = public_address(order.get("TP"))
    is_phone = order.get("TP") == _PHONE_TEMPLATE or order.get("DEVICE") == "mobile"
    return Look(
        title=order.get("TITLE"),
        rules=_rules(order, is_phone),
        logo=public_address(order.get("LOGO")),
        phone=is_phone,
        template=dynamic_template(order, address, fetch, timeout) if address else "",
        template_url=address,
    )


def public_address(url: str) -> str:
    """Return ``url`` if a browser may go there and a policy may name its host."""
    try:
        host = urlsplit(web_address(url)).netloc
    except ValueError:
        return ""
    return url if _HOST.fullmatch(host) else ""


def _rules(order: OrderRequest, is_phone: bool) -> str:
    """Return the style sheet of the page; every value in it was checked."""
    page = {name: colour(order.get(key)) for key, name in _COLOURS.items()}
    # What is grey or green by itself would not stand out from any ground.
    page["--soft"] = page["--accent"] = page["--panel-ink"]
    page["--font"] = _font(order.get("FONTTYPE"))
    head = {name: colour(order.get(key)) for key, name in _HEAD_COLOURS.items()}
    head["--soft"] = head["color"]
    head["font-family"] = _font(order.get("HDFONTTYPE"))
    rules = _rule(":root", page)
    return rules + _rule(".phone .summary", head) if is_phone else rules


def _rule(selector: str, values: dict[str, str]) -> str:
    told = "".join(f"{name}:{value};" for name, value in values.items() if value)
    return f"{selector}{{{told}}}" if told else ""


def _font(text: str) -> str:
    """Return a list of fonts, with one at its end that every browser has."""
    names = [name.strip(" \"'") for name in text.split(",")]
    known = all(_FONT.fullmatch(name) for name in names)
    return ",".join(f'"{name}"' for name in names) + ",sans-serif" if known else ""
