# SPDX-License-Identifier: LGPL-3.0-or-later
"""API users and aliases in the back office."""

import json
from dataclasses import asdict

import pytest
from backoffice_common import Merchant, cells_of, faults_of, value_of
from test_sandbox_backoffice import PAGES
from test_sandbox_directlink import Shop

from sandbox.accounts.merchants import DEMO_PASSWORD


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def shop(state):
    return Shop(state)


# Users --------------------------------------------------------------------------------
USER = {
    "userid": "Second",
    "name": "Second shop",
    "api": "yes",
    "password": "Correct-Horse-7",
    "password_again": "Correct-Horse-7",
}


def test_a_new_user_may_call(merchant, shop):
    page = merchant.follows(merchant.sends("/users/new", USER))
    assert "The API user was added." in page.text
    assert [row[:4] for row in cells_of(page, "users")] == [
        ["OgoneDemoApi", "Shop", "Admin, special user for API", "Active"],
        ["Second", "Second shop", "Admin, special user for API", "Active"],
    ]
    answer = shop.orders(USERID="Second", PSWD="Correct-Horse-7")
    assert answer["STATUS"] == "9"


@pytest.mark.parametrize(
    ("changed", "faulty"),
    [
        ({"userid": ""}, ["userid"]),
        ({"userid": "two words"}, ["userid"]),
        ({"userid": "x" * 21}, ["userid"]),
        ({"userid": "OgoneDemoApi"}, ["userid"]),
        ({"api": None}, ["api"]),
        ({"password": "short", "password_again": "short"}, ["password"]),
        ({"password": "x" * 51, "password_again": "x" * 51}, ["password"]),
        ({"password_again": "Correct-Horse-8"}, ["password_again"]),
        ({"name": "x" * 51}, ["name"]),
    ],
)
def test_a_user_that_cannot_be_is_not_added(merchant, changed, faulty):
    fields = {k: v for k, v in (USER | changed).items() if v is not None}
    sent = merchant.sends("/users/new", fields)
    assert sent.status_code == 400
    assert list(faults_of(sent)) == faulty
    assert value_of(sent, "userid") == fields["userid"]
    assert fields["password"] not in sent.text
    assert len(merchant.account.users) == 1


def test_a_new_password_replaces_the_old_one(merchant, shop):
    fields = {"userid": "OgoneDemoApi"} | {
        name: "Correct-Horse-7" for name in ("password", "password_again")
    }
    page = merchant.follows(merchant.sends("/users/password", fields))
    assert "The password was changed." in page.text
    assert shop.orders()["NCERROR"] == "50001119"
    assert shop.orders(PSWD="Correct-Horse-7")["STATUS"] == "9"


def test_passwords_that_differ_change_nothing(merchant, shop):
    fields = {"userid": "OgoneDemoApi", "password": "Correct-Horse-7"}
    sent = merchant.sends("/users/password", fields)
    assert faults_of(sent) == {"password_again": "The two passwords differ."}
    assert shop.orders()["STATUS"] == "9"


def test_a_locked_user_is_activated(merchant, shop):
    for _ in range(5):
        shop.orders(PSWD="wrong")
    page = merchant.reads("/users")
    assert cells_of(page, "users")[0][3] == "Locked 5 wrong passwords"
    assert "Activate (Errors)" in page.text
    assert shop.orders()["NCERROR"] == "50001119"
    fields = {"userid": "OgoneDemoApi", "deed": "unlock"}
    page = merchant.follows(merchant.sends("/users/status", fields))
    assert cells_of(page, "users")[0][3] == "Active"
    assert "Activate (Errors)" not in page.text
    assert shop.orders()["STATUS"] == "9"


def test_a_user_who_is_not_active_is_unknown(merchant, shop):
    fields = {"userid": "OgoneDemoApi", "deed": "deactivate"}
    page = merchant.follows(merchant.sends("/users/status", fields))
    assert cells_of(page, "users")[0][3] == "Not active"
    answer = shop.orders()
    text = "The data you entered is not correct. Please retry."
    assert answer["NCERRORPLUS"] == text
    merchant.sends("/users/status", fields | {"deed": "activate"})
    assert shop.orders()["STATUS"] == "9"


@pytest.mark.parametrize(
    "fields",
    [
        {"userid": "OgoneDemoApi", "deed": "delete"},
        {"userid": "Nobody", "deed": "deactivate"},
        {},
    ],
)
def test_other_buttons_do_nothing(merchant, fields):
    before = merchant.account
    assert merchant.sends("/users/status", fields).status_code == 404
    assert merchant.account == before


def test_no_page_and_no_account_knows_a_password(merchant):
    merchant.sends("/users/new", USER)
    told = json.dumps(asdict(merchant.account))
    told += "".join(merchant.reads(path).text for path in PAGES)
    for secret in (DEMO_PASSWORD, "Correct-Horse-7"):
        assert secret not in told
    pages = "".join(merchant.reads(path).text for path in PAGES)
    assert "pbkdf2" not in pages


# Aliases ------------------------------------------------------------------------------
CARD = {"alias": "jane-1", "cardno": "4111 1111 1111 1111", "ed": "12/30", "cn": "Jane"}


def test_an_alias_is_added_charged_and_deleted(merchant, shop):
    page = merchant.follows(merchant.sends("/aliases", CARD))
    assert cells_of(page, "aliases")[0][:6] == [
        "jane-1",
        "VISA",
        "XXXXXXXXXXXX1111",
        "12/30",
        "Jane",
        "Pending",
    ]
    assert "4111111111111111" not in page.text.replace(" ", "")
    by_alias = {"ALIAS": "jane-1", "CARDNO": None, "ED": None, "CVC": None}
    assert shop.orders(**by_alias)["STATUS"] == "9"
    sent = merchant.sends("/aliases/delete", {"alias": "jane-1"})
    assert "No card is kept." in merchant.follows(sent).text
    assert shop.orders(ORDERID="B", **by_alias)["NCERROR"] == "50001111"
    assert merchant.sends("/aliases/delete", {"alias": "jane-1"}).status_code == 404


def test_the_aliases_of_others_are_not_shown(merchant):
    merchant.sends("/aliases", CARD, "/Ncol/Prod/Backoffice/OgoneDemo")
    assert cells_of(merchant.reads("/aliases"), "aliases") == []


@pytest.mark.parametrize(
    ("changed", "faulty"),
    [
        ({"cardno": "4111111111111112"}, "cardno"),
        ({"cardno": ""}, "cardno"),
        ({"ed": "13/30"}, "cardno"),
        ({"alias": "4111111111111111"}, "alias"),
        ({"alias": "x" * 51}, "alias"),
        ({"alias": "taken"}, "alias"),
        ({"cn": "x" * 36}, "cn"),
    ],
)
def test_an_alias_that_cannot_be_is_not_added(merchant, changed, faulty):
    merchant.sends("/aliases", CARD | {"alias": "taken"})
    sent = merchant.sends("/aliases", CARD | changed)
    assert sent.status_code == 400
    assert list(faults_of(sent)) == [faulty]
    assert value_of(sent, "ed") == (CARD | changed)["ed"]
    assert [alias.name for alias in merchant.state.aliases.all()] == ["taken"]


def test_the_option_is_switched(merchant, shop):
    page = merchant.follows(merchant.sends("/aliases/option", {}))
    assert "Orders that name an alias are refused." in page.text
    assert shop.orders(ALIAS="jane-1")["NCERROR"] == "50001111"
    merchant.sends("/aliases/option", {"alias_manager": "yes"})
    assert shop.orders(ALIAS="jane-1")["STATUS"] == "9"
