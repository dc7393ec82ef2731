# SPDX-License-Identifier: LGPL-3.0-or-later
"""Configuration > Users: who is made there calls DirectLink, who is locked does not."""

import pytest
from accounts import ACCOUNTS

PASSWORD = "Another-Password-1"
INCORRECT = "The data you entered is not correct. Please retry."
RETRY = "Some of the data entered is incorrect. Please retry."
FOUND_NOTHING = "unknown orderid unknown for merchant OgoneDemo"


def comes_in(gateway, password=ACCOUNTS["test"].password, userid="OgoneDemoApi"):
    """Return whether DirectLink lets a user in."""
    answer = gateway.query(USERID=userid, PSWD=password, ORDERID="unknown")
    assert answer["NCERRORPLUS"] in (INCORRECT, RETRY, FOUND_NOTHING)
    return answer["NCERRORPLUS"] == FOUND_NOTHING


def adds(office, **changes):
    values = {"userid": "New.Api", "password": PASSWORD, "password_again": PASSWORD}
    return office.fills("users/new", **(values | changes))


def presses(office, deed, userid="OgoneDemoApi"):
    return office.fills(
        "users", "users/status", {"userid": userid}, button=("deed", deed)
    )


def row(office, userid="OgoneDemoApi"):
    """Return name, profile and status of a user."""
    rows = office.opens("users").table("users")
    return next(cells[1:4] for cells in rows if cells[0] == userid)


def test_a_new_user_logs_in_at_once(gateway, office):
    sheet = adds(office, name="Second shop")
    assert sheet.notices == ["The API user was added."]
    assert comes_in(gateway, PASSWORD, "New.Api")
    assert comes_in(gateway)
    assert row(office, "New.Api") == [
        "Second shop",
        "Admin, special user for API",
        "Active",
    ]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"userid": "OgoneDemoApi"}, ["userid"]),
        ({"userid": ""}, ["userid"]),
        ({"userid": "a b"}, ["userid"]),
        ({"userid": "x" * 21}, ["userid"]),
        ({"password": "short", "password_again": "short"}, ["password"]),
        ({"password_again": PASSWORD.lower()}, ["password_again"]),
        ({"api": False}, ["api"]),
    ],
)
def test_a_user_that_is_not_added(office, changes, faults):
    sheet = adds(office, **changes)
    assert (sheet.status, sheet.faults) == (400, faults)
    assert PASSWORD not in str(sheet.document.text_content())
    assert len(office.opens("users").table("users")) == 1


def test_wrong_passwords_lock_and_activate_unlocks(gateway, office):
    for _each in range(4):
        assert not comes_in(gateway, "wrong-password")
    assert row(office)[2] == "Active 4 wrong"
    assert not comes_in(gateway, "wrong-password")
    assert not comes_in(gateway)
    assert row(office)[2] == "Locked 5 wrong passwords"
    presses(office, "unlock")
    assert row(office)[2] == "Active"
    assert comes_in(gateway)


def test_a_right_password_begins_the_count_anew(gateway, office):
    for password in ["wrong-password"] * 4 + ["Demo-Api-Password-1"]:
        comes_in(gateway, password)
    assert row(office)[2] == "Active"


def test_a_lock_is_of_one_user(gateway, office):
    adds(office)
    for _each in range(5):
        comes_in(gateway, "wrong-password")
    assert comes_in(gateway, PASSWORD, "New.Api")


def test_a_deactivated_user_is_refused(gateway, office):
    adds(office)
    presses(office, "deactivate")
    assert not comes_in(gateway)
    assert comes_in(gateway, PASSWORD, "New.Api")
    assert row(office)[2] == "Not active"
    presses(office, "activate")
    assert comes_in(gateway)


def test_a_changed_password_holds_at_once_and_unlocks(gateway, office):
    for _each in range(5):
        comes_in(gateway, "wrong-password")
    form = office.opens("users/password", userid="OgoneDemoApi").form("password")
    fields = dict(form.form_values())
    fields |= {"password": PASSWORD, "password_again": PASSWORD}
    sheet = office.sends(form.get("action"), fields)
    assert sheet.notices == ["The password was changed."]
    assert not comes_in(gateway)
    assert comes_in(gateway, PASSWORD)


def test_what_is_wrong_changes_no_password(gateway, office):
    form = office.opens("users/password", userid="OgoneDemoApi").form("password")
    fields = dict(form.form_values()) | {"password": "short"}
    assert office.sends(form.get("action"), fields).faults == ["password"]
    assert comes_in(gateway)
    gone = fields | {"userid": "Nobody", "password": PASSWORD}
    assert office.sends(form.get("action"), gone).status == 404


def test_passwords_are_shown_nowhere(gateway, office):
    adds(office)
    for page in ("/Ncol/Test/Backoffice/OgoneDemo/users", "/_control/orders", "/"):
        assert PASSWORD not in gateway.send(page, method="GET").text
