# SPDX-License-Identifier: LGPL-3.0-or-later
"""The levers under /_control/, the developer's pages, and what a log may say."""

import json
import logging
import re

import pytest
from sandbox_common import CARD, FEEDBACK_URL

from sandbox.accounts.merchants import DEMO_PASSWORD
from sandbox.feedback.delivery import Answer

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def tester(shopper):
    """Pull a lever from this machine."""

    def pull(path, settings=None, environ_base=LOCAL, **options):
        method = "GET" if path in ("orders", "feedback", "books") else "POST"
        return shopper.client.open(
            f"/_control/{path}",
            method=method,
            data=json.dumps(settings) if settings is not None else b"",
            environ_base=environ_base,
            **options,
        )

    return pull


def test_orders_are_told_with_their_attempts(shopper, tester):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()
    assert tester("orders").json == [
        {
            "environment": "test",
            "pspid": "OgoneDemo",
            "orderid": "S00042",
            "amount": "15.1",
            "currency": "EUR",
            "operation": "SAL",
            "cof": {},
            "status": 9,
            "attempts": [
                {
                    "payid": 3000000001,
                    "status": 2,
                    "ncerror": "30511001",
                    "pm": "CreditCard",
                    "brand": "VISA",
                    "cardno": "XXXXXXXXXXXX0001",
                    "alias": "",
                    "eci": "7",
                    "sent": {},
                    "operations": [],
                    "at": "2026-03-05T10:00:00+00:00",
                },
                {
                    "payid": 3000000002,
                    "status": 9,
                    "ncerror": "0",
                    "pm": "CreditCard",
                    "brand": "VISA",
                    "cardno": "XXXXXXXXXXXX1111",
                    "alias": "",
                    "eci": "7",
                    "sent": {},
                    "operations": [],
                    "at": "2026-03-05T10:00:00+00:00",
                },
            ],
        }
    ]


def test_an_order_that_was_only_looked_at_has_status_0(shopper, tester):
    shopper.opens()
    assert tester("orders").json[0]["status"] == 0


def test_feedback_is_told_with_its_answer(shopper, tester, post):
    post.answer = Answer(404, b"Not here")
    shopper.opens()
    shopper.pays()
    [record] = tester("feedback").json
    assert record["url"] == FEEDBACK_URL
    assert record["http_status"] == 404
    assert record["answer"] == "Not here"
    assert record["timing"] == "online"
    assert record["parameters"]["STATUS"] == "9"
    assert record["encoded"].startswith("orderID=S00042&")


def test_feedback_is_sent_again_as_it_was(shopper, tester, post):
    shopper.opens()
    shopper.pays()
    record = tester("feedback/1/redeliver").json
    assert (record["number"], record["timing"]) == (2, "redelivery")
    assert post.received[0] == post.received[1]


@pytest.mark.parametrize("number", [1, 10**30])
def test_there_is_nothing_to_send_again(tester, number):
    assert tester(f"feedback/{number}/redeliver").status_code == 404


def test_a_setting_is_changed_at_once(shopper, tester, post):
    shopper.opens()
    changed = tester(
        "merchant", {"feedback_url": "https://new.example/", "feedback_method": "GET"}
    )
    assert changed.status_code == 200
    shopper.pays()
    assert post.received[0][:2] == ("GET", "https://new.example/")


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({"feedback_urk": "x"}, 400),
        ({"feedback_timing": "sometimes"}, 400),
        ({"payment_tries": "3"}, 400),
        ({"relaunch": 1}, 400),
        ({"environment": "test", "pspid": "Nobody"}, 404),
        ({"settlement": "sometimes"}, 400),
        ({"sha_in_directlink": 7}, 400),
        ({"direct_ips": ["192.0.2.300"]}, 400),
        ({"pspid": "half a character: \ud83d"}, 400),
        ({"settlement_delay": 1e300}, 400),
        ([], 400),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(tester, settings, status):
    assert tester("merchant", settings).status_code == status


def test_reset_begins_anew(shopper, tester, merchant_set):
    merchant_set(payment_tries=1)
    shopper.opens()
    shopper.pays()
    tester("reset")
    assert tester("orders").json == tester("feedback").json == []
    shopper.opens()
    assert shopper.pays("4000300010010003").response.status_code == 200
    assert shopper.pays().parameters["PAYID"] == "3000000002"


@pytest.mark.parametrize(
    "options",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"environ_base": {}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"Origin": "https://evil.example"}},
        {"headers": {"Origin": "null"}},
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "orders",
        "feedback",
        "reset",
        "merchant",
        "books",
        "aliases",
        "clock",
        "faults",
        "unlock",
    ],
)
def test_levers_are_for_this_machine_alone(tester, path, options):
    assert tester(path, {}, **options).status_code == 403


def test_a_person_returns_to_the_overview(tester):
    response = tester("reset", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.location) == (303, "/")


def test_the_overview_shows_what_happened(shopper):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()
    page = shopper.client.get("/").text
    for text in ("S00042", "30511001", "3000000002", "OgoneDemo", "4111111111111111"):
        assert text in page
    assert 'href="/feedback/1"' in page
    assert "XXXXXXXXXXXX1111" in shopper.client.get("/feedback/1").text
    assert shopper.client.get("/feedback/2").status_code == 404


@pytest.mark.parametrize(
    ("cardno", "sale", "ncerror"),
    [
        ("4111111111111111", "9", "0"),
        ("4000305110010001", "2", "30511001"),
        ("4874970686672022", "9 or 2", "0 or 40001134"),
        ("4450022237973103", "2", "40001134"),
    ],
)
def test_the_overview_tells_where_a_card_leads(shopper, cardno, sale, ncerror):
    row = shopper.client.get("/").text.split(cardno)[1].partition("</tr>")[0]
    assert f'data-name="STATUS">{sale}<' in row
    assert f'data-name="NCERROR">{ncerror}<' in row


def test_the_overview_tells_amounts_in_full(shopper):
    shopper.opens()
    assert "15.10 EUR" in shopper.client.get("/").text


def test_the_sample_on_the_overview_opens_a_payment_page(shopper):
    page = shopper.client.get("/").text
    sample = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert shopper.posts(sample).response.status_code == 200


def test_no_log_tells_a_card_or_a_passphrase(shopper, state, caplog):
    caplog.set_level(logging.DEBUG)
    shopper.opens(CN="Marked Name")
    shopper.pays("4000305110010001")
    shopper.pays(cvc="975")
    shopper.posts({"ORDERID": "1", "PSPID": "OgoneDemo", "SHASIGN": "x"})
    merchant = state.merchant("test", "OgoneDemo")
    assert "S00042" in caplog.text
    for secret in (
        CARD["cardno"].replace(" ", ""),
        "4000305110010001",
        "975",
        "Marked Name",
        merchant.sha_in,
        merchant.sha_out,
        DEMO_PASSWORD,
    ):
        assert secret not in caplog.text


def test_an_account_shows_no_secret(state):
    merchant = state.merchant("test", "OgoneDemo")
    for secret in (merchant.sha_in, merchant.sha_out, DEMO_PASSWORD):
        assert secret not in repr(merchant)
