# SPDX-License-Identifier: LGPL-3.0-or-later
"""What shall happen to coming orders, said in advance."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from glob import escape
from typing import Any

from ogone.statuses import Status

from ..accounts.settings import Settlement
from ..books.scenarios import Card, Challenge
from ..store import documents
from ..store.database import Database
from ..store.facts import Facts
from .faults import Fault

_STATUSES = {
    Status.REFUSED: "30001001",
    Status.AUTHORISED: "0",
    Status.CAPTURED: "0",
    Status.WAITING_FOR_CUSTOMER: "0",
    Status.AUTHORISATION_WAITING: "0",
    Status.AUTHORISATION_UNKNOWN: "20001001",
    Status.CAPTURE_WAITING: "0",
    Status.CAPTURE_UNCERTAIN: "20001001",
    Status.CAPTURE_REFUSED: "30001001",
}
_NCERROR = re.compile("[0-9]{1,8}", re.ASCII)
_CHALLENGES = {each.name.lower(): each for each in Challenge}
_SETTLEMENTS = {each.value: each for each in Settlement}
_LONGEST_WAIT = 365 * 86400
_MOST_STEPS = 1000
_SCRIPTS = "scripts"


@dataclass(frozen=True)
class Outcome:
    """What the acquirer says to one attempt.

    :ivar status: Of a sale, as for a test card.
    """

    status: Status
    ncerror: str

    @classmethod
    def read(cls, where: str, settings: Any) -> "Outcome":
        """Return an outcome.

        :raise ValueError: if it is none, with ``where`` it stands.
        """
        _check_names(where, settings, ("status", "ncerror"))
        status = settings.get("status")
        if type(status) is not int or status not in list(_STATUSES):
            known = ", ".join(str(int(each)) for each in _STATUSES)
            raise ValueError(f"{where}.status is one of {known}")
        usual = _STATUSES[Status(status)]
        ncerror = settings.get("ncerror", usual)
        if not isinstance(ncerror, str) or not _NCERROR.fullmatch(ncerror):
            raise ValueError(f"{where}.ncerror is a text of up to 8 digits")
        if (ncerror == "0") != (usual == "0"):
            fitting = "0" if usual == "0" else "the number of an error"
            raise ValueError(f"{where}.ncerror is {fitting} for status {status}")
        return cls(Status(status), ncerror)


@dataclass(frozen=True)
class Step:
    """What happens to the orders of a pattern. What is ``None`` stays as it is.

    :ivar orderid: A pattern of :mod:`fnmatch`.
    :ivar outcomes: Of the first attempt, the second …; the last one for all others.
    :ivar challenge: Whether the bank wants to see the shopper.
    :ivar settlement: What becomes of what is pending, after ``settles_after`` seconds.
    :ivar faults: Those that are armed for each order.
    """

    orderid: str
    outcomes: tuple[Outcome, ...] = ()
    challenge: Challenge | None = None
    settlement: Settlement | None = None
    settles_after: float | None = None
    faults: tuple[Fault, ...] = ()

    @classmethod
    def read(cls, where: str, settings: Any) -> "Step":
        """Return a step.

        :raise ValueError: if it is none, with ``where`` it stands.
        """
        _check_names(where, settings, cls.__dataclass_fields__)
        orderid = settings.get("orderid")
        if not isinstance(orderid, str) or not orderid:
            raise ValueError(f"{where}.orderid is a pattern, such as S-*")
        return cls(
            orderid,
            _items(where, settings, "outcomes", Outcome.read),
            _choice(where, settings, "challenge", _CHALLENGES),
            _choice(where, settings, "settlement", _SETTLEMENTS),
            _wait(where, settings),
            _items(where, settings, "faults", _fault),
        )

    def card(self, card: Card, attempts: int) -> Card:
        """Return how ``card`` behaves here.

        :param attempts: How many the order saw before.
        """
        if self.outcomes:
            outcome = self.outcomes[min(attempts, len(self.outcomes) - 1)]
            card = replace(card, status=outcome.status, ncerror=outcome.ncerror)
        if self.challenge is None:
            return card
        eci = card.eci if self.challenge is Challenge.NONE else card.eci or "5"
        return replace(card, challenge=self.challenge, eci=eci)

    def as_json(self) -> dict[str, Any]:
        """Return it as it was sent, with what was left out."""
        return {
            "orderid": self.orderid,
            "outcomes": [
                {"status": int(each.status), "ncerror": each.ncerror}
                for each in self.outcomes
            ],
            "challenge": self.challenge.name.lower() if self.challenge else None,
            "settlement": self.settlement.value if self.settlement else None,
            "settles_after": self.settles_after,
            "faults": [_fault_as_json(fault) for fault in self.faults],
        }


def read_script(settings: Mapping[str, Any]) -> tuple[Step, ...]:
    """Return the steps of a script.

    :raise ValueError: for anything that is not to be understood; nothing is taken then.
    """
    _check_names("script", settings, ("steps",))
    steps = _items("script", settings, "steps", Step.read)
    if not 0 < len(steps) <= _MOST_STEPS:
        raise ValueError(f"script.steps has from 1 to {_MOST_STEPS} of them")
    return steps


class Scripts:
    """The steps that wait for their orders. Safe for several threads."""

    def __init__(self, database: Database):
        self._database = database
        self._facts = Facts(database)

    def clear(self) -> None:
        """Leave all to cards and accounts again."""
        self._keep(_Waiting())

    def add(self, steps: Sequence[Step]) -> None:
        """Take ``steps`` behind those that wait."""
        with self._database.transaction():
            waiting = self._waiting()
            self._keep(replace(waiting, steps=(*waiting.steps, *steps)))

    def all(self) -> tuple[Step, ...]:
        """Return all steps, in the order in which they are looked at."""
        return self._waiting().steps

    def step_of(self, orderid: str) -> Step | None:
        """Return the first step whose pattern fits."""
        steps = (each for each in self.all() if fnmatchcase(orderid, each.orderid))
        return next(steps, None)

    def arm(self, orderid: str) -> list[Fault]:
        """Return the faults of an order, once."""
        step = self.step_of(orderid)
        if not step or not step.faults:
            return []
        with self._database.transaction():
            waiting = self._waiting()
            if orderid in waiting.armed:
                return []
            self._keep(replace(waiting, armed=(*waiting.armed, orderid)))
        return [replace(fault, orderid=escape(orderid)) for fault in step.faults]

    def _waiting(self) -> "_Waiting":
        document = self._facts.text(_SCRIPTS)
        return documents.read(document, _Waiting) if document else _Waiting()

    def _keep(self, waiting: "_Waiting") -> None:
        self._facts.set(_SCRIPTS, documents.write(waiting))


@dataclass(frozen=True)
class _Waiting:
    """What is kept: steps, and the orders whose faults were armed."""

    steps: tuple[Step, ...] = ()
    armed: tuple[str, ...] = ()


def _check_names(where: str, settings: Any, known: Sequence[str]) -> None:
    if not isinstance(settings, dict):
        raise ValueError(f"{where} is an object")
    if unknown := sorted(set(settings) - set(known)):
        raise ValueError(f"{where} knows {', '.join(known)}; not {', '.join(unknown)}")


def _items(
    where: str,
    settings: Mapping[str, Any],
    name: str,
    read: Callable[[str, Any], Any],
) -> tuple[Any, ...]:
    """Return each item of a list, read with the place where it stands."""
    found = settings.get(name, [])
    if not isinstance(found, list):
        raise ValueError(f"{where}.{name} is a list")
    return tuple(
        read(f"{where}.{name}[{place}]", each) for place, each in enumerate(found)
    )


def _choice(
    where: str, settings: Mapping[str, Any], name: str, choices: Mapping[str, Any]
) -> Any:
    wanted = settings.get(name)
    if wanted is None:
        return None
    if not isinstance(wanted, str) or wanted not in choices:
        raise ValueError(f"{where}.{name} is one of {', '.join(choices)}")
    return choices[wanted]


def _wait(where: str, settings: Mapping[str, Any]) -> float | None:
    wait = settings.get("settles_after")
    if wait is None:
        return None
    if type(wait) not in (int, float) or not 0 <= wait <= _LONGEST_WAIT:
        raise ValueError(f"{where}.settles_after is a number of seconds, up to a year")
    return float(wait)


def _fault(where: str, settings: Any) -> Fault:
    _check_names(where, settings, ("page", "kind", "seconds", "every", "count"))
    try:
        return Fault.read(settings)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from error


def _fault_as_json(fault: Fault) -> dict[str, Any]:
    return {name: value for name, value in fault.as_json().items() if name != "orderid"}
