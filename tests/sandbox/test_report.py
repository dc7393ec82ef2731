# SPDX-License-Identifier: LGPL-3.0-or-later
"""The transaction report: the button of the back office, and the page for programs."""

import csv
import io
from urllib.parse import urlencode

import pytest
from accounts import ACCOUNTS

HEADER = """
    Id REF ORDER STATUS LIB ACCEPT PAYDATE CIE NAME COUNTRY TOTAL CUR METHOD BRAND CARD
""".split()
DAY = {"ofd": "01", "ofm": "01", "ofy": "2020", "otd": "31", "otm": "12", "oty": "2099"}


@pytest.fixture
def paid(gateway):
    """An authorisation with a capture and a refund, then a sale that was refused."""
    payid = gateway.order(OPERATION="RES", CN="Jérôme", OWNERCTY="BE")["PAYID"]
    gateway.maintains(payid, "SAL", "1000")
    gateway.maintains(payid, "RFD", "250")
    gateway.order(ORDERID="D2", CARDNO="4000300010010003")
    return payid


def asks(gateway, environment="test", **changes):
    """Ask as a program does; a change to ``None`` leaves a field out."""
    fields = ACCOUNTS[environment].login | changes
    fields = {name: value for name, value in fields.items() if value is not None}
    path = f"/ncol/{environment}/payment_download_ncp.asp"
    return gateway.send(path, urlencode(fields))


def rows(answer, separator=";", charset="iso-8859-1"):
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == f"text/csv; charset={charset}"
    text = answer.content.decode(charset)
    header, *lines = csv.reader(io.StringIO(text), delimiter=separator)
    assert header == HEADER
    return lines


def ids(answer):
    return [line[0] for line in rows(answer)]


def today(gateway):
    year, month, day = gateway.lever("clock")["now"][:10].split("-")
    return f"{day}/{month}/{year}"


def test_a_line_for_each_operation(gateway, paid):
    lines = rows(asks(gateway, level="HISTLEVEL"))
    day = today(gateway)
    names = [line[0] for line in lines]
    assert names == [
        "3000000002/0",
        "3000000001/0",
        "3000000001/1",
        "3000000001/2",
    ]
    assert lines[2] == [
        "3000000001/1",
        "D1",
        day,
        "91",
        "Payment processing",
        "",
        day,
        "",
        "Jérôme",
        "BE",
        "10.00",
        "EUR",
        "CreditCard",
        "VISA",
        "XXXXXXXXXXXX1111",
    ]


def test_a_line_for_each_payid(gateway, paid):
    lines = rows(asks(gateway, level="ORDERLEVEL"))
    assert [(line[0], line[3], line[10]) for line in lines] == [
        ("3000000002", "2", "15.10"),
        ("3000000001", "81", "15.10"),
    ]
    assert rows(asks(gateway)) == lines
    assert rows(asks(gateway, level="orderlevel", format="csv")) == lines


@pytest.mark.parametrize("separator", [";", ",", "|", "\t"])
def test_separators(gateway, paid, separator):
    assert len(rows(asks(gateway, Sep=separator), separator)) == 2


def test_a_value_that_holds_the_separator(gateway):
    gateway.order(CN='Doe; "Jane"')
    assert rows(asks(gateway))[0][8] == 'Doe; "Jane"'


@pytest.mark.parametrize(
    ("setting", "charset"),
    [("request", "iso-8859-1"), ("iso-8859-1", "iso-8859-1"), ("utf-8", "utf-8")],
)
def test_charset(gateway, office, paid, setting, charset):
    office.tab("security", charset=setting)
    assert rows(asks(gateway), charset=charset)[1][8] == "Jérôme"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["3000000002", "3000000001"]),
        ({"orderID": "D1"}, ["3000000001"]),
        ({"orderID": "D"}, []),
        ({"PAYID": "3000000002"}, ["3000000002"]),
        ({"status": "2, 9"}, ["3000000002"]),
        ({"status": "2,81"}, ["3000000002", "3000000001"]),
        ({"BRAND": "VISA", "PM": "CreditCard"}, ["3000000002", "3000000001"]),
        ({"BRAND": "MasterCard"}, []),
        (DAY, ["3000000002", "3000000001"]),
        (DAY | {"oty": "2020"}, []),
        (DAY | {"ofy": "2098"}, []),
    ],
)
def test_what_is_chosen(gateway, paid, chosen, found):
    assert ids(asks(gateway, **chosen)) == found


def test_days_are_those_of_the_order_both_included(gateway, paid):
    gateway.lever("clock", advance=86400)
    gateway.order(ORDERID="D3")
    gateway.maintains(paid, "SAL", "100")
    day, month, year = today(gateway).split("/")
    since = {"ofd": day, "ofm": month, "ofy": year}
    until = {"otd": day, "otm": month, "oty": year}
    assert ids(asks(gateway, **since)) == ["3000000003"]
    assert ids(asks(gateway, **since, **until)) == ["3000000003"]
    assert len(ids(asks(gateway, **until))) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"PSWD": "wrong"},
        {"PSWD": None},
        {"USERID": "Nobody"},
        {"PSPID": "Nobody"},
        {"level": "DAYLEVEL"},
        {"format": "XML"},
        {"Sep": "#"},
        {"status": "five"},
        DAY | {"ofd": "30", "ofm": "02"},
        DAY | {"otd": ""},
        DAY | {"ofy": "99999999999"},
    ],
    ids=str,
)
def test_a_wrong_question(gateway, paid, changes):
    answer = asks(gateway, **changes)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text.count("\n") == 1
    assert "300000000" not in answer.text
    assert "Demo-Api-Password-1" not in answer.text


def test_wrong_passwords_lock_here_too(gateway, paid):
    for _each in range(5):
        asks(gateway, PSWD="wrong")
    assert asks(gateway).status_code == 400
    gateway.lever("unlock")
    assert asks(gateway).status_code == 200


def test_addresses_that_may_call_count_here_too(gateway):
    gateway.set(direct_ips=["192.0.2.1"])
    assert asks(gateway).status_code == 400


def test_it_is_of_one_account(gateway, paid):
    assert ids(asks(gateway, "prod")) == []


def test_the_button(gateway, office, paid):
    sheet = office.opens("transactions", orderid="D1")
    (address,) = sheet.document.xpath('//a[@id="download"]/@href')
    answer = gateway.send(address, method="GET")
    disposition = answer.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="OgoneDemo-test.csv"'
    assert ids(answer) == ["3000000001/0", "3000000001/1", "3000000001/2"]


def test_the_button_is_for_this_machine_alone(gateway, office, paid):
    path = f"{office.root}/transactions.csv"
    assert gateway.send(path, method="GET", Host="sandbox.example").status_code == 403
