# SPDX-License-Identifier: LGPL-3.0-or-later
"""Passphrases in the back office: their rule, and test apart from production."""

import re
from dataclasses import replace

import pytest
from backoffice_common import Merchant, faults_of, value_of
from test_sandbox_technical import ORIGIN, TABS

from sandbox.accounts.merchants import DEMO_PRODUCTION


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def saves(merchant):
    """Fill in a tab and press its button."""

    def save(tab, **changed):
        fields = {k: v for k, v in (TABS[tab] | changed).items() if v is not None}
        return merchant.sends(f"/technical/{tab}", fields)

    return save


def test_a_passphrase_of_its_own_is_checked_too(merchant, saves):
    sent = saves("origin", directlink_same=None, sha_in_directlink="short")
    assert list(faults_of(sent)) == ["sha_in_directlink"]


def test_the_rule_of_passphrases_is_told(saves):
    fault = faults_of(saves("origin", sha_in="fifteen-letters"))["sha_in"]
    assert fault == (
        "A passphrase has 16 to 32 letters, digits and signs, no blanks; this one has"
        " 15 characters."
    )


@pytest.mark.parametrize("passphrase", ["Sixteen-letters!", "x" * 31 + "?", ""])
def test_passphrases_within_the_rule_are_saved(merchant, saves, passphrase):
    assert saves("origin", sha_in=passphrase).status_code == 303
    assert merchant.account.sha_in == passphrase


def test_what_was_typed_stays_when_a_field_is_wrong(saves):
    sent = saves(
        "feedback",
        feedback_url="https://shop.example/<new>",
        status_change_url="wrong",
        redirect_parameters="yes",
        dynamic_parameters=["PAYID"],
    )
    assert value_of(sent, "feedback_url") == "https://shop.example/<new>"
    assert value_of(sent, "status_change_url") == "wrong"
    assert value_of(sent, "sha_out") == "Another-SHA-OUT-2"
    assert re.findall(r'value="(\w+)" checked', sent.text) == [
        "yes",
        "deferred",
        "GET",
        "PAYID",
    ]


def test_passphrases_are_typed_unseen(merchant):
    page = merchant.reads("/technical/origin")
    field = re.search(r'<input id="sha_in" [^>]*>', page.text)[0]
    assert 'type="password"' in field
    assert value_of(page, "sha_in") == "Demo-SHA-IN-passphrase-1"


# Test and production ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "name"), [("origin", "sha_in"), ("feedback", "sha_out")]
)
def test_the_passphrase_of_production_is_replaced_in_test(merchant, saves, tab, name):
    taken = "Demo-SHA-IN-production-4"
    page = saves(tab, **{name: taken})
    assert page.status_code == 200
    renewed = getattr(merchant.account, name)
    assert renewed != taken
    assert re.fullmatch(r"[A-Za-z0-9_-]{24}", renewed)
    assert f"<code>{renewed}</code>" in page.text
    assert value_of(page, name) == renewed
    assert merchant.state.merchant(*DEMO_PRODUCTION.key) == DEMO_PRODUCTION


def test_production_may_take_the_passphrase_of_test(merchant):
    taken = "Demo-SHA-IN-passphrase-1"
    page = merchant.sends(
        "/technical/origin",
        ORIGIN | {"sha_in": taken},
        "/Ncol/Prod/Backoffice/OgoneDemo",
    )
    assert page.status_code == 200
    assert merchant.state.merchant("prod", "OgoneDemo").sha_in == taken
    assert merchant.account.sha_in != taken
    assert f"<code>{merchant.account.sha_in}</code>" in page.text


def test_accounts_without_passphrases_are_not_given_any(merchant, saves, state):
    state.set_merchant(replace(DEMO_PRODUCTION, sha_in="", sha_out=""))
    assert saves("origin", sha_in="").status_code == 303
    assert merchant.account.sha_in == ""
