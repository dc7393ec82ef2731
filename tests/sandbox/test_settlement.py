# SPDX-License-Identifier: LGPL-3.0-or-later
"""What becomes of a status in time: protocol 8 and 10."""

import pytest

PENDING, OFFLINE, UNCERTAIN = "4000000000910002", "4000000000510000", "4000200010010005"


def status_of(gateway):
    answer = gateway.query(ORDERID="D1")
    return answer.status


@pytest.mark.parametrize(
    ("card", "operation", "at_once", "later"),
    [
        (PENDING, "SAL", "91", "9"),
        (PENDING, "RES", "51", "5"),
        (OFFLINE, "SAL", "51", "9"),
        (OFFLINE, "RES", "51", "5"),
    ],
)
@pytest.mark.parametrize("how", [{"settle": True}, {"advance": 61}])
def test_orders(gateway, card, operation, at_once, later, how):
    assert gateway.order(CARDNO=card, OPERATION=operation)["STATUS"] == at_once
    gateway.lever("clock", **how)
    assert status_of(gateway) == (later, "0")


# The operation, where the order begins, and what it answers: at once, accepted,
# uncertain, refused.
OPERATIONS = [
    ("SAL", "RES", False, "91", "9", "92", "93"),
    ("SAS", "RES", False, "91", "9", "92", "93"),
    ("DEL", "RES", False, "61", "6", "62", "63"),
    ("DES", "RES", False, "61", "6", "62", "63"),
    ("RFD", "SAL", False, "81", "8", "82", "83"),
    ("RFS", "SAL", False, "81", "8", "82", "83"),
    ("RFD", "SAL", True, "71", "7", "72", "73"),
    ("RFS", "SAL", True, "71", "7", "72", "73"),
    ("DEL", "SAL", True, "71", "7", "72", "73"),
    ("DES", "SAL", True, "71", "7", "72", "73"),
]
ENDS = [("accepted", 4, "0"), ("uncertain", 5, "20001001"), ("refused", 6, "30001001")]


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: f"{row[0]}-{row[3]}")
@pytest.mark.parametrize(("end", "column", "ncerror"), ENDS)
def test_operations(gateway, row, end, column, ncerror):
    operation, order, before = row[:3]
    gateway.set(before_cutover=before, settlement=end)
    payid = gateway.order(OPERATION=order)["PAYID"]
    assert gateway.maintains(payid, operation)["STATUS"] == row[3]
    assert gateway.query(PAYID=payid)["STATUS"] == row[3]
    gateway.lever("clock", settle=True)
    assert gateway.query(PAYID=payid).status == (row[column], ncerror)


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: f"{row[0]}-{row[3]}")
def test_finals_at_once(gateway, row):
    operation, order, before = row[:3]
    gateway.set(before_cutover=before, immediate_finals=True)
    payid = gateway.order(OPERATION=order)["PAYID"]
    assert gateway.maintains(payid, operation)["STATUS"] == row[4]


@pytest.mark.parametrize(
    ("card", "operation", "end", "later"),
    [
        (UNCERTAIN, "SAL", "accepted", "9"),
        (UNCERTAIN, "RES", "accepted", "5"),
        (UNCERTAIN, "SAL", "refused", "93"),
        (UNCERTAIN, "RES", "refused", "2"),
    ],
)
def test_what_is_uncertain_waits_for_a_lever(gateway, card, operation, end, later):
    gateway.set(settlement=end)
    gateway.order(CARDNO=card, OPERATION=operation)
    before = status_of(gateway)
    assert gateway.lever("clock", advance=10**6)["changed"] == 0
    assert gateway.lever("clock", settle=True)["changed"] == 0
    assert status_of(gateway) == before
    assert gateway.lever("clock", settle="all")["changed"] == 1
    assert status_of(gateway)[0] == later


def test_a_transfer_arrives_by_a_lever(gateway):
    gateway.opens({"ORDERID": "D1"})
    gateway.chooses("Bank transfer", "accept")
    assert status_of(gateway)[0] == "41"
    gateway.lever("clock", settle=True)
    assert status_of(gateway)[0] == "41"
    gateway.lever("clock", settle="all")
    assert status_of(gateway)[0] == "9"


@pytest.mark.parametrize(("delay", "status"), [(3600.0, "91"), (0.5, "9")])
def test_the_settlement_delay(gateway, delay, status):
    gateway.set(settlement_delay=delay)
    gateway.order(CARDNO=PENDING)
    gateway.lever("clock", advance=60)
    assert status_of(gateway)[0] == status


def test_a_refused_capture_leaves_the_authorisation(gateway):
    gateway.set(settlement="refused")
    payid = gateway.order(OPERATION="RES")["PAYID"]
    gateway.maintains(payid, "SAS", "1000")
    gateway.lever("clock", settle=True)
    assert gateway.query(PAYID=payid)["STATUS"] == "93"
    sums = gateway.told("books")[0]
    assert (sums["authorised"], sums["captured"]) == (1510, 0)


@pytest.mark.parametrize("number", ["1", ""])
def test_a_changed_status_is_told(gateway, shop, number):
    gateway.set(status_change_url=f"{shop.url}/changed")
    if number:
        payid = gateway.order(OPERATION="RES")["PAYID"]
        gateway.maintains(payid, "SAS", "1000")
    else:
        gateway.order(CARDNO=PENDING)
    gateway.lever("clock", settle=True)
    (request,) = shop.waits_for(1)
    assert request.path == f"{shop.path}/changed"
    fields = request.fields()
    assert (fields["STATUS"], fields["amount"]) == ("9", "10" if number else "15.1")
    assert fields.get("PAYIDSUB", "") == number
