# SPDX-License-Identifier: LGPL-3.0-or-later
"""All that the sandbox knows, in one object given to the app."""

from collections.abc import Callable, Iterable
from datetime import datetime, timezone

from .book import Book
from .delivery import send
from .merchants import DEMO, DEMO_PRODUCTION, Merchant
from .notifier import Notifier, Send


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(timezone.utc)


class State:
    """Accounts, orders and feedback of one gateway.

    :param merchants: The accounts to begin with, and to return to.
    """

    def __init__(
        self,
        merchants: Iterable[Merchant] = (DEMO, DEMO_PRODUCTION),
        clock: Callable[[], datetime] = utc_now,
        send: Send = send,
    ):
        self.clock = clock
        self.book = Book(clock)
        self.notifier = Notifier(clock, send)
        self._initial = {merchant.key: merchant for merchant in merchants}
        self._merchants = dict(self._initial)

    def merchant(self, environment: str, pspid: str) -> Merchant | None:
        """Return the account, as it is set now."""
        return self._merchants.get((environment, pspid))

    def merchants(self) -> list[Merchant]:
        """Return all accounts."""
        return list(self._merchants.values())

    def set_merchant(self, merchant: Merchant) -> None:
        """Replace the account of that name."""
        self._merchants[merchant.key] = merchant

    def reset(self) -> None:
        """Return to how it all began."""
        self.book.clear()
        self.notifier.clear()
        self._merchants = dict(self._initial)
