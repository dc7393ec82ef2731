# SPDX-License-Identifier: LGPL-3.0-or-later
"""Accounts of the simulated gateway, with what a merchant sets in the back office.

:source: [ADV] 9 and 15.1 of the protocol notes, "Configuration > Technical information"
"""

from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from .operations import Operation


class Timing(str, Enum):
    """When the direct request from server to server is made."""

    NONE = "none"
    ONLINE = "online"
    DEFERRED = "deferred"
    ONLINE_THEN_DEFERRED = "online_then_deferred"


class FeedbackCharset(str, Enum):
    """The setting "character encoding" of Global security parameters."""

    REQUEST = "request"
    UTF_8 = "utf-8"
    ISO_8859_1 = "iso-8859-1"


class HashAlgorithm(str, Enum):
    """The hash of SHASIGN, one for both directions."""

    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA512 = "sha512"


class RequestMethod(str, Enum):
    """How the direct request carries its parameters."""

    POST = "POST"
    GET = "GET"


@dataclass(frozen=True)
class Merchant:
    """An account in one of the two environments.

    :ivar sha_in: Checks for e-Commerce; empty accepts unsigned orders.
    :ivar sha_out: Empty sends no SHASIGN, and nothing at all by redirect.
    :ivar feedback_url: Of the direct request; empty means that none is made.
    :ivar feedback_url_refused: The second one, for cancelled and finally refused
        orders; empty means the first.
    :ivar feedback_retries: How often ``online_then_deferred`` tries again.
    :ivar feedback_interval: Seconds before each of these.
    :ivar feedback_timeout: Seconds that the shop has to answer.
    :ivar dynamic_parameters: In upper case: which parameters feedback carries.
    :ivar redirect_parameters: Whether the browser carries feedback too.
    :ivar payment_tries: "Payment retry": attempts on the page before it gives up.
    :ivar relaunch: "Re-launch end of transaction" for a second visit after payment.
    :ivar currencies: Those that are active; empty means all that Ogone knows.
    :ivar referrers: What a Referer has to begin with; empty means unchecked.
    """

    pspid: str
    userid: str
    password: str = field(repr=False)
    sha_in: str = field(repr=False)
    sha_out: str = field(repr=False)
    environment: str = "test"
    name: str = ""
    active: bool = True
    hash_algorithm: HashAlgorithm = HashAlgorithm.SHA512
    charset: FeedbackCharset = FeedbackCharset.REQUEST
    feedback_url: str = ""
    feedback_url_refused: str = ""
    feedback_method: RequestMethod = RequestMethod.POST
    feedback_timing: Timing = Timing.ONLINE_THEN_DEFERRED
    feedback_retries: int = 4
    feedback_interval: float = 600.0
    feedback_timeout: float = 5.0
    dynamic_parameters: tuple[str, ...] = ()
    redirect_parameters: bool = True
    payment_tries: int = 3
    default_operation: Operation = Operation.SALE
    relaunch: bool = False
    currencies: tuple[str, ...] = ()
    referrers: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Where the account is: its environment and its name there."""
        return self.environment, self.pspid

    def changed(self, settings: dict[str, Any]) -> "Merchant":
        """Return the account with other ``settings``, as JSON spells them.

        :raise ValueError: for a setting that does not exist, or not with that value.
        """
        known = {setting.name for setting in fields(self)} - {"pspid", "environment"}
        if unknown := sorted(set(settings) - known):
            raise ValueError(f"unknown settings {unknown}; known are {sorted(known)}")
        return replace(
            self,
            **{
                name: _like(name, getattr(self, name), value)
                for name, value in settings.items()
            },
        )


def _like(name: str, current: Any, value: Any) -> Any:
    """Return ``value`` in the type of the ``current`` one."""
    if isinstance(current, Enum):
        return type(current)(value)
    if isinstance(current, tuple) and isinstance(value, list):
        return tuple(str(item).upper() for item in value)
    if isinstance(current, float) and type(value) is int:
        return float(value)
    if type(value) is not type(current):
        raise ValueError(f"{name} is of type {type(current).__name__}")
    return value


_DYNAMIC_PARAMETERS = """
    ALIAS AMOUNT BRAND CARDNO CN CURRENCY ED IP NCERROR ORDERID PAYID PM STATUS TRXDATE
    ACCEPTANCE
"""
# All of it is public and worth nothing.
DEMO = Merchant(
    pspid="OgoneDemo",
    userid="OgoneDemoApi",
    password="Demo-Api-Password-1",  # noqa: S106
    sha_in="Demo-SHA-IN-passphrase-1",
    sha_out="Demo-SHA-OUT-passphrase-2",
    name="Ogone Demo Shop",
    dynamic_parameters=tuple(_DYNAMIC_PARAMETERS.split()),
)
# Passphrases of the two environments differ, by a rule of the platform.
DEMO_PRODUCTION = replace(
    DEMO,
    environment="prod",
    password="Demo-Api-Password-3",  # noqa: S106
    sha_in="Demo-SHA-IN-production-4",
    sha_out="Demo-SHA-OUT-production-5",
)
