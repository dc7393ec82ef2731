# SPDX-License-Identifier: LGPL-3.0-or-later
"""The levers that no other file pulls, and who may pull them."""

import json
from datetime import datetime, timedelta

import pytest
from gateway import FORM, VISA

LEVERS = [
    ("GET", "orders"),
    ("GET", "books"),
    ("GET", "feedback"),
    ("GET", "aliases"),
    ("GET", "faults"),
    ("GET", "scripts"),
    ("POST", "scripts"),
    ("DELETE", "scripts"),
    ("POST", "account"),
    ("POST", "clock"),
    ("POST", "unlock"),
    ("POST", "merchant"),
    ("POST", "reset"),
    ("POST", "feedback/1/redeliver"),
]


@pytest.mark.parametrize(("method", "path"), LEVERS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "sandbox.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_only_from_this_machine_and_its_own_pages(gateway, method, path, headers):
    answer = gateway.send(f"/_control/{path}", method=method, **headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_from_a_page_of_the_sandbox(gateway, host):
    address = f"{host}:{gateway.url.rpartition(':')[2]}"
    headers = {"Host": address, "Origin": f"http://{address}"}
    assert gateway.send("/_control/orders", method="GET", **headers).ok


@pytest.mark.parametrize("path", ["reset", "clock", "unlock"])
def test_a_person_is_led_back_to_the_page(gateway, path):
    answer = gateway.send(f"/_control/{path}", Accept="text/html,*/*;q=0.1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def now(gateway, **settings):
    return datetime.fromisoformat(gateway.lever("clock", **settings)["now"])


def test_the_clock_moves_on_and_back_to_the_beginning(gateway):
    begun = now(gateway)
    assert now(gateway, advance=86400) >= begun + timedelta(days=1)
    assert now(gateway, advance=0.5) >= begun + timedelta(days=1)
    gateway.lever("reset")
    assert now(gateway) < begun + timedelta(days=1)


@pytest.mark.parametrize(
    "settings",
    [
        {"advance": -1},
        {"advance": "soon"},
        {"advance": 10**12},
        {"advance": None},
        {"settle": "some"},
        {"settle": 7},
    ],
)
def test_the_clock_refuses(gateway, settings):
    answer = gateway.http.post(f"{gateway.url}/_control/clock", json=settings)
    assert answer.status_code == 400


def test_the_clock_reaches_the_cards(gateway):
    gateway.lever("clock", advance=5 * 365 * 86400)
    assert gateway.order(ED="1230")["NCERRORPLUS"] == " exp date in the past"


def test_reset_forgets_everything(gateway, shop):
    gateway.order(ALIAS="jane")
    gateway.opens()
    gateway.pays()
    gateway.lever("faults", page="orderdirect", kind="html")
    gateway.set(active=False)
    assert gateway.lever("reset") == {"reset": True}
    for name in ("orders", "books", "feedback", "aliases", "faults"):
        assert gateway.told(name) == []
    assert gateway.order()["PAYID"] == "3000000001"


def test_reset_unlocks(gateway):
    for _each in range(5):
        gateway.order(PSWD="wrong")
    assert gateway.order()["NCERROR"] == "50001119"
    gateway.lever("reset")
    assert gateway.order()["STATUS"] == "9"


def test_unlock_tells_whether_it_was_locked(gateway):
    assert gateway.lever("unlock") == {"unlocked": False}


@pytest.mark.parametrize("environment", ["test", "prod"])
def test_settings_are_of_one_account(gateway, environment):
    told = gateway.set(environment=environment, active=False)
    changed = {"active": False}
    account = {"pspid": "OgoneDemo", "environment": environment}
    assert told == account | {"changed": changed}
    status = gateway.order()["STATUS"]
    assert status == ("0" if environment == "test" else "9")


@pytest.mark.parametrize(
    "settings",
    [
        {"colour": "red"},
        {"payment_tries": "3"},
        {"payment_tries": True},
        {"active": 1},
        {"feedback_timing": "sometimes"},
        {"feedback_method": "PUT"},
        {"hash_algorithm": "md5"},
        {"charset": "utf-16"},
        {"settlement": "lost"},
        {"default_operation": "XXX"},
        {"direct_ips": ["here"]},
        {"dynamic_parameters": "ORDERID"},
        {"environment": "test", "sha_in": None},
    ],
)
def test_settings_that_do_not_exist(gateway, settings):
    answer = gateway.http.post(f"{gateway.url}/_control/merchant", json=settings)
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["merchant", "unlock", "aliases"])
@pytest.mark.parametrize("account", [{"pspid": "Nobody"}, {"environment": "moon"}])
def test_accounts_that_do_not_exist(gateway, path, account):
    url = f"{gateway.url}/_control/{path}"
    assert gateway.http.post(url, json=account).status_code == 404


OBJECTS = "account aliases clock faults merchant scripts unlock".split()


@pytest.mark.parametrize("body", ["[]", "7", "{", "null", '{"a":'])
@pytest.mark.parametrize("path", OBJECTS)
def test_bodies_that_are_no_object(gateway, path, body):
    headers = {"Content-Type": "application/json"}
    assert gateway.send(f"/_control/{path}", body, **headers).status_code == 400


def test_a_body_may_be_json_of_any_name(gateway):
    """``curl -d`` calls all that it sends a form."""
    body = json.dumps({"payment_tries": 1})
    answer = gateway.send("/_control/merchant", body, **{"Content-Type": FORM})
    assert answer.json()["changed"] == {"payment_tries": 1}


def test_an_order_is_told_whole(gateway):
    gateway.order(OPERATION="RES")
    gateway.maintains("3000000001", "SAL", "1000")
    (order,) = gateway.told("orders")
    (attempt,) = order.pop("attempts")
    assert order == {
        "environment": "test",
        "pspid": "OgoneDemo",
        "orderid": "D1",
        "amount": "15.1",
        "currency": "EUR",
        "operation": "RES",
        "cof": {},
        "status": 91,
    }
    assert (attempt["payid"], attempt["cardno"]) == (3000000001, "X" * 12 + VISA[-4:])
    (operation,) = attempt["operations"]
    assert (operation["payidsub"], operation["operation"]) == (1, "SAL")
    assert (operation["amount"], operation["status"]) == ("10", 91)


def test_sums_are_told_times_100(gateway):
    gateway.order()
    assert gateway.told("books") == [
        {
            "environment": "test",
            "pspid": "OgoneDemo",
            "orderid": "D1",
            "currency": "EUR",
            "status": 9,
            "payids": [3000000001],
            "authorised": 1510,
            "captured": 1510,
            "refunded": 0,
            "voided": 0,
        }
    ]
