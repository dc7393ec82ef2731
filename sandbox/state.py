# SPDX-License-Identifier: LGPL-3.0-or-later
"""All that the sandbox knows, in one object given to the app."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from .accounts.merchants import DEMO, DEMO_PRODUCTION, Merchant
from .accounts.passwords import Passwords
from .books.aliases import Aliases
from .books.book import Book
from .books.orders import Attempt, Entry, OrderRequest, Verdict
from .books.settlement import PENDING, WAITING, settled, settled_by
from .books.visits import Purchase
from .clock import Clock, utc_now
from .control.faults import Fault, Faults
from .control.scripts import Scripts
from .feedback.delivery import send
from .feedback.messages import feedback
from .feedback.notifier import Notifier, Send
from .hosted.template import Fetch, fetch


class State:
    """Accounts, orders, aliases, feedback and faults of one gateway.

    :param merchants: The accounts to begin with, and to return to.
    :param sleep: Waits, where an answer shall be slow.
    :param fetch: Gets a shop's template of the payment page.
    """

    def __init__(
        self,
        merchants: Iterable[Merchant] = (DEMO, DEMO_PRODUCTION),
        clock: Callable[[], datetime] = utc_now,
        send: Send = send,
        sleep: Callable[[float], None] = time.sleep,
        fetch: Fetch = fetch,
    ):
        self.clock = Clock(clock)
        self.fetch = fetch
        self.book = Book(self.clock)
        self.aliases = Aliases(self.clock)
        self.faults = Faults(sleep)
        self.notifier = Notifier(self.clock, send, self.next_fault)
        self.scripts = Scripts()
        self.passwords = Passwords()
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
        for part in (
            self.book,
            self.aliases,
            self.notifier,
            self.faults,
            self.scripts,
        ):
            part.clear()
        self.passwords.clear()
        self.clock.reset()
        self._merchants = dict(self._initial)

    def next_fault(self, page: str, orderid: str) -> Fault | None:
        """Return what goes wrong with a request to ``page`` about that order."""
        for fault in self.scripts.arm(orderid):
            self.faults.add(fault)
        return self.faults.next(page, orderid)

    def scripted(self, order: OrderRequest, purchase: Purchase) -> Purchase:
        """Return ``purchase`` with a card that behaves as the order's script says."""
        step = self.scripts.step_of(order.orderid)
        if not step:
            return purchase
        card = step.card(purchase.card, self.book.tried(order))
        return replace(purchase, card=card)

    def settle(self) -> int:
        """Let what is pending come to its end, if it is time; return how much did."""
        return self._settle(self._settled_by_now)

    def settle_now(self, uncertain: bool = False) -> int:
        """Let all that is pending come to its end.

        :param uncertain: What is uncertain, or waits for a transfer, as well.
        """
        return self._settle(
            lambda attempt, entry: (
                self._settled(attempt, entry)
                if entry.status in (WAITING if uncertain else PENDING)
                else None
            )
        )

    def _settle(self, rule: Callable[[Attempt, Entry], Verdict | None]) -> int:
        changes = self.book.settle(rule)
        for change in changes:
            merchant = self._merchant_of(change.attempt)
            if merchant.status_change_url:
                message = feedback(change.attempt, merchant, change.entry)
                self.notifier.tell_later(message, merchant.status_change_url, merchant)
        return len(changes)

    def _settled_by_now(self, attempt: Attempt, entry: Entry) -> Verdict | None:
        return settled_by(self.clock(), entry, self._rules_of(attempt))

    def _settled(self, attempt: Attempt, entry: Entry) -> Verdict:
        return settled(entry, self._rules_of(attempt).settlement)

    def _rules_of(self, attempt: Attempt) -> Merchant:
        """Return the account, settling as the script of this order says."""
        merchant = self._merchant_of(attempt)
        step = self.scripts.step_of(attempt.request.orderid)
        if not step:
            return merchant
        later = step.settles_after
        return replace(
            merchant,
            settlement=step.settlement or merchant.settlement,
            settlement_delay=merchant.settlement_delay if later is None else later,
        )

    def _merchant_of(self, attempt: Attempt) -> Merchant:
        return self.merchant(attempt.request.environment, attempt.request.pspid)
