# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a feedback and an answer both tell."""

from dataclasses import FrozenInstanceError

import pytest

from ogone.report import Report
from ogone.statuses import Status

TOLD = {
    "orderid": "S00042-1",
    "status": 9,
    "payid": "3000000001",
    "payidsub": "1",
    "amount": None,
    "currency": "EUR",
    "ncerror": "",
    "pm": "CreditCard",
    "brand": "VISA",
    "acceptance": "test123",
    "cardno": "MARKED-cardno",
    "ed": "MARKED-ed",
    "alias": "MARKED-alias",
}


@pytest.mark.parametrize(
    ("number", "meaning"),
    [(9, Status.CAPTURED), (0, Status.INVALID), (77, None), (None, None)],
)
def test_a_number_means_what_the_documents_say_or_nothing(number, meaning):
    assert Report(**{**TOLD, "status": number}).meaning is meaning


def test_a_report_shows_nothing_of_a_card():
    assert repr(Report(**TOLD)) == (
        "Report(orderid='S00042-1', status=9, payid='3000000001', payidsub='1',"
        " amount=None, currency='EUR', ncerror='', pm='CreditCard', brand='VISA',"
        " acceptance='test123')"
    )


def test_a_report_stays_what_it_was():
    with pytest.raises(FrozenInstanceError):
        Report(**TOLD).status = 5


def test_reports_that_tell_the_same_are_the_same():
    assert Report(**TOLD) == Report(**TOLD)
    assert Report(**TOLD) != Report(**{**TOLD, "alias": "another"})
