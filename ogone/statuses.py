# SPDX-License-Identifier: LGPL-3.0-or-later
"""STATUS: Ogone's number, and what it means for the money.

:source: [STATUS] the list of transaction statuses; [DL] 3.3 and 4.3. Where older and
    newer lists disagree (84, 94), a person decides.
"""

from __future__ import annotations

from enum import Enum, IntEnum

from .texts import Text, _lt


class Outcome(Enum):
    """What a status means for the money of an order."""

    NOTHING = "nothing happened"
    WAITING = "will be settled later"
    AUTHORISED = "reserved, to be captured"
    CAPTURED = "paid"
    REFUNDED = "given back"
    CANCELLED = "cancelled, nothing is owed"
    REFUSED = "refused, nothing was taken"
    PERSON = "a person must look"


class Status(IntEnum):
    """Each number that the platform documents, with its outcome and its text."""

    outcome: Outcome
    text: Text

    def __new__(cls, number: int, outcome: Outcome, text: Text) -> Status:
        member = int.__new__(cls, number)
        member._value_ = number
        member.outcome = outcome
        member.text = text
        return member

    INVALID = 0, Outcome.REFUSED, _lt("Invalid or incomplete")
    CANCELLED_BY_CUSTOMER = 1, Outcome.CANCELLED, _lt("Cancelled by the customer")
    REFUSED = 2, Outcome.REFUSED, _lt("Authorisation refused")
    STORED = 4, Outcome.WAITING, _lt("Order stored")
    STORED_EXTERNAL = 40, Outcome.WAITING, _lt("Stored, waiting for an external result")
    WAITING_FOR_CUSTOMER = (
        41,
        Outcome.WAITING,
        _lt("Waiting for the customer's payment"),
    )
    WAITING_FOR_AUTHENTICATION = 46, Outcome.WAITING, _lt("Waiting for authentication")
    AUTHORISED = 5, Outcome.AUTHORISED, _lt("Authorised")
    AUTHORISED_EXTERNAL = (
        50,
        Outcome.WAITING,
        _lt("Authorisation waiting for an external result"),
    )
    AUTHORISATION_WAITING = 51, Outcome.WAITING, _lt("Authorisation waiting")
    AUTHORISATION_UNKNOWN = 52, Outcome.WAITING, _lt("Authorisation not known")
    STAND_BY = 55, Outcome.WAITING, _lt("Stand-by")
    SCHEDULED_OK = 56, Outcome.AUTHORISED, _lt("Scheduled payments accepted")
    SCHEDULED_NOT_OK = 57, Outcome.REFUSED, _lt("Scheduled payments refused")
    AUTHORISATION_BY_HAND = 59, Outcome.WAITING, _lt("Authorisation to be got by hand")
    VOIDED = 6, Outcome.CANCELLED, _lt("Authorised and cancelled")
    VOID_WAITING = 61, Outcome.WAITING, _lt("Cancellation of the authorisation waiting")
    VOID_UNCERTAIN = (
        62,
        Outcome.PERSON,
        _lt("Cancellation of the authorisation uncertain"),
    )
    VOID_REFUSED = 63, Outcome.PERSON, _lt("Cancellation of the authorisation refused")
    VOIDED_LATER = 64, Outcome.CANCELLED, _lt("Authorised and cancelled")
    DELETED = 7, Outcome.REFUNDED, _lt("Payment deleted")
    DELETION_WAITING = 71, Outcome.WAITING, _lt("Payment deletion pending")
    DELETION_UNCERTAIN = 72, Outcome.PERSON, _lt("Payment deletion uncertain")
    DELETION_REFUSED = 73, Outcome.PERSON, _lt("Payment deletion refused")
    DELETION_NOT_ACCEPTED = 74, Outcome.PERSON, _lt("Payment deleted, not accepted")
    DELETED_BY_MERCHANT = 75, Outcome.REFUNDED, _lt("Deletion handled by the merchant")
    REFUNDED = 8, Outcome.REFUNDED, _lt("Refund")
    REFUND_WAITING = 81, Outcome.WAITING, _lt("Refund pending")
    REFUND_UNCERTAIN = 82, Outcome.PERSON, _lt("Refund uncertain")
    REFUND_REFUSED = 83, Outcome.PERSON, _lt("Refund refused")
    DECLINED_LATER = 84, Outcome.PERSON, _lt("Payment or refund declined afterwards")
    REFUNDED_BY_MERCHANT = 85, Outcome.REFUNDED, _lt("Refund handled by the merchant")
    QUERY_FAILED = 88, Outcome.NOTHING, _lt("The query failed")
    CAPTURED = 9, Outcome.CAPTURED, _lt("Payment requested")
    CAPTURE_WAITING = 91, Outcome.WAITING, _lt("Payment processing")
    CAPTURE_UNCERTAIN = 92, Outcome.WAITING, _lt("Payment uncertain")
    CAPTURE_REFUSED = 93, Outcome.REFUSED, _lt("Payment refused")
    REFUND_DECLINED_LATER = (
        94,
        Outcome.PERSON,
        _lt("Refund or payment declined afterwards"),
    )
    CAPTURED_BY_MERCHANT = 95, Outcome.CAPTURED, _lt("Payment handled by the merchant")
    REFUND_REVERSED = 96, Outcome.PERSON, _lt("Refund reversed")
    PROCESSING_97 = 97, Outcome.WAITING, _lt("Being processed")
    PROCESSING_98 = 98, Outcome.WAITING, _lt("Being processed")
    PROCESSING_99 = 99, Outcome.WAITING, _lt("Being processed")

    @classmethod
    def find(cls, number: int) -> Status | None:
        """Return the status of that number, or ``None`` where no document knows it."""
        return cls._value2member_map_.get(number)

    @property
    def family(self) -> int:
        """Its first digit: 5 authorisation, 6 void, 7 deletion, 8 refund, 9 payment."""
        return int(str(self.value)[0])

    @property
    def uncertain(self) -> bool:
        """Whether Ogone does not know either, and clears it up by hand."""
        return self.value > 9 and self.value % 10 == 2
