# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the state is kept: documents, transactions, and what is thrown away."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sandbox_common import FEEDBACK_URL, Shopper
from test_sandbox_directlink import BROWSER, CHALLENGE, Shop

from ogone.operations import MaintenanceOperation
from ogone.statuses import Status
from sandbox.accounts.merchants import DEMO, Merchant
from sandbox.books.book import Book
from sandbox.books.methods import METHODS
from sandbox.books.operations import Operation
from sandbox.books.orders import Attempt, Entry, Means, OrderRequest, Verdict
from sandbox.feedback.delivery import Answer
from sandbox.state import State
from sandbox.store.database import Database
from sandbox.store.documents import read, write

NEW_YEAR = datetime(2026, 12, 31, 23, 59, 59, 999999, timezone(timedelta(hours=-9)))


class Killed(BaseException):
    """The process ends in the middle of something."""


def request(orderid="1"):
    return OrderRequest(
        "test",
        "p",
        orderid,
        1500,
        "EUR",
        Operation.PAYOUT,
        "iso-8859-1",
        {"CN": "Jérôme \ud800 \x00"},
        METHODS[:3],
    )


def entry(number, operation, status):
    return Entry(number, operation, 1500, Verdict(Status(status), "0", "é"), NEW_YEAR)


# Documents ----------------------------------------------------------------------------


def test_an_attempt_comes_back_as_it_was():
    history = [
        entry(0, Operation.PAYOUT, 91),
        entry(1, MaintenanceOperation.REFUND_PART, 82),
    ]
    attempt = Attempt(3000000001, request(), Means("iDEAL", latin1=True), "", history)
    again = read(write(attempt), Attempt)
    assert again == attempt
    # RFD is a word of both: equal as text, and yet not the same
    kinds = [type(each.operation) for each in again.history]
    assert kinds == [Operation, MaintenanceOperation]
    assert again.original.status is Status.CAPTURE_WAITING


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {
            "sha_in_directlink": "",
            "direct_ips": ["192.0.2.0/24"],
            "feedback_retries": 0,
        },
        {"settlement": "refused", "charset": "iso-8859-1", "feedback_interval": 0.5},
        {"dynamic_parameters": [], "active": False, "default_operation": "RES"},
    ],
)
def test_an_account_comes_back_as_it_was(settings):
    account = DEMO.changed(settings)
    assert read(write(account), Merchant) == account


def test_bytes_of_an_answer_come_back():
    answer = Answer(200, bytes(range(256)), "text/html")
    assert read(write(answer), Answer) == answer


# Transactions -------------------------------------------------------------------------


def test_a_step_that_fails_never_happened():
    database = Database()
    with pytest.raises(RuntimeError), database.transaction():
        database.change("INSERT INTO facts VALUES ('a', 1)")
        with database.transaction():
            database.change("INSERT INTO facts VALUES ('b', 2)")
        raise RuntimeError("in the middle")
    assert database.rows("SELECT * FROM facts") == []
    database.change("INSERT INTO facts VALUES ('c', 3)")
    assert database.rows("SELECT * FROM facts") == [("c", 3)]


def test_what_a_book_hands_out_is_a_copy(clock):
    book = Book(clock)
    attempt = book.order(request(), Verdict(Status.CAPTURED), Means("x"), "")
    attempt.history.clear()
    assert book.orders()[0].status is Status.CAPTURED


def test_an_order_and_its_card_are_one_step(state, shopper, monkeypatch):
    def killed(*_kept):
        raise Killed()

    shop = Shop(state)
    waits = shop.orders(
        ORDERID="A", CARDNO=CHALLENGE, ALIAS="a", **(BROWSER | {"LANGUAGE": None})
    )
    key = re.search('"PaReq" value="([^"]+)"', b64decode(waits.html).decode())[1]
    shopper.opens(ORDERID="B", ALIAS="b")
    monkeypatch.setattr(state.aliases, "keep", killed)
    for act in (
        lambda: bank_confirms(shopper, key),
        lambda: shopper.pays(store="yes"),
        lambda: shop.orders(ORDERID="C", ALIAS="c"),
    ):
        with pytest.raises(Killed):
            act()
    assert [(order.request.orderid, order.status) for order in state.book.orders()] == [
        ("A", Status.WAITING_FOR_AUTHENTICATION),
        ("B", Status.INVALID),
    ]
    monkeypatch.undo()
    assert bank_confirms(shopper, key).status_code == 302
    assert shopper.pays(store="yes").parameters["PAYID"] == "3000000002"
    assert [alias.name for alias in state.aliases.all()] == ["a", "b"]


def bank_confirms(shopper, key):
    return shopper.client.post(
        "/ncol/test/Test_3D_ACS.asp", data={"key": key, "action": "confirm"}
    )


# Feedback -----------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path, clock, post):
    """A gateway that goes on from the same file each time."""
    account = replace(DEMO, feedback_url=FEEDBACK_URL)

    def again(send=post):
        return State([account], clock, send, file=tmp_path / "books")

    return again


def test_what_was_being_sent_is_sent_again(kept, post):
    def killed(*_sent):
        raise Killed()

    first = kept(killed)
    shopper = Shopper(first)
    shopper.opens()
    with pytest.raises(Killed):
        shopper.pays()
    first.notifier.deliver_due()
    first.close()
    second = kept()
    assert second.notifier.records() == post.received == []
    second.notifier.deliver_due()
    [record] = second.notifier.records()
    assert (record.number, record.delivery.timing) == (1, "online")
    assert post.received[0][2]["PAYID"] == "3000000001"
    second.notifier.deliver_due()
    assert len(post.received) == 1


def test_what_is_under_way_at_a_reset_leaves_no_trace(kept):
    state = None

    def forgotten(*_sent):
        state.reset()
        return Answer(500)

    state = kept(forgotten)
    shopper = Shopper(state)
    shopper.opens()
    shopper.pays()
    assert state.notifier.records() == []


def test_a_status_change_that_waits_is_told_after_a_restart(kept, post, clock):
    first = kept()
    first.set_merchant(
        DEMO.changed({"status_change_url": "https://shop.example/changed"})
    )
    shop = Shop(first)
    shop.maintains(shop.authorises(), "SAL")
    clock.advance(seconds=60)
    assert first.settle() == 1
    first.close()
    second = kept()
    second.notifier.deliver_due()
    assert [url for _method, url, _sent in post.received] == [
        "https://shop.example/changed"
    ]


def test_only_the_beginning_of_a_long_answer_is_kept(kept, post):
    post.answer = Answer(200, "é".encode() * 50_000)
    state = kept()
    shopper = Shopper(state)
    shopper.opens(ACCEPTURL=None)
    assert "é" * 50_000 in shopper.pays().response.text
    assert state.notifier.record(1).shown == "é" * 200
    assert len(state.notifier.record(1).answer.body) == 800


# Time ---------------------------------------------------------------------------------


def test_another_delay_counts_for_what_is_pending_too(state, clock):
    shop = Shop(state)
    shop.maintains(shop.authorises(), "SAL")
    state.set_merchant(
        state.merchant("test", "OgoneDemo").changed({"settlement_delay": 600})
    )
    clock.advance(seconds=599)
    assert state.settle() == 0
    clock.advance(seconds=1)
    assert (state.settle(), state.settle()) == (1, 0)


def test_the_clock_does_not_leave_the_calendar(state):
    for _ in range(100):
        state.clock.advance(10 * 365 * 86400 - 1)
    with pytest.raises(ValueError, match="reset it"):
        state.clock.advance(1000)
    assert state.clock().year == 3025


# What is thrown away ------------------------------------------------------------------


def pages(database):
    return database.row("SELECT count(*) FROM pages")[0]


def test_pages_are_gone_after_a_day(clock):
    database = Database()
    book = Book(clock, database)
    first = book.enter(request("A"), tries=3)
    clock.advance(hours=24)
    for n in range(5):
        book.enter(request(f"B{n}"), tries=3)
    assert (pages(database), book.visit(first.key).key) == (6, first.key)
    clock.advance(seconds=1)
    book.enter(request("C"), tries=3)
    assert (pages(database), book.visit(first.key)) == (6, None)
    assert book.count() == 7


def test_a_page_that_is_gone_says_so(shopper, clock):
    page = shopper.opens()
    clock.advance(hours=24, seconds=1)
    shopper.opens(ORDERID="B")
    assert shopper.presses("cancel", page.key).error == (
        "This payment page is not open any more."
    )


def test_the_bank_goes_with_the_payment_page(shopper, clock):
    shopper.opens()
    clock.advance(hours=1)
    bank = shopper.pays(CHALLENGE)
    clock.advance(hours=23, seconds=1)
    shopper.opens(ORDERID="B")
    pressed = bank_confirms(shopper, bank.key)
    assert pressed.status_code == 400
    assert "This page of the bank is not open any more." in pressed.text


def test_cards_whose_time_is_over_are_deleted(state, clock):
    shop = Shop(state)
    shop.orders(ORDERID="A", ALIAS="short", ALIASPERSISTEDAFTERUSE="N")
    clock.advance(hours=2)
    shop.orders(ORDERID="B", ALIAS="long")
    database = state._database
    assert database.rows("SELECT name FROM aliases") == [("long",)]
