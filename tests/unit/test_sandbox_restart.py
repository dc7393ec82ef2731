# SPDX-License-Identifier: LGPL-3.0-or-later
"""A real process with a file: ended, killed, started again, and the books agree."""

import base64
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from lxml import etree
from test_sandbox_delivery import RealShop
from test_sandbox_directlink import BROWSER, CARD, CHALLENGE, LOGIN, SALE
from werkzeug.serving import make_server

from ogone.signature import shasign

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
SHA_IN = "Demo-SHA-IN-passphrase-1"
REFUSED = "4000300010010003"


class Gateway:
    """A process of the sandbox, and who calls it."""

    def __init__(self, file, *options):
        command = [sys.executable, "-m", "sandbox", "--port", "0", "--quiet"]
        self.process = subprocess.Popen(  # noqa: S603
            [*command, "--state", str(file), *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = threading.Timer(SECONDS, self.process.kill)
        deadline.start()
        line = self.process.stdout.readline()
        deadline.cancel()
        assert "http://" in line, self.process.stderr.read()
        self.url = line.split()[-1].rstrip("/")

    def ends(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(SECONDS)
        self.process.stdout.close()
        self.process.stderr.close()

    def asks(self, method, path, **options):
        with requests.Session() as session:
            session.trust_env = False
            return session.request(
                method,
                self.url + path,
                timeout=SECONDS,
                allow_redirects=False,
                **options,
            )

    def pulls(self, lever, **settings):
        answer = self.asks("POST", f"/_control/{lever}", json=settings)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def tells(self, lever):
        return self.asks("GET", f"/_control/{lever}").json()

    def told(self):
        return {
            lever: self.tells(lever)
            for lever in ("orders", "books", "aliases", "faults", "feedback")
        }

    def calls(self, page, **fields):
        fields = LOGIN | fields
        fields["SHASIGN"] = shasign(fields, SHA_IN, "sha512")
        answer = self.asks("POST", f"/ncol/test/{page}_utf8.asp", data=fields)
        return etree.fromstring(answer.content)

    def orders(self, orderid, **fields):
        return self.calls(
            "orderdirect", **(SALE | CARD | fields | {"ORDERID": orderid})
        )

    def opens(self, orderid):
        order = {
            "PSPID": "OgoneDemo",
            "ORDERID": orderid,
            "AMOUNT": "1510",
            "CURRENCY": "EUR",
            "LANGUAGE": "en_US",
            "ACCEPTURL": "https://shop.example/accept",
        }
        order["SHASIGN"] = shasign(order, SHA_IN, "sha512")
        page = self.asks("POST", "/ncol/test/orderstandard_utf8.asp", data=order)
        return re.search('name="key" value="([^"]+)"', page.text)[1]

    def pays(self, key, cardno=CARD["CARDNO"]):
        typed = {"cardno": cardno, "holder": "J", "expiry": "12/30", "cvc": "123"}
        pressed = typed | {"key": key, "action": "pay"}
        return self.asks("POST", "/ncol/test/orderstandard_pay.asp", data=pressed)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "books.sqlite"


@pytest.fixture
def started(request, file):
    """Start the gateway on the file."""

    def start(*options):
        gateway = Gateway(file, *options)

        def end():
            if gateway.process.poll() is None:
                gateway.ends(signal.SIGKILL)

        request.addfinalizer(end)
        return gateway

    return start


def test_the_books_go_on_after_a_restart(started):
    first = started()
    first.pulls("merchant", settlement_delay=3600, payment_tries=2)
    first.pulls("aliases", cardno="4111111111111111", alias="jane-1")
    payid = first.orders("A", OPERATION="RES").get("PAYID")
    first.calls("maintenancedirect", PAYID=payid, OPERATION="SAL", AMOUNT="1000")
    first.orders("B", CARDNO=REFUSED)
    first.pulls("faults", page="querydirect", kind="html", every=5)
    before = first.told()
    assert [order["orderid"] for order in before["orders"]] == ["A", "B"]
    first.ends()
    second = started()
    assert second.told() == before
    asked = second.calls("querydirect", PAYID=payid)
    assert (asked.get("STATUS"), asked.get("PAYIDSUB")) == ("91", "1")
    assert second.pulls("clock", advance=3600)["changed"] == 1
    asked = second.calls("querydirect", PAYID=payid)
    assert asked.get("STATUS") == "9"
    again = second.orders("A")
    assert (again.get("NCERROR"), again.get("PAYID")) == ("50001113", payid)
    assert second.orders("C").get("PAYID") == "3000000003"


def test_the_clock_stays_moved(started):
    first = started()
    moved = first.pulls("clock", advance=9 * 365 * 86400)["now"]
    first.ends()
    assert started().pulls("clock")["now"] >= moved


def test_a_page_that_is_open_stays_open(started):
    first = started()
    key = first.opens("A")
    assert "30001001" in first.pays(key, REFUSED).text
    first.ends()
    second = started()
    left = second.pays(key)
    assert left.headers["Location"].startswith("https://shop.example/accept?orderID=A&")
    attempts = second.tells("orders")[0]["attempts"]
    assert [attempt["status"] for attempt in attempts] == [2, 9]
    assert second.pays(key).headers["Location"] == left.headers["Location"]


@pytest.mark.parametrize("by_page", [True, False])
def test_the_bank_still_waits_for_its_shopper(started, by_page):
    first = started()
    if by_page:
        html = first.pays(first.opens("A"), CHALLENGE).text
        key = re.search('name="key" value="([^"]+)"', html)[1]
    else:
        answer = first.orders("A", CARDNO=CHALLENGE, **BROWSER)
        html = base64.b64decode(answer.findtext("HTML_ANSWER")).decode("ascii")
        key = re.search('name="PaReq" value="([^"]+)"', html)[1]
    first.ends()
    second = started()
    confirmed = {"key": key, "action": "confirm"}
    left = second.asks("POST", "/ncol/test/Test_3D_ACS.asp", data=confirmed)
    assert "STATUS=9" in left.headers["Location"]
    assert second.tells("orders")[0]["status"] == 9


@pytest.fixture
def real_shop():
    shop = RealShop(failures=1)
    server = make_server("127.0.0.1", 0, shop)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    shop.url = f"http://127.0.0.1:{server.port}/feedback"
    yield shop
    server.shutdown()
    thread.join(SECONDS)
    server.server_close()


def test_feedback_that_waits_is_delivered_after_a_restart(started, real_shop):
    first = started("--feedback-url", real_shop.url)
    first.pays(first.opens("A"))
    assert [record["http_status"] for record in first.tells("feedback")] == [503]
    first.ends(signal.SIGKILL)
    second = started()
    assert len(real_shop.requests) == 1
    second.pulls("clock", advance=600)
    assert real_shop.paid.wait(SECONDS)
    assert real_shop.requests[0] == real_shop.requests[1]


def test_an_address_told_at_the_start_is_the_one_that_counts(started, real_shop):
    real_shop.failures = 0
    first = started("--feedback-url", "http://127.0.0.1:1/")
    first.pulls("merchant", payment_tries=7)
    first.ends()
    second = started("--feedback-url", real_shop.url)
    second.pays(second.opens("A"))
    assert real_shop.paid.wait(SECONDS)


def test_reset_returns_to_the_beginning_in_the_file_too(started):
    first = started()
    first.pulls("merchant", payment_tries=1)
    first.pulls("clock", advance=9 * 365 * 86400)
    first.orders("A", ALIAS="jane-1")
    first.pulls("faults", page="orderdirect", kind="html")
    first.pulls("reset")
    first.ends()
    second = started()
    assert set(map(len, second.told().values())) == {0}
    assert second.pulls("clock")["now"] < "2035"
    key = second.opens("A")
    assert "30001001" in second.pays(key, REFUSED).text
    assert "PAYID=3000000002" in second.pays(key).headers["Location"]


def test_a_kill_amid_many_orders_loses_none_that_was_answered(started):
    gateway, answered, enough = started(), {}, threading.Event()

    def stream(number):
        for n in range(10_000):
            orderid = f"T{number}-{n}"
            try:
                answer = gateway.orders(orderid, ALIAS=orderid, OPERATION="RES")
                answered[orderid] = answer.get("PAYID")
                gateway.calls(
                    "maintenancedirect", PAYID=answered[orderid], OPERATION="SAL"
                )
            except (requests.RequestException, etree.XMLSyntaxError):
                return
            if len(answered) >= 60:
                enough.set()

    threads = [threading.Thread(target=stream, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    assert enough.wait(SECONDS)
    gateway.ends(signal.SIGKILL)
    for thread in threads:
        thread.join(SECONDS)

    again = started()
    booked = {}
    for order in again.tells("orders"):
        assert order["orderid"] not in booked
        booked[order["orderid"]] = [str(each["payid"]) for each in order["attempts"]]
    assert {each: booked[each] for each in answered} == {
        orderid: [payid] for orderid, payid in answered.items()
    }
    assert len(booked) <= len(answered) + 4
    payids = [payid for all_of_it in booked.values() for payid in all_of_it]
    assert len(set(payids)) == len(payids)
    assert all(book["captured"] in (0, 1510) for book in again.tells("books"))
    assert int(again.orders("new").get("PAYID")) == max(map(int, payids)) + 1


def test_a_signal_right_after_its_address_ends_it_well(tmp_path):
    statuses = set()
    for _each in range(3):
        gateway = Gateway(tmp_path / "state.sqlite")
        gateway.ends()
        statuses.add(gateway.process.returncode)
    assert statuses == {0}
