# SPDX-License-Identifier: LGPL-3.0-or-later
"""An order, the attempts to pay it and what was done to each, without HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ogone.operations import MaintenanceOperation
from ogone.statuses import Status

from .methods import Method
from .operations import Operation

# After one of these, the same ORDERID may be paid; after any other, never again.
_OPEN = frozenset(
    {
        Status.INVALID,
        Status.CANCELLED_BY_CUSTOMER,
        Status.REFUSED,
        Status.CAPTURE_REFUSED,
    }
)


class AlreadyProcessedError(Exception):
    """The ORDERID is paid, or may be: 50001113.

    :ivar attempt: The one that did it.
    """

    def __init__(self, attempt: "Attempt"):
        super().__init__("order already processed")
        self.attempt = attempt


@dataclass(frozen=True)
class OrderRequest:
    """An order that passed all checks.

    :ivar charset: Of the page it was posted to.
    :ivar parameters: What was sent, by name in upper case.
    :ivar amount: Times 100.
    :ivar methods: Those that the shopper may choose; none where no page is shown.
    """

    environment: str
    pspid: str
    orderid: str
    amount: int
    currency: str
    operation: Operation
    charset: str
    parameters: Mapping[str, str]
    methods: tuple[Method, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What is unique about the order."""
        return self.environment, self.pspid, self.orderid

    def get(self, name: str) -> str:
        """Return a parameter, empty if it was not sent."""
        return self.parameters.get(name, "")


@dataclass(frozen=True)
class Means:
    """With what the shopper paid, as far as feedback may show it."""

    pm: str
    brand: str = ""
    cardno: str = ""
    ed: str = ""
    cn: str = ""
    latin1: bool = False
    alias: str = ""
    eci: str = "7"


@dataclass(frozen=True)
class Verdict:
    """What the simulated acquirer says.

    :ivar text: NCERRORPLUS.
    """

    status: Status
    ncerror: str = "0"
    acceptance: str = ""
    text: str = "!"


CANCELLED = Verdict(Status.CANCELLED_BY_CUSTOMER, ncerror="")


@dataclass(frozen=True)
class Entry:
    """One operation on a PAYID.

    :ivar number: PAYIDSUB; 0 is the order itself.
    :ivar amount: Times 100.
    :ivar at: When it was asked for.
    """

    number: int
    operation: Operation | MaintenanceOperation
    amount: int
    verdict: Verdict
    at: datetime

    @property
    def status(self) -> Status:
        """STATUS of the operation."""
        return self.verdict.status


@dataclass
class Attempt:
    """One try to pay an order, with its own PAYID.

    :ivar history: The order itself, then each maintenance operation, the refused ones
        included. Entries are replaced as statuses change, never removed.
    """

    payid: int
    request: OrderRequest
    means: Means
    ip: str
    history: list[Entry]

    @property
    def original(self) -> Entry:
        """The order itself."""
        return self.history[0]

    @property
    def latest(self) -> Entry:
        """The last operation that was taken: a refused one changed nothing."""
        taken = (each for each in reversed(self.history[1:]) if each.status)
        return next(taken, self.original)

    @property
    def status(self) -> Status:
        """STATUS of the PAYID."""
        return self.latest.status


@dataclass
class Order:
    """All that happened to one ORDERID."""

    request: OrderRequest
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """STATUS of the last attempt; 0 before the first."""
        return self.attempts[-1].status if self.attempts else Status.INVALID

    def check_open(self) -> None:
        """Return if the order may still be paid.

        :raise AlreadyProcessedError: if not.
        """
        if self.attempts and self.attempts[-1].original.status not in _OPEN:
            raise AlreadyProcessedError(self.attempts[-1])
