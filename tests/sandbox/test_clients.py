# SPDX-License-Identifier: LGPL-3.0-or-later
"""Clients that others wrote, unmodified but for the address: the sandbox is Ogone.

`eopayment` is of PyPI, `epdq` and `node-postfinance` are of npm; `./dev test sandbox`
installs the versions that are pinned.
"""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import eopayment
import eopayment.ogone
import pytest
from accounts import ACCOUNTS
from gateway import page_path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEST = ACCOUNTS["test"]
REFUSED = "4000300010010003"
RETURN = "https://shop.example/return"


def node(script, **asked):
    """Run a script of ours around a client, and return what it tells."""
    program = os.environ.get("NODE") or shutil.which("node")
    modules = os.environ.get("NODE_PATH") or ROOT / ".dev" / "clients" / "node_modules"
    done = subprocess.run(  # noqa: S603 - our own script
        [program, HERE / "clients" / script],
        input=json.dumps(asked),
        env={**os.environ, "NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def query_of(left):
    """Return the query that the browser carries to the shop, as it is."""
    return urlsplit(left.response.headers["Location"]).query


# eopayment: the hosted page, in ISO-8859-1


@pytest.fixture(params=["sha1", "sha256", "sha512"])
def payment(gateway, monkeypatch, request):
    gateway.set(hash_algorithm=request.param)
    url = gateway.url + page_path("orderstandard", utf8=False)
    monkeypatch.setattr(eopayment.ogone, "ENVIRONMENT_TEST_URL", url)
    options = {
        "environment": eopayment.ogone.ENVIRONMENT_TEST,
        "pspid": TEST.pspid,
        "hash_algorithm": request.param,
        "sha_in": TEST.sha_in,
        "sha_out": TEST.sha_out,
        "normal_return_url": RETURN,
    }
    return eopayment.Payment("ogone", options)


def opens(gateway, payment, **changes):
    """Let the client make a form, and the browser post it where it says."""
    order = {"amount": "15.10", "name": "Jérôme Müller", "email": "j@shop.example"}
    reference, kind, form = payment.request(**order | changes)
    assert kind == eopayment.FORM
    place = urlsplit(form.url)
    assert f"{place.scheme}://{place.netloc}" == gateway.url
    fields = {each["name"]: each["value"] for each in form.fields}
    shown = gateway.posts(fields, place.path)
    assert shown.error is None
    return reference


@pytest.mark.parametrize(
    ("act", "result"),
    [
        (lambda gateway: gateway.pays(), eopayment.PAID),
        (lambda gateway: gateway.pays("4000000000910002"), eopayment.WAITING),
        (lambda gateway: gateway.pays(REFUSED), eopayment.DENIED),
        (lambda gateway: gateway.pays("4000200010010005"), eopayment.ERROR),
        (lambda gateway: gateway.presses("cancel"), eopayment.CANCELLED),
    ],
)
def test_eopayment_believes_the_result(gateway, shop, payment, act, result):
    gateway.set(
        payment_tries=1,
        dynamic_parameters=[
            "ORDERID",
            "STATUS",
            "NCERROR",
            "PAYID",
            "AMOUNT",
            "CURRENCY",
            "CN",
            "CARDNO",
            "PM",
            "BRAND",
            "TRXDATE",
        ],
    )
    reference = opens(gateway, payment)
    left = act(gateway)
    for message in (query_of(left), shop.received[0].encoded):
        answer = payment.response(message)
        assert answer.signed is True
        assert (answer.result, answer.order_id) == (result, reference)
        assert answer.transaction_id == "3000000001"


def test_eopayment_reads_accents(gateway, shop, payment):
    opens(gateway, payment)
    answer = payment.response(query_of(gateway.pays(holder="Jérôme Müller")))
    assert answer.signed is True
    assert answer.bank_data["CN"] == "Jérôme Müller"
    altered = query_of(gateway.pays()).replace("STATUS=9", "STATUS=5")
    assert payment.response(altered).signed is False


# epdq: the hosted page


def epdq(url, **asked):
    config = {"testMode": True, "shaType": "sha256", "pspId": TEST.pspid}
    config |= {"shaIn": TEST.sha_in, "shaOut": TEST.sha_out}
    return node("epdq_client.js", url=url, config=config, **asked)


@pytest.mark.parametrize(
    ("card", "status"), [("4111111111111111", "9"), (REFUSED, "2")]
)
def test_epdq(gateway, shop, card, status):
    gateway.set(hash_algorithm="sha256", payment_tries=1)
    url = gateway.url + page_path("orderstandard")
    order = {"orderid": "E1", "amount": 1510, "currency": "GBP", "language": "en_GB"}
    order |= {"cn": "Siân Ó Cléirigh", "accepturl": RETURN, "declineurl": RETURN}
    form = epdq(url, order=order)
    assert form["url"] == url
    assert gateway.posts(form["fields"], urlsplit(url).path).error is None
    query = query_of(gateway.pays(card))
    for message in (query, shop.received[0].encoded):
        told = epdq(url, query=message)
        assert told["valid"] is True
        assert told["parameters"]["status"] == status
        assert told["parameters"]["orderid"] == "E1"
    altered = epdq(url, query=query.replace("amount=15.1", "amount=1.51"))
    assert altered["valid"] is False


# node-postfinance: DirectLink, and the hosted page


def postfinance(gateway, **asked):
    settings = {
        "pspid": TEST.pspid,
        "apiUser": TEST.userid,
        "apiPassword": TEST.password,
        "shaSecret": TEST.sha_in,
    }
    card = {"number": "4111111111111111", "csc": "123", "month": "12", "year": "30"}
    card |= {"firstName": "Foô", "lastName": "Bar", "email": "foo@shop.example"}
    whole = {"card": card, "operation": "authorize", "orderId": "P1"}
    whole |= {"amount": 15.1, "capture": 10}
    settings = {"url": gateway.url, "settings": settings}
    return node("postfinance_client.js", **settings, **whole | asked)


def test_node_postfinance_authorises_captures_and_refunds(gateway):
    gateway.set(hash_algorithm="sha256")
    order, capture, refund = postfinance(gateway)
    assert (order["STATUS"], order["AMOUNT"], order["BRAND"]) == ("5", "15.1", "VISA")
    assert (capture["STATUS"], capture["PAYIDSUB"]) == ("91", "1")
    assert (refund["STATUS"], refund["PAYIDSUB"]) == ("81", "2")
    sums = gateway.told("books")[0]
    assert (sums["authorised"], sums["captured"], sums["refunded"]) == (
        1510,
        1000,
        1000,
    )


@pytest.mark.parametrize(
    ("changes", "details"),  # the client has a text of its own for each NCERROR
    [
        ({"number": REFUSED}, "Paiement refusé par l'institution financière"),
        (
            {"number": "4111111111111112"},
            "Numéro de carte incorrect ou incompatible",
        ),
        ({"csc": "12"}, "Format du code CVC invalide"),
    ],
)
def test_node_postfinance_hears_of_a_refusal(gateway, changes, details):
    gateway.set(hash_algorithm="sha256")
    card = {"number": "4111111111111111", "csc": "123", "month": "12", "year": "30"}
    (told,) = postfinance(gateway, card=card | changes)
    assert told["details"] == details


def test_node_postfinance_believes_the_feedback(gateway, shop):
    gateway.set(hash_algorithm="sha256", sha_out=TEST.sha_in)  # it knows one only
    account = replace(TEST, sha_out=TEST.sha_in, algorithm="sha256")
    gateway.opens(account=account)
    gateway.pays()
    fields = shop.received[0].fields()
    assert postfinance(gateway, feedback=fields) is True
    assert postfinance(gateway, feedback=fields | {"amount": "1"}) is False
