# SPDX-License-Identifier: LGPL-3.0-or-later
"""Feedback that is lost, comes twice, or late; protocol 12."""

from threading import Event

import pytest
from accounts import ACCOUNTS
from shop import Reply
from signer import sign

TIMINGS = pytest.mark.parametrize("timing", ["online", "deferred"])


def pay(gateway, **changes):
    gateway.opens(changes)
    return gateway.pays()


def attempts(gateway):
    """Return what the tester is told of each delivery."""
    return [
        (each["orderid"], each["timing"], each["http_status"])
        for each in gateway.told("feedback")
    ]


def ids(shop, number):
    return [each.fields()["orderID"] for each in shop.waits_for(number)]


@TIMINGS
def test_lost(gateway, shop, timing):
    gateway.set(feedback_timing=timing)
    gateway.lever("faults", page="feedback", kind="lost")
    left = pay(gateway)
    assert left.carried()["STATUS"] == "9"  # the browser's own way is another
    pay(gateway, ORDERID="S2")
    assert ids(shop, 1) == ["S2"]
    gateway.lever("clock", advance=10**6)
    pay(gateway, ORDERID="S3")
    assert ids(shop, 2) == ["S2", "S3"]
    (lost,) = [each for each in gateway.told("feedback") if each["orderid"] == "S1"]
    assert (lost["timing"], lost["http_status"]) == (timing, None)
    assert lost["answer"] == "lost by a lever of the sandbox"
    assert lost["parameters"] == left.carried()


def test_what_was_lost_may_be_sent_by_hand(gateway, shop):
    gateway.lever("faults", page="feedback", kind="lost")
    left = pay(gateway)
    assert shop.received == []
    told = gateway.lever("feedback/1/redeliver")
    assert (told["timing"], told["http_status"]) == ("redelivery", 200)
    assert [each.fields() for each in shop.received] == [left.carried()]


@TIMINGS
@pytest.mark.parametrize("kind", ["doubled", "doubled_at_once"])
def test_twice(gateway, shop, timing, kind):
    gateway.set(feedback_timing=timing)
    gateway.lever("faults", page="feedback", kind=kind)
    left = pay(gateway)
    first, second = shop.waits_for(2)
    assert first.encoded == second.encoded
    assert first.fields() == left.carried()
    passphrase = ACCOUNTS["test"].sha_out
    assert left.carried()["SHASIGN"] == sign(
        left.carried(), passphrase, "sha512", "out"
    )
    pay(gateway, ORDERID="S2")  # it struck once
    assert ids(shop, 3) == ["S1", "S1", "S2"]


@pytest.mark.parametrize(
    ("kind", "at_once"), [("doubled", False), ("doubled_at_once", True)]
)
def test_the_second_waits_for_the_first_or_does_not(gateway, shop, kind, at_once):
    held = Event()
    gateway.set(feedback_timing="deferred")
    gateway.lever("faults", page="feedback", kind=kind)
    shop.answers(Reply(hold=held))
    pay(gateway)
    shop.waits_for(2 if at_once else 1)  # none was answered yet
    assert attempts(gateway) == []
    assert len(shop.received) == (2 if at_once else 1)
    held.set()
    shop.waits_for(2)


def test_of_what_comes_twice_one_is_tried_again(gateway, shop):
    gateway.set(feedback_interval=600, feedback_retries=1)
    gateway.lever("faults", page="feedback", kind="doubled")
    shop.answers(Reply(500), Reply(500), Reply(200))
    pay(gateway)
    assert attempts(gateway) == [("S1", "online", 500), ("S1", "doubled", 500)]
    gateway.lever("clock", advance=601)
    assert len({each.encoded for each in shop.waits_for(3)}) == 1


@TIMINGS
def test_late(gateway, shop, timing):
    gateway.set(feedback_timing=timing)
    gateway.lever("faults", page="feedback", kind="late", seconds=600)
    late = pay(gateway)
    assert late.carried()["STATUS"] == "9"
    pay(gateway, ORDERID="S2")
    assert ids(shop, 1) == ["S2"]
    gateway.lever("clock", advance=500)
    pay(gateway, ORDERID="S3")
    assert ids(shop, 2) == ["S2", "S3"]
    gateway.lever("clock", advance=101)
    assert ids(shop, 3) == ["S2", "S3", "S1"]
    assert shop.received[2].fields() == late.carried()


def test_only_the_orders_of_a_pattern(gateway, shop):
    gateway.lever("faults", page="feedback", kind="lost", orderid="S-*", count=9)
    for orderid in ("S-1", "T-1", "s-1", "S-2"):
        pay(gateway, ORDERID=orderid)
    assert ids(shop, 2) == ["T-1", "s-1"]
    assert [each["struck"] for each in gateway.told("faults")] == [2]


def test_each_second_message(gateway, shop):
    gateway.lever("faults", page="feedback", kind="lost", every=2)
    for number in range(1, 5):
        pay(gateway, ORDERID=f"S{number}")
    assert ids(shop, 2) == ["S1", "S3"]


def test_a_change_of_status_is_lost_too(gateway, shop):
    gateway.set(status_change_url=shop.url)
    gateway.lever("faults", page="feedback", kind="lost", orderid="D1")
    for orderid in ("D1", "D2"):
        gateway.order(ORDERID=orderid, OPERATION="RES")
        payid = gateway.attempt(orderid)["payid"]
        gateway.maintains(payid, "SAL", "1510")
    gateway.lever("clock", settle=True)
    assert ids(shop, 1) == ["D2"]


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "slow"},
        {"kind": "cut_before"},
        {"kind": "error_500_after"},
        {"kind": "html"},
        {"kind": ["lost"]},
        {"kind": "lost", "orderid": 1},
        {"kind": "lost", "orderid": ""},
        {"kind": "late", "seconds": 10**7},
        {"kind": "late", "seconds": -1},
    ],
)
def test_faults_that_do_not_exist(gateway, settings):
    fault = {"page": "feedback"} | settings
    answer = gateway.http.post(f"{gateway.url}/_control/faults", json=fault)
    assert answer.status_code == 400
    assert gateway.told("faults") == []
