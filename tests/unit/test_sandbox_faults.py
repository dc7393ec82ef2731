# SPDX-License-Identifier: LGPL-3.0-or-later
"""Faults on demand: what the client gets, and what is booked all the same."""

import logging
import threading
from contextlib import suppress

import pytest
import requests
from lxml import etree
from test_sandbox_directlink import CARD, LOGIN, SALE, Answer, Shop
from test_sandbox_maintenance import at_once
from werkzeug.serving import make_server

from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO
from sandbox.app import create_app
from sandbox.state import State

SECONDS = 5
NOTHING, TAKEN = (0, 0, 0, 0), (1510, 1510, 0, 0)


_LOST = (requests.ConnectionError, etree.XMLSyntaxError, ValueError)


def charged(shop):
    """Return what is booked of the one order, also if there is none."""
    return shop.books() if shop.pulls("books", "GET") else NOTHING


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def faulty(shop):
    """Ask for a fault of the page of orders."""

    def ask(kind, **settings):
        shop.pulls("faults", page="orderdirect", kind=kind, **settings)

    return ask


def posts(shop, **changes):
    """Send a signed order, and return the bare response."""
    fields = LOGIN | SALE | CARD | changes
    fields["SHASIGN"] = shasign(fields, DEMO.sha_in, "sha512")
    return shop.client.post("/ncol/test/orderdirect_utf8.asp", data=fields)


@pytest.mark.parametrize(
    ("kind", "status", "booked"),
    [
        ("error_500_before", 500, NOTHING),
        ("error_500_after", 500, TAKEN),
        ("html", 200, TAKEN),
    ],
)
def test_a_page_in_trouble_answers_html(shop, faulty, kind, status, booked):
    faulty(kind)
    response = posts(shop)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert charged(shop) == booked


@pytest.mark.parametrize(
    ("kind", "booked"), [("cut_before", NOTHING), ("cut_after", TAKEN)]
)
def test_within_one_process_a_cut_is_an_error(shop, faulty, kind, booked):
    faulty(kind)
    with pytest.raises(ConnectionError):
        posts(shop)
    assert charged(shop) == booked
    assert posts(shop).status_code == 200


def test_broken_xml_cannot_be_read(shop, faulty):
    faulty("broken_xml")
    body = posts(shop).get_data()
    assert body.startswith(b"<?xml")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body)
    assert charged(shop) == TAKEN


def test_a_short_answer_once(shop, faulty):
    faulty("short")
    assert len(Answer(posts(shop))) == 5
    assert len(Answer(posts(shop, ORDERID="A"))) > 5


def test_a_slow_answer_comes_after_it_was_booked(clock):
    slept = []
    state = State([DEMO], clock, sleep=slept.append)
    shop = Shop(state)
    shop.pulls("faults", page="orderdirect", kind="slow", seconds=2.5)
    assert posts(shop).status_code == 200
    assert slept == [2.5]


@pytest.mark.parametrize(
    ("settings", "struck"),
    [
        ({}, [1]),
        ({"count": 2}, [1, 2]),
        ({"every": 3}, [3, 6]),
        ({"every": 3, "count": 1}, [3]),
    ],
)
def test_a_fault_strikes_as_often_as_asked(shop, faulty, settings, struck):
    faulty("error_500_before", **settings)
    answers = [posts(shop, ORDERID=str(n)).status_code for n in range(1, 8)]
    assert [n for n, status in enumerate(answers, 1) if status == 500] == struck


def test_faults_wait_in_line(shop, faulty):
    faulty("error_500_before")
    faulty("html")
    assert [posts(shop).status_code for _ in range(3)] == [500, 200, 200]
    assert shop.pulls("faults", "GET") == []


def test_a_fault_strikes_its_page_alone(shop):
    shop.pulls("faults", page="querydirect", kind="error_500_before")
    assert posts(shop).status_code == 200
    assert shop.pulls("faults", "GET") == [
        {
            "page": "querydirect",
            "kind": "error_500_before",
            "seconds": 0,
            "every": 1,
            "count": 1,
            "orderid": "*",
            "requests": 0,
            "struck": 0,
        }
    ]


@pytest.mark.parametrize(
    "clear",
    [
        lambda shop: shop.pulls("faults", "DELETE"),
        lambda shop: shop.pulls("faults", clear=True),
        lambda shop: shop.pulls("reset"),
    ],
)
def test_faults_are_cleared(shop, faulty, clear):
    faulty("error_500_before", count=100)
    clear(shop)
    assert posts(shop).status_code == 200


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"page": "orderstandard", "kind": "html"},
        {"page": "orderdirect", "kind": "fire"},
        {"page": "orderdirect", "kind": "html", "count": 0},
        {"page": "orderdirect", "kind": "html", "every": "2"},
        {"page": "orderdirect", "kind": "slow", "seconds": 1e9},
        {"page": "orderdirect", "kind": "slow", "minutes": 1},
    ],
)
def test_a_fault_that_does_not_exist_is_refused(shop, settings):
    response = shop.client.post(
        "/_control/faults", json=settings, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    assert response.status_code == 400


class RealShop(Shop):
    """A shop that calls the gateway over a socket."""

    def __init__(self, state, url):
        super().__init__(state)
        self.url = url

    def sends(self, path, fields, **options):
        with requests.Session() as session:
            session.trust_env = False
            response = session.post(self.url + path, data=fields, timeout=SECONDS)
        response.get_data = lambda: response.content
        return Answer(response)


@pytest.fixture
def awake():
    """Ends the wait of a slow answer."""
    return threading.Event()


@pytest.fixture
def real_shop(awake, clock):
    state = State([DEMO], clock, sleep=lambda _seconds: awake.wait(SECONDS))
    server = make_server("127.0.0.1", 0, create_app(state), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield RealShop(state, f"http://127.0.0.1:{server.port}")
    awake.set()
    server.shutdown()
    thread.join(SECONDS)
    server.server_close()


@pytest.mark.parametrize(
    ("kind", "booked"), [("cut_before", NOTHING), ("cut_after", TAKEN)]
)
def test_a_cut_ends_the_connection(real_shop, caplog, kind, booked):
    caplog.set_level(logging.ERROR)
    real_shop.pulls("faults", page="orderdirect", kind=kind)
    with pytest.raises(requests.ConnectionError):
        real_shop.orders()
    assert charged(real_shop) == booked
    assert caplog.text == ""


def test_a_client_that_does_not_wait_has_paid_all_the_same(real_shop, awake):
    real_shop.pulls("faults", page="orderdirect", kind="slow", seconds=1)
    fields = LOGIN | SALE | CARD
    fields["SHASIGN"] = shasign(fields, DEMO.sha_in, "sha512")
    address = real_shop.url + "/ncol/test/orderdirect_utf8.asp"
    with pytest.raises(requests.ReadTimeout):
        requests.post(address, data=fields, timeout=0.1)
    assert charged(real_shop) == TAKEN
    awake.set()


def test_eight_clients_and_a_bad_network_keep_exact_books(real_shop):
    payid = real_shop.authorises("100000")
    for kind, every in (("cut_after", 3), ("cut_before", 4), ("error_500_after", 5)):
        real_shop.pulls("faults", page="maintenancedirect", kind=kind, every=every)

    def capture(_number):
        answered = 0
        for _ in range(10):
            with suppress(*_LOST):
                answered += real_shop.maintains(payid, "SAL", "100")["STATUS"] == "91"
        return answered

    answered = sum(at_once(8, capture))
    faults = {fault["kind"]: fault for fault in real_shop.pulls("faults", "GET")}
    booked = 80 - faults["cut_before"]["struck"]
    assert real_shop.books() == (100000, booked * 100, 0, 0)
    lost = sum(fault["struck"] for fault in faults.values())
    assert answered == 80 - lost
