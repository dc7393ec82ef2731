# SPDX-License-Identifier: LGPL-3.0-or-later
"""Test cards and methods as data; several shoppers at once; the program itself."""

import doctest
import importlib
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest
from sandbox_common import Clock

from ogone.statuses import Status
from sandbox.books.book import Book
from sandbox.books.methods import METHODS
from sandbox.books.operations import Operation
from sandbox.books.orders import (
    AlreadyProcessedError,
    Means,
    OrderRequest,
    Verdict,
)
from sandbox.books.scenarios import CARDS, OWN, card_of
from sandbox.books.visits import PageClosedError

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "sandbox" / "README.md").read_text(encoding="utf-8")
ACCEPTED = Verdict(Status.CAPTURED, "0", "test123")


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.number)
def test_the_readme_lists_every_card(card):
    assert card.number in README


def test_a_number_of_our_own_tells_its_ncerror_or_status():
    for card in (card for card in CARDS if card.source == OWN):
        told = card.ncerror if card.ncerror != "0" else f"{card.status:04}"
        assert told in card.number or f"{card.status:04}" in card.number


def test_no_card_stands_twice():
    assert len({card.number for card in CARDS}) == len(CARDS)


@pytest.mark.parametrize(
    ("number", "brand"),
    [
        ("4242424242424242", "VISA"),
        ("5555555555554444", "MasterCard"),
        ("2223003122003222", "MasterCard"),
        ("378282246310005", "American Express"),
        ("30569309025904", "Diners Club"),
        ("36227206271667", "Diners Club"),
        ("3566002020360505", "JCB"),
        ("6011111111111117", "DISCOVER"),
        ("6759649826438453", "Maestro"),
        ("5019717010103742", "Dankort"),
    ],
)
def test_any_other_number_is_accepted_under_its_brand(number, brand):
    card = card_of(number)
    assert (card.brand, card.status) == (brand, Status.CAPTURED)


@pytest.mark.parametrize(
    "number", ["", "4", "4242424242424241", "４２４２４２４２４２４２４２４２"]
)
def test_what_is_no_card_number_is_not_taken(number):
    assert card_of(number) is None


@pytest.mark.parametrize("name", ["pages.languages", "feedback.messages"])
def test_the_examples_in_docstrings_hold(name):
    module = importlib.import_module(f"sandbox.{name}")
    failed, attempted = doctest.testmod(module)
    assert attempted > 0
    assert failed == 0


def order(orderid="1"):
    return OrderRequest(
        "test", "p", orderid, 1500, "EUR", Operation.SALE, "utf-8", {}, METHODS
    )


def test_of_many_pages_only_one_pays():
    book = Book(Clock())
    visits = [book.enter(order(), tries=3) for _ in range(20)]
    together, outcomes = threading.Barrier(len(visits)), []

    def pay(visit):
        together.wait()
        try:
            outcomes.append(book.attempt(visit, ACCEPTED, Means("CreditCard"), ""))
        except AlreadyProcessedError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=pay, args=(visit,)) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [each for each in outcomes if isinstance(each, AlreadyProcessedError)]
    assert (len(outcomes), len(refused)) == (20, 19)
    assert len(book.orders()[0].attempts) == 1


def test_a_page_ends_once():
    book = Book(Clock())
    visit = book.enter(order(), tries=3)
    ended = book.attempt(visit, ACCEPTED, Means("CreditCard"), "")
    with pytest.raises(PageClosedError) as raised:
        book.attempt(visit, ACCEPTED, Means("CreditCard"), "")
    assert raised.value.attempt == ended


def test_payids_count_up_over_all_orders():
    book = Book(Clock())
    payids = [
        book.attempt(book.enter(order(str(n)), 3), ACCEPTED, Means("x"), "").payid
        for n in range(3)
    ]
    assert payids == [3000000001, 3000000002, 3000000003]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_prints_its_address_and_stops_when_told(number):
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--quiet"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        address = re.search(r"http://127\.0\.0\.1:\d+/", program.stdout.readline())[0]
        with urlopen(address, timeout=5) as page:  # noqa: S310 - loopback
            assert b"A simulated Ogone gateway" in page.read()
        program.send_signal(number)
        _, errors = program.communicate(timeout=5)
    assert (program.returncode, errors) == (0, "")
