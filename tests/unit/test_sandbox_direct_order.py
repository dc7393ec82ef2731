# SPDX-License-Identifier: LGPL-3.0-or-later
"""New orders from server to server: what is charged, what is answered."""

import pytest
from test_sandbox_directlink import CARD, LOGIN, SALE, Shop

from sandbox.accounts.merchants import DEMO_PASSWORD


@pytest.fixture
def shop(state):
    return Shop(state)


def test_an_authorisation_is_answered_as_recorded(shop):
    """Names and order of [AM]'s recording, but for the alias that it carries."""
    answer = shop.orders(OPERATION="RES", AMOUNT="100")
    assert list(answer.items()) == [
        ("orderID", "S00042"),
        ("PAYID", "3000000001"),
        ("NCSTATUS", "0"),
        ("NCERROR", "0"),
        ("NCERRORPLUS", "!"),
        ("ACCEPTANCE", "test123"),
        ("STATUS", "5"),
        ("IPCTY", "99"),
        ("CCCTY", "99"),
        ("ECI", "7"),
        ("CVCCheck", "NO"),
        ("AAVCheck", "NO"),
        ("VC", "NO"),
        ("amount", "1"),
        ("currency", "EUR"),
        ("PM", "CreditCard"),
        ("BRAND", "VISA"),
    ]


def test_the_short_answer_has_five_attributes(shop, merchant_set):
    """As recorded by Pronamic."""
    merchant_set(short_answers=True)
    assert list(shop.orders().items()) == [
        ("orderID", "S00042"),
        ("PAYID", "3000000001"),
        ("NCERROR", "0"),
        ("STATUS", "9"),
        ("NCERRORPLUS", "!"),
    ]
    assert len(shop.orders(CARDNO="1")) == 5


def test_the_xml_as_it_goes_over_the_wire(shop):
    response = shop.orders().response
    assert response.headers["Content-Type"] == "text/XML; Charset=utf-8"
    assert response.get_data().startswith(
        b'<?xml version="1.0"?><ncresponse\r\norderID="S00042"\r\nPAYID="3000000001"'
    )


@pytest.mark.parametrize("amount", [("1500", "15"), ("1510", "15.1"), ("7", "0.07")])
def test_an_amount_comes_back_without_trailing_zeros(shop, amount):
    sent, answered = amount
    assert shop.orders(AMOUNT=sent)["amount"] == answered


@pytest.mark.parametrize(
    ("cardno", "operation", "status", "ncstatus", "ncerror", "text"),
    [
        ("4111111111111111", "SAL", "9", "0", "0", "!"),
        ("4111111111111111", "RES", "5", "0", "0", "!"),
        ("4111111111111111", "PAU", "5", "0", "0", "!"),
        ("4111 1111 1111 1111", "SAL", "9", "0", "0", "!"),
        ("4000300010010003", "RES", "2", "3", "30001001", "CARD REFUSED"),
        ("4000305110010001", "SAL", "2", "3", "30511001", "CARD REFUSED"),
        ("4111113333333333", "SAL", "2", "3", "30141001", "CARD REFUSED"),
        ("4000200010010005", "SAL", "92", "2", "20001001", "!"),
        ("4000200010010005", "RES", "52", "2", "20001001", "!"),
        ("4000000000910002", "SAL", "91", "0", "0", "!"),
        ("4000000000510000", "SAL", "51", "0", "0", "!"),
        ("4000000000930000", "SAL", "93", "3", "30001010", "CARD REFUSED"),
        ("4186455175836497", "SAL", "9", "0", "0", "!"),
        ("4253955490718757", "SAL", "2", "4", "40001134", "Authentication failed"),
        ("4282713011953451", "SAL", "2", "4", "40001135", "Authentication failed"),
    ],
)
@pytest.mark.parametrize("by_alias", [False, True])
def test_a_card_leads_to_its_status(
    shop, cardno, operation, status, ncstatus, ncerror, text, by_alias
):
    paid_with = {"CARDNO": cardno}
    if by_alias:
        number = cardno.replace(" ", "")
        shop.pulls("aliases", alias="jane", cardno=number, ed="1230")
        paid_with = {"CARDNO": None, "ED": None, "CVC": None, "ALIAS": "jane"}
    answer = shop.orders(OPERATION=operation, **paid_with)
    assert answer.of(["STATUS", "NCSTATUS", "NCERROR", "NCERRORPLUS"]) == {
        "STATUS": status,
        "NCSTATUS": ncstatus,
        "NCERROR": ncerror,
        "NCERRORPLUS": text,
    }


def test_a_refused_order_may_be_sent_again(shop):
    assert shop.orders(CARDNO="4000300010010003")["STATUS"] == "2"
    assert shop.orders()["PAYID"] == "3000000002"


def test_the_same_orderid_again_names_the_first_order(shop):
    first = shop.orders()
    again = shop.orders(AMOUNT="999")
    assert again.of(["orderID", "PAYID", "NCSTATUS", "NCERROR", "STATUS"]) == {
        "orderID": "S00042",
        "PAYID": first["PAYID"],
        "NCSTATUS": "5",
        "NCERROR": "50001113",
        "STATUS": "0",
    }
    assert again["ACCEPTANCE"] == "test123"
    assert shop.books() == (1510, 1510, 0, 0)


@pytest.mark.parametrize("cardno", ["4000200010010005", "4000000000910002"])
def test_an_order_that_may_be_paid_is_not_charged_again(shop, cardno):
    shop.orders(CARDNO=cardno)
    assert shop.orders()["NCERROR"] == "50001113"


def test_an_order_that_was_voided_or_refunded_stays_used(shop):
    payid = shop.authorises()
    shop.maintains(payid, "DES")
    shop.pulls("clock", settle=True)
    assert shop.queries(payid)["STATUS"] == "6"
    assert shop.orders()["NCERROR"] == "50001113"


def test_page_and_directlink_share_their_orders(shop, shopper):
    shopper.opens()
    shopper.pays()
    assert shop.orders()["NCERROR"] == "50001113"
    shop.orders(ORDERID="S00043")
    assert shopper.opens(ORDERID="S00043").error == "order already processed"


NOT_FOUND = "The data you entered is not correct. Please retry."
RETRY = "Some of the data entered is incorrect. Please retry."


@pytest.mark.parametrize(
    ("changes", "ncerror", "text"),
    [
        ({"ORDERID": None}, "50001111", " no orderid"),
        ({"PSPID": "Nobody"}, "50001111", NOT_FOUND),
        ({"USERID": "Nobody"}, "50001111", NOT_FOUND),
        ({"USERID": None}, "50001111", NOT_FOUND),
        ({"PSWD": "wrong"}, "50001119", RETRY),
        ({"CARDNO": None, "ED": None}, "50001111", " no card no|no exp date|no brand"),
        ({"AMOUNT": None, "ED": ""}, "50001111", " no amount|no exp date"),
        ({"CURRENCY": None}, "50001111", " no currency"),
        ({"AMOUNT": "15.10"}, "50001006", " amount too long or not numeric"),
        ({"CURRENCY": "XXX"}, "50001120", " not a valid currency"),
        ({"OPERATION": "SAS"}, "50001007", "operation code not permitted"),
        ({"OPERATION": "RFD"}, "50001046", "Operation RFD is not permitted"),
        ({"ORDERID": "x" * 41}, "50001111", " ORDERID too long"),
        ({"CARDNO": "4111111111111112"}, "50001054", None),
        ({"CARDNO": "XXXXXXXXXXXX1111"}, "50001054", None),
        ({"EXCLPMLIST": "VISA"}, "50001054", None),
        ({"BRAND": "MasterCard"}, "50001054", None),
        ({"ED": "13/30"}, "50001111", " exp date not valid"),
        ({"ED": "02/26"}, "50001111", " exp date in the past"),
        ({"CVC": None}, "50001090", None),
        ({"CVC": "12"}, "50001066", None),
        ({"ALIAS": "4111111111111111"}, "50001216", None),
        ({"ECI": "8"}, "50001111", " ECI not valid"),
        ({"COF_INITIATOR": "ME"}, "50001111", " COF_INITIATOR not valid"),
        ({"COF_SCHEDULE": "sched"}, "50001111", " COF_SCHEDULE not valid"),
        (
            {"COF_RECURRING_EXPIRY": "20301301"},
            "50001111",
            " COF_RECURRING_EXPIRY not valid",
        ),
        (
            {"COF_RECURRING_FREQUENCY": "1"},
            "50001111",
            " COF_RECURRING_FREQUENCY not valid",
        ),
        ({"RTIMEOUT": "29"}, "50001111", " RTIMEOUT not valid"),
        (
            {"ALIAS": "nobody", "CARDNO": None},
            "50001111",
            'Alias "nobody" not Found',
        ),
    ],
)
def test_a_fault_is_named_and_changes_nothing(shop, changes, ncerror, text):
    answer = shop.orders(**changes)
    assert answer.of(["PAYID", "STATUS", "NCSTATUS", "ACCEPTANCE", "amount"]) == {
        "PAYID": "0",
        "STATUS": "0",
        "NCSTATUS": "5",
        "ACCEPTANCE": "",
        "amount": "",
    }
    assert answer["NCERROR"] == ncerror
    if text is not None:
        assert answer["NCERRORPLUS"] == text
    assert shop.pulls("orders", "GET") == []


def test_no_orderid_is_answered_as_recorded(shop):
    answer = shop.orders(ORDERID=None, ALIAS="2")
    assert dict(answer) == {
        "orderID": "",
        "PAYID": "0",
        "NCSTATUS": "5",
        "NCERROR": "50001111",
        "NCERRORPLUS": " no orderid",
        "ACCEPTANCE": "",
        "STATUS": "0",
        "amount": "",
        "currency": "EUR",
        "PM": "",
        "BRAND": "",
        "ALIAS": "2",
    }


def test_eci_and_stored_credentials_are_recorded(shop):
    shop.pulls("aliases", alias="jane", cardno="4111111111111111", ed="1230")
    answer = shop.orders(
        CARDNO=None,
        ED=None,
        CVC=None,
        ALIAS="jane",
        ECI="9",
        COF_INITIATOR="MIT",
        COF_TRANSACTION="SUBSEQ",
        COF_SCHEDULE="UNSCHED",
    )
    assert answer["ECI"] == "9"
    [order] = shop.pulls("orders", "GET")
    assert order["cof"] == {
        "initiator": "MIT",
        "transaction": "SUBSEQ",
        "schedule": "UNSCHED",
    }
    [attempt] = order["attempts"]
    assert attempt["sent"]["ECI"] == "9"
    assert (attempt["alias"], attempt["cardno"]) == ("jane", "XXXXXXXXXXXX1111")


def test_recurring_payments_need_no_security_code(shop):
    assert shop.orders(CVC=None, ECI="9")["STATUS"] == "9"


def test_operation_left_out_is_that_of_the_account(shop, merchant_set):
    assert shop.orders(OPERATION=None)["STATUS"] == "9"
    merchant_set(default_operation="RES")
    assert shop.orders(ORDERID="A", OPERATION=None)["STATUS"] == "5"


def test_an_order_may_give_money_where_that_is_allowed(shop, merchant_set):
    merchant_set(payouts=True)
    assert shop.orders(OPERATION="RFD")["STATUS"] == "81"
    assert shop.books() == (0, 0, 1510, 0)


def test_no_feedback_is_sent_for_a_plain_order(shop, post, state):
    shop.orders()
    shop.pulls("clock", advance=3600)
    state.notifier.deliver_due()
    assert post.received == []


def test_no_secret_is_kept_or_told(shop, state, caplog):
    caplog.set_level("DEBUG")
    shop.orders(CVC="975", ALIAS="jane")
    shop.sends("/ncol/test/orderdirect.asp", LOGIN | SALE | CARD)
    told = caplog.text + shop.client.get("/").text.replace(DEMO_PASSWORD, "", 2)
    for lever in ("orders", "aliases", "books"):
        told += str(shop.pulls(lever, "GET"))
    orders = repr(state.book.orders())
    assert "4111111111111111" not in orders
    for secret in ("975", "Demo-Api-Password-1"):
        assert secret not in told + orders
    assert "4111111111111111" not in told.replace("<code>4111111111111111</code>", "")
