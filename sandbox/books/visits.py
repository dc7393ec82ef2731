# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages in somebody's browser: the payment page, and the bank's."""

from dataclasses import dataclass

from ogone.statuses import Status

from .aliases import StoredCard
from .methods import Method
from .orders import Attempt, Means, Order, OrderRequest
from .scenarios import Card

_REFUSED = frozenset({Status.REFUSED, Status.CAPTURE_REFUSED})


class PageClosedError(Exception):
    """The page came to its end before.

    :ivar attempt: The one that ended it.
    """

    def __init__(self, attempt: Attempt):
        super().__init__("the page is closed")
        self.attempt = attempt


@dataclass
class Visit:
    """A payment page in somebody's browser.

    :ivar key: What the page's form knows of it, unguessable.
    :ivar ended: The attempt that closed the page.
    """

    key: str
    request: OrderRequest
    order: Order
    tries_left: int
    method: Method
    refused: Attempt | None = None
    ended: Attempt | None = None

    def check_open(self) -> None:
        """Return if something may still be done here.

        :raise PageClosedError: if not, because the page came to its end.
        :raise AlreadyProcessedError: if not, because of another page.
        """
        if self.ended:
            raise PageClosedError(self.ended)
        self.order.check_open()

    def take(self, attempt: Attempt) -> None:
        """Close the page after ``attempt``, unless it leaves another try."""
        status = attempt.original.status
        if status in _REFUSED:
            self.refused = attempt
            self.tries_left -= 1
        if status not in _REFUSED or self.tries_left <= 0:
            self.ended = attempt


@dataclass(frozen=True)
class Purchase:
    """A card that is to be charged.

    :ivar keep: What is kept under the alias of ``means``; ``None`` to keep nothing.
    """

    card: Card
    means: Means
    keep: StoredCard | None = None


@dataclass(frozen=True)
class Challenge:
    """A bank's page, on which the shopper confirms or refuses.

    :ivar key: What leads there, unguessable.
    :ivar visit: The payment page that asked for it; ``None`` for DirectLink, where
        ``attempt`` waits with STATUS 46.
    """

    key: str
    request: OrderRequest
    purchase: Purchase
    visit: Visit | None = None
    attempt: Attempt | None = None

    def check_open(self) -> None:
        """Return if the shopper may still decide.

        :raise PageClosedError: if not, because it was decided before.
        :raise AlreadyProcessedError: if not, because of another page.
        """
        if self.visit:
            self.visit.check_open()
        elif self.attempt.original.status is not Status.WAITING_FOR_AUTHENTICATION:
            raise PageClosedError(self.attempt)
