# SPDX-License-Identifier: LGPL-3.0-or-later
"""``--state FILE``: what a process did, the next one knows, however it ended."""

import sqlite3
import stat
import subprocess
import time
from contextlib import contextmanager

import pytest
from conftest import COMMAND, ROOT, running
from gateway import Gateway
from office import Office
from shop import PATIENCE, Reply, Shop

BOTH = pytest.mark.parametrize("end", ["terminate", "kill"])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "sandbox.db"


@contextmanager
def sandbox(file, end="terminate", *options):
    """Run a sandbox with a file; end it so."""
    with running("--state", str(file), *options) as (process, url):
        yield Gateway(url)
        getattr(process, end)()
        status = process.wait(20)
        assert status == (0 if end == "terminate" else -9)


@BOTH
def test_the_books_go_on(file, end):
    with sandbox(file, end) as gateway:
        payid = gateway.order(OPERATION="RES")["PAYID"]
        gateway.maintains(payid, "SAL", "1000")
        gateway.order(ORDERID="D2", CARDNO="4000300010010003")
        before = gateway.told("orders"), gateway.told("books")
    with sandbox(file) as gateway:
        assert (gateway.told("orders"), gateway.told("books")) == before
        assert gateway.order()["NCERROR"] == "50001113"
        assert gateway.maintains(payid, "SAL", "511")["NCERROR"] == "50001126"
        assert gateway.maintains(payid, "SAL", "510")["PAYIDSUB"] == "3"
        assert gateway.order(ORDERID="D3")["PAYID"] == "3000000003"


@BOTH
def test_what_is_pending_settles(file, end):
    with sandbox(file, end) as gateway:
        gateway.order(CARDNO="4000000000910002")
    with sandbox(file) as gateway:
        gateway.lever("clock", advance=61)
        assert gateway.query(ORDERID="D1")["STATUS"] == "9"


@BOTH
def test_aliases_are_kept(file, end):
    with sandbox(file, end) as gateway:
        gateway.order(ALIAS="jane", CN="Jane Doe")
        before = gateway.told("aliases")
        assert [alias["alias"] for alias in before] == ["jane"]
    with sandbox(file) as gateway:
        assert gateway.told("aliases") == before
        answer = gateway.order(
            ORDERID="D2", CARDNO=None, ED=None, CVC=None, ALIAS="jane"
        )
        assert answer["STATUS"] == "9"


@BOTH
def test_users_are_kept_with_their_wrong_passwords(file, end):
    password = "Another-Password-1"
    with sandbox(file, end) as gateway:
        new = {"userid": "New", "password": password, "password_again": password}
        Office(gateway).fills("users/new", **new)
        for _each in range(3):
            gateway.order(PSWD="wrong")
    with sandbox(file, end) as gateway:
        assert gateway.order(USERID="New", PSWD=password)["STATUS"] == "9"
        users = Office(gateway).opens("users").table("users")
        assert [cells[3] for cells in users] == ["Active 3 wrong", "Active"]
        for _each in range(2):
            gateway.order(PSWD="wrong")
    with sandbox(file) as gateway:
        assert gateway.order(ORDERID="D2")["NCERROR"] == "50001119"
        Office(gateway).fills("users", "users/status", button=("deed", "unlock"))
        assert gateway.order(ORDERID="D2")["STATUS"] == "9"


@BOTH
def test_settings_and_accounts_are_kept(file, end):
    with sandbox(file, end) as gateway:
        gateway.set(sha_in="", default_operation="RES", currencies=["USD"])
        gateway.lever("account", pspid="Other", environment="prod")
    with sandbox(file) as gateway:
        assert gateway.order(OPERATION=None, CURRENCY="USD")["STATUS"] == "5"
        assert gateway.order(ORDERID="D2")["STATUS"] == "0"
        assert Office(gateway, "prod", "Other").opens().status == 200


def timings(gateway, number):
    """Return the attempts to tell the shop, once there are so many."""
    deadline = time.monotonic() + PATIENCE
    while True:  # an attempt is noted after the shop has answered
        told = [each["timing"] for each in gateway.told("feedback")]
        if len(told) >= number or time.monotonic() > deadline:
            return told


@BOTH
def test_feedback_that_waits_is_sent_afterwards(file, end, web_server):
    shop = Shop(web_server)
    shop.answers(Reply(500), Reply(200))
    with sandbox(file, end) as gateway:
        gateway.set(feedback_url=shop.url, feedback_interval=600.0)
        gateway.opens()
        gateway.pays()
        shop.waits_for(1)
    with sandbox(file) as gateway:
        gateway.lever("clock", advance=601)
        first, second = shop.waits_for(2)
        assert first == second
        assert timings(gateway, 2) == ["online", "retry"]
        gateway.lever("clock", advance=3600)
        assert timings(gateway, 2) == ["online", "retry"]
        assert len(shop.received) == 2


@BOTH
def test_faults_and_scripts_and_the_clock_are_kept(file, end):
    step = {"orderid": "S-*", "outcomes": [{"status": 2}]}
    with sandbox(file, end) as gateway:
        now = gateway.lever("clock", advance=5 * 365 * 86400)["now"]
        gateway.lever("faults", page="orderdirect", kind="short", count=2)
        gateway.order(ED="12/40")
        gateway.lever("scripts", steps=[step])
        before = gateway.told("scripts")
    with sandbox(file) as gateway:
        assert gateway.lever("clock")["now"] >= now
        (fault,) = gateway.told("faults")
        assert (fault["count"], fault["struck"]) == (2, 1)
        gateway.lever("faults", "DELETE")
        assert gateway.told("scripts") == before
        assert gateway.order(ORDERID="S-1", ED="12/40")["STATUS"] == "2"


def test_an_open_page_is_paid_after_a_restart(file):
    with sandbox(file, "kill") as gateway:
        gateway.opens()
        page = gateway.page
    with sandbox(file) as gateway:
        gateway.page = page
        assert gateway.pays().target == "https://shop.example/accept"


def test_reset_empties_the_file(file):
    with sandbox(file) as gateway:
        gateway.order()
        gateway.set(active=False)
        gateway.lever("reset")
    with sandbox(file) as gateway:
        assert gateway.told("orders") == []
        assert gateway.order()["PAYID"] == "3000000001"


def test_it_is_for_its_owner_alone(file):
    with sandbox(file):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def refused(file):
    """Start with a file that is no good; return what is said."""
    ended = subprocess.run(  # noqa: S603 - of our own, or of whoever runs the tests
        [*COMMAND, "--port", "0", "--quiet", "--state", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Ogone sandbox: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def test_a_file_that_holds_something_else(file):
    file.write_text("A letter to somebody.\n" * 100)
    refused(file)
    assert file.read_text() == "A letter to somebody.\n" * 100


def test_a_damaged_file(file):
    with sandbox(file) as gateway:
        for number in range(20):
            gateway.order(ORDERID=f"D{number}")
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    file.write_bytes(content)
    refused(file)


def test_a_database_of_another_program(file):
    with sqlite3.connect(file) as database:
        database.execute("create table letters (text)")
    refused(file)


def test_a_folder_or_none(tmp_path):
    refused(tmp_path)
    refused(tmp_path / "none" / "sandbox.db")


def test_a_file_in_use(file):
    with sandbox(file) as gateway:
        refused(file)
        assert gateway.order()["STATUS"] == "9"
