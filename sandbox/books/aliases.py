# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that an account keeps under a name.

:source: [ALIAS] 2 and 4: names, and what becomes of them after a transaction
"""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from threading import RLock

from ogone.statuses import Status

from .brands import brand_of
from .orders import Attempt, OrderRequest
from .scenarios import card_of

# In place of a name: the platform invents it, when it knows the PAYID.
BY_PLATFORM = "?"
_EXPIRY = re.compile("(0[1-9]|1[0-2])[0-9]{2}", re.ASCII)
_TEMPORARY = timedelta(hours=2)
_NAMESPACE = uuid.UUID("6f676f6e-6500-4000-8000-73616e64626f")


class AliasStatus(str, Enum):
    """What is known of an alias."""

    PENDING = "Pending"
    ACTIVE = "Active"
    ERROR = "Error"


@dataclass(frozen=True)
class StoredCard:
    """A card as the shopper gave it. The security code is never part of it.

    :ivar ed: MMYY.
    """

    number: str
    ed: str
    cn: str = ""


@dataclass(frozen=True)
class Alias:
    """A card under its name.

    :ivar until: When a temporary one is gone.
    :ivar cvc_until: Until when a charge carries a security code that was given with the
        card; the code itself is not kept.
    """

    environment: str
    pspid: str
    name: str
    card: StoredCard
    status: AliasStatus
    at: datetime
    until: datetime | None = None
    cvc_until: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What is unique about it."""
        return self.environment, self.pspid, self.name

    @property
    def brand(self) -> str:
        """BRAND of the card."""
        return brand_of(self.card.number)


def wished_name(parameters: Mapping[str, str], payid: int) -> str:
    """Return the name under which a card shall be kept.

    :param payid: Makes the name that the platform invents (BYPSP), a GUID.
    """
    return parameters.get("ALIAS", "") or invented_name(payid)


def invented_name(number: int) -> str:
    """Return a name that the platform gives: a GUID."""
    return str(uuid.uuid5(_NAMESPACE, str(number))).upper()


def is_wished(parameters: Mapping[str, str]) -> bool:
    """Return whether an order asks to keep the card, or to use one that is kept."""
    by_platform = parameters.get("ALIASOPERATION", "").upper() == "BYPSP"
    return bool(parameters.get("ALIAS")) or by_platform


class Aliases:
    """All cards that are kept. Safe for several threads."""

    def __init__(self, clock: Callable[[], datetime]):
        self._clock = clock
        self._lock = RLock()
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._aliases: dict[tuple[str, str, str], Alias] = {}
            self._added = 0

    def all(self) -> list[Alias]:
        """Return all that are not gone, the oldest first."""
        with self._lock:
            now = self._clock()
            return [
                alias
                for alias in self._aliases.values()
                if alias.until is None or now < alias.until
            ]

    def find(self, request: OrderRequest) -> Alias | None:
        """Return the alias that an order names."""
        return self.get(request.environment, request.pspid, request.get("ALIAS"))

    def get(self, environment: str, pspid: str, name: str) -> Alias | None:
        """Return the alias of that name, if it is not gone."""
        with self._lock:
            alias = self._aliases.get((environment, pspid, name))
            gone = alias and alias.until and self._clock() >= alias.until
            return None if gone else alias

    def delete(self, environment: str, pspid: str, name: str) -> bool:
        """Delete an alias, as the back office does; return whether there was one."""
        with self._lock:
            return self._aliases.pop((environment, pspid, name), None) is not None

    def add(self, environment: str, pspid: str, name: str, card: StoredCard) -> Alias:
        """Keep a card that no acquirer has seen; without ``name``, invent one.

        :raise ValueError: if it is no card.
        """
        if not card_of(card.number) or not _EXPIRY.fullmatch(card.ed):
            raise ValueError("cardno has to be a card number, and ed MMYY")
        with self._lock:
            self._added += 1
            name = name or invented_name(self._added)
            key = environment, pspid, name
            alias = Alias(*key, card, AliasStatus.PENDING, self._clock())
            self._aliases[key] = alias
            return alias

    def put(
        self,
        environment: str,
        pspid: str,
        name: str,
        card: StoredCard,
        permanently: bool,
        has_cvc: bool,
    ) -> Alias:
        """Keep a card that no order came with, in place of what had that name.

        :source: [PS-ALIAS]: alias and security code are kept for two hours, the alias
            for longer unless ALIASPERSISTEDAFTERUSE is N.
        """
        with self._lock:
            known = self.get(environment, pspid, name) if name else None
            alias = self.add(environment, pspid, name, card)
            gone = alias.at + _TEMPORARY
            alias = replace(
                alias,
                until=None if permanently else gone,
                cvc_until=gone if has_cvc else None,
            )
            if known and known.card.number == card.number:
                alias = replace(alias, status=known.status, at=known.at)
            self._aliases[alias.key] = alias
            return alias

    def keep(self, attempt: Attempt, card: StoredCard) -> None:
        """Keep the card of ``attempt``, under the name that is part of its means.

        After a refusal it is kept with the status Error, unless it would replace one.
        """
        now, request = self._clock(), attempt.request
        accepted = not _failed(attempt.original.status)
        temporary = request.get("ALIASPERSISTEDAFTERUSE").upper() == "N"
        alias = Alias(
            request.environment,
            request.pspid,
            attempt.means.alias,
            card,
            AliasStatus.ACTIVE if accepted else AliasStatus.ERROR,
            now,
            now + _TEMPORARY if temporary else None,
        )
        with self._lock:
            known = self.get(*alias.key)
            if known and accepted:
                alias = replace(alias, at=known.at)
            if accepted or not known:
                self._aliases[alias.key] = alias


def _failed(status: Status) -> bool:
    refused = status in (Status.INVALID, Status.REFUSED, Status.CAPTURE_REFUSED)
    return refused or status.uncertain
