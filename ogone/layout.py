# SPDX-License-Identifier: LGPL-3.0-or-later
"""How the payment page looks, as far as the shop says it with the order.

:source: [ADV] 8.1 for title, colours, font and logo, 8.2 for templates, 10.1.4 for
    PMLISTTYPE. No document tells the longest TITLE or FONTTYPE: what is longer than
    Ogone takes would stop the payment, so they are kept short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Mapping

from .errors import ConfigurationError
from .platforms import Environment, checked_origin

COLOUR_NAMES = (
    "aqua black blue fuchsia gray green lime maroon navy olive purple red silver teal"
    " white yellow"
).split()
LONGEST_LOOK = {"TITLE": 50, "FONTTYPE": 50, "LOGO": 200, "TP": 200}

_COLOURS = frozenset(
    "BGCOLOR TXTCOLOR TBLBGCOLOR TBLTXTCOLOR BUTTONBGCOLOR BUTTONTXTCOLOR".split()
)
_HEXADECIMAL = re.compile("#[0-9A-Fa-f]{6}")
_FONT = "[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+)*"
_FONTS = re.compile(f"{_FONT}(?:, ?{_FONT})*")
_FILES = {
    "LOGO": re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:gif|jpe?g|png)", re.IGNORECASE),
    "TP": re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.html?", re.IGNORECASE),
}
# The characters of RFC 3986: no quote or bracket that would end an attribute.
_ADDRESS = re.compile(
    r"(?P<origin>[a-z]+://[^/?#\s]+)(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)
_LISTS = frozenset("012")


class Fault(Enum):
    """Why Ogone would not take a value."""

    TOO_LONG = "too long"
    COLOUR = "no colour"
    FONT = "no font"
    ADDRESS = "no address"
    CHOICE = "no choice"


@dataclass(frozen=True)
class Layout:
    """The look that the shop asks for; where it says nothing, the account decides.

    :ivar parameters: What Ogone takes, by parameter.
    :ivar faults: What it would not take, and is left out, by parameter.
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def read(cls, texts: Mapping[str, Any], environment: Environment) -> Layout:
        """Read what a merchant has entered, by parameter; empty values say nothing.

        >>> look = Layout.read({"BGCOLOR": "#336699", "TXTCOLOR": "#fff", "TP": None},
        ...                    Environment.PRODUCTION)
        >>> look.parameters, look.faults
        ({'BGCOLOR': '#336699'}, {'TXTCOLOR': <Fault.COLOUR: 'no colour'>})
        """
        plain = {name: _plain(text or "") for name, text in texts.items()}
        said = {name: text for name, text in plain.items() if text}
        found = {name: _fault(name, text, environment) for name, text in said.items()}
        return cls(
            {name: text for name, text in said.items() if not found[name]},
            {name: fault for name, fault in found.items() if fault},
        )


def _plain(text: str) -> str:
    """Return ``text`` without what a browser would change on the way."""
    words = " ".join(text.split())
    return "".join(character for character in words if character.isprintable())


def _fault(name: str, text: str, environment: Environment) -> Fault | None:
    if len(text) > LONGEST_LOOK.get(name, len(text)):
        return Fault.TOO_LONG
    if name in _COLOURS and not _is_colour(text):
        return Fault.COLOUR
    if name == "FONTTYPE" and not _FONTS.fullmatch(text):
        return Fault.FONT
    if name in _FILES and not _is_found(name, text, environment):
        return Fault.ADDRESS
    if name == "PMLISTTYPE" and text not in _LISTS:
        return Fault.CHOICE
    return None


def _is_colour(text: str) -> bool:
    return bool(_HEXADECIMAL.fullmatch(text)) or text.lower() in COLOUR_NAMES


def _is_found(name: str, text: str, environment: Environment) -> bool:
    """Tell whether ``text`` names a file that Ogone keeps, or is a web address."""
    if _FILES[name].fullmatch(text):
        return True
    address = _ADDRESS.fullmatch(text)
    try:
        return bool(address and checked_origin(address["origin"], environment))
    except ConfigurationError:
        return False
