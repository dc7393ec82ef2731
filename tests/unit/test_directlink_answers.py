# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an answer to a call from server to server says."""

from decimal import Decimal

import pytest
from directlink_common import PAYID, Gateway, every_call, sample, short

from ogone.errors import OutcomeUnknownError
from ogone.statuses import Outcome


def test_a_card_that_was_charged():
    answer = Gateway(sample("order_authorised")).charge()
    assert answer.meaning.outcome is Outcome.AUTHORISED
    assert (answer.payid, answer.amount, answer.currency) == (
        "3000000001",
        Decimal("15.10"),
        "EUR",
    )


def test_the_short_answer_to_a_charge_is_about_what_was_asked():
    answer = Gateway(sample("order_captured_short")).charge()
    assert answer.meaning.outcome is Outcome.CAPTURED
    assert (answer.amount, answer.currency) == (Decimal("15.10"), "EUR")


def test_the_amount_that_an_answer_tells_is_kept():
    answer = Gateway(short(amount="1.51", currency="USD")).charge()
    assert (answer.amount, answer.currency) == (Decimal("1.51"), "USD")


@pytest.mark.parametrize(
    "told",
    [
        {"amount": "1,510.00", "currency": "EUR"},
        {"amount": "-15.1", "currency": "EUR"},
        {"currency": "USD"},
        {"amount": "", "currency": "USD"},
    ],
    ids=["unreadable", "negative", "another currency", "another currency, no amount"],
)
def test_what_an_answer_tells_otherwise_is_not_replaced_by_what_was_asked(told):
    try:
        answer = Gateway(short(**told)).charge()
    except OutcomeUnknownError:
        return
    assert (answer.amount, answer.currency) != (Decimal("15.10"), "EUR")


@pytest.mark.parametrize(
    ("name", "status", "outcome", "ncerror"),
    [
        ("order_refused", 2, Outcome.REFUSED, "30511001"),
        ("order_refused_latin1", 2, Outcome.REFUSED, "30001001"),
        ("order_uncertain", 52, Outcome.WAITING, "20001001"),
        ("order_waits_for_authentication", 46, Outcome.WAITING, ""),
    ],
)
def test_a_charge_that_did_not_succeed_is_an_answer(name, status, outcome, ncerror):
    answer = Gateway(sample(name)).charge()
    assert (answer.status, answer.ncerror) == (status, ncerror)
    assert answer.meaning.outcome is outcome


@every_call
def test_a_status_that_no_document_knows_is_left_to_the_caller(call):
    answer = call(Gateway(short(STATUS="100")))
    assert answer.status == 100
    assert answer.meaning is None


def test_the_bank_asks_for_the_customer():
    answer = Gateway(sample("order_waits_for_authentication")).charge()
    assert answer.html_answer.startswith('<form name="downloadform3D"')


def test_an_operation_is_accepted():
    answer = Gateway(sample("capture_pending")).maintain()
    assert (answer.status, answer.payidsub, answer.amount) == (91, "1", Decimal("1.15"))


@pytest.mark.parametrize("status", ["9", "6", "61", "8", "81", "71", "5", "51"])
def test_an_operation_may_be_pending_or_final_at_once(status):
    assert Gateway(short(STATUS=status)).maintain().status == int(status)


def test_a_short_answer_to_an_operation_tells_no_amount():
    assert Gateway(sample("order_captured_short")).maintain().amount is None


@pytest.mark.parametrize("which", [{"orderid": "S00042-1"}, {"payid": PAYID}])
def test_where_a_payment_is_now(which):
    answer = Gateway(sample("query_paid")).query(**which)
    assert (answer.status, answer.payid, answer.payidsub) == (9, "3000000001", "2")
    assert (answer.amount, answer.currency) == (Decimal("15.10"), "EUR")
    assert answer.orderid == "S00042-1"


def test_a_query_takes_no_amount_for_granted():
    assert Gateway(sample("order_captured_short")).query().amount is None


@pytest.mark.parametrize("ncerror", ["0", "", "30001001", "40001134"])
def test_an_order_that_was_never_completed_is_known(ncerror):
    answer = Gateway(short(STATUS="0", PAYID="0", NCERROR=ncerror)).query()
    assert answer.status == 0
