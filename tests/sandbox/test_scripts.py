# SPDX-License-Identifier: LGPL-3.0-or-later
"""Scripts: every key, and what comes of it."""

import pytest
from gateway import VISA

ASKED = "4874970686672022"


def script(gateway, *steps):
    """Add steps, about the orders D* unless told."""
    return gateway.lever("scripts", steps=[{"orderid": "D*"} | each for each in steps])


def statuses(gateway, times, **fields):
    return [gateway.order(**fields).status for _each in range(times)]


def test_there_is_none_at_the_beginning(gateway):
    assert gateway.told("scripts") == {"steps": []}


# orderid


@pytest.mark.parametrize(
    ("pattern", "orderid", "fits"),
    [
        ("*", "D1", True),
        ("D1", "D1", True),
        ("D1", "D11", False),
        ("d*", "D1", False),
        ("D?", "D1", True),
        ("D[12]", "D2", True),
        ("D[12]", "D3", False),
    ],
)
def test_patterns(gateway, pattern, orderid, fits):
    script(gateway, {"orderid": pattern, "outcomes": [{"status": 2}]})
    expected = ("2", "30001001") if fits else ("9", "0")
    assert gateway.order(ORDERID=orderid).status == expected


def test_the_first_step_that_fits_holds(gateway):
    script(gateway, {"orderid": "D1", "outcomes": [{"status": 92}]})
    script(gateway, {"outcomes": [{"status": 2}]})
    assert gateway.order()["STATUS"] == "92"
    assert gateway.order(ORDERID="D2")["STATUS"] == "2"


# outcomes


@pytest.mark.parametrize(
    ("status", "ncerror", "authorised"),
    [
        (2, "30001001", "2"),
        (5, "0", "5"),
        (9, "0", "5"),
        (41, "0", "41"),
        (51, "0", "51"),
        (52, "20001001", "52"),
        (91, "0", "51"),
        (92, "20001001", "52"),
        (93, "30001001", "2"),
    ],
)
def test_each_status(gateway, status, ncerror, authorised):
    script(gateway, {"outcomes": [{"status": status}]})
    assert gateway.order(ORDERID="D1").status == (str(status), ncerror)
    answer = gateway.order(ORDERID="D2", OPERATION="RES")
    assert answer.status == (authorised, ncerror)


def test_another_ncerror(gateway):
    script(gateway, {"outcomes": [{"status": 2, "ncerror": "30511001"}]})
    assert gateway.order().status == ("2", "30511001")


def test_attempts_one_after_the_other(gateway):
    script(gateway, {"outcomes": [{"status": 93}, {"status": 2}]})
    refused = ("2", "30001001")
    assert statuses(gateway, 3) == [("93", "30001001"), refused, refused]
    assert gateway.order(ORDERID="D2")["STATUS"] == "93"


def test_attempts_on_the_payment_page(gateway, shop):
    outcomes = [{"status": 2, "ncerror": "30511001"}, {"status": 91}]
    script(gateway, {"orderid": "S1", "outcomes": outcomes})
    gateway.opens()
    assert "NCERROR 30511001" in gateway.pays().text
    assert gateway.pays().carried()["STATUS"] == "91"
    assert shop.received[0].fields()["STATUS"] == "91"


def test_an_alias_is_charged_as_the_script_says(gateway):
    gateway.lever("aliases", alias="jane", cardno=VISA)
    script(gateway, {"outcomes": [{"status": 2}]})
    no_card = {"CARDNO": None, "ED": None, "CVC": None}
    assert gateway.order(ALIAS="jane", **no_card)["STATUS"] == "2"


# challenge


@pytest.mark.parametrize(
    ("challenge", "cardno", "first", "last"),
    [
        ("asked", VISA, "46", "9"),
        ("rejected", VISA, "46", "2"),
        ("rejected", ASKED, "46", "2"),
        ("none", ASKED, "9", "9"),
        (None, ASKED, "46", "9"),
    ],
)
def test_challenge(gateway, three_ds, challenge, cardno, first, last):
    script(gateway, {"challenge": challenge})
    assert gateway.order(CARDNO=cardno, **three_ds)["STATUS"] == first
    gateway.set(payment_tries=1)
    gateway.opens({"ORDERID": "D2"})
    shown = gateway.pays(cardno)
    is_asked = shown.response.status_code == 200
    assert is_asked is (first == "46")
    if is_asked:
        shown = gateway.at_the_bank("confirm", shown.key)
    assert shown.carried()["STATUS"] == last


# settlement, settles_after


@pytest.mark.parametrize(
    ("settlement", "status"),
    [("accepted", 9), ("uncertain", 92), ("refused", 93), (None, 9)],
)
def test_settlement(gateway, settlement, status):
    step = {"outcomes": [{"status": 91}], "settlement": settlement}
    script(gateway, step | {"settles_after": 3600})
    gateway.order()
    gateway.lever("clock", advance=3500)
    assert gateway.attempt("D1")["status"] == 91
    gateway.lever("clock", advance=101)
    assert gateway.attempt("D1")["status"] == status


def test_without_a_word_about_it_the_account_settles(gateway):
    gateway.set(settlement="refused", settlement_delay=10)
    script(gateway, {"outcomes": [{"status": 91}]})
    gateway.order()
    gateway.lever("clock", advance=11)
    assert gateway.attempt("D1")["status"] == 93


# faults


def test_faults_are_armed_once_for_each_order(gateway, shop):
    faults = [
        {"page": "orderstandard_pay", "kind": "error_500_after"},
        {"page": "feedback", "kind": "doubled"},
    ]
    script(gateway, {"orderid": "S*", "faults": faults})
    for number in (1, 2):
        gateway.opens({"ORDERID": f"S{number}"})
        assert gateway.pays().response.status_code == 500
        assert gateway.pays().carried()["STATUS"] == "9"
    gateway.opens({"ORDERID": "T1"})
    assert gateway.pays().response.status_code == 302
    received = [each.fields()["orderID"] for each in shop.waits_for(5)]
    assert received == ["S1", "S1", "S2", "S2", "T1"]
    assert gateway.told("faults") == []


def test_faults_of_directlink(gateway):
    fault = {"page": "querydirect", "kind": "error_500_before", "every": 2, "count": 1}
    script(gateway, {"faults": [fault]})
    payid = gateway.order()["PAYID"]
    assert gateway.query(PAYID=payid)["STATUS"] == "9"
    waiting = {"orderid": "D1", "seconds": 0, "requests": 1, "struck": 0}
    assert gateway.told("faults") == [fault | waiting]


# Told, added to, cleared


def test_what_was_added_is_told_and_can_be_sent_again(gateway):
    fault = {"page": "feedback", "kind": "late", "seconds": 5}
    told = script(
        gateway,
        {"outcomes": [{"status": 92}], "faults": [fault]},
        {"challenge": "rejected", "settlement": "refused", "settles_after": 1},
    )
    assert told == {
        "steps": [
            {
                "orderid": "D*",
                "outcomes": [{"status": 92, "ncerror": "20001001"}],
                "challenge": None,
                "settlement": None,
                "settles_after": None,
                "faults": [fault | {"every": 1, "count": 1}],
            },
            {
                "orderid": "D*",
                "outcomes": [],
                "challenge": "rejected",
                "settlement": "refused",
                "settles_after": 1,
                "faults": [],
            },
        ]
    }
    assert gateway.told("scripts") == told
    assert gateway.lever("scripts", "DELETE") == {"steps": []}
    assert gateway.lever("scripts", **told) == told


@pytest.mark.parametrize("end", [("scripts", "DELETE"), ("reset", "POST")])
def test_all_is_left_to_cards_and_accounts_again(gateway, end):
    script(gateway, {"outcomes": [{"status": 2}]})
    gateway.lever(*end)
    assert gateway.told("scripts") == {"steps": []}
    assert gateway.order()["STATUS"] == "9"
