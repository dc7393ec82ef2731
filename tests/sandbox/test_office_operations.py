# SPDX-License-Identifier: LGPL-3.0-or-later
"""Operations > View transactions: look for them, act on them, tell the shop again."""

import pytest
from accounts import ACCOUNTS
from office import Office
from shop import Reply

PAGE = "transactions/3000000001"


def does(office, deed, last=False, **amount):
    holding = {"deed": deed}
    return office.fills(PAGE, "maintain", holding, last=last, **amount)


def sums(gateway):
    """Return what is authorised, captured, refunded, voided."""
    told = gateway.told("books")[0]
    names = ("authorised", "captured", "refunded", "voided")
    return tuple(told[name] for name in names)


@pytest.fixture
def authorised(gateway):
    return gateway.order(OPERATION="RES")["PAYID"]


def test_capture_refund_and_cancel_move_the_books(gateway, office, authorised):
    sheet = does(office, "capture", amount="10.00")
    assert sheet.notices == [
        "Data capture of 10.00 EUR: 91 - Payment processing (PAYIDSUB 1)"
    ]
    assert sums(gateway) == (1510, 1000, 0, 0)
    does(office, "refund", amount="2,5")
    assert sums(gateway) == (1510, 1000, 250, 0)
    does(office, "cancel")
    assert sums(gateway) == (1510, 1000, 250, 510)
    rows = office.opens(PAGE).table("history")
    assert [row[1:4] for row in rows] == [
        ["Authorisation RES", "15.10 EUR", "5 - Authorised"],
        ["Data capture SAL", "10.00 EUR", "91 - Payment processing"],
        ["Refund RFD", "2.50 EUR", "81 - Refund pending"],
        [
            "Cancellation DEL",
            "5.10 EUR",
            "61 - Cancellation of the authorisation waiting",
        ],
    ]
    assert gateway.query(PAYID=authorised, PAYIDSUB="3")["STATUS"] == "61"


@pytest.mark.parametrize(("deed", "operation"), [("capture", "SAS"), ("cancel", "DES")])
def test_the_last_one(gateway, office, authorised, deed, operation):
    does(office, deed, last=True)
    operations = gateway.attempt("D1")["operations"]
    assert [each["operation"] for each in operations] == [operation]
    assert gateway.maintains(authorised, "SAL", "1")["NCERROR"] == "50001127"


def test_too_much_is_refused_by_the_rules_of_directlink(gateway, office, authorised):
    sheet = does(office, "capture", amount="15.11")
    assert "refused, 50001126 Overflow in captures" in sheet.notices[0]
    assert sums(gateway) == (1510, 0, 0, 0)


@pytest.mark.parametrize("amount", ["", "0", "-1", "1.234", "ten"])
def test_an_amount_that_is_none(gateway, office, authorised, amount):
    sheet = does(office, "capture", amount=amount)
    assert (sheet.status, sheet.faults) == (400, ["capture"])
    assert gateway.attempt("D1")["operations"] == []


def test_only_what_is_allowed_is_offered(gateway, office):
    gateway.order()
    forms = office.opens(PAGE).document.find_class("deed")
    assert [form.get("id") for form in forms] == ["refund"]
    gateway.order(ORDERID="D2", CARDNO="4000300010010003")
    assert office.opens("transactions/3000000002").document.find_class("deed") == []


def test_the_shop_hears_of_the_status_that_changes(gateway, office, shop, authorised):
    office.tab("feedback", status_change_url=f"{shop.url}/changes")
    does(office, "capture", amount="15.10")
    assert shop.received == []
    gateway.lever("clock", settle=True)
    (request,) = shop.waits_for(1)
    assert request.path == f"{shop.path}/changes"
    fields = request.fields()
    assert (fields["STATUS"], fields["PAYID"]) == ("9", authorised)
    assert office.opens(PAGE).table("history")[-1][3] == "9 - Payment requested"


def test_feedback_is_shown_and_sent_again(gateway, office, shop):
    shop.answers(Reply(500, "Out of order"), Reply(200, "Thank you"))
    gateway.set(feedback_timing="online")
    gateway.opens()
    gateway.pays()
    sheet = office.opens(PAGE)
    (record,) = sheet.document.find_class("record")
    assert "HTTP 500" in record.text_content()
    assert "Out of order" in record.text_content()
    sheet = office.fills(PAGE, "redeliver", button=("number", "1"))
    assert sheet.notices == ["The feedback was sent again; its answer is below."]
    first, second = shop.waits_for(2)
    assert first == second
    newest = sheet.document.find_class("record")[0].text_content()
    assert "HTTP 200" in newest
    assert "Thank you" in newest


def test_feedback_of_another_order_is_not_sent_from_here(gateway, office, shop):
    gateway.opens()
    gateway.pays()
    gateway.order()
    token = office.opens(PAGE).form("redeliver").fields["token"]
    address = f"{office.root}/transactions/3000000002/redeliver"
    fields = {"token": token, "number": "1"}
    assert office.sends(address, fields).status == 404
    assert len(gateway.told("feedback")) == 1


def found(office, **query):
    """Return the PAYIDs that a search finds."""
    return [
        row[0][-1]
        for row in office.opens("transactions", **query).table("transactions")
    ]


def test_search(gateway, office):
    gateway.order(ORDERID="shop-1")
    gateway.order(ORDERID="SHOP-2", OPERATION="RES")
    gateway.order(ORDERID="other", CARDNO="4000300010010003")
    assert found(office) == ["3", "2", "1"]
    assert found(office, orderid="Shop") == ["2", "1"]
    assert found(office, payid="3000000002") == ["2"]
    assert found(office, status="2") == ["3"]
    assert found(office, orderid="shop", status="9") == ["1"]
    today = gateway.lever("clock")["now"][:10]
    assert found(office, since=today, until=today) == ["3", "2", "1"]
    assert found(office, until="2001-01-01") == []
    assert found(office, since="2999-01-01") == []


@pytest.mark.parametrize(
    ("query", "fault"), [({"since": "1.1.2026"}, "since"), ({"status": "x"}, "status")]
)
def test_search_for_what_cannot_be(office, query, fault):
    sheet = office.opens("transactions", **query)
    assert (sheet.status, sheet.faults) == (400, [fault])


def test_a_long_list_has_pages(gateway, office):
    for number in range(26):
        gateway.order(ORDERID=f"P{number}")
    first = office.opens("transactions", orderid="P")
    assert len(first.table("transactions")) == 25
    (older,) = first.document.xpath('//a[@rel="next"]/@href')
    second = office._shown(older)
    assert [row[1] for row in second.table("transactions")] == ["P0"]


def test_transactions_are_of_one_account(gateway, office):
    gateway.order()
    gateway.lever("account", pspid="Other", environment="test")
    for other in (Office(gateway, pspid="Other"), Office(gateway, "prod")):
        assert found(other) == []
        assert other.opens(PAGE).status == 404
    answer = gateway.direct("querydirect", {"PAYID": "3000000001"}, ACCOUNTS["prod"])
    assert answer["NCERROR"] == "50001130"
