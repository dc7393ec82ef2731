# SPDX-License-Identifier: LGPL-3.0-or-later
"""Faults of pages that a browser sees, and of feedback on its way to the shop."""

import threading
from dataclasses import replace
from hashlib import sha512

import pytest
from sandbox_common import FEEDBACK_URL, Shopper
from test_sandbox_directlink import Shop

from sandbox.accounts.merchants import DEMO
from sandbox.feedback.delivery import Answer
from sandbox.state import State

DEADLINE = 10
GATEWAY = {
    "PSPID": "OgoneDemo",
    "ACCEPTURL": "https://shop.example/yes",
    "EXCEPTIONURL": "https://shop.example/no",
    "ORDERID": "S00042",
}
CARD = {"CARDNO": "4111111111111111", "CN": "Jane", "CVC": "123", "ED": "1230"}


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def faulty(shop):
    """Ask for a fault."""

    def ask(page, kind, **settings):
        shop.pulls("faults", page=page, kind=kind, **settings)

    return ask


def statuses(shop):
    return [order["status"] for order in shop.pulls("orders", "GET")]


def test_the_payment_page_is_in_trouble_and_opens_the_next_time(shopper, faulty):
    faulty("orderstandard", "error_500_before")
    assert shopper.opens().response.status_code == 500
    assert shopper.opens().response.status_code == 200
    assert shopper.pays().parameters["STATUS"] == "9"


@pytest.mark.parametrize(
    ("kind", "booked"), [("error_500_before", [0]), ("error_500_after", [9])]
)
def test_a_payment_whose_page_breaks_is_booked_or_not(
    shop, shopper, faulty, kind, booked
):
    faulty("orderstandard_pay", kind)
    shopper.opens()
    assert shopper.pays().response.status_code == 500
    assert statuses(shop) == booked


@pytest.mark.parametrize(("kind", "booked"), [("cut_before", [0]), ("cut_after", [9])])
def test_a_payment_whose_connection_is_cut(shop, shopper, faulty, kind, booked):
    faulty("orderstandard_pay", kind)
    shopper.opens()
    with pytest.raises(ConnectionError):
        shopper.pays()
    assert statuses(shop) == booked
    assert shopper.pays().parameters["STATUS"] == "9"


def test_the_page_of_the_bank_breaks(shop, shopper, faulty):
    shopper.opens()
    bank = shopper.pays("4874970686672022")
    faulty("Test_3D_ACS", "error_500_after")
    fields = {"key": bank.key, "action": "confirm"}
    response = shopper.client.post("/ncol/test/Test_3D_ACS.asp", data=fields)
    assert response.status_code == 500
    assert statuses(shop) == [9]


def test_a_slow_page(clock):
    slept = []
    state = State([DEMO], clock, sleep=slept.append)
    shop = Shop(state)
    shop.pulls("faults", page="alias_gateway", kind="slow", seconds=3)
    assert alias_of(shop).status_code == 302
    assert slept == [3]


def alias_of(shop, path="/ncol/test/alias_gateway_utf8.asp"):
    text = "".join(f"{n}={GATEWAY[n]}Demo-SHA-IN-passphrase-1" for n in sorted(GATEWAY))
    sign = {"SHASIGN": sha512(text.encode()).hexdigest()}
    return shop.client.post(path, data=GATEWAY | CARD | sign)


@pytest.mark.parametrize(
    ("kind", "kept"), [("error_500_before", 0), ("error_500_after", 1)]
)
def test_the_alias_gateway_in_trouble(shop, faulty, kind, kept):
    faulty("alias_gateway", kind)
    assert alias_of(shop).status_code == 500
    assert len(shop.pulls("aliases", "GET")) == kept


def test_hosted_tokenization_in_trouble(shop, faulty):
    faulty("HostedPage", "error_500_before")
    page = "/Tokenization/HostedPage"
    answers = [shop.client.get(page).status_code for _ in range(2)]
    assert answers == [500, 400]  # the second has nothing that it needs


def test_a_fault_may_be_about_some_orders_only(shop, faulty):
    faulty("orderdirect", "html", orderid="B-*")
    faulty("maintenancedirect", "html", orderid="A-1")
    payid = shop.authorises(ORDERID="A-1")
    other = shop.authorises(ORDERID="A-2")
    with pytest.raises(ValueError, match="a page instead of an answer"):
        shop.orders(ORDERID="B-1")
    assert shop.maintains(other, "SAL", "100")["STATUS"] == "91"
    with pytest.raises(ValueError, match="a page instead of an answer"):
        shop.maintains(payid, "SAL", "100")


def test_a_page_in_a_browser_knows_its_order(shopper, faulty):
    shopper.opens()
    faulty("orderstandard_pay", "error_500_before", orderid="S0004?")
    assert shopper.pays().response.status_code == 500


@pytest.mark.parametrize(
    "settings",
    [
        {"page": "orderstandard", "kind": "broken_xml"},
        {"page": "HostedPage", "kind": "short"},
        {"page": "feedback", "kind": "slow"},
        {"page": "orderdirect", "kind": "lost"},
        {"page": "feedback", "kind": "lost", "orderid": 1},
        {"page": "feedback", "kind": ["lost"]},
        {"page": ["feedback"], "kind": "lost"},
        {"page": "feedback", "kind": "late", "seconds": 1e7},
        {"page": "orderdirect", "kind": "slow", "seconds": 301},
    ],
)
def test_a_fault_that_does_not_fit_its_page_is_refused(shop, settings):
    response = shop.client.post(
        "/_control/faults", json=settings, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    assert response.status_code == 400
    assert shop.pulls("faults", "GET") == []


# Feedback -----------------------------------------------------------------------------


def told(shop):
    return [(r["timing"], r["http_status"]) for r in shop.pulls("feedback", "GET")]


def test_lost_feedback_is_recorded_and_never_sent(
    shop, shopper, faulty, post, state, clock
):
    faulty("feedback", "lost")
    shopper.opens()
    assert shopper.pays().parameters["STATUS"] == "9"  # the browser came back
    clock.advance(hours=1)
    state.notifier.deliver_due()
    assert post.received == []
    assert told(shop) == [("online", None)]
    shop.pulls("feedback/1/redeliver")
    assert len(post.received) == 1
    assert told(shop) == [("online", None), ("redelivery", 200)]


@pytest.mark.parametrize("timing", ["online", "deferred"])
@pytest.mark.parametrize("kind", ["doubled", "doubled_at_once"])
def test_doubled_feedback_is_the_same_twice(
    shop, shopper, faulty, post, state, merchant_set, timing, kind
):
    merchant_set(feedback_timing=timing)
    faulty("feedback", kind)
    shopper.opens()
    shopper.pays()
    state.notifier.deliver_due()
    first, second = post.received
    assert first == second
    assert first[2]["STATUS"] == "9"
    assert sorted(told(shop)) == sorted([(timing, 200), ("doubled", 200)])


def test_two_messages_at_once_meet_in_the_shop(clock):
    meet = threading.Barrier(2)

    def post(method, url, message, timeout):
        meet.wait(DEADLINE)  # nobody passes alone
        return Answer(200)

    state = State([replace(DEMO, feedback_url=FEEDBACK_URL)], clock, post)
    Shop(state).pulls("faults", page="feedback", kind="doubled_at_once")
    shopper = Shopper(state)
    shopper.opens()
    assert shopper.pays().parameters["STATUS"] == "9"
    records = state.notifier.records()
    assert sorted(each.delivery.timing for each in records) == ["doubled", "online"]
    assert [each.answer.status for each in records] == [200, 200]


def test_late_feedback_is_overtaken(shop, shopper, faulty, post, state, clock):
    faulty("feedback", "late", seconds=90, orderid="A")
    for orderid in ("A", "B"):
        shopper.opens(ORDERID=orderid)
        assert shopper.pays().parameters["STATUS"] == "9"
    clock.advance(seconds=89)
    state.notifier.deliver_due()
    assert [each[2]["orderID"] for each in post.received] == ["B"]
    clock.advance(seconds=1)
    state.notifier.deliver_due()
    assert [each[2]["orderID"] for each in post.received] == ["B", "A"]
    assert told(shop) == [("online", 200), ("late", 200)]


def test_a_change_of_status_may_be_lost_too(shop, faulty, post, merchant_set, state):
    merchant_set(status_change_url=FEEDBACK_URL)
    faulty("feedback", "lost", count=1)
    payids = [shop.authorises(ORDERID=orderid) for orderid in ("A", "B")]
    for payid in payids:
        shop.maintains(payid, "SAL", "100")
    shop.pulls("clock", settle=True)
    state.notifier.deliver_due()
    assert [each[2]["orderID"] for each in post.received] == ["B"]
    assert told(shop) == [("status change", None), ("status change", 200)]


def test_a_retry_of_what_failed_goes_well(shop, shopper, faulty, post, state, clock):
    post.answer = Answer(500)
    faulty("feedback", "doubled")
    shopper.opens()
    shopper.pays()
    post.answer = Answer(200)
    clock.advance(minutes=10)
    state.notifier.deliver_due()
    assert told(shop) == [("online", 500), ("doubled", 500), ("retry", 200)]
