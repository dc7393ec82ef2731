# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a message claims before anything of it is believed."""

import pytest

from ogone.feedback import Message


@pytest.mark.parametrize(
    ("body", "orderid"),
    [
        (b"orderID=S00042-1", "S00042-1"),
        (b"ORDERID=%C3%A9", "é"),
        (b"ORDERID=%E9", "é"),
        (b"ORDERID=" + b"a" * 50, "a" * 50),
        (b"ORDERID=" + b"a" * 51, ""),
        (b"ORDERID=a%00b", ""),
        (b"ORDERID=a%0Ab", ""),
        (b"ORDERID=%E2%80%AEb", ""),
        (b"ORDERID=", ""),
        (b"STATUS=9", ""),
    ],
)
def test_the_order_that_a_message_claims_is_fit_for_a_search(body, orderid):
    assert Message.read(body).orderid == orderid


@pytest.mark.parametrize("body", [b"", b"utm_source=x", b"STATUS[]=9", b"CN=x"])
def test_a_return_that_tells_no_result_is_empty(body):
    assert Message.read(body).empty


@pytest.mark.parametrize("name", [b"shasign", b"status", b"orderID", b"PAYID"])
def test_a_return_that_tells_any_of_a_result_is_not_empty(name):
    assert not Message.read(name + b"=").empty
