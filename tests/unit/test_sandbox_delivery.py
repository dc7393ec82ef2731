# SPDX-License-Identifier: LGPL-3.0-or-later
"""The direct request: when it is made, what the answer does, and over a real socket."""

import threading
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from sandbox_common import FEEDBACK_URL, Clock, Shopper
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from sandbox.accounts.merchants import DEMO
from sandbox.feedback.delivery import Answer
from sandbox.state import State, utc_now

SECONDS = 5


def pay(shopper):
    shopper.opens()
    return shopper.pays()


def timings(state):
    return [record.delivery.timing for record in state.notifier.records()]


def test_no_request_is_made_if_none_is_wanted(shopper, merchant_set, post):
    merchant_set(feedback_timing="none")
    pay(shopper)
    assert post.received == []


def test_no_request_is_made_without_an_address(shopper, merchant_set, post):
    merchant_set(feedback_url="")
    pay(shopper)
    assert post.received == []


def test_online_the_shop_knows_before_the_browser_leaves(shopper, merchant_set, post):
    merchant_set(feedback_timing="online")
    pay(shopper)
    assert [(method, url) for method, url, _ in post.received] == [
        ("POST", FEEDBACK_URL)
    ]


def test_deferred_the_shop_knows_later(shopper, merchant_set, post, state):
    merchant_set(feedback_timing="deferred")
    pay(shopper)
    assert post.received == []
    state.notifier.deliver_due()
    assert len(post.received) == 1


def test_online_alone_is_not_repeated(shopper, merchant_set, post, state, clock):
    merchant_set(feedback_timing="online")
    post.answer = Answer(500)
    pay(shopper)
    clock.advance(hours=1)
    state.notifier.deliver_due()
    assert len(post.received) == 1


def test_a_failure_is_repeated_every_ten_minutes_four_times(
    shopper, post, state, clock
):
    post.answer = Answer(403)
    assert pay(shopper).target == "https://shop.example/accept"
    for _ in range(6):
        clock.advance(minutes=9, seconds=59)
        state.notifier.deliver_due()
        clock.advance(seconds=1)
        state.notifier.deliver_due()
    assert timings(state) == ["online"] + ["retry"] * 4
    minutes = [
        (record.at - state.notifier.records()[0].at).total_seconds() / 60
        for record in state.notifier.records()
    ]
    assert minutes == [0, 10, 20, 30, 40]


def test_repeating_ends_with_success(shopper, post, state, clock):
    post.answer = Answer(None, fault="ConnectionError")
    pay(shopper)
    post.answer = Answer(200)
    for _ in range(3):
        clock.advance(minutes=10)
        state.notifier.deliver_due()
    assert timings(state) == ["online", "retry"]
    assert post.received[0] == post.received[1]


def test_the_shops_page_takes_the_place_of_the_redirect(shopper, post):
    post.answer = Answer(200, b"<HTML lang='en'><p>Thanks</p>", "text/html")
    left = pay(shopper)
    assert left.response.location is None
    assert left.response.text == "<HTML lang='en'><p>Thanks</p>"


def test_the_shop_may_lead_the_browser_elsewhere(shopper, post, state):
    post.answer = Answer(302, location="https://shop.example/elsewhere")
    assert pay(shopper).response.location == "https://shop.example/elsewhere"
    assert timings(state) == ["online"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"OK"),
        Answer(500, b"<html>Internal Server Error"),
        Answer(303, location="https://shop.example/elsewhere"),
        Answer(302, location="javascript:alert(1)"),
    ],
)
def test_any_other_answer_leaves_the_redirect(shopper, post, answer):
    post.answer = answer
    assert pay(shopper).target == "https://shop.example/accept"


def test_deferred_the_answer_is_not_shown(shopper, merchant_set, post, state):
    merchant_set(feedback_timing="deferred")
    post.answer = Answer(200, b"<html>")
    assert pay(shopper).target == "https://shop.example/accept"


def test_lines_of_text_stand_on_the_result_page(shopper, post):
    post.answer = Answer(200, b"Your number is 12 <3")
    shopper.opens(ACCEPTURL=None)
    assert "Your number is 12 &lt;3" in shopper.pays().response.text


def test_cancelled_and_refused_orders_have_their_own_address(
    shopper, merchant_set, post
):
    merchant_set(feedback_url_refused="https://shop.example/no", payment_tries=1)
    for orderid, press in (
        ("A", lambda: shopper.pays()),
        ("B", lambda: shopper.presses("cancel")),
        ("C", lambda: shopper.pays("4000300010010003")),
        ("D", lambda: shopper.pays("4000200010010005")),
    ):
        shopper.opens(ORDERID=orderid)
        press()
    assert [url for _, url, _ in post.received] == [
        FEEDBACK_URL,
        "https://shop.example/no",
        "https://shop.example/no",
        FEEDBACK_URL,
    ]


def test_paramvar_stands_in_the_address(shopper, merchant_set, post):
    merchant_set(feedback_url="https://shop.example/<PARAMVAR>/feedback")
    shopper.opens(PARAMVAR="a/b")
    shopper.pays()
    assert post.received[0][1] == "https://shop.example/a%2Fb/feedback"


class RealShop:
    """A shop behind a socket: fails as often as told, then answers 200."""

    def __init__(self, failures=0):
        self.failures = failures
        self.requests = []
        self.paid = threading.Event()

    @Request.application
    def __call__(self, request):
        self.requests.append((request.method, request.query_string, request.get_data()))
        if len(self.requests) <= self.failures:
            return Response("not yet " * 100, 503)
        self.paid.set()
        return Response("OK")


@pytest.fixture
def real_shop():
    shop = RealShop()
    server = make_server("127.0.0.1", 0, shop)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    shop.url = f"http://127.0.0.1:{server.port}/feedback"
    yield shop
    server.shutdown()
    thread.join(SECONDS)
    server.server_close()


def real_state(shop, **settings):
    account = replace(DEMO, feedback_url=shop.url, sha_out="").changed(settings)
    return State([account], utc_now)


@pytest.fixture
def running(request):
    """Run the background thread of a state until the test ends."""

    def run(state):
        thread = threading.Thread(target=state.notifier.run, daemon=True)
        thread.start()

        def end():
            state.notifier.stop()
            thread.join(SECONDS)
            assert not thread.is_alive()

        request.addfinalizer(end)

    return run


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_real_shop_receives_what_was_recorded(real_shop, method):
    state = real_state(real_shop, feedback_method=method)
    pay(Shopper(state))
    record = state.notifier.records()[0]
    [(used, query, body)] = real_shop.requests
    sent = body if method == "POST" else query
    assert used == method
    assert sent.decode() == record.delivery.message.encoded
    assert parse_qs(sent.decode())["orderID"] == ["S00042"]
    assert (record.answer.status, record.shown) == (200, "OK")


def test_a_real_shop_that_fails_is_asked_again(real_shop, running):
    real_shop.failures = 2
    state = real_state(real_shop, feedback_interval=0.01)
    running(state)
    pay(Shopper(state))
    assert real_shop.paid.wait(SECONDS)
    assert len(real_shop.requests) == 3
    assert len({request for request in real_shop.requests}) == 1


def test_only_the_beginning_of_an_answer_is_kept(real_shop):
    real_shop.failures = 1
    state = real_state(real_shop)
    pay(Shopper(state))
    assert state.notifier.records()[0].shown == "not yet " * 25


def test_deferred_a_real_shop_hears_in_the_background(real_shop, running):
    state = real_state(real_shop, feedback_timing="deferred")
    running(state)
    pay(Shopper(state))
    assert real_shop.paid.wait(SECONDS)


def test_a_shop_that_does_not_listen_is_noted():
    account = replace(DEMO, feedback_url="http://127.0.0.1:1/")
    state = State([account], Clock())
    assert pay(Shopper(state)).target == "https://shop.example/accept"
    record = state.notifier.records()[0]
    assert (record.answer.status, record.shown) == (None, "ConnectionError")
