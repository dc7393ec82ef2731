# SPDX-License-Identifier: LGPL-3.0-or-later
"""Accounts and their API users: hashes instead of passwords, locks, levers."""

import json
from dataclasses import asdict, replace
from threading import Thread

import pytest

from sandbox.accounts.changes import (
    AccountExistsError,
    NoAccountError,
    change,
    open_account,
)
from sandbox.accounts.merchants import (
    DEMO,
    DEMO_PASSWORD,
    DEMO_PRODUCTION,
    DEMO_PRODUCTION_PASSWORD,
    new_merchant,
)
from sandbox.accounts.users import fits, hash_of, new_user

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}
# Computed with hashlib.pbkdf2_hmac: whoever keeps such hashes must be understood.
FOREIGN_HASH = (
    "$pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$"
    "BQDgfFuFP4tpEschAevrvV214YAZS.wVR8XHpm5935F32aX1nOiS85rUB5fV"
    "jBIBrigrzIQlbyq.WHwr7Q2TTQ"
)


@pytest.fixture
def pulls(shopper):
    """Pull a lever; return its answer."""

    def pull(lever, **settings):
        return shopper.client.post(
            f"/_control/{lever}", data=json.dumps(settings), environ_base=LOCAL
        )

    return pull


@pytest.fixture
def enters(state):
    """Return whether the API user of the demo comes in with a password."""

    def enter(password, userid="OgoneDemoApi"):
        account = state.merchant("test", "OgoneDemo")
        user = account.user(userid)
        return bool(user) and state.passwords.is_right(state, account, user, password)

    return enter


def test_an_account_holds_no_password_in_clear():
    for account in (DEMO, DEMO_PRODUCTION):
        held = json.dumps(asdict(account))
        assert DEMO_PASSWORD not in held
        assert DEMO_PRODUCTION_PASSWORD not in held
        assert "$pbkdf2-sha512$" in held
        assert "$pbkdf2-sha512$" not in repr(account)


def test_the_same_password_has_another_hash_each_time():
    assert hash_of("Correct-Horse-7") != hash_of("Correct-Horse-7")


def test_a_hash_made_elsewhere_is_understood():
    assert fits("Correct-Horse-7", FOREIGN_HASH)
    assert not fits("Correct-Horse-8", FOREIGN_HASH)


@pytest.mark.parametrize("password", ["", "x" * 51])
def test_what_cannot_be_a_password_is_refused(password):
    with pytest.raises(ValueError, match="password has 1 to 50 characters"):
        new_user("Api", password)
    assert not fits(password, DEMO.users[0].password_hash)


@pytest.mark.parametrize("userid", ["", "x" * 21, "two words", "<b>", "Zoë"])
def test_what_cannot_be_a_userid_is_refused(userid):
    with pytest.raises(ValueError, match="userid has"):
        new_user(userid, "Correct-Horse-7")


def test_a_right_password_is_verified_once(state, enters, monkeypatch):
    verified = []

    def counting(password, password_hash):
        verified.append(password)
        return fits(password, password_hash)

    monkeypatch.setattr("sandbox.accounts.passwords.fits", counting)
    assert [enters(DEMO_PASSWORD) for _ in range(3)] == [True, True, True]
    assert verified == [DEMO_PASSWORD]
    assert not enters("wrong")
    assert verified == [DEMO_PASSWORD, "wrong"]


def test_a_password_that_was_changed_no_longer_fits(enters, merchant_set):
    assert enters(DEMO_PASSWORD)
    merchant_set(password="Correct-Horse-7")
    assert not enters(DEMO_PASSWORD)
    assert enters("Correct-Horse-7")


def test_what_is_remembered_of_a_password_is_no_password(state, enters):
    enters(DEMO_PASSWORD)
    assert DEMO_PASSWORD not in repr(vars(state.passwords))


def test_wrong_passwords_lock_and_a_right_one_counts_anew(state, enters, merchant_set):
    merchant_set(password_tries=2)
    assert not enters("wrong")
    assert enters(DEMO_PASSWORD)
    assert not enters("wrong")
    assert enters(DEMO_PASSWORD)
    assert not enters("wrong")
    assert not enters("wrong")
    assert not enters(DEMO_PASSWORD)
    change(state, DEMO.key, lambda account: account.unlocked())
    assert enters(DEMO_PASSWORD)


def test_wrong_passwords_at_the_same_time_are_all_counted(state, enters, merchant_set):
    merchant_set(password_tries=50)
    threads = [Thread(target=enters, args=(f"wrong {n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state.merchant("test", "OgoneDemo").users[0].wrong_tries == 20


def test_each_user_is_locked_alone(state, enters, merchant_set):
    merchant_set(password_tries=1)
    change(
        state,
        DEMO.key,
        lambda account: account.with_user(new_user("Second", "Correct-Horse-7")),
    )
    assert not enters("wrong")
    assert not enters(DEMO_PASSWORD)
    assert enters("Correct-Horse-7", "Second")


def test_an_account_that_is_not_there_is_not_changed(state):
    with pytest.raises(NoAccountError):
        change(state, ("test", "Nobody"), lambda account: account)


def test_an_account_is_opened_once(state):
    open_account(state, new_merchant("test", "Second"))
    with pytest.raises(AccountExistsError):
        open_account(state, new_merchant("test", "Second"))
    open_account(state, new_merchant("prod", "Second"))


# Levers -------------------------------------------------------------------------------


def test_the_lever_renames_the_user_and_hashes_its_password(pulls, state, enters):
    assert pulls("merchant", userid="Other", password="Correct-Horse-7").json
    assert not enters(DEMO_PASSWORD)
    assert enters("Correct-Horse-7", "Other")
    assert "Correct-Horse-7" not in json.dumps(asdict(state.merchant(*DEMO.key)))


@pytest.mark.parametrize(
    "settings",
    [
        {"userid": ""},
        {"userid": 7},
        {"password": ""},
        {"password": None},
        {"users": []},
    ],
)
def test_the_lever_refuses_a_user_who_cannot_be(pulls, settings):
    assert pulls("merchant", **settings).status_code == 400


def test_a_lever_opens_an_account_with_its_settings(pulls, state):
    answer = pulls(
        "account",
        pspid="Second",
        userid="SecondApi",
        password="Correct-Horse-7",
        sha_in="Second-SHA-IN-passphrase",
        payment_tries=5,
    )
    assert answer.json == {"pspid": "Second", "environment": "test", "opened": True}
    account = state.merchant("test", "Second")
    assert (account.sha_in, account.payment_tries) == ("Second-SHA-IN-passphrase", 5)
    assert [user.userid for user in account.users] == ["SecondApi"]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"pspid": "two words"},
        {"pspid": "x" * 31},
        {"pspid": "../Users"},
        {"pspid": "OgoneDemo"},
        {"pspid": "Second", "environment": "live"},
        {"pspid": "Second", "payment_tries": "5"},
        {"pspid": "Second", "userid": "OnlyAName"},
    ],
)
def test_an_account_that_makes_no_sense_is_refused(pulls, settings, state):
    before = state.merchants()
    assert pulls("account", **settings).status_code == 400
    assert state.merchants() == before


def test_reset_returns_to_the_accounts_of_the_beginning(pulls, state, enters):
    pulls("account", pspid="Second")
    pulls("merchant", password="Correct-Horse-7")
    pulls("reset")
    assert state.merchant("test", "Second") is None
    assert enters(DEMO_PASSWORD)


def test_the_overview_shows_the_password_of_the_demo_alone(shopper, state):
    assert shopper.client.get("/").text.count(DEMO_PASSWORD) == 1
    state.set_merchant(replace(DEMO, users=(new_user("Api", "Correct-Horse-7"),)))
    page = shopper.client.get("/").text
    assert DEMO_PASSWORD not in page
    assert "Correct-Horse-7" not in page
    assert "pbkdf2" not in page
