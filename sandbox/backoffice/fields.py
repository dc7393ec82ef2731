# SPDX-License-Identifier: LGPL-3.0-or-later
"""Forms of the back office: what was typed, and what is wrong with it."""

import ipaddress
import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import TypeVar
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from ..gate.fields import CURRENCIES

Choice = TypeVar("Choice", bound=Enum)
_PASSPHRASE = re.compile(r"[!-~]{16,32}", re.ASCII)
_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_LONGEST_ADDRESS = 200
PASSWORD_RULE = "A password has 8 to 50 characters."  # noqa: S105 # nosec B105


class Form:
    """A form that was sent; collects the faults of its fields.

    :ivar faults: From the name of a field to what is wrong with it.
    """

    def __init__(self, sent: MultiDict[str, str]):
        self._sent = sent
        self.faults: dict[str, str] = {}

    def text(self, name: str, longest: int = 100) -> str:
        """Return a line of text, without blanks around it."""
        value = self._sent.get(name, "").strip()
        if len(value) > longest or not value.isprintable():
            self.faults[name] = f"At most {longest} characters, on one line."
        return value

    def ticked(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return name in self._sent

    def choice(self, name: str, choices: Iterable[Choice]) -> Choice | None:
        """Return one of ``choices``."""
        known = {choice.value: choice for choice in choices}
        value = known.get(self._sent.get(name, ""))
        if value is None:
            self.faults[name] = "Choose one of the list."
        return value

    def several(self, name: str) -> tuple[str, ...]:
        """Return all boxes of that name that are ticked."""
        return tuple(self._sent.getlist(name))

    def whole(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number."""
        text = self._sent.get(name, "").strip()
        number = int(text) if _WHOLE.fullmatch(text) else None
        if number is None or not least <= number <= most:
            self.faults[name] = f"A whole number from {least} to {most}."
        return number

    def addresses(self, name: str) -> tuple[str, ...]:
        """Return addresses of pages, separated by semicolons."""
        values = self._several(name)
        if not all(map(is_web_address, values)):
            self.faults[name] = (
                "Each address begins with http:// or https://; a semicolon parts them."
            )
        return values

    def address(self, name: str) -> str:
        """Return the address of a page, or nothing."""
        value = self.text(name, _LONGEST_ADDRESS)
        if value and name not in self.faults and not is_web_address(value):
            self.faults[name] = "An address begins with http:// or https://."
        return value

    def networks(self, name: str) -> tuple[str, ...]:
        """Return IP addresses and networks, separated by semicolons."""
        values = self._several(name)
        for value in values:
            try:
                ipaddress.ip_network(value, strict=False)
            except ValueError:
                self.faults[name] = f"{value[:40]!r} is no IP address or network."
        return values

    def currencies(self, name: str) -> tuple[str, ...]:
        """Return codes of currencies, separated by blanks or semicolons."""
        values = tuple(re.split(r"[\s;,]+", self._sent.get(name, "").strip().upper()))
        if values == ("",):
            return ()
        if unknown := sorted(set(values) - CURRENCIES):
            self.faults[name] = f"Not a currency: {unknown[0][:10]}."
        return values

    def day(self, name: str) -> date | None:
        """Return a day, or nothing."""
        text = self._sent.get(name, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.faults[name] = "A day is spelled YYYY-MM-DD."
            return None

    def passphrase(self, name: str) -> str:
        """Return a passphrase, or nothing.

        :source: [ODOO] for the length; which characters it may have is not documented.
        """
        value = self._sent.get(name, "")
        if value and not _PASSPHRASE.fullmatch(value):
            self.faults[name] = (
                f"A passphrase has 16 to 32 letters, digits and signs, no blanks; this"
                f" one has {len(value)} characters."
            )
        return value

    def new_password(self) -> str:
        """Return the password that was typed twice."""
        password = self._sent.get("password", "")
        if not 8 <= len(password) <= 50:
            self.faults["password"] = PASSWORD_RULE
        elif password != self._sent.get("password_again", ""):
            self.faults["password_again"] = "The two passwords differ."  # noqa: S105 # nosec B105
        return password

    def amount(self, name: str) -> int | None:
        """Return an amount, times 100."""
        match = _AMOUNT.fullmatch(self._sent.get(name, "").strip())
        hundredths = (
            int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else 0
        )
        if not hundredths:
            self.faults[name] = "An amount above zero, with at most two decimals."
        return hundredths or None

    def _several(self, name: str) -> tuple[str, ...]:
        values = self._sent.get(name, "").replace("\n", ";").split(";")
        return tuple(value.strip() for value in values if value.strip())


def is_web_address(text: str) -> bool:
    """Return whether ``text`` is the address of a page."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and text.isprintable()
            and " " not in text
        )
    except ValueError:  # a bad port, or a bracket that is not closed
        return False
