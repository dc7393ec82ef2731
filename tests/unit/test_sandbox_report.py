# SPDX-License-Identifier: LGPL-3.0-or-later
"""The transaction report: for people in the back office, and for programs."""

import csv
import io

import pytest
from backoffice_common import Merchant
from test_sandbox_directlink import Shop

HEADER = (
    "Id;REF;ORDER;STATUS;LIB;ACCEPT;PAYDATE;CIE;NAME;COUNTRY;TOTAL;CUR;METHOD;BRAND;"
    "CARD\r\n"
)
LOGIN = {
    "PSPID": "OgoneDemo",
    "USERID": "OgoneDemoApi",
    "PSWD": "Demo-Api-Password-1",
}


@pytest.fixture
def merchant(state):
    return Merchant(state)


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def maintains(merchant):
    """Press a button of the first transaction; return the page that follows."""
    return merchant.maintains


def downloads(merchant, **fields):
    page = "/ncol/test/payment_download_ncp.asp"
    other = {"REMOTE_ADDR": "192.0.2.9"}
    return merchant.client.post(page, data=LOGIN | fields, environ_base=other)


def test_the_list_is_a_file_with_a_line_for_each_operation(merchant, shop, maintains):
    shop.orders(ORDERID="A", CN="Jane Doe", OPERATION="RES", OWNERCTY="BE")
    maintains("capture", amount="10.10")
    shop.orders(ORDERID="B")
    file = merchant.reads("/transactions.csv", orderid="a")
    assert file.content_type == "text/csv; charset=iso-8859-1"
    disposition = 'attachment; filename="OgoneDemo-test.csv"'
    assert file.headers["Content-Disposition"] == disposition
    assert file.text == HEADER + (
        "3000000001/0;A;05/03/2026;5;Authorised;test123;05/03/2026;;Jane Doe;BE;15.10;"
        "EUR;CreditCard;VISA;XXXXXXXXXXXX1111\r\n"
        "3000000001/1;A;05/03/2026;91;Payment processing;;05/03/2026;;Jane Doe;BE;10.10"
        ";EUR;CreditCard;VISA;XXXXXXXXXXXX1111\r\n"
    )


def test_values_stand_in_the_file_as_they_were_sent(merchant, shop, merchant_set):
    merchant_set(charset="utf-8")
    name = '=SUM(A1);"Zoë"'
    shop.orders(ORDERID="A", CN=name)
    file = merchant.reads("/transactions.csv")
    assert file.content_type == "text/csv; charset=utf-8"
    [line] = csv.DictReader(io.StringIO(file.data.decode()), delimiter=";")
    assert line["NAME"] == name


def test_what_the_charset_cannot_say_is_a_question_mark(merchant, shop):
    shop.orders(ORDERID="A", CN="Zoë Łuczak")
    assert "Zoë ?uczak".encode("iso-8859-1") in merchant.reads("/transactions.csv").data


def test_a_search_that_is_wrong_gives_no_file(merchant):
    answer = merchant.reads("/transactions.csv", since="yesterday")
    assert answer.status_code == 303
    assert answer.location.endswith("/transactions?since=yesterday")


def test_a_program_gets_a_line_for_each_order(merchant, shop, maintains):
    shop.orders(ORDERID="A", OPERATION="RES")
    maintains("capture", amount="10.10")
    assert downloads(merchant).text == HEADER + (
        "3000000001;A;05/03/2026;91;Payment processing;;05/03/2026;;Jane Doe;;15.10;"
        "EUR;CreditCard;VISA;XXXXXXXXXXXX1111\r\n"
    )
    assert downloads(merchant, level="HISTLEVEL").text.count("\r\n") == 3


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["B", "A"]),
        ({"ofd": "06", "ofm": "03", "ofy": "2026"}, ["B"]),
        ({"otd": "5", "otm": "3", "oty": "2026"}, ["A"]),
        ({"orderID": "A"}, ["A"]),
        ({"orderID": "a"}, []),
        ({"PAYID": "3000000002"}, ["B"]),
        ({"status": "5"}, ["A"]),
        ({"status": "5, 9"}, ["B", "A"]),
        ({"BRAND": "MasterCard"}, ["B"]),
        ({"PM": "PAYPAL"}, []),
    ],
)
def test_a_program_may_choose(merchant, shop, clock, fields, found):
    shop.orders(ORDERID="A", OPERATION="RES")
    clock.advance(days=1)
    shop.orders(ORDERID="B", CARDNO="5399999999999999")
    file = csv.DictReader(
        io.StringIO(downloads(merchant, **fields).text), delimiter=";"
    )
    assert [line["REF"] for line in file] == found


def test_a_program_may_choose_the_separator(merchant, shop):
    shop.orders()
    assert downloads(merchant, Sep="|").text.startswith("Id|REF|ORDER|STATUS|")


@pytest.mark.parametrize(
    "fields",
    [
        {"PSWD": "wrong"},
        {"USERID": "Nobody"},
        {"PSPID": "Nobody"},
        {"level": "FILELEVEL"},
        {"format": "XLS"},
        {"Sep": "ab"},
        {"status": "5,x"},
        {"ofd": "30", "ofm": "2", "ofy": "2026"},
        {"ofd": "1"},
        {"oty": "9" * 30, "otm": "1", "otd": "1"},
    ],
)
def test_what_a_program_may_not_ask_is_told_in_a_line(merchant, shop, fields):
    shop.orders()
    answer = downloads(merchant, **fields)
    assert answer.status_code == 400
    assert answer.content_type.startswith("text/plain")
    assert "Demo-Api-Password-1" not in answer.text
    assert answer.text.count("\n") == 1


def test_wrong_passwords_of_a_program_lock_too(merchant, shop):
    for _ in range(5):
        downloads(merchant, PSWD="wrong")
    assert shop.orders()["NCERROR"] == "50001119"


def test_the_listed_addresses_alone_may_download(merchant, merchant_set):
    merchant_set(direct_ips=["192.0.2.1"])
    assert downloads(merchant).status_code == 400
