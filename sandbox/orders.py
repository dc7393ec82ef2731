# SPDX-License-Identifier: LGPL-3.0-or-later
"""An order and the attempts to pay it, without HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

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


class PageClosedError(Exception):
    """The payment page came to its end before.

    :ivar attempt: The one that ended it.
    """

    def __init__(self, attempt: "Attempt"):
        super().__init__("the payment page is closed")
        self.attempt = attempt


@dataclass(frozen=True)
class OrderRequest:
    """An order that passed all checks.

    :ivar charset: Of the page it was posted to.
    :ivar parameters: All that was sent, by name in upper case.
    :ivar amount: Times 100.
    :ivar methods: Those that the shopper may choose, never empty.
    """

    environment: str
    pspid: str
    orderid: str
    amount: int
    currency: str
    operation: Operation
    charset: str
    parameters: Mapping[str, str]
    methods: tuple[Method, ...]

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


@dataclass(frozen=True)
class Verdict:
    """What the simulated acquirer says."""

    status: Status
    ncerror: str = "0"
    acceptance: str = ""


CANCELLED = Verdict(Status.CANCELLED_BY_CUSTOMER, ncerror="")


@dataclass(frozen=True)
class Attempt:
    """One try to pay an order, with its own PAYID."""

    payid: int
    request: OrderRequest
    verdict: Verdict
    means: Means
    ip: str
    at: datetime

    @property
    def status(self) -> Status:
        """STATUS of the attempt."""
        return self.verdict.status


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
        if self.status not in _OPEN:
            raise AlreadyProcessedError(self.attempts[-1])
