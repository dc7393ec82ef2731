# SPDX-License-Identifier: LGPL-3.0-or-later
"""A line of Ogone's file beside what the shop knows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ogone.comparison import NO_LINE, NOT_PAID, compare, compare_unknown
from ogone.findings import Finding, Operation, Payment, Reason, Standing, Verdict
from ogone.statuses import Status
from ogone.transaction_file import Row

NOTHING, OPEN, RESERVED, MOVED = (
    Standing.NOTHING,
    Standing.OPEN,
    Standing.RESERVED,
    Standing.MOVED,
)
AGREES = Finding(Verdict.AGREES)
FURTHER = Finding(Verdict.AGREES, Reason.FURTHER_HERE)
STATUS = Finding(Verdict.STATUS)
PERSON = Finding(Verdict.STATUS, Reason.PERSON)
AMOUNT = Finding(Verdict.AMOUNT)
CURRENCY = Finding(Verdict.AMOUNT, Reason.CURRENCY)
STILL_OPEN = Finding(Verdict.OPEN)
PAID_THERE = Finding(Verdict.THERE_ONLY, Reason.PAID_THERE)
REFUNDED_THERE = Finding(Verdict.THERE_ONLY, Reason.REFUNDED_THERE)
OPERATION_THERE = Finding(Verdict.THERE_ONLY, Reason.OPERATION_THERE)
SECOND = Finding(Verdict.THERE_ONLY, Reason.SECOND_PAYMENT)
REFUSED_THERE = Finding(Verdict.HERE_ONLY, Reason.REFUSED_THERE)


def row(status, amount="100.00", payidsub="", payid="3000000001", currency="EUR"):
    return Row(
        line=2,
        payid=payid,
        payidsub=payidsub,
        orderid="S00042",
        status=status,
        date=None,
        amount=Decimal(amount),
        currency=currency,
        method="",
        brand="",
    )


def payment(standing, status=None, *operations, **changes):
    known = Payment(
        payid="3000000001",
        standing=standing,
        status=None if status is None else Status(status),
        amount=Decimal("100.00"),
        currency="EUR",
        operations=operations,
    )
    return replace(known, **changes)


def capture(amount="40.00", standing=MOVED, number="1"):
    return Operation(number, (9,), standing, Decimal(amount))


def void(amount="100.00", standing=MOVED, number="1"):
    return Operation(number, (6,), standing, Decimal(amount))


def refund(amount="40.00", standing=MOVED, number="1"):
    return Operation(number, (7, 8), standing, Decimal(amount))


@pytest.mark.parametrize(
    ("there", "here", "finding"),
    [
        # paid there
        (row(9), payment(MOVED, 9), AGREES),
        (row(95), payment(MOVED, 9), AGREES),
        (row(9, "-100.00"), payment(MOVED, 9), AGREES),
        (row(9, currency=""), payment(MOVED, 9), AGREES),
        (row(9, payid=""), payment(MOVED, 9), AGREES),
        (row(9, payidsub="0"), payment(MOVED, 9), AGREES),
        (row(9, "99.99"), payment(MOVED, 9), AMOUNT),
        (row(9, currency="USD"), payment(MOVED, 9), CURRENCY),
        (row(9), payment(NOTHING, None, payid=""), PAID_THERE),
        (row(9), payment(NOTHING, 2), PAID_THERE),
        (row(9), payment(OPEN, 91), PAID_THERE),
        (row(9), payment(RESERVED, 5), PAID_THERE),
        # reserved there
        (row(5), payment(RESERVED, 5), AGREES),
        (row(5, "90.00"), payment(RESERVED, 5), AMOUNT),
        (row(5), payment(OPEN, 5), AGREES),
        (row(5), payment(OPEN, 51), STATUS),
        (row(5), payment(NOTHING), STATUS),
        (row(5), payment(MOVED, 9), FURTHER),
        (row(5), payment(MOVED, 5, capture()), FURTHER),
        (row(5), payment(MOVED, 5), STATUS),
        (row(5), payment(NOTHING, 6, void()), FURTHER),
        (row(5), payment(NOTHING, 6, void(standing=NOTHING)), STATUS),
        (row(61), payment(RESERVED, 5), AGREES),
        (row(63), payment(RESERVED, 5), AGREES),
        # open there
        (row(91), payment(OPEN, 91), STILL_OPEN),
        (row(52), payment(OPEN, 52), STILL_OPEN),
        (row(91), payment(MOVED, 9), FURTHER),
        (row(51), payment(RESERVED, 5), FURTHER),
        (row(91), payment(RESERVED, 5), FURTHER),
        (row(92), payment(RESERVED, 5, capture(standing=OPEN, amount="3")), STATUS),
        (row(99), payment(MOVED), STATUS),
        (row(46), payment(NOTHING), STATUS),
        (row(91), payment(NOTHING, 93), STATUS),
        # nothing there
        (row(2), payment(NOTHING, 2), NOT_PAID),
        (row(0), payment(NOTHING), NOT_PAID),
        (row(6), payment(NOTHING, 6, void()), NOT_PAID),
        (row(2), payment(OPEN), STATUS),
        (row(2), payment(MOVED, 9), REFUSED_THERE),
        (row(93), payment(MOVED, 9), REFUSED_THERE),
        (row(6), payment(RESERVED, 5), REFUSED_THERE),
        (row(6), payment(MOVED, 5, capture(), void("60.00", number="2")), AGREES),
        # a person must look
        (row(94), payment(MOVED, 9), PERSON),
        (row(94), payment(MOVED, 94), Finding(Verdict.OPEN, Reason.PERSON)),
        (row(62), payment(RESERVED, 5), PERSON),
        (row(77), payment(MOVED, 9), Finding(Verdict.STATUS, Reason.UNKNOWN_STATUS)),
    ],
)
def test_payment(there, here, finding):
    assert compare(there, here) == finding


@pytest.mark.parametrize(
    ("there", "here", "finding"),
    [
        (row(9, "40.00"), payment(RESERVED, 5, capture()), AGREES),
        (row(9, "40.00"), payment(RESERVED, 5, capture(standing=OPEN)), STATUS),
        (row(91, "40.00"), payment(RESERVED, 5, capture(standing=OPEN)), STILL_OPEN),
        (
            row(9, "70.00"),
            payment(RESERVED, 5, capture(), capture("30.00", number="2")),
            AGREES,
        ),
        (row(9), payment(MOVED, 5, capture(), capture("60.00", number="2")), AGREES),
        (row(9, "50.00"), payment(RESERVED, 5, capture()), AMOUNT),
        (row(9), payment(RESERVED, 5, capture()), AMOUNT),
        (row(93, "50.00"), payment(RESERVED, 5, capture()), NOT_PAID),
        (
            row(9, "40.00"),
            payment(RESERVED, 5, capture(standing=NOTHING), capture(number="2")),
            AGREES,
        ),
    ],
)
def test_last_capture(there, here, finding):
    assert compare(there, here) == finding


@pytest.mark.parametrize(
    ("there", "here", "finding"),
    [
        (row(8, "40.00"), payment(MOVED, 9, refund()), AGREES),
        (row(8, "-40.00"), payment(MOVED, 9, refund()), AGREES),
        (row(81, "40.00"), payment(MOVED, 9, refund(standing=OPEN)), STILL_OPEN),
        (row(8, "40.00"), payment(MOVED, 9, refund(standing=OPEN)), STATUS),
        (
            row(8, "40.00"),
            payment(MOVED, 9, refund(standing=NOTHING)),
            OPERATION_THERE,
        ),
        (row(83, "40.00"), payment(MOVED, 9, refund(standing=NOTHING)), NOT_PAID),
        (row(83, "40.00"), payment(MOVED, 9, refund()), REFUSED_THERE),
        (row(83, "40.00"), payment(MOVED, 9), AGREES),
        (row(84, "40.00"), payment(MOVED, 9, refund()), PERSON),
        (row(8, "40.00"), payment(MOVED, 9), REFUNDED_THERE),
        (row(7), payment(MOVED, 9), REFUNDED_THERE),
        (row(8), payment(MOVED, 9, refund()), AMOUNT),
        (row(8), payment(MOVED, 9, refund("100.00")), AGREES),
        (row(81, "50.00"), payment(MOVED, 9, refund()), STATUS),
        (row(83, "50.00"), payment(MOVED, 9, refund()), NOT_PAID),
        (
            row(8, "70.00"),
            payment(MOVED, 9, refund(), refund("30.00", number="2")),
            AGREES,
        ),
        (row(8, "50.00"), payment(MOVED, 9, refund()), AMOUNT),
        (row(8, "40.00"), payment(NOTHING, 2), PAID_THERE),
        (row(8, "40.00", currency="USD"), payment(MOVED, 9, refund()), CURRENCY),
    ],
)
def test_last_refund(there, here, finding):
    assert compare(there, here) == finding


@pytest.mark.parametrize(
    ("there", "here", "finding"),
    [
        (row(8, "40.00", "2"), payment(MOVED, 9, refund(number="2")), AGREES),
        (row(8, "41.00", "2"), payment(MOVED, 9, refund(number="2")), AMOUNT),
        (row(9, "40.00", "2"), payment(MOVED, 9, refund(number="2")), STATUS),
        (
            row(8, "40.00", "2"),
            payment(MOVED, 9, refund(number="1"), refund(standing=OPEN, number="")),
            STATUS,
        ),
        (row(8, "40.00", "2"), payment(MOVED, 9, refund()), REFUNDED_THERE),
        (row(8, "41.00", "2"), payment(MOVED, 9, refund(number="")), REFUNDED_THERE),
        (row(8, "40.00", "2"), payment(MOVED, 9, capture(number="")), REFUNDED_THERE),
        (row(81, "40.00", "1"), payment(MOVED, 9, refund()), AGREES),
        (row(82, "40.00", "1"), payment(MOVED, 9, refund()), AGREES),
        (row(83, "40.00", "1"), payment(MOVED, 9), NOT_PAID),
        (row(93, "40.00", "1"), payment(RESERVED, 5), NOT_PAID),
        (row(63, "40.00", "1"), payment(RESERVED, 5), NOT_PAID),
        (row(6, "100.00", "1"), payment(NOTHING, 6, void()), AGREES),
        (row(6, "100.00", "1"), payment(NOTHING, 6), NOT_PAID),
        (row(6, "100.00", "1"), payment(RESERVED, 5), OPERATION_THERE),
        (row(9, "100.00", "1"), payment(MOVED, 9), AGREES),
        (row(9, "100.00", "1"), payment(RESERVED, 5), PAID_THERE),
        (row(9, "60.00", "2"), payment(RESERVED, 5, capture()), OPERATION_THERE),
    ],
)
def test_operation(there, here, finding):
    assert compare(there, here) == finding


ANOTHER = "3000000009"


@pytest.mark.parametrize(
    ("status", "here", "finding"),
    [
        (2, payment(MOVED, 9), Finding(Verdict.AGREES, Reason.ANOTHER_ATTEMPT)),
        (46, payment(MOVED, 9), Finding(Verdict.AGREES, Reason.ANOTHER_ATTEMPT)),
        (52, payment(MOVED, 9), Finding(Verdict.OPEN, Reason.ANOTHER_ATTEMPT)),
        (9, payment(MOVED, 9), SECOND),
        (5, payment(RESERVED, 5), SECOND),
        (8, payment(MOVED, 9), SECOND),
        (9, payment(NOTHING, 2), PAID_THERE),
        (9, payment(OPEN, 91), PAID_THERE),
    ],
)
def test_another_attempt(status, here, finding):
    assert compare(row(status, payid=ANOTHER), here) == finding


@pytest.mark.parametrize(
    ("there", "finding"),
    [
        (row(5, "1.00"), AGREES),
        (row(6, "1.00"), AGREES),
        (row(6, "1.00", "1"), NOT_PAID),
        (row(9, "1.00"), PAID_THERE),
    ],
)
def test_a_card_that_was_checked(there, finding):
    assert compare(there, payment(MOVED, 5, checks_card=True)) == finding


@pytest.mark.parametrize(
    ("status", "alike", "elsewhere", "finding"),
    [
        (9, False, False, Finding(Verdict.FOREIGN, Reason.ANOTHER_SHOP)),
        (9, True, True, Finding(Verdict.FOREIGN, Reason.ANOTHER_ACCOUNT)),
        (9, True, False, Finding(Verdict.THERE_ONLY, Reason.LOST)),
        (91, True, False, Finding(Verdict.THERE_ONLY, Reason.LOST)),
        (77, True, False, Finding(Verdict.THERE_ONLY, Reason.LOST)),
        (2, True, False, NOT_PAID),
    ],
)
def test_an_order_that_is_not_known(status, alike, elsewhere, finding):
    assert compare_unknown(row(status), alike, elsewhere) == finding


def test_what_ogone_is_asked_about():
    ask = [verdict for verdict in Verdict if Finding(verdict).is_difference]
    assert ask == [
        Verdict.THERE_ONLY,
        Verdict.HERE_ONLY,
        Verdict.AMOUNT,
        Verdict.STATUS,
        Verdict.OPEN,
    ]
    assert Finding(Verdict.HERE_ONLY, Reason.NO_LINE) == NO_LINE
    assert NO_LINE.is_difference


@pytest.mark.parametrize("here", [NOTHING, OPEN, RESERVED])
@pytest.mark.parametrize("status", [9, 95])
def test_what_is_paid_there_alone_never_agrees(status, here):
    for known in (None, *Status):
        assert compare(row(status), payment(here, known)).is_difference


@pytest.mark.parametrize("here", [OPEN, RESERVED, MOVED])
@pytest.mark.parametrize("status", [0, 1, 2, 57, 6, 64, 93])
def test_what_is_refused_there_alone_never_agrees(status, here):
    for known in (None, *Status):
        assert compare(row(status), payment(here, known)).is_difference
