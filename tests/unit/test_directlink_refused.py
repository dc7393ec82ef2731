# SPDX-License-Identifier: LGPL-3.0-or-later
"""Answers that refuse a call: nothing was done."""

import pytest
from directlink_common import PAYID, Gateway, error_of, every_deed, sample, short

from ogone.errors import NotFoundError, RefusedError


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [
        ("order_with_wrong_password", "50001119"),
        ("order_of_unknown_alias", "50001111"),
    ],
)
def test_a_charge_that_ogone_did_not_take(name, ncerror):
    error = error_of(Gateway.charge, sample(name), RefusedError)
    assert error.ncerror == ncerror
    assert str(error).endswith(f"({ncerror})")


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [
        ("capture_refused", "50001127"),
        ("capture_above_the_order", "50001126"),
        ("refund_above_the_capture", "50001129"),
    ],
)
def test_an_operation_that_ogone_did_not_take(name, ncerror):
    error = error_of(Gateway.maintain, sample(name), RefusedError)
    assert error.ncerror == ncerror


@every_deed
def test_data_that_are_not_correct_are_refused_with_or_without_a_reason(call):
    error = error_of(
        call, short(STATUS="0", PAYID="0", NCERROR="99999999"), RefusedError
    )
    assert error.ncerror == "99999999"
    recorded = b'<ncresponse NCERRORPLUS=" no card no|no exp date" STATUS="0"/>'
    error = error_of(call, recorded, RefusedError)
    assert (error.ncerror, str(error)) == ("", "Ogone gave no reason")


def test_an_operation_on_an_unknown_payment():
    answer = sample("maintenance_of_unknown_order")
    error = error_of(Gateway.maintain, answer, NotFoundError)
    assert error.ncerror == "50001130"


def test_ogone_knows_no_such_order():
    error = error_of(Gateway.query, sample("query_unknown_order"), NotFoundError)
    assert error.ncerror == "50001130"
    assert str(error) == "Original order not found (50001130)"


def test_ogone_knows_no_such_operation():
    answer = sample("query_unknown_operation")
    error = error_of(Gateway.query, answer, NotFoundError, payid=PAYID, payidsub="9")
    assert error.ncerror == "50001131"


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [("query_failed", "50001111"), ("query_with_wrong_password", "50001119")],
)
def test_a_query_that_tells_nothing_does_not_say_that_there_is_no_order(name, ncerror):
    error = error_of(Gateway.query, sample(name), RefusedError)
    assert error.ncerror == ncerror


@pytest.mark.parametrize("ncerror", ["0", "", "50001111", "20001001"])
@pytest.mark.parametrize("status", ["", "88", None])
def test_a_query_without_a_status_tells_nothing(status, ncerror):
    error_of(Gateway.query, short(STATUS=status, NCERROR=ncerror), RefusedError)
