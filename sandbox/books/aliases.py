# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that an account keeps under a name.

:source: [ALIAS] 2 and 4: names, and what becomes of them after a transaction
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from ogone.statuses import Status

from ..store.alias_rows import AliasRows
from ..store.database import Database
from ..store.documents import read, write
from ..store.facts import Facts
from .brands import brand_of
from .orders import Attempt, OrderRequest
from .scenarios import card_of

# In place of a name: the platform invents it, when it knows the PAYID.
BY_PLATFORM = "?"
_EXPIRY = re.compile("(0[1-9]|1[0-2])[0-9]{2}", re.ASCII)
_TEMPORARY = timedelta(hours=2)
_INVENTED = "aliases_invented"
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

    def is_gone(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return self.until is not None and now >= self.until


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

    def __init__(self, clock: Callable[[], datetime], database: Database | None = None):
        self._clock = clock
        self._database = database or Database()
        self._rows = AliasRows(self._database)
        self._facts = Facts(self._database)

    def clear(self) -> None:
        """Forget all."""
        with self._database.transaction():
            self._rows.clear()
            self._facts.set(_INVENTED, 0)

    def all(self) -> list[Alias]:
        """Return all that are not gone, the oldest first."""
        return list(self.each())

    def each(self) -> Iterator[Alias]:
        """Return one by one those that are not gone, the oldest first."""
        now = self._clock()
        for document in self._rows.each():
            alias = read(document, Alias)
            if not alias.is_gone(now):
                yield alias

    def find(self, request: OrderRequest) -> Alias | None:
        """Return the alias that an order names."""
        return self.get(request.environment, request.pspid, request.get("ALIAS"))

    def get(self, environment: str, pspid: str, name: str) -> Alias | None:
        """Return the alias of that name, if it is not gone."""
        document = self._rows.get((environment, pspid, name))
        alias = read(document, Alias) if document else None
        return None if alias and alias.is_gone(self._clock()) else alias

    def delete(self, environment: str, pspid: str, name: str) -> bool:
        """Delete an alias, as the back office does; return whether there was one."""
        return self._rows.delete((environment, pspid, name))

    def add(self, environment: str, pspid: str, name: str, card: StoredCard) -> Alias:
        """Keep a card that no acquirer has seen; without ``name``, invent one.

        :raise ValueError: if it is no card.
        """
        if not card_of(card.number) or not _EXPIRY.fullmatch(card.ed):
            raise ValueError("cardno has to be a card number, and ed MMYY")
        with self._database.transaction():
            name = name or invented_name(self._facts.count(_INVENTED))
            key = environment, pspid, name
            alias = Alias(*key, card, AliasStatus.PENDING, self._clock())
            self._save(alias)
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
        with self._database.transaction():
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
            self._save(alias)
            return alias

    def charged(self, attempt: Attempt, card: StoredCard | None) -> None:
        """Note that an acquirer has seen the card of ``attempt``.

        :param card: What is to be kept, if anything is, under the name in its means.
        :source: [ALIAS] 4: what is Pending no acquirer has seen.
        """
        if card:
            self._keep(attempt, card)
            return
        request = attempt.request
        name = attempt.means.alias
        known = self.get(request.environment, request.pspid, name) if name else None
        if known and known.status is AliasStatus.PENDING:
            self._save(replace(known, status=_status_after(attempt)))

    def _keep(self, attempt: Attempt, card: StoredCard) -> None:
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
            _status_after(attempt),
            now,
            now + _TEMPORARY if temporary else None,
        )
        with self._database.transaction():
            known = self.get(*alias.key)
            if known and accepted:
                alias = replace(alias, at=known.at)
            if accepted or not known:
                self._save(alias)

    def _save(self, alias: Alias) -> None:
        self._rows.prune(self._clock())
        self._rows.put(alias.key, alias.until, write(alias))


def _status_after(attempt: Attempt) -> AliasStatus:
    failed = _failed(attempt.original.status)
    return AliasStatus.ERROR if failed else AliasStatus.ACTIVE


def _failed(status: Status) -> bool:
    refused = status in (Status.INVALID, Status.REFUSED, Status.CAPTURE_REFUSED)
    return refused or status.uncertain
