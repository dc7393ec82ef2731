# SPDX-License-Identifier: LGPL-3.0-or-later
"""The direct request: when it is made, again if it failed, and a record of each.

:source: [ADV] 9.3.2
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread

from ..accounts.merchants import Merchant, RequestMethod, Timing
from ..staged.faults import FEEDBACK, Fault, Kind
from ..store.database import Database
from ..store.documents import read, write
from ..store.extract import ALL, Extract
from ..store.feedback_rows import FeedbackRows
from .delivery import Answer, send
from .messages import Message

_logger = logging.getLogger(__name__)
_SHOWN = 200  # characters
_KEPT = 4 * _SHOWN  # bytes: a character has four at most

Send = Callable[[RequestMethod, str, Message, float], Answer]
NextFault = Callable[[str, str], Fault | None]
_LOST = Answer(None, fault="lost by a lever of the sandbox")


@dataclass(frozen=True)
class Delivery:
    """A message to be delivered, with the settings of its account at that time.

    :ivar timing: Why now, for the record: online, deferred, retry, redelivery.
    :ivar timeout: Seconds that the shop has to answer.
    :ivar interval: Seconds before it is tried again.
    :ivar retries: How often it may be tried again.
    :ivar fault: What goes wrong on the way.
    """

    message: Message
    url: str
    environment: str
    pspid: str
    method: RequestMethod
    timeout: float
    interval: float
    timing: str
    retries: int = 0
    fault: Fault | None = None

    @classmethod
    def of(
        cls, message: Message, url: str, merchant: Merchant, timing: str
    ) -> "Delivery":
        """Return what an account asks for."""
        return cls(
            message,
            url,
            merchant.environment,
            merchant.pspid,
            merchant.feedback_method,
            merchant.feedback_timeout,
            merchant.feedback_interval,
            timing,
        )

    @property
    def key(self) -> tuple[str, str, str]:
        """The order that it tells of."""
        return self.environment, self.pspid, self.message.orderid

    def is_done(self, answer: Answer) -> bool:
        """Return whether the shop understood; if not, it may be tried again."""
        redirected = self.timing == "online" and answer.is_redirect
        return answer.succeeded or redirected or answer == _LOST

    @property
    def seconds_late(self) -> float:
        """How much later than due it is sent."""
        late = self.fault and self.fault.kind is Kind.LATE
        return self.fault.seconds if late else 0.0


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

    What is under way is kept until it is recorded: if the process is killed meanwhile,
    it is delivered once more.

    :param next_fault: From ``feedback`` and ORDERID to what goes wrong.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        send: Send = send,
        database: Database | None = None,
        next_fault: NextFault = lambda _page, _orderid: None,
    ):
        self._clock = clock
        self._send = send
        self._next_fault = next_fault
        self._database = database or Database()
        self._rows = FeedbackRows(self._database)
        self._rows.take_back()
        self._changed = Event()
        self._stopped = False

    def clear(self) -> None:
        """Forget what was sent and what was to be sent."""
        self._rows.clear()

    def each(self, extract: Extract = ALL) -> Iterator[Record]:
        """Return attempts one by one, the oldest first unless told."""
        return (read(document, Record) for document in self._rows.each(extract))

    def records(self, extract: Extract = ALL) -> list[Record]:
        """Return attempts, the oldest first unless told."""
        return list(self.each(extract))

    def record(self, number: int) -> Record | None:
        """Return the attempt of that number."""
        document = self._rows.get(number)
        return read(document, Record) if document else None

    def notify(self, message: Message, url: str, merchant: Merchant) -> Answer | None:
        """Tell the shop, as its timing asks.

        :return: What the shop answered while the shopper waited, if it did.
        """
        timing = merchant.feedback_timing
        if not url or timing is Timing.NONE:
            return None
        delivery = self._new(message, url, merchant, "online")
        if timing is Timing.DEFERRED or delivery.seconds_late:
            self._wait(replace(delivery, timing="deferred"))
            return None
        if timing is Timing.ONLINE_THEN_DEFERRED:
            delivery = replace(delivery, retries=merchant.feedback_retries)
        return self._deliver_now(delivery).answer

    def tell_later(self, message: Message, url: str, merchant: Merchant) -> None:
        """Tell the shop of a status that changed by itself, in the background."""
        self._wait(self._new(message, url, merchant, "status change"))

    def redeliver(self, number: int) -> Record | None:
        """Send once more what attempt ``number`` sent; ``None`` if there is none."""
        known = self.record(number)
        if not known:
            return None
        again = replace(known.delivery, timing="redelivery", retries=0, fault=None)
        return self._deliver_now(again)

    def deliver_due(self) -> None:
        """Send all that is due by the clock."""
        now = self._clock()
        while taken := self._rows.take(now):
            number, document = taken
            self._deliver(number, read(document, Delivery))

    def run(self) -> None:
        """Send what becomes due, until :meth:`stop`."""
        while not self._stopped:
            self._changed.clear()
            self.deliver_due()
            if not self._stopped:
                self._changed.wait(self._seconds_to_next())

    def wake(self) -> None:
        """Look at the clock anew: it was moved on."""
        self._changed.set()

    def stop(self) -> None:
        """End :meth:`run`."""
        self._stopped = True
        self._changed.set()

    def _new(
        self, message: Message, url: str, merchant: Merchant, timing: str
    ) -> Delivery:
        fault = self._next_fault(FEEDBACK, message.orderid)
        return replace(Delivery.of(message, url, merchant, timing), fault=fault)

    def _deliver_now(self, delivery: Delivery) -> Record:
        number = self._rows.begin(self._clock(), write(delivery))
        return self._deliver(number, delivery)

    def _deliver(self, number: int, delivery: Delivery) -> Record:
        """Send what is under way as ``number``, or let happen to it what its fault asks
        for.
        """
        kind = delivery.fault.kind if delivery.fault else None
        if kind is Kind.LOST:
            return self._record(number, delivery, _LOST)
        again = replace(delivery, timing="doubled", retries=0, fault=None)
        if kind is not Kind.DOUBLED_AT_ONCE:
            record = self._send_once(number, delivery)
            if kind is Kind.DOUBLED:
                self._deliver_now(again)
            return record
        other = Thread(target=self._deliver_now, args=(again,))
        other.start()
        record = self._send_once(number, delivery)
        other.join()
        return record

    def _send_once(self, number: int, delivery: Delivery) -> Record:
        answer = self._send(
            delivery.method, delivery.url, delivery.message, delivery.timeout
        )
        return self._record(number, delivery, answer)

    def _record(self, number: int, delivery: Delivery, answer: Answer) -> Record:
        with self._database.transaction():
            record = Record(self._rows.next_number(), self._clock(), delivery, answer)
            if self._rows.done(number):  # else all was forgotten meanwhile
                self._keep(record)
        _logger.info(
            "Feedback for order %r, %s: %s",
            delivery.message.orderid[:40],
            delivery.timing,
            answer.fault or f"HTTP {answer.status}",
        )
        return record

    def _keep(self, record: Record) -> None:
        delivery, answer = record.delivery, record.answer
        cut = replace(record, answer=replace(answer, body=answer.body[:_KEPT]))
        self._rows.add(record.number, delivery.key, write(cut))
        if delivery.retries > 0 and not delivery.is_done(answer):
            retries = delivery.retries - 1
            again = replace(delivery, timing="retry", retries=retries, fault=None)
            self._wait(again, delivery.interval)

    def _wait(self, delivery: Delivery, seconds: float = 0) -> None:
        if late := delivery.seconds_late:
            delivery, seconds = replace(delivery, timing="late"), seconds + late
        self._rows.wait(self._clock() + timedelta(seconds=seconds), write(delivery))
        self._changed.set()

    def _seconds_to_next(self) -> float | None:
        due = self._rows.next_due()
        return None if due is None else max(0.0, due - self._clock().timestamp())
