# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that are kept: made on both ways, used, expired, deleted; protocol 13."""

import re

import pytest
from gateway import VISA

NO_CARD = {"CARDNO": None, "ED": None, "CVC": None}
GUID = r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
REFUSED = "4000300010010003"


def names(gateway):
    return [each["alias"] for each in gateway.told("aliases")]


def charge(gateway, alias, orderid="D9", **fields):
    """Charge an alias without the shopper."""
    how = NO_CARD | {"ALIAS": alias, "ORDERID": orderid, "ECI": "9"}
    return gateway.order(**how | fields)


def test_made_by_directlink_and_charged(gateway):
    assert gateway.order(ALIAS="jane")["ALIAS"] == "jane"
    answer = charge(gateway, "jane")
    assert answer.status == ("9", "0")
    assert (answer["ALIAS"], answer["BRAND"]) == ("jane", "VISA")


def test_made_on_the_page(gateway, shop):
    gateway.opens({"ALIAS": "jane", "ALIASUSAGE": "For next time"})
    assert "For next time" in gateway.page.text
    gateway.pays(store="yes")
    assert shop.received[0].fields()["ALIAS"] == "jane"
    assert charge(gateway, "jane")["STATUS"] == "9"


def test_not_made_where_the_shopper_says_no(gateway, shop):
    gateway.opens({"ALIAS": "jane"})
    gateway.pays()  # the box is not ticked
    assert "ALIAS" not in shop.received[0].fields()
    assert names(gateway) == []


def test_not_asked_where_no_alias_is_wished(gateway):
    assert 'name="store"' not in gateway.opens().text
    assert 'name="store"' in gateway.opens({"ALIASOPERATION": "BYPSP"}).text


def test_the_platform_invents_a_name(gateway):
    first = gateway.order(ALIASOPERATION="BYPSP")["ALIAS"]
    second = gateway.order(ALIASOPERATION="BYPSP", ORDERID="D2")["ALIAS"]
    assert re.fullmatch(GUID, first)
    assert re.fullmatch(GUID, second)
    assert first != second


def test_the_kept_card_stands_on_the_page(gateway):
    gateway.order(ALIAS="jane", CN="Jane Doe")
    shown = gateway.opens({"ALIAS": "jane"})
    assert 'value="XXXXXXXXXXXX1111"' in shown.text
    assert 'value="12/30"' in shown.text
    left = gateway.pays("XXXXXXXXXXXX1111")
    assert left.carried()["STATUS"] == "9"


def test_a_security_code_is_never_kept(gateway):
    gateway.order(ALIAS="jane", CVC="987")
    assert "987" not in gateway.send("/_control/aliases", method="GET").text
    gateway.opens({"ALIAS": "jane"})
    assert gateway.pays("XXXXXXXXXXXX1111", cvc="").faults == ["cvc"]


def test_unknown(gateway):
    answer = charge(gateway, "nobody")
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == 'Alias "nobody" not Found'


def test_a_refused_card_is_kept_in_error_and_replaces_none(gateway):
    gateway.order(ALIAS="jane", CARDNO=REFUSED)
    assert gateway.told("aliases")[0]["status"] == "Error"
    gateway.order(ALIAS="jane", ORDERID="D2")
    assert gateway.told("aliases")[0]["status"] == "Active"
    gateway.order(ALIAS="jane", ORDERID="D3", CARDNO=REFUSED)
    (told,) = gateway.told("aliases")
    assert (told["status"], told["cardno"]) == ("Active", "XXXXXXXXXXXX1111")


def test_a_temporary_one_is_gone_after_two_hours(gateway):
    gateway.order(ALIAS="jane", ALIASPERSISTEDAFTERUSE="N")
    gateway.lever("clock", advance=7100)
    assert charge(gateway, "jane")["STATUS"] == "9"
    gateway.lever("clock", advance=200)
    assert charge(gateway, "jane", "D10")["NCERROR"] == "50001111"
    assert names(gateway) == []


def test_a_card_that_expired_meanwhile(gateway):
    gateway.lever("aliases", alias="old", cardno=VISA, ed="0125")
    assert charge(gateway, "old").status == ("2", "30331001")
    assert charge(gateway, "old", "D10", ED="1230")["STATUS"] == "9"
    assert charge(gateway, "old", "D11")["STATUS"] == "9"  # the date was kept


@pytest.mark.parametrize(
    ("fields", "ncerror"),
    [({"EXCLPMLIST": "VISA"}, "50001054"), ({"CVC": "12"}, "50001066")],
)
def test_an_alias_that_may_not_be_charged(gateway, fields, ncerror):
    gateway.order(ALIAS="jane")
    assert charge(gateway, "jane", **fields).status == ("0", ncerror)


def test_a_card_in_3d_secure_is_kept_once_it_is_confirmed(gateway):
    gateway.opens({"ALIAS": "jane"})
    shown = gateway.pays("4874970686672022", store="yes")
    assert names(gateway) == []
    gateway.at_the_bank("confirm", shown.key)
    assert names(gateway) == ["jane"]


# By hand


def test_the_lever_keeps_one(gateway):
    told = gateway.lever("aliases", alias="jane", cardno=VISA, ed="0931", cn="Jane Doe")
    assert told.pop("at")
    assert told == {
        "environment": "test",
        "pspid": "OgoneDemo",
        "alias": "jane",
        "status": "Pending",
        "brand": "VISA",
        "cardno": "XXXXXXXXXXXX1111",
        "ed": "0931",
        "cn": "Jane Doe",
        "until": None,
        "cvc_until": None,
    }
    assert charge(gateway, "jane")["STATUS"] == "9"


def test_the_lever_invents_a_name(gateway):
    assert re.fullmatch(GUID, gateway.lever("aliases", cardno=VISA)["alias"])


def test_the_lever_deletes(gateway):
    gateway.order(ALIAS="jane")
    assert gateway.lever("aliases", "DELETE", alias="jane") == {"deleted": True}
    assert gateway.lever("aliases", "DELETE", alias="jane") == {"deleted": False}
    assert charge(gateway, "jane")["NCERROR"] == "50001111"


@pytest.mark.parametrize(
    "settings",
    [{}, {"cardno": "1234"}, {"cardno": VISA, "ed": "1330"}, {"cardno": None}],
)
def test_the_lever_keeps_cards_only(gateway, settings):
    answer = gateway.http.post(f"{gateway.url}/_control/aliases", json=settings)
    assert answer.status_code == 400


def test_an_alias_is_of_one_environment(gateway):
    gateway.lever("aliases", alias="jane", cardno=VISA, environment="prod")
    assert charge(gateway, "jane")["NCERROR"] == "50001111"
