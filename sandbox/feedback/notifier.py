# SPDX-License-Identifier: LGPL-3.0-or-later
"""The direct request: when it is made, again if it failed, and a record of each.

:source: [ADV] 9.3.2
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Condition, Thread

from ..accounts.merchants import Merchant, RequestMethod, Timing
from ..control.faults import FEEDBACK, Fault, Kind
from .delivery import Answer, send
from .messages import Message

_logger = logging.getLogger(__name__)
_SHOWN = 200

Send = Callable[[RequestMethod, str, Message, float], Answer]
NextFault = Callable[[str, str], Fault | None]
_LOST = Answer(None, fault="lost by a lever of the sandbox")


@dataclass(frozen=True)
class Delivery:
    """A message to be delivered.

    :ivar timing: Why now, for the record: online, deferred, retry, redelivery.
    :ivar retries: How often it may be tried again.
    :ivar fault: What goes wrong on the way.
    """

    message: Message
    url: str
    merchant: Merchant
    timing: str
    retries: int = 0
    fault: Fault | None = None


@dataclass(frozen=True)
class Record:
    """One attempt to deliver."""

    number: int
    at: datetime
    delivery: Delivery
    answer: Answer

    @property
    def shown(self) -> str:
        """The beginning of the answer, or why there was none."""
        text = self.answer.body.decode("utf-8", "replace")[:_SHOWN]
        return self.answer.fault or text


class Notifier:
    """Delivers feedback, at once or by the clock. Safe for several threads.

    :param next_fault: From ``feedback`` and ORDERID to what goes wrong.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        send: Send = send,
        next_fault: NextFault = lambda _page, _orderid: None,
    ):
        self._clock = clock
        self._send = send
        self._next_fault = next_fault
        self._changed = Condition()
        self._stopped = False
        self.clear()

    def clear(self) -> None:
        """Forget what was sent and what was to be sent."""
        with self._changed:
            self._records: list[Record] = []
            self._queue: list[tuple[datetime, Delivery]] = []

    def records(self) -> list[Record]:
        """Return all attempts, the oldest first."""
        with self._changed:
            return list(self._records)

    def notify(self, message: Message, url: str, merchant: Merchant) -> Answer | None:
        """Tell the shop, as its timing asks.

        :return: What the shop answered while the shopper waited, if it did.
        """
        timing = merchant.feedback_timing
        if not url or timing is Timing.NONE:
            return None
        delivery = self._new(message, url, merchant, "online")
        if timing is Timing.DEFERRED or _seconds_late(delivery):
            self._enqueue(replace(delivery, timing="deferred"), seconds=0)
            return None
        answer = self._deliver(delivery)
        understood = answer.succeeded or answer.is_redirect or answer is _LOST
        if timing is Timing.ONLINE_THEN_DEFERRED and not understood:
            self._retry(replace(delivery, retries=merchant.feedback_retries))
        return answer

    def tell_later(self, message: Message, url: str, merchant: Merchant) -> None:
        """Tell the shop of a status that changed by itself, in the background."""
        self._enqueue(self._new(message, url, merchant, "status change"), seconds=0)

    def redeliver(self, number: int) -> Record | None:
        """Send once more what attempt ``number`` sent; ``None`` if there is none."""
        known = {record.number: record for record in self.records()}
        if number not in known:
            return None
        again = replace(
            known[number].delivery, timing="redelivery", retries=0, fault=None
        )
        self._deliver(again)
        return next(
            record for record in reversed(self.records()) if record.delivery is again
        )

    def deliver_due(self) -> None:
        """Send all that is due by the clock."""
        for delivery in self._take_due():
            answer = self._deliver(delivery)
            if not answer.succeeded and answer is not _LOST:
                self._retry(delivery)

    def run(self) -> None:
        """Send what becomes due, until :meth:`stop`."""
        while not self._stopped:
            self.deliver_due()
            with self._changed:
                if not self._stopped:
                    self._changed.wait(self._seconds_to_next())

    def wake(self) -> None:
        """Look at the clock anew: it was moved on."""
        with self._changed:
            self._changed.notify_all()

    def stop(self) -> None:
        """End :meth:`run`."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _new(
        self, message: Message, url: str, merchant: Merchant, timing: str
    ) -> Delivery:
        fault = self._next_fault(FEEDBACK, message.orderid)
        return Delivery(message, url, merchant, timing, fault=fault)

    def _deliver(self, delivery: Delivery) -> Answer:
        """Send a message, or let happen to it what its fault asks for."""
        kind = delivery.fault.kind if delivery.fault else None
        if kind is Kind.LOST:
            return self._note(delivery, _LOST)
        again = replace(delivery, timing="doubled")
        if kind is Kind.DOUBLED_AT_ONCE:
            return self._send_both(delivery, again)
        answer = self._send_once(delivery)
        if kind is Kind.DOUBLED:
            self._send_once(again)
        return answer

    def _send_both(self, delivery: Delivery, again: Delivery) -> Answer:
        other = Thread(target=self._send_once, args=(again,))
        other.start()
        answer = self._send_once(delivery)
        other.join()
        return answer

    def _send_once(self, delivery: Delivery) -> Answer:
        merchant = delivery.merchant
        answer = self._send(
            merchant.feedback_method,
            delivery.url,
            delivery.message,
            merchant.feedback_timeout,
        )
        return self._note(delivery, answer)

    def _note(self, delivery: Delivery, answer: Answer) -> Answer:
        with self._changed:
            number = len(self._records) + 1
            self._records.append(Record(number, self._clock(), delivery, answer))
        _logger.info(
            "Feedback for order %r, %s: %s",
            delivery.message.orderid[:40],
            delivery.timing,
            answer.fault or f"HTTP {answer.status}",
        )
        return answer

    def _retry(self, delivery: Delivery) -> None:
        if delivery.retries > 0:
            again = replace(
                delivery, timing="retry", retries=delivery.retries - 1, fault=None
            )
            self._enqueue(again, delivery.merchant.feedback_interval)

    def _enqueue(self, delivery: Delivery, seconds: float) -> None:
        if late := _seconds_late(delivery):
            delivery, seconds = replace(delivery, timing="late"), seconds + late
        with self._changed:
            self._queue.append((self._clock() + timedelta(seconds=seconds), delivery))
            self._changed.notify_all()

    def _take_due(self) -> list[Delivery]:
        with self._changed:
            now = self._clock()
            due = [delivery for when, delivery in self._queue if when <= now]
            self._queue = [entry for entry in self._queue if entry[0] > now]
            return due

    def _seconds_to_next(self) -> float | None:
        if not self._queue:
            return None
        next_one = min(when for when, _delivery in self._queue)
        return max(0.0, (next_one - self._clock()).total_seconds())


def _seconds_late(delivery: Delivery) -> float:
    fault = delivery.fault
    return fault.seconds if fault and fault.kind is Kind.LATE else 0.0
