# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that are kept under a name: made, used, changed, gone."""

import re

import pytest
from test_sandbox_directlink import Shop

REFUSED = "4000300010010003"
BY_ALIAS = {"CARDNO": None, "ED": None, "CVC": None}


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def kept(shop):
    """Tell the cards that are kept: name, status, number, expiry."""

    def tell():
        names = ("alias", "status", "cardno", "ed")
        told = shop.pulls("aliases", "GET")
        return [tuple(alias[name] for name in names) for alias in told]

    return tell


def test_the_page_keeps_a_card_under_the_name_of_the_shop(shop, shopper, kept, post):
    page = shopper.opens(ALIAS="jane-1", ALIASUSAGE="One click, <next> time")
    assert "One click, &lt;next&gt; time" in page.response.text
    assert re.search(r'name="store"[^>]* checked>', page.response.text)
    left = shopper.pays(store="yes")
    assert left.parameters["ALIAS"] == "jane-1"
    assert post.received[0][2]["ALIAS"] == "jane-1"
    assert kept() == [("jane-1", "Active", "XXXXXXXXXXXX1111", "1230")]
    answer = shop.orders(ORDERID="A", ALIAS="jane-1", **BY_ALIAS)
    assert (answer["STATUS"], answer["ALIAS"]) == ("9", "jane-1")


def test_a_shopper_may_not_want_it(shopper, kept):
    shopper.opens(ALIAS="jane-1", ALIASUSAGE="One click")
    left = shopper.pays()
    assert left.parameters["STATUS"] == "9"
    assert "ALIAS" not in left.parameters
    assert kept() == []


def test_what_the_shopper_chose_stays_when_the_form_comes_back(shopper):
    shopper.opens(ALIAS="jane-1")
    for store, ticked in (({"store": "yes"}, True), ({}, False)):
        page = shopper.pays(cvc="1", **store).response.text
        assert bool(re.search(r'name="store"[^>]* checked>', page)) is ticked


def test_without_a_wish_there_is_no_box(shopper, kept):
    assert 'name="store"' not in shopper.opens().response.text
    shopper.pays(store="yes")
    assert kept() == []


def test_the_platform_invents_a_name(shopper, kept):
    shopper.opens(ALIASOPERATION="BYPSP", ALIASUSAGE="One click")
    name = shopper.pays(store="yes").parameters["ALIAS"]
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", name)
    assert [alias[0] for alias in kept()] == [name]
    shopper.opens(ORDERID="B", ALIASOPERATION="BYPSP")
    assert shopper.pays(store="yes").parameters["ALIAS"] != name


def test_a_kept_card_stands_on_the_page(shop, shopper):
    shop.pulls(
        "aliases", alias="jane-1", cardno="4111111111111111", ed="1230", cn="Jane Doe"
    )
    page = shopper.opens(ALIAS="jane-1").response.text
    for value in ("XXXXXXXXXXXX1111", "Jane Doe", "12/30"):
        assert f'value="{value}"' in page
    left = shopper.pays("XXXXXXXXXXXX1111")
    assert left.parameters["STATUS"] == "9"
    assert left.parameters["ALIAS"] == "jane-1"
    assert left.parameters["CARDNO"] == "XXXXXXXXXXXX1111"


def test_a_masked_number_means_nothing_without_its_alias(shopper):
    shopper.opens()
    assert shopper.pays("XXXXXXXXXXXX1111").faults == ["cardno"]


def test_another_card_takes_the_place_of_the_first(shop, shopper, kept):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    shopper.opens(ALIAS="jane-1")
    shopper.pays("5399999999999999", store="yes")
    assert kept() == [("jane-1", "Active", "XXXXXXXXXXXX9999", "1230")]


def test_a_card_that_is_refused_is_kept_with_an_error(shopper, kept, merchant_set):
    merchant_set(payment_tries=1)
    shopper.opens(ALIAS="jane-1")
    assert shopper.pays(REFUSED, store="yes").parameters["ALIAS"] == "jane-1"
    assert kept() == [("jane-1", "Error", "XXXXXXXXXXXX0003", "1230")]


def test_a_refusal_does_not_replace_a_good_card(shop, shopper, kept):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    shopper.opens(ALIAS="jane-1")
    shopper.pays(REFUSED, store="yes")
    assert kept()[0][2] == "XXXXXXXXXXXX1111"


def test_directlink_keeps_a_card(shop, kept):
    answer = shop.orders(ALIAS="testalias", OPERATION="RES")
    assert (answer["STATUS"], answer["ALIAS"]) == ("5", "testalias")
    assert kept() == [("testalias", "Active", "XXXXXXXXXXXX1111", "1230")]


def test_directlink_may_leave_the_name_to_the_platform(shop, kept):
    answer = shop.orders(ALIASOPERATION="BYPSP")
    assert len(answer["ALIAS"]) == 36
    assert kept()[0][0] == answer["ALIAS"]


@pytest.mark.parametrize("status", ["Pending", "Error"])
def test_a_card_may_be_charged_whatever_is_known_of_it(shop, kept, status):
    if status == "Pending":
        shop.pulls("aliases", alias="jane-1", cardno=REFUSED, ed="1230")
    else:
        shop.orders(ORDERID="A", CARDNO=REFUSED, ALIAS="jane-1")
    assert kept()[0][1] == status
    assert shop.orders(ALIAS="jane-1", **BY_ALIAS)["NCERROR"] == "30001001"


@pytest.mark.parametrize(
    ("cardno", "status"), [("4111111111111111", "Active"), (REFUSED, "Error")]
)
def test_a_card_is_pending_until_it_is_charged(shop, kept, cardno, status):
    shop.pulls("aliases", alias="jane-1", cardno=cardno, ed="1230")
    shop.orders(ALIAS="jane-1", **BY_ALIAS)
    assert kept() == [("jane-1", status, f"XXXXXXXXXXXX{cardno[-4:]}", "1230")]


def test_a_card_is_pending_until_the_page_charges_it(shop, shopper, kept):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    shopper.opens(ALIAS="jane-1")
    assert kept()[0][1] == "Pending"
    shopper.pays("4111111111111111", store="yes")
    assert kept()[0][1] == "Active"


def test_a_card_that_expired_is_refused(shop):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="0226")
    answer = shop.orders(ALIAS="jane-1", **BY_ALIAS)
    assert answer.of(["STATUS", "NCERROR", "NCSTATUS"]) == {
        "STATUS": "2",
        "NCERROR": "30331001",
        "NCSTATUS": "3",
    }


def test_a_new_expiry_date_is_kept(shop, kept):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="0226")
    answer = shop.orders(ALIAS="jane-1", **(BY_ALIAS | {"ED": "01/31"}))
    assert answer["STATUS"] == "9"
    assert kept() == [("jane-1", "Active", "XXXXXXXXXXXX1111", "0131")]


def test_a_brand_that_is_excluded_is_not_charged(shop):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    answer = shop.orders(ALIAS="jane-1", EXCLPMLIST="VISA", **BY_ALIAS)
    assert answer["NCERROR"] == "50001054"


def test_a_temporary_name_is_gone_after_two_hours(shop, clock, kept):
    shop.orders(ORDERID="A", ALIAS="jane-1", ALIASPERSISTEDAFTERUSE="N")
    clock.advance(hours=2, seconds=-1)
    assert len(kept()) == 1
    clock.advance(seconds=1)
    assert kept() == []
    answer = shop.orders(ALIAS="jane-1", **BY_ALIAS)
    assert answer["NCERRORPLUS"] == 'Alias "jane-1" not Found'


def test_the_back_office_deletes_a_card(shop, kept):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    assert shop.pulls("aliases", "DELETE", alias="jane-1") == {"deleted": True}
    assert shop.pulls("aliases", "DELETE", alias="jane-1") == {"deleted": False}
    assert kept() == []


def test_a_card_is_kept_for_one_account(shop):
    shop.pulls("aliases", alias="jane-1", cardno="4111111111111111", ed="1230")
    shop.passphrase = "Demo-SHA-IN-production-4"
    answer = shop.calls(
        "orderdirect",
        "prod",
        PSWD="Demo-Api-Password-3",
        ORDERID="A",
        AMOUNT="1",
        CURRENCY="EUR",
        ALIAS="jane-1",
    )
    assert answer["NCERRORPLUS"] == 'Alias "jane-1" not Found'


@pytest.mark.parametrize(
    "settings", [{}, {"cardno": "1"}, {"cardno": "4111111111111111", "ed": "12/30"}]
)
def test_what_is_no_card_is_not_kept(shop, settings):
    response = shop.client.post(
        "/_control/aliases", json=settings, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    )
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ALIAS": "x" * 51}, "ALIAS too long"),
        ({"ALIASOPERATION": "BYME"}, "ALIASOPERATION not valid"),
        ({"COF_INITIATOR": "ME"}, "COF_INITIATOR not valid"),
    ],
)
def test_the_page_checks_what_is_sent_of_aliases(shopper, changes, error):
    assert shopper.opens(**changes).error == error


@pytest.mark.parametrize("wish", [{"ALIAS": "jane-1"}, {"ALIASOPERATION": "BYPSP"}])
def test_without_the_option_no_order_names_an_alias(
    shop, shopper, kept, merchant_set, wish
):
    merchant_set(alias_manager=False)
    assert shopper.opens(**wish).error == "alias not allowed"
    answer = shop.orders(ORDERID="A", **wish)
    assert (answer["STATUS"], answer["NCERROR"]) == ("0", "50001111")
    assert kept() == []
    assert shop.orders(ORDERID="A")["STATUS"] == "9"
