# SPDX-License-Identifier: LGPL-3.0-or-later
"""Answers after which nobody knows: it may have happened."""

import pytest
from directlink_common import (
    ACCOUNT,
    CHARGE,
    PAYID,
    Gateway,
    error_of,
    every_call,
    every_deed,
    sample,
    short,
)

from ogone.directlink import DirectLink
from ogone.errors import (
    DirectLinkError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
)
from ogone.statuses import Outcome


@pytest.mark.parametrize(
    "name", ["order_processed_before", "order_processed_before_short"]
)
def test_an_order_that_was_processed_before_may_be_paid(name):
    error = error_of(Gateway.charge, sample(name), OutcomeUnknownError)
    assert str(error) == "Ogone has processed this order before."


@pytest.mark.parametrize("ncerror", ["50001133", "50001019"])
def test_a_charge_that_is_a_duplicate_may_be_paid(ncerror):
    answer = short(STATUS="0", PAYID="0", NCERROR=ncerror)
    error_of(Gateway.charge, answer, OutcomeUnknownError)


@every_deed
@pytest.mark.parametrize(
    "answer",
    [
        b"<ncresponse/>",
        short(STATUS=None),
        short(STATUS=""),
        short(STATUS=None, PAYID="0", NCERROR=None),
        short(STATUS="", NCERROR="20001001"),
    ],
    ids=["empty", "no status", "empty status", "only an order", "uncertain"],
)
def test_a_deed_answered_without_a_status_may_be_done(call, answer):
    error_of(call, answer, OutcomeUnknownError)


@every_deed
@pytest.mark.parametrize("ncerror", ["20001001", "20001101", "20002005"])
def test_a_deed_of_which_ogone_does_not_know_the_end_may_be_done(call, ncerror):
    """Class 2 is "uncertain", whatever STATUS says."""
    error_of(call, short(STATUS="0", NCERROR=ncerror), OutcomeUnknownError)


def test_a_query_failed_is_no_end_of_a_charge():
    """It says of the question that it failed, and nothing of the money."""
    gateway = Gateway(sample("query_failed"))
    try:
        answer = gateway.charge()
    except OutcomeUnknownError:
        return
    assert answer.meaning.outcome is Outcome.NOTHING


@pytest.mark.parametrize("status", ["5", "9", "91", "92", "52", "46"])
def test_a_payment_that_has_a_status_is_not_unknown_to_ogone(status):
    """STATUS decides and NCERROR explains: nothing may be taken for never charged."""
    gateway = Gateway(short(STATUS=status, NCERROR="50001130"))
    try:
        answer = gateway.query()
    except NotFoundError:
        pytest.fail("a payment was taken for one that never reached Ogone")
    except DirectLinkError:
        return
    assert answer.status == int(status)


@pytest.mark.parametrize("call", [Gateway.charge, Gateway.query])
@pytest.mark.parametrize("orderid", ["S00042-2", "S00042", "s00042-1", "S00042-10"])
@pytest.mark.parametrize(
    "name", ["order_captured_short", "order_refused", "order_processed_before"]
)
def test_an_answer_about_another_order_tells_nothing(call, name, orderid):
    answer = sample(name).replace(b'"S00042-1"', f'"{orderid}"'.encode())
    error = error_of(call, answer, OutcomeUnknownError)
    assert str(error) == "Ogone answered for another order."


@pytest.mark.parametrize(
    "name", ["query_paid", "query_unknown_operation", "capture_refused"]
)
def test_an_answer_about_another_payment_tells_nothing(name):
    answer = sample(name).replace(b'"3000000001"', b'"3000000002"')
    for call, arguments in (
        (Gateway.maintain, {}),
        (Gateway.query, {"payid": PAYID}),
    ):
        error = error_of(call, answer, OutcomeUnknownError, **arguments)
        assert str(error) == "Ogone answered for another payment."


def test_an_answer_about_another_order_of_the_payment_tells_nothing():
    answer = sample("query_paid")
    which = {"orderid": "S00042-2", "payid": PAYID}
    error_of(Gateway.query, answer, OutcomeUnknownError, **which)


def test_an_answer_about_another_operation_tells_nothing():
    """What became of one refund is no news of the other."""
    answer = short(PAYIDSUB="1", STATUS="8", amount="4", currency="EUR")
    error_of(Gateway.query, answer, OutcomeUnknownError, payid=PAYID, payidsub="2")


@every_call
def test_an_answer_that_tells_of_money_and_not_of_whose_tells_nothing(call):
    answer = short(orderID=None, PAYID=None)
    error = error_of(call, answer, OutcomeUnknownError)
    assert str(error) == "Ogone did not say what its answer is about."


@every_call
@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Maintenance</body></html>", b"Service unavailable", b"\0"],
    ids=["nothing", "a page", "text", "NUL"],
)
def test_an_answer_that_cannot_be_read_tells_nothing(call, body):
    error_of(call, body, OutcomeUnknownError)


@every_call
@pytest.mark.parametrize("error", [NotSentError, OutcomeUnknownError])
def test_what_became_of_the_request_is_passed_on(call, error):
    assert str(error_of(call, error("its reason"), error)) == "its reason"


def test_without_another_post_the_request_is_a_real_one():
    with pytest.raises(NotSentError):
        DirectLink(ACCOUNT, lambda page: f"http://[{page.value}").charge(CHARGE)
