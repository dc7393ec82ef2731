# SPDX-License-Identifier: LGPL-3.0-or-later
"""What asking for an order that does not exist tells of an account's settings."""

from dataclasses import replace

import pytest
from werkzeug.test import Client

from ogone.account import Account
from ogone.errors import NotSentError, OutcomeUnknownError
from ogone.probe import Probe, Reply, probe
from sandbox.app import create_app

URL = "/ncol/test/querydirect_utf8.asp"
ACCOUNT = Account(
    pspid="OgoneDemo",
    sha_in="Demo-SHA-IN-passphrase-1",
    sha_out="Demo-SHA-OUT-passphrase-2",
    userid="OgoneDemoApi",
    pswd="Demo-Api-Password-1",
)
UNTOLD = b'<ncresponse STATUS="0" NCERROR="50001111" NCERRORPLUS="Please retry."/>'


@pytest.fixture
def sent(state):
    """Every form that reached the sandbox."""
    return []


@pytest.fixture
def post_once(state, sent):
    client = Client(create_app(state))

    def post(url, form):
        sent.append(dict(form))
        caller = {"REMOTE_ADDR": "192.0.2.7"}
        return client.post(url, data=form, environ_base=caller).get_data()

    return post


def test_right_settings_are_proven(post_once, sent, state):
    assert probe(ACCOUNT, URL, post_once) == Probe(Reply.ACCEPTED)
    assert len(sent) == 2
    assert {"ORDERID", "PSPID", "USERID", "PSWD", "SHASIGN"} == set(sent[0])
    assert list(state.book.each()) == []


def test_each_time_another_order_is_asked_for(post_once, sent):
    probe(ACCOUNT, URL, post_once)
    probe(ACCOUNT, URL, post_once)
    orderids = {form["ORDERID"] for form in sent}
    assert len(orderids) == 4
    assert all(len(orderid) <= 30 for orderid in orderids)


def test_an_account_that_checks_no_signature_of_directlink(post_once, merchant_set):
    merchant_set(sha_in_directlink="")
    assert probe(ACCOUNT, URL, post_once) == Probe(Reply.UNSIGNED)


@pytest.mark.parametrize(
    ("changes", "reply", "detail"),
    [
        ({"sha_in": "Anothersecret1875!?"}, Reply.SIGNATURE, ""),
        (
            {
                "sha_in": "Demo-SHA-OUT-passphrase-2",
                "sha_out": "Demo-SHA-IN-passphrase-1",
            },
            Reply.SWAPPED,
            "",
        ),
        ({"algorithm": "sha1"}, Reply.ALGORITHM, "sha512"),
        ({"pswd": "Wrong-Password-1"}, Reply.PASSWORD, ""),
        ({"userid": "Nobody"}, Reply.UNTOLD, ""),
        ({"pspid": "Nobody"}, Reply.UNTOLD, ""),
        ({"sha_in": ""}, Reply.UNUSABLE, ""),
    ],
)
def test_wrong_settings(post_once, changes, reply, detail):
    found = probe(replace(ACCOUNT, **changes), URL, post_once)
    assert found.reply is reply
    if reply is not Reply.UNUSABLE:
        assert found.detail == detail


def test_a_wrong_password_is_tried_once_only(post_once, sent):
    probe(replace(ACCOUNT, pswd="Wrong-Password-1"), URL, post_once)
    assert len(sent) == 1


def test_an_account_that_is_closed(post_once, merchant_set):
    merchant_set(active=False)
    assert probe(ACCOUNT, URL, post_once) == Probe(Reply.ACCOUNT)


def test_a_server_that_is_not_let_in(post_once, merchant_set):
    merchant_set(direct_ips=["198.51.100.7"])
    found = probe(ACCOUNT, URL, post_once)
    assert found == Probe(Reply.CALLER, "192.0.2.7")


def test_a_platform_that_hides_why_a_signature_is_refused(post_once, sent):
    """Newer answers carry a text for all faults of that kind."""

    def post(url, form):
        body = post_once(url, form)
        return UNTOLD if b"unknown order/1/s" in body else body

    assert probe(ACCOUNT, URL, post) == Probe(Reply.ACCEPTED)
    other = replace(ACCOUNT, sha_in="Anothersecret1875!?")
    assert probe(other, URL, post) == Probe(Reply.UNTOLD)
    swapped = replace(other, sha_out="Demo-SHA-IN-passphrase-1")
    assert probe(swapped, URL, post) == Probe(Reply.SWAPPED)


def failing(*answers):
    """Return what posts, and answers or raises what is given, one after the other."""
    rest = iter(answers)

    def post(_url, _form):
        answer = next(rest)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return post


NOT_FOUND = b'<ncresponse STATUS="" NCERROR="50001130"/>'


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([NotSentError("no way")], Probe(Reply.NOT_SENT, "no way")),
        ([OutcomeUnknownError("late")], Probe(Reply.UNREADABLE, "late")),
        (
            [b'<ncresponse STATUS="0" NCERROR="50001046"/>'],
            Probe(Reply.REFUSED, "Operation not permitted for the merchant (50001046)"),
        ),
        ([NOT_FOUND, OutcomeUnknownError("late")], Probe(Reply.UNPROVEN)),
        ([NOT_FOUND, NOT_FOUND], Probe(Reply.UNSIGNED)),
        (
            [b'<ncresponse STATUS="0" NCERROR="50001117"/>'],
            Probe(Reply.CALLER),
        ),
    ],
)
def test_other_ends(answers, found):
    assert probe(ACCOUNT, URL, failing(*answers)) == found
