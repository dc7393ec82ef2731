# SPDX-License-Identifier: LGPL-3.0-or-later
"""Feedback from server to server: when, how, how often; protocol 12."""

import socket
from threading import Event

import pytest
from gateway import Page
from shop import Reply

REFUSED = "4000300010010003"


def pay(gateway, cardno="4111111111111111", **changes):
    gateway.opens(changes)
    return gateway.pays(cardno)


def attempts(gateway):
    """Return what the tester is told of each delivery."""
    return [(each["timing"], each["http_status"]) for each in gateway.told("feedback")]


def test_online_comes_before_the_browser(gateway, shop):
    gateway.set(feedback_timing="online")
    left = pay(gateway)
    (request,) = shop.received  # no need to wait: the browser was answered after it
    assert request.method == "POST"
    assert request.fields() == left.carried()
    assert attempts(gateway) == [("online", 200)]


def test_none_is_ever_sent(gateway, shop):
    gateway.set(feedback_timing="none")
    assert pay(gateway).response.status_code == 302
    assert gateway.told("feedback") == []
    assert shop.received == []


def test_deferred_comes_in_the_background(gateway, shop):
    gateway.set(feedback_timing="deferred")
    held = Event()
    shop.answers(Reply(hold=held))
    left = pay(gateway)  # the shop has not answered yet
    (request,) = shop.waits_for(1)
    assert gateway.told("feedback") == []
    held.set()
    assert request.fields() == left.carried()


def test_deferred_is_not_repeated(gateway, shop):
    gateway.set(feedback_timing="deferred", feedback_interval=0)
    shop.answers(Reply(500))
    pay(gateway)
    pay(gateway, ORDERID="S2")
    shop.waits_for(2)
    pay(gateway, ORDERID="S3")
    received = [each.fields()["orderID"] for each in shop.waits_for(3)]
    assert received == ["S1", "S2", "S3"]


def test_online_is_not_repeated(gateway, shop):
    gateway.set(feedback_timing="online", feedback_interval=0)
    shop.answers(Reply(500))
    pay(gateway)
    gateway.lever("clock", advance=10**6)
    gateway.set(feedback_timing="deferred")
    pay(gateway, ORDERID="S2")
    shop.waits_for(2)
    assert [each.fields()["orderID"] for each in shop.received] == ["S1", "S2"]


@pytest.mark.parametrize("retries", [0, 1, 4])
def test_online_then_deferred_is_repeated(gateway, shop, retries):
    gateway.set(feedback_interval=0, feedback_retries=retries)
    shop.answers(Reply(500))
    pay(gateway)
    shop.waits_for(1 + retries)
    shop.answers(Reply(200))
    pay(gateway, ORDERID="S2")  # nothing of the first order follows this
    received = [each.fields()["orderID"] for each in shop.received]
    assert received == ["S1"] * (1 + retries) + ["S2"]
    assert len({each.encoded for each in shop.received[: 1 + retries]}) == 1


def test_a_retry_waits_for_its_interval(gateway, shop):
    gateway.set(feedback_interval=600)
    shop.answers(Reply(503), Reply(200))
    pay(gateway)
    gateway.lever("clock", advance=500)
    assert attempts(gateway) == [("online", 503)]
    gateway.lever("clock", advance=101)
    shop.waits_for(2)


@pytest.mark.parametrize("status", [201, 204, 301, 400, 404, 500])
def test_only_200_and_302_count_as_received(gateway, shop, status):
    gateway.set(feedback_interval=0, feedback_retries=1)
    shop.answers(Reply(status), Reply(200))
    assert pay(gateway).target == "https://shop.example/accept"
    shop.waits_for(2)


def test_a_shop_that_is_slow(gateway, shop):
    held = Event()
    gateway.set(feedback_timing="online", feedback_timeout=0.2)
    shop.answers(Reply(hold=held))
    assert pay(gateway).target == "https://shop.example/accept"
    held.set()
    assert attempts(gateway) == [("online", None)]
    assert gateway.told("feedback")[0]["answer"] == "ReadTimeout"


def test_a_shop_that_is_not_there(gateway):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        gateway.set(feedback_timing="online", feedback_url=url)
        assert pay(gateway).target == "https://shop.example/accept"
    assert gateway.told("feedback")[0]["answer"] == "ConnectionError"


def test_by_get(gateway, shop):
    gateway.set(feedback_method="GET", feedback_url=f"{shop.url}?mine=1")
    left = pay(gateway)
    (request,) = shop.received
    assert request.method == "GET"
    assert request.fields() == {"mine": "1"} | left.carried()


@pytest.mark.parametrize(
    ("card", "path"), [(REFUSED, "no"), ("4000200010010005", ""), (None, "no")]
)
def test_the_second_address(gateway, shop, card, path):
    gateway.set(feedback_url_refused=f"{shop.url}/no", payment_tries=1)
    gateway.opens()
    gateway.pays(card) if card else gateway.presses("cancel")
    assert shop.received[0].path == f"{shop.path}/{path}".rstrip("/")


def test_paramvar_is_put_into_the_address(gateway, shop):
    gateway.set(feedback_url=f"{shop.url}/<PARAMVAR>/end")
    pay(gateway, PARAMVAR="shop 7/ü")
    assert shop.received[0].path == f"{shop.path}/shop%207%2F%C3%BC/end"


def test_an_html_answer_is_shown_to_the_shopper(gateway, shop):
    shop.answers(Reply(200, "<HTML><p>Thanks", {"Content-Type": "text/html"}))
    shown = pay(gateway)
    assert shown.response.status_code == 200
    assert shown.text == "<HTML><p>Thanks"


def test_a_redirect_of_the_shop_leads_the_browser(gateway, shop):
    shop.answers(Reply(302, "", {"Location": "https://shop.example/thanks"}))
    assert pay(gateway).target == "https://shop.example/thanks"


def test_a_text_answer_stands_on_the_result_page(gateway, shop):
    shop.answers(Reply(200, "See you <soon>"))
    assert "See you &lt;soon&gt;" in pay(gateway, ACCEPTURL=None).text


def test_redelivery_is_the_same_message(gateway, shop):
    pay(gateway)
    answer = gateway.lever("feedback/1/redeliver")
    assert (answer["number"], answer["timing"]) == (2, "redelivery")
    first, second = shop.received
    assert first.encoded == second.encoded
    assert gateway.send("/_control/feedback/9/redeliver").status_code == 404


def test_an_attempt_is_told_whole(gateway, shop):
    shop.answers(Reply(200, "OK"))
    left = pay(gateway)
    (told,) = gateway.told("feedback")
    assert told["at"]
    assert told | {"at": ""} == {
        "number": 1,
        "at": "",
        "timing": "online",
        "orderid": "S1",
        "method": "POST",
        "url": shop.url,
        "charset": "utf-8",
        "parameters": left.carried(),
        "encoded": shop.received[0].encoded,
        "http_status": 200,
        "answer": "OK",
    }


def test_a_page_shows_an_attempt(gateway, shop):
    pay(gateway)
    page = Page(gateway.send("/feedback/1", method="GET"))
    assert shop.url in page.text
    assert 'action="/_control/feedback/1/redeliver"' in page.text


def test_a_sale_from_server_to_server_tells_nobody(gateway, shop):
    gateway.order()
    assert gateway.told("feedback") == []
    assert shop.received == []


def test_each_environment_has_its_own_address(gateway, shop):
    gateway.set(feedback_url="")
    gateway.set(environment="prod", feedback_url=f"{shop.url}/prod")
    pay(gateway)
    assert shop.received == []
