# SPDX-License-Identifier: LGPL-3.0-or-later
"""Transactions in the back office: found, maintained, told again; and as a file."""

import csv
import io
from html import unescape

import pytest
from backoffice_common import Merchant, cells_of, faults_of
from test_sandbox_directlink import Shop

from sandbox.feedback.delivery import Answer

FIRST = "/transactions/3000000001"
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

    def press(deed, **fields):
        sent = merchant.sends(f"{FIRST}/maintain", {"deed": deed} | fields)
        return merchant.follows(sent) if sent.status_code == 303 else sent

    return press


def payids(page):
    return [int(row[0]) for row in cells_of(page, "transactions")]


def deeds(page):
    return [
        deed for deed in ("capture", "refund", "cancel") if f'id="{deed}"' in page.text
    ]


# The list -----------------------------------------------------------------------------


def test_a_transaction_is_listed(merchant, shop):
    shop.orders(ORDERID="<A>", CN="Jane Doe", OPERATION="RES")
    page = merchant.reads("/transactions")
    assert cells_of(page, "transactions") == [
        [
            "3000000001",
            "<A>",
            "5 - Authorised",
            "15.10 EUR",
            "2026-03-05 10:00",
            "VISA",
            "XXXXXXXXXXXX1111",
            "Jane Doe",
        ]
    ]
    assert "1 transaction<" in page.text


def test_every_attempt_is_a_transaction_the_newest_first(merchant, shopper):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()
    page = merchant.reads("/transactions")
    assert [row[2] for row in cells_of(page, "transactions")] == [
        "9 - Payment requested",
        "2 - Authorisation refused",
    ]


def test_the_transactions_of_others_are_not_shown(merchant, shop):
    shop.orders()
    production = "/Ncol/Prod/Backoffice/OgoneDemo"
    assert payids(merchant.reads("/transactions", production)) == []
    assert merchant.reads(FIRST, production).status_code == 404
    sent = merchant.sends(f"{FIRST}/maintain", {"deed": "cancel"}, production)
    assert sent.status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [3000000003, 3000000002, 3000000001]),
        ({"orderid": "b-"}, [3000000002]),
        ({"payid": "3000000003"}, [3000000003]),
        ({"payid": "300000000"}, []),
        ({"status": "5"}, [3000000001]),
        ({"status": "9", "orderid": "C"}, [3000000003]),
        ({"since": "2026-03-06"}, [3000000003]),
        ({"until": "2026-03-05"}, [3000000002, 3000000001]),
        ({"since": "2026-03-05", "until": "2026-03-05"}, [3000000002, 3000000001]),
        ({"since": "2026-03-07"}, []),
    ],
)
def test_transactions_are_searched(merchant, shop, clock, query, found):
    shop.orders(ORDERID="A-1", OPERATION="RES")
    shop.orders(ORDERID="B-1")
    clock.advance(days=1)
    shop.orders(ORDERID="C-1")
    assert payids(merchant.reads("/transactions", **query)) == found


def test_a_day_that_is_none_finds_nothing(merchant, shop):
    shop.orders()
    page = merchant.reads("/transactions", since="2026-02-30", orderid="kept")
    assert page.status_code == 400
    assert faults_of(page) == {"since": "A day is spelled YYYY-MM-DD."}
    assert 'value="kept"' in page.text
    assert payids(page) == []


@pytest.mark.parametrize("status", ["x", "²", "9999"])
def test_a_status_that_is_none_finds_nothing(merchant, shop, status):
    shop.orders()
    page = merchant.reads("/transactions", status=status)
    assert page.status_code == 400
    assert list(faults_of(page)) == ["status"]
    assert payids(page) == []


def test_a_long_list_has_pages_that_keep_the_search(merchant, shop):
    for number in range(27):
        shop.orders(ORDERID=f"A{number}")
    first = merchant.reads("/transactions", orderid="A")
    assert payids(first) == list(range(3000000027, 3000000002, -1))
    assert "Page 1 of 2" in first.text
    assert "orderid=A&page=2" in unescape(first.text)
    last = merchant.reads("/transactions", orderid="A", page="2")
    assert payids(last) == [3000000002, 3000000001]
    for page in ("0", "-1", "x"):
        assert payids(merchant.reads("/transactions", page=page))[0] == 3000000027
    assert payids(merchant.reads("/transactions", page="99")) == payids(last)


# One transaction ----------------------------------------------------------------------


def test_the_history_tells_every_operation(merchant, shop, maintains):
    shop.orders(OPERATION="RES")
    maintains("capture", amount="10")
    maintains("capture", amount="10.00")
    assert cells_of(merchant.reads(FIRST), "history") == [
        [
            "3000000001/0",
            "Authorisation RES",
            "15.10 EUR",
            "5 - Authorised",
            "0",
            "2026-03-05 10:00:00",
        ],
        [
            "3000000001/1",
            "Data capture SAL",
            "10.00 EUR",
            "91 - Payment processing",
            "0",
            "2026-03-05 10:00:00",
        ],
        [
            "3000000001/2",
            "Data capture SAL",
            "10.00 EUR",
            "0 - Invalid or incomplete",
            "50001126 Overflow in captures",
            "2026-03-05 10:00:00",
        ],
    ]


def test_only_what_is_possible_is_offered(merchant, shop, maintains):
    shop.orders(OPERATION="RES")
    assert deeds(merchant.reads(FIRST)) == ["capture", "cancel"]
    assert deeds(maintains("capture", amount="10,1")) == ["capture", "refund", "cancel"]
    assert deeds(maintains("capture", amount="5")) == ["refund"]
    assert deeds(maintains("refund", amount="15.10")) == []
    assert "Nothing can be done" in merchant.reads(FIRST).text
    assert shop.books() == (1510, 1510, 1510, 0)


def test_a_refused_order_offers_nothing(merchant, shop):
    shop.orders(CARDNO="4000300010010003")
    assert deeds(merchant.reads(FIRST)) == []


def test_a_capture_is_as_that_of_directlink(shop, maintains, merchant):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount="10.01")
    told = " ".join(page.text.split())
    assert "Data capture of 10.01 EUR: 91 - Payment processing (PAYIDSUB 1)" in told
    answer = shop.calls("querydirect", PAYID="3000000001")
    assert (answer["STATUS"], answer["amount"]) == ("91", "10.01")
    assert 'value="5.09"' in merchant.reads(FIRST).text


def test_the_last_capture_gives_up_the_rest(shop, maintains):
    shop.orders(OPERATION="RES")
    assert deeds(maintains("capture", amount="10", last="yes")) == ["refund"]
    assert shop.books() == (1510, 1000, 0, 0)


def test_a_refund_is_as_that_of_directlink(shop, maintains):
    shop.orders()
    page = maintains("refund", amount="5", last="yes")
    assert "Refund, the last one of 5.00 EUR:" in page.text
    assert deeds(page) == []
    assert shop.books() == (1510, 1510, 500, 0)


@pytest.mark.parametrize(("last", "code"), [({}, "DEL"), ({"last": "yes"}, "DES")])
def test_an_authorisation_is_cancelled(merchant, shop, maintains, last, code):
    shop.orders(OPERATION="RES")
    assert "61 - " in maintains("cancel", **last).text
    assert cells_of(merchant.reads(FIRST), "history")[1][1].endswith(code)
    assert shop.books() == (1510, 0, 0, 1510)


def test_what_the_book_refuses_is_told_with_its_number(shop, maintains):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount="15.11")
    told = " ".join(page.text.split())
    assert "refused, 50001126 Overflow in captures (PAYIDSUB 1)" in told


def test_where_refunds_wait_for_the_capture_none_is_offered(
    merchant, shop, merchant_set, maintains
):
    merchant_set(refunds_of_pending=False)
    shop.orders(OPERATION="RES")
    maintains("capture", amount="10")
    assert deeds(merchant.reads(FIRST)) == ["capture", "cancel"]
    merchant.state.settle_now()
    assert deeds(merchant.reads(FIRST)) == ["capture", "refund", "cancel"]


def test_operations_that_are_not_permitted_are_not_offered(
    merchant, shop, merchant_set
):
    merchant_set(permitted_operations=["SAL"])
    shop.orders(OPERATION="RES")
    assert deeds(merchant.reads(FIRST)) == ["capture"]


@pytest.mark.parametrize(
    "amount", ["", "0", "0.00", "-1", "1.234", "1,000.00", "ten", "1e3", "²", "9" * 13]
)
def test_what_is_no_amount_is_not_done(shop, maintains, amount):
    shop.orders(OPERATION="RES")
    page = maintains("capture", amount=amount, last="yes")
    assert page.status_code == 400
    fault = "An amount above zero, with at most two decimals."
    assert faults_of(page) == {"capture": fault}
    assert f'value="{amount}"' in page.text
    assert shop.books() == (1510, 0, 0, 0)


@pytest.mark.parametrize("deed", ["", "renew", "SAL"])
def test_there_are_no_other_buttons(shop, maintains, deed):
    shop.orders(OPERATION="RES")
    assert maintains(deed, amount="1").status_code == 404


def test_an_operation_that_was_not_done_is_not_told(merchant, shop):
    shop.orders(OPERATION="RES")
    for number in ("0", "7", "-1", "x"):
        page = merchant.reads(FIRST, done=number)
        assert page.status_code == 200
        assert "(PAYIDSUB" not in page.text


# Feedback -----------------------------------------------------------------------------


def test_every_attempt_to_tell_the_shop_is_shown(merchant, shopper, post):
    post.answer = Answer(500, b"<b>Broken</b>")
    shopper.opens()
    shopper.pays()
    page = merchant.reads(FIRST).text
    assert "POST https://shop.example/feedback" in page
    assert "HTTP 500" in page
    assert "&lt;b&gt;Broken&lt;/b&gt;" in page
    signature = post.received[0][2]["SHASIGN"]
    sent = {"orderID": "S00042", "amount": "15.1", "SHASIGN": signature}
    for name, value in sent.items():
        assert f'<th scope="row">{name}</th><td class="value">{value}</td>' in page


def test_feedback_is_sent_again_as_it_was(merchant, shopper, post):
    shopper.opens()
    shopper.pays()
    post.answer = Answer(200, b"Thank you")
    page = merchant.follows(merchant.sends(f"{FIRST}/redeliver", {"number": "1"}))
    assert "The feedback was sent again" in page.text
    assert "Thank you" in page.text
    assert post.received[0] == post.received[1]


@pytest.mark.parametrize("number", ["2", "0", "x", ""])
def test_what_was_not_told_is_not_sent_again(merchant, shopper, post, number):
    shopper.opens()
    shopper.pays("4000305110010001")
    shopper.pays()  # only this one was told
    sent = merchant.sends("/transactions/3000000002/redeliver", {"number": number})
    assert sent.status_code == 404
    assert merchant.sends(f"{FIRST}/redeliver", {"number": "1"}).status_code == 404
    assert len(post.received) == 1


# The file -----------------------------------------------------------------------------


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
