# SPDX-License-Identifier: LGPL-3.0-or-later
"""The back office: its addresses, who may come in, accounts, users, aliases."""

import doctest
import re
from dataclasses import replace

import pytest
from backoffice_common import (
    DEMO_ROOT,
    LOCAL,
    ROOT,
    Merchant,
    faults_of,
    value_of,
)
from test_sandbox_directlink import Shop

from sandbox.accounts.merchants import DEMO
from sandbox.backoffice import desk, routes, wording
from sandbox.backoffice.routes import canonical

PAGES = [
    "",
    "/users",
    "/users/new",
    "/users/password?userid=OgoneDemoApi",
    "/technical",
    "/technical/transaction",
    "/technical/security",
    "/technical/layout",
    "/technical/origin",
    "/technical/feedback",
    "/technical/testinfo",
    "/aliases",
    "/transactions",
]
FORMS = [
    "/users/new",
    "/users/password",
    "/users/status",
    "/technical/origin",
    "/aliases",
    "/aliases/delete",
    "/aliases/option",
    "/transactions/3000000001/maintain",
    "/transactions/3000000001/redeliver",
]


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def shop(state):
    return Shop(state)


# Addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/Ncol/Test/Backoffice", "/ncol/test/backoffice"),
        ("/ncol/prod/BackOffice/", "/ncol/prod/backoffice"),
        ("/NCOL/TEST/BACKOFFICE/OgoneDemo", "/ncol/test/backoffice/OgoneDemo"),
        ("/Ncol/Test/Backoffices", "/Ncol/Test/Backoffices"),
        ("/ncol/test/Test_3D_ACS.asp", "/ncol/test/Test_3D_ACS.asp"),
    ],
)
def test_the_address_is_read_in_whatever_case(path, found):
    assert canonical(path) == found


@pytest.mark.parametrize(
    "root", [ROOT, "/ncol/test/backoffice", "/ncol/test/BackOffice/"]
)
def test_the_first_page_lists_the_accounts(merchant, root):
    page = merchant.reads("", root)
    assert page.status_code == 200
    assert f'href="{DEMO_ROOT}"' in page.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(merchant, path):
    page = merchant.reads(path)
    assert page.status_code == 200
    assert "OgoneDemo" in page.text
    assert 'aria-current="page"' in page.text
    assert "<script" not in page.text
    assert " style=" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label(merchant, path):
    page = merchant.reads(path).text
    for field in re.findall(r"<(?:input|select)\b[^>]*>", page):
        if 'type="hidden"' in field:
            continue
        name = re.search(r'id="([\w-]+)"', field)
        within = [f"<label>{field}", f'<label class="last">{field}']
        labels = [f'<label for="{name[1]}"'] if name else within
        assert any(label in page for label in labels), field


@pytest.mark.parametrize(
    "path", ["/nothing", "/technical/nothing", "/transactions/1", "/users/password"]
)
def test_what_is_not_there_is_not_found(merchant, path):
    assert merchant.reads(path).status_code == 404


def test_an_account_that_is_not_there_is_not_found(merchant):
    assert merchant.reads("", f"{ROOT}/Nobody").status_code == 404
    assert merchant.reads("", "/Ncol/Live/Backoffice").status_code == 404


def test_test_info_is_of_the_test_environment(merchant):
    production = "/Ncol/Prod/Backoffice/OgoneDemo"
    assert merchant.reads("/technical/testinfo", production).status_code == 404
    assert "Test info" not in merchant.reads("/technical", production).text
    assert "Test info" in merchant.reads("/technical").text


def test_the_overview_leads_here(shopper):
    page = shopper.client.get("/").text
    for path in (ROOT, DEMO_ROOT, "/Ncol/Prod/Backoffice/OgoneDemo"):
        assert f'href="{path}"' in page


def test_an_account_of_any_name_has_an_address(merchant, state):
    state.set_merchant(replace(DEMO, pspid="Zoë's shop"))
    page = merchant.reads("", ROOT)
    [address] = re.findall(r'href="([^"]*/Zo%[^"]*)"', page.text)
    answer = merchant.client.get(address, environ_base=LOCAL)
    assert answer.status_code == 200
    assert f'href="{address}/users"' in answer.text


@pytest.mark.parametrize("module", [desk, routes, wording])
def test_the_examples_in_docstrings_hold(module):
    failed, attempted = doctest.testmod(module)
    assert (failed, attempted > 0) == (0, True)


# Who may come in ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"Host": "evil.example"}},
        {"headers": {"Origin": "https://evil.example"}},
        {"headers": {"Origin": "null"}},
    ],
)
@pytest.mark.parametrize("path", [ROOT, *(DEMO_ROOT + each for each in FORMS)])
def test_forms_are_for_this_machine_and_its_own_pages(merchant, path, options):
    token = merchant.token("/users/new")
    options = {"environ_base": LOCAL} | options
    answer = merchant.client.post(path, data={"token": token}, **options)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", [ROOT, *(DEMO_ROOT + each for each in PAGES)])
def test_pages_are_for_this_machine(merchant, path):
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert merchant.client.get(path, environ_base=other).status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_does_nothing(merchant, shop, path, token):
    shop.orders(OPERATION="RES")
    before = repr(merchant.account), repr(merchant.state.book.orders())
    fields = {
        "token": token,
        "deed": "capture" if "maintain" in path else "deactivate",
        "amount": "1",
        "userid": "OgoneDemoApi",
        "number": "1",
    }
    assert merchant.sends(path, fields).status_code == 403
    assert (repr(merchant.account), repr(merchant.state.book.orders())) == before


def test_the_token_of_one_account_does_not_fit_another(merchant):
    other = merchant.token("/users/new", "/Ncol/Prod/Backoffice/OgoneDemo")
    assert merchant.sends("/aliases/option", {"token": other}).status_code == 403
    assert merchant.account.alias_manager


# Accounts -----------------------------------------------------------------------------


def test_another_account_is_opened_and_ready_to_be_set(merchant):
    sent = merchant.sends("", {"pspid": "Second-Shop", "name": "Zoë's"}, ROOT, "")
    page = merchant.follows(sent)
    assert "The account was opened." in page.text
    assert "No transactions yet." in page.text
    account = merchant.state.merchant("test", "Second-Shop")
    assert (account.name, account.users, account.sha_in) == ("Zoë's", (), "")
    assert "Second-Shop" in merchant.reads("", ROOT).text
    assert "Second-Shop" not in merchant.reads("", "/Ncol/Prod/Backoffice").text


@pytest.mark.parametrize("pspid", ["", "two words", "../x", "x" * 31, "OgoneDemo"])
def test_an_account_that_cannot_be_is_not_opened(merchant, pspid):
    before = merchant.state.merchants()
    sent = merchant.sends("", {"pspid": pspid, "name": "Kept <name>"}, ROOT, "")
    assert sent.status_code == 400
    assert list(faults_of(sent)) == ["pspid"]
    assert value_of(sent, "name") == "Kept <name>"
    assert value_of(sent, "pspid") == pspid
    assert merchant.state.merchants() == before
