# SPDX-License-Identifier: LGPL-3.0-or-later
"""All that the sandbox knows, in one object given to the app."""

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from .accounts.merchants import DEMO, DEMO_PRODUCTION, Merchant
from .accounts.passwords import Passwords
from .books.aliases import Aliases
from .books.book import Book
from .books.orders import Attempt, Entry, OrderRequest, Verdict
from .books.settlement import OTHERS, PENDING, WAITING, patience, settled
from .books.visits import Purchase
from .clock import Clock, utc_now
from .feedback.delivery import send
from .feedback.messages import feedback
from .feedback.notifier import Notifier, Send
from .hosted.template import Fetch, fetch
from .staged.faults import Fault, Faults
from .staged.scripts import Scripts
from .store.account_rows import AccountRows
from .store.database import Database
from .store.facts import Facts
from .store.order_rows import Unsettled


class State:
    """Accounts, orders, aliases, feedback and faults of one gateway.

    :param merchants: The accounts to begin with, and to return to.
    :param sleep: Waits, where an answer shall be slow.
    :param fetch: Gets a shop's template of the payment page.
    :param file: Where to keep all of it, and to go on from; ``None`` for memory.
    :raise StoreError: for a file that cannot hold it.
    """

    def __init__(
        self,
        merchants: Iterable[Merchant] = (DEMO, DEMO_PRODUCTION),
        clock: Callable[[], datetime] = utc_now,
        send: Send = send,
        sleep: Callable[[float], None] = time.sleep,
        fetch: Fetch = fetch,
        file: Path | None = None,
    ):
        self.fetch = fetch
        self._database = database = Database(file)
        self.clock = Clock(clock, Facts(database))
        self.book = Book(self.clock, database, self._patience)
        self.aliases = Aliases(self.clock, database)
        self.faults = Faults(sleep, database)
        self.notifier = Notifier(self.clock, send, database, self.next_fault)
        self.scripts = Scripts(database)
        self.passwords = Passwords()
        self._accounts = AccountRows(database)
        self._initial = tuple(merchants)
        self._accounts.begin(self._initial)

    def merchant(self, environment: str, pspid: str) -> Merchant | None:
        """Return the account, as it is set now."""
        return self._accounts.get(environment, pspid)

    def merchants(self) -> list[Merchant]:
        """Return all accounts."""
        return self._accounts.all()

    def set_merchant(self, merchant: Merchant) -> None:
        """Replace the account of that name."""
        with self.step():
            before = self.merchant(*merchant.key)
            self._accounts.put(merchant)
            for status in PENDING | OTHERS if before else ():
                lasts = patience(status, merchant)
                if lasts != patience(status, before):
                    self.book.change_patience(merchant.key, status, lasts)

    def step(self) -> AbstractContextManager:
        """Keep all that is done within, or nothing; nobody else gets in between.

        Nothing that waits for others may be done there.
        """
        return self._database.transaction()

    def reset(self) -> None:
        """Return to how it all began."""
        with self.step():
            parts = (self.book, self.aliases, self.notifier, self.faults, self.scripts)
            for part in parts:
                part.clear()
            self.passwords.clear()
            self.clock.reset()
            self._accounts.clear()
            self._accounts.begin(self._initial)

    def close(self) -> None:
        """Let go of the file; nothing may be asked afterwards."""
        self._database.close()

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
        return self._settle(self.book.due())

    def settle_now(self, uncertain: bool = False) -> int:
        """Let all that is pending come to its end.

        :param uncertain: What is uncertain, or waits for a transfer, as well.
        """
        statuses = WAITING if uncertain else PENDING
        return self._settle(self.book.unsettled(statuses))

    def _settle(self, unsettled: Iterable[Unsettled]) -> int:
        return sum(map(self._settle_one, unsettled))

    def _settle_one(self, unsettled: Unsettled) -> bool:
        """Settle an entry and note what is to be told of it; return whether it was."""
        with self.step():
            change = self.book.settle(unsettled, self._settled)
            merchant = self._merchant_of(change.attempt) if change else None
            if merchant and merchant.status_change_url:
                message = feedback(change.attempt, merchant, change.entry)
                self.notifier.tell_later(message, merchant.status_change_url, merchant)
        return change is not None

    def _patience(self, attempt: Attempt, entry: Entry) -> timedelta | None:
        return patience(entry.status, self._rules_of(attempt))

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
