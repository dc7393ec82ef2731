# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a load run compares: its own books with those of the sandbox."""

import pytest

from devtools.load import Report, differences
from devtools.load_clients import Sums

PAID = {"status": 9, "authorised": 1500, "captured": 1500, "refunded": 0, "voided": 0}


def test_equal_books_have_no_difference():
    told = PAID | {"orderid": "L1", "payids": [3000000001], "currency": "EUR"}
    assert differences({"L1": PAID}, {"L1": told}) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"L1": PAID}, {"L1": PAID | {"captured": 1400}}),
        ({"L1": PAID}, {"L1": PAID | {"status": 91}}),
        ({"L1": PAID}, {}),
        ({}, {"L1": PAID}),
    ],
)
def test_any_difference_is_told(ours, theirs):
    (difference,) = differences(ours, theirs)
    assert difference.startswith("L1: ")


def test_answers_add_up():
    sums = Sums()
    for status, amount in (("5", "15.1"), ("91", "5"), ("91", "2.5"), ("81", "1.25")):
        sums.take(status, amount)
    assert (sums.status, sums.authorised) == (8, 1510)
    assert (sums.captured, sums.refunded, sums.voided) == (750, 125, 0)


def test_the_table(capsys):
    Report(2000, 3600, 10.0, ["L1: other"], 40.04, 44.44).say()
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["orders/s", "200"] in lines
    assert ["differences", "1"] in lines
    assert ["MiB", "at", "1000", "orders", "40.0"] in lines
    assert ["L1:", "other"] in lines
