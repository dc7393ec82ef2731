# SPDX-License-Identifier: LGPL-3.0-or-later
"""Accounts of the simulated gateway, with what a merchant sets in the back office.

:source: [ADV] 9 and 15.1 of the protocol notes, "Configuration > Technical information"
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from ogone.operations import MaintenanceOperation

from ..books.operations import Operation
from .amounts import TEST_AMOUNTS, outcomes
from .settings import (
    FeedbackCharset,
    HashAlgorithm,
    RequestMethod,
    Settlement,
    Timing,
)
from .users import User, checked_userid, hash_of, new_user

ENVIRONMENTS = ("test", "prod")
_MAINTENANCE = tuple(operation.value for operation in MaintenanceOperation)


@dataclass(frozen=True)
class Merchant:
    """An account in one of the two environments.

    :ivar users: Who may call from server to server.
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
    :ivar sha_in_directlink: Checks for DirectLink; ``None`` means that of e-Commerce,
        empty accepts unsigned requests.
    :ivar direct_ips: Addresses or networks that may call; empty means unchecked.
    :ivar password_tries: Wrong passwords in a row that lock an API user.
    :ivar short_answers: Five attributes only, in answers to new DirectLink orders.
    :ivar payouts: Whether an order may ask for RFD, that is give money.
    :ivar permitted_operations: Those of maintenance.
    :ivar partial_captures: Whether a capture may be for less than was authorised.
    :ivar refunds_of_pending: Whether a capture that is pending may be refunded.
    :ivar authorisation_days: How long an authorisation can be captured; 0: always.
    :ivar before_cutover: The day's payments were not sent yet: 71, 7 instead of 81, 8.
    :ivar immediate_finals: Maintenance answers 9, 6, 8, 7 at once.
    :ivar settlement_delay: Seconds after which what is pending comes to its end.
    :ivar settlement: Which end that is.
    :ivar status_change_url: Of the request that tells of it; empty means none is made.
    :ivar alias_manager: Whether the option to keep cards is active.
    :ivar test_amounts: ``AMOUNT STATUS NCERROR`` each: amounts that decide how a
        payment ends, in the test environment.
    :ivar abandoned_after: Seconds after which a challenge that nobody answered is
        refused; 0: never, it stays 46.
    """

    pspid: str
    environment: str = "test"
    users: tuple[User, ...] = ()
    sha_in: str = field(default="", repr=False)
    sha_out: str = field(default="", repr=False)
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
    sha_in_directlink: str | None = field(default=None, repr=False)
    direct_ips: tuple[str, ...] = ()
    password_tries: int = 5
    short_answers: bool = False
    payouts: bool = False
    permitted_operations: tuple[str, ...] = _MAINTENANCE
    partial_captures: bool = True
    refunds_of_pending: bool = True
    authorisation_days: float = 0.0
    before_cutover: bool = False
    immediate_finals: bool = False
    settlement_delay: float = 60.0
    settlement: Settlement = Settlement.ACCEPTED
    status_change_url: str = ""
    alias_manager: bool = True
    test_amounts: tuple[str, ...] = TEST_AMOUNTS
    abandoned_after: float = 0.0

    def __post_init__(self) -> None:
        for each in self.direct_ips:
            ipaddress.ip_network(each, strict=False)
        outcomes(self.test_amounts)

    @property
    def direct_passphrase(self) -> str:
        """SHA-IN of DirectLink."""
        own = self.sha_in_directlink
        return self.sha_in if own is None else own

    @property
    def key(self) -> tuple[str, str]:
        """Where the account is: its environment and its name there."""
        return self.environment, self.pspid

    def user(self, userid: str) -> User | None:
        """Return the user of that name."""
        return next((user for user in self.users if user.userid == userid), None)

    def is_locked(self, user: User) -> bool:
        """Return whether there were too many wrong passwords."""
        return user.wrong_tries >= self.password_tries

    def with_user(self, user: User) -> "Merchant":
        """Return the account with ``user`` added, or in place of its namesake."""
        if not self.user(user.userid):
            return replace(self, users=(*self.users, user))
        users = [user if each.userid == user.userid else each for each in self.users]
        return replace(self, users=tuple(users))

    def unlocked(self) -> "Merchant":
        """Return the account with all its users let in again."""
        users = tuple(replace(user, wrong_tries=0) for user in self.users)
        return replace(self, users=users)

    def changed(self, settings: Mapping[str, Any]) -> "Merchant":
        """Return the account with other ``settings``, as JSON spells them.

        ``userid`` and ``password`` are those of its first user.

        :raise ValueError: for a setting that does not exist, or not with that value.
        """
        own = {name: settings[name] for name in settings if name not in _OF_USER}
        known = {setting.name for setting in fields(self)} - _NOT_A_SETTING
        if unknown := sorted(set(own) - known):
            known |= set(_OF_USER)
            raise ValueError(f"unknown settings {unknown}; known are {sorted(known)}")
        values = {name: _like(name, getattr(self, name), own[name]) for name in own}
        login = {name: settings[name] for name in _OF_USER if name in settings}
        return replace(self, users=_users(self.users, login), **values)


_OF_USER = ("userid", "password")
_NOT_A_SETTING = {"pspid", "environment", "users"}


def _users(users: tuple[User, ...], login: Mapping[str, Any]) -> tuple[User, ...]:
    """Return ``users`` with another name or password of the first one."""
    if not login:
        return users
    if not all(isinstance(value, str) for value in login.values()):
        raise ValueError("userid and password are of type str")
    if not users:
        return (new_user(login.get("userid", ""), login.get("password", "")),)
    first, *others = users
    if "userid" in login:
        first = replace(first, userid=checked_userid(login["userid"]))
    if "password" in login:
        password_hash = hash_of(login["password"])
        first = replace(first, password_hash=password_hash, wrong_tries=0)
    if first.userid in (other.userid for other in others):
        raise ValueError("another user has that userid")
    return (first, *others)


def _like(name: str, current: Any, value: Any) -> Any:
    """Return ``value`` in the type of the ``current`` one."""
    if isinstance(current, Enum):
        return type(current)(value)
    if isinstance(current, tuple) and isinstance(value, list):
        return tuple(str(item).upper() for item in value)
    if isinstance(current, float) and type(value) is int:
        return float(value)
    if name == "sha_in_directlink" and isinstance(value, str | None):
        return value
    if type(value) is not type(current):
        raise ValueError(f"{name} is of type {type(current).__name__}")
    return value


_USUAL_PARAMETERS = """
    ALIAS AMOUNT BRAND CARDNO CN CURRENCY ED IP NCERROR ORDERID PAYID PM STATUS TRXDATE
    ACCEPTANCE
"""
DYNAMIC_PARAMETERS = tuple(_USUAL_PARAMETERS.split())
_PSPID = re.compile("[A-Za-z0-9_-]{1,30}", re.ASCII)


def new_merchant(environment: str, pspid: str, name: str = "") -> Merchant:
    """Return an account as it is when it was just opened: nobody may call yet.

    :raise ValueError: for a name that it cannot have.
    """
    if environment not in ENVIRONMENTS:
        raise ValueError(f"environment is one of {ENVIRONMENTS}")
    if not _PSPID.fullmatch(pspid):
        raise ValueError("pspid has 1 to 30 letters, digits, hyphens, underscores")
    return Merchant(
        pspid, environment, name=name, dynamic_parameters=DYNAMIC_PARAMETERS
    )


# All of it is public and worth nothing. The passwords are here for those who call;
# the accounts hold their hashes only.
DEMO_USERID = "OgoneDemoApi"
DEMO_PASSWORD = "Demo-Api-Password-1"  # noqa: S105 # nosec B105
DEMO_PRODUCTION_PASSWORD = "Demo-Api-Password-3"  # noqa: S105 # nosec B105
DEMO = Merchant(
    pspid="OgoneDemo",
    users=(new_user(DEMO_USERID, DEMO_PASSWORD, "Shop"),),
    sha_in="Demo-SHA-IN-passphrase-1",
    sha_out="Demo-SHA-OUT-passphrase-2",
    name="Ogone Demo Shop",
    dynamic_parameters=DYNAMIC_PARAMETERS,
)
# Passphrases of the two environments differ, by a rule of the platform.
DEMO_PRODUCTION = replace(
    DEMO,
    environment="prod",
    users=(new_user(DEMO_USERID, DEMO_PRODUCTION_PASSWORD, "Shop"),),
    sha_in="Demo-SHA-IN-production-4",
    sha_out="Demo-SHA-OUT-production-5",
)
