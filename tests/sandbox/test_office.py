# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages of the back office: where they are, and whose forms they take."""

import pytest
from office import Office, filled

PAGES = """
    users users/new users/password?userid=OgoneDemoApi technical technical/transaction
    technical/security technical/layout technical/origin technical/feedback aliases
    transactions transactions/3000000001
""".split()
BOTH = pytest.mark.parametrize("environment", ["test", "prod"])


@pytest.fixture
def paid(gateway):
    """A sale, so that there is something to look at."""
    return gateway.order()


@pytest.mark.parametrize("page", ["", *PAGES, "technical/testinfo"])
def test_each_page_opens(office, paid, page):
    sheet = office.opens(page)
    assert sheet.status == 200
    assert sheet.document.xpath("//main//h1")
    assert not sheet.document.xpath("//script")


@pytest.mark.parametrize("page", ["users", "technical", "aliases", "transactions"])
def test_each_page_opens_in_production(gateway, page):
    sheet = Office(gateway, "prod").opens(page)
    assert sheet.status == 200
    assert "Production" in sheet.document.find_class("badge")[0].text


def test_test_info_is_of_the_test_environment_alone(gateway):
    assert Office(gateway, "prod").opens("technical/testinfo").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/Ncol/Test/Backoffice",
        "/ncol/test/backoffice",
        "/ncol/TEST/BackOffice/",
        "/Ncol/Prod/Backoffice",
        "/ncol/test/backoffice/OgoneDemo",
        "/NCOL/PROD/BACKOFFICE/OgoneDemo/users",
    ],
)
def test_in_whatever_case(gateway, path):
    assert gateway.send(path, method="GET").status_code == 200


@pytest.mark.parametrize(
    "path", ["/ogonedemo", "/Nobody", "/OgoneDemo/nothing", "/OgoneDemo/technical/no"]
)
def test_what_is_not_there(gateway, path):
    answer = gateway.send(f"/Ncol/Test/Backoffice{path}", method="GET")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "headers", [{"Host": "sandbox.example"}, {"Origin": "https://evil.example"}]
)
@pytest.mark.parametrize("page", ["", "/OgoneDemo", "/OgoneDemo/technical/origin"])
def test_pages_are_for_this_machine_alone(gateway, headers, page):
    path = f"/Ncol/Test/Backoffice{page}"
    assert gateway.send(path, method="GET", **headers).status_code == 403


FORMS = [
    ("technical/layout", "technical/layout", {"name": "Changed"}),
    ("technical/origin", "technical/origin", {"sha_in": "A-passphrase-of-evil-1"}),
    ("technical/feedback", "technical/feedback", {"feedback_url": "http://evil.test"}),
    ("users", "users/status", {"userid": "OgoneDemoApi", "deed": "deactivate"}),
    ("users/new", "users/new", {"userid": "Evil", "password": "Evil-Password-1"}),
    ("aliases", "aliases/option", {}),
    ("transactions/3000000001", "maintain", {"deed": "refund", "amount": "1"}),
]


@pytest.mark.parametrize(("page", "ending", "changes"), FORMS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"token": "0" * 64},
        {"token": "é"},
        {"token": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "sandbox.example"},
    ],
    ids=str,
)
def test_forms_of_others_are_refused(
    gateway, office, paid, page, ending, changes, wrong
):
    before = everything(gateway, office)
    form = office.opens(page).form(ending)
    headers = {name: wrong[name] for name in wrong if name != "token"}
    fields = dict(form.form_values()) | changes
    fields["token"] = wrong.get("token", fields["token"])
    answer = office.sends(form.get("action"), fields, **headers)
    assert answer.status == 403
    assert everything(gateway, office) == before


def everything(gateway, office):
    """Return what those forms would have changed."""
    pages = ("technical/layout", "technical/origin", "technical/feedback")
    forms = [office.opens(page).form(page).form_values() for page in pages]
    option = office.opens("aliases").form("option").text_content()
    return forms, option, office.opens("users").table("users"), gateway.told("books")


def test_a_token_is_of_one_account(gateway, office):
    gateway.lever("account", pspid="Other", environment="test")
    others = Office(gateway, pspid="Other").opens("technical/layout")
    fields = dict(others.form("technical/layout").form_values()) | {"name": "Changed"}
    assert office.sends(f"{office.root}/technical/layout", fields).status == 403
    fields = dict(others.form("technical/layout").form_values())
    assert office.sends(f"{others.path}", fields).status == 200


@BOTH
def test_an_account_is_opened(gateway, environment):
    office = Office(gateway, environment)
    form = office.enters().form("/Backoffice")
    fields = filled(form, {"pspid": "NewShop", "name": "A new shop"})
    sheet = office.sends(form.get("action"), fields)
    assert sheet.path.startswith(f"{office.entrance}/NewShop")
    assert sheet.notices[0].startswith("The account was opened.")
    accounts = office.enters().document.xpath("//ul[@class='accounts']//strong/text()")
    assert accounts == ["OgoneDemo", "NewShop"] or accounts == ["NewShop", "OgoneDemo"]
    other = Office(gateway, "prod" if environment == "test" else "test", "NewShop")
    assert other.opens().status == 404


@pytest.mark.parametrize("pspid", ["OgoneDemo", "", "a b", "é", "x" * 31, "../x"])
def test_an_account_is_not_opened(office, pspid):
    form = office.enters().form("/Backoffice")
    sheet = office.sends(form.get("action"), filled(form, {"pspid": pspid}))
    assert (sheet.status, sheet.faults) == (400, ["pspid"])


def test_a_new_account_is_ready_after_a_user_and_passphrases(gateway):
    gateway.lever("account", pspid="NewShop", environment="test")
    office = Office(gateway, pspid="NewShop")
    password = "New-Password-1"
    office.fills(
        "users/new", userid="NewApi", password=password, password_again=password
    )
    office.tab("origin", sha_in="New-passphrase-in-1")
    login = {"PSPID": "NewShop", "USERID": "NewApi", "PSWD": password, "SHASIGN": "0"}
    assert gateway.order(**login)["NCERRORPLUS"] == "unknown order/1/s"
    office.tab("origin", sha_in="")
    order = {"ORDERID": "N1", "AMOUNT": "100", "CURRENCY": "EUR", "ED": "1230"}
    sent = login | order | {"CARDNO": "4111111111111111", "CVC": "123"}
    assert gateway.direct("orderdirect", sent, sign=False)["STATUS"] == "9"


def test_cards_are_kept_by_hand(gateway, office):
    card = {"cardno": "4111 1111 1111 1111", "ed": "12/30", "cn": "Jane Doe"}
    sheet = office.fills("aliases", "/aliases", alias="jane", **card)
    assert sheet.table("aliases")[0][:6] == [
        "jane",
        "VISA",
        "XXXXXXXXXXXX1111",
        "12/30",
        "Jane Doe",
        "Pending",
    ]
    assert gateway.order(CARDNO=None, ED=None, CVC=None, ALIAS="jane")["STATUS"] == "9"
    assert office.opens("aliases").table("aliases")[0][5] == "Active"
    office.fills("aliases", "aliases/delete", {"alias": "jane"})
    assert gateway.told("aliases") == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"alias": "kept", "cardno": "5399999999999999"}, "alias"),
        ({"alias": "4111111111111111", "cardno": "4111111111111111"}, "alias"),
        ({"alias": "new", "cardno": "4111111111111112"}, "cardno"),
        ({"alias": "new", "cardno": "4111111111111111", "ed": "1330"}, "cardno"),
        ({"alias": "x" * 51, "cardno": "4111111111111111"}, "alias"),
    ],
)
def test_cards_are_not_kept(gateway, office, changes, fault):
    gateway.lever("aliases", alias="kept", cardno="4111111111111111")
    sheet = office.fills("aliases", "/aliases", **({"ed": "1230"} | changes))
    assert (sheet.status, sheet.faults) == (400, [fault])
    assert [alias["alias"] for alias in gateway.told("aliases")] == ["kept"]


def test_the_option_alias_manager(gateway, office):
    office.fills("aliases", "aliases/option")
    assert gateway.order(ALIAS="jane")["STATUS"] == "0"
    button = ("alias_manager", "yes")
    office.fills("aliases", "aliases/option", button=button)
    assert gateway.order(ALIAS="jane")["STATUS"] == "9"
