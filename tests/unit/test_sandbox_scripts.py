# SPDX-License-Identifier: LGPL-3.0-or-later
"""Scripts: what shall happen to coming orders, said in advance."""

import pytest
from test_sandbox_directlink import BROWSER, Shop

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}
REFUSED_THEN_PAID = [{"status": 2, "ncerror": "30511001"}, {"status": 9}]


@pytest.fixture
def shop(state):
    return Shop(state)


@pytest.fixture
def script(shop):
    """Add a step about the orders ``S*``."""

    def add(**step):
        shop.pulls("scripts", steps=[{"orderid": "S*"} | step])

    return add


def outcome(answer):
    return answer["STATUS"], answer["NCERROR"]


def test_successive_attempts_by_directlink(shop, script):
    script(outcomes=REFUSED_THEN_PAID)
    answers = [outcome(shop.orders()) for _ in range(3)]
    assert answers == [("2", "30511001"), ("9", "0"), ("0", "50001113")]


def test_successive_attempts_on_the_payment_page(shop, shopper, script):
    script(outcomes=REFUSED_THEN_PAID)
    shopper.opens()
    assert "NCERROR 30511001" in shopper.pays().response.text
    assert shopper.pays().parameters["STATUS"] == "9"


def test_the_last_outcome_holds_for_all_further_attempts(shop, script):
    script(outcomes=[{"status": 93}, {"status": 2}])
    answers = [outcome(shop.orders()) for _ in range(4)]
    assert answers == [("93", "30001001")] + [("2", "30001001")] * 3


def test_every_order_begins_with_the_first_outcome(shop, script):
    script(outcomes=REFUSED_THEN_PAID)
    answers = [outcome(shop.orders(ORDERID=orderid)) for orderid in ("S1", "S2")]
    assert answers == [("2", "30511001"), ("2", "30511001")]


def test_the_card_decides_where_no_pattern_fits(shop, script):
    script(outcomes=[{"status": 2}])
    assert outcome(shop.orders(ORDERID="s1")) == ("9", "0")
    assert outcome(shop.orders(ORDERID="T1")) == ("9", "0")


def test_the_first_step_that_fits_holds(shop):
    steps = [
        {"orderid": "S0?", "outcomes": [{"status": 92}]},
        {"orderid": "S*", "outcomes": [{"status": 2}]},
    ]
    shop.pulls("scripts", steps=steps)
    assert outcome(shop.orders(ORDERID="S01")) == ("92", "20001001")
    assert outcome(shop.orders(ORDERID="S001")) == ("2", "30001001")


@pytest.mark.parametrize(
    ("status", "authorised"),
    [(9, "5"), (5, "5"), (91, "51"), (92, "52"), (93, "2"), (2, "2"), (41, "41")],
)
def test_an_authorisation_ends_where_one_can(shop, script, status, authorised):
    script(outcomes=[{"status": status}])
    assert shop.orders(OPERATION="RES")["STATUS"] == authorised


@pytest.mark.parametrize(
    ("settlement", "status"), [("accepted", 9), ("uncertain", 92), ("refused", 93)]
)
def test_what_is_pending_settles_as_told(shop, script, clock, settlement, status):
    script(outcomes=[{"status": 91}], settlement=settlement, settles_after=3600)
    shop.orders()
    clock.advance(seconds=3599)
    assert shop.pulls("orders", "GET")[0]["status"] == 91
    clock.advance(seconds=1)
    assert shop.pulls("orders", "GET")[0]["status"] == status


def test_without_a_word_about_it_the_account_settles(shop, script, clock):
    script(outcomes=[{"status": 51}])
    shop.orders(OPERATION="RES")
    clock.advance(seconds=60)
    assert shop.pulls("orders", "GET")[0]["status"] == 5


def test_a_challenge_is_asked_of_any_card(shop, script):
    script(challenge="asked", outcomes=[{"status": 91}])
    assert shop.orders(**BROWSER)["STATUS"] == "46"
    assert shop.pulls("orders", "GET")[0]["status"] == 46
    assert shop.orders(ORDERID="T", **BROWSER)["STATUS"] == "9"


@pytest.mark.parametrize(
    ("challenge", "ended"),
    [("asked", (91, "0", "5")), ("rejected", (2, "40001134", "5"))],
)
def test_the_outcome_comes_after_the_challenge(shop, shopper, script, challenge, ended):
    script(challenge=challenge, outcomes=[{"status": 91}])
    shopper.opens()
    bank = shopper.pays()
    fields = {"key": bank.key, "action": "confirm"}
    shopper.client.post("/ncol/test/Test_3D_ACS.asp", data=fields)
    attempt = shop.pulls("orders", "GET")[0]["attempts"][0]
    assert (attempt["status"], attempt["ncerror"], attempt["eci"]) == ended


def test_a_challenge_may_be_left_out(shopper, script):
    script(challenge="none")
    shopper.opens()
    assert shopper.pays("4874970686672022").parameters["STATUS"] == "9"


def test_faults_are_armed_once_for_each_order(shop, script, state):
    script(faults=[{"page": "orderdirect", "kind": "html"}])
    for orderid in ("S[1]", "S2"):
        with pytest.raises(ValueError, match="a page instead of an answer"):
            shop.orders(ORDERID=orderid)
        assert outcome(shop.orders(ORDERID=orderid)) == ("0", "50001113")
    assert shop.orders(ORDERID="T")["STATUS"] == "9"
    assert shop.pulls("faults", "GET") == []


def test_feedback_of_an_order_goes_wrong(shopper, script, post, state):
    script(faults=[{"page": "feedback", "kind": "doubled"}])
    shopper.opens()
    shopper.pays()
    assert len(post.received) == 2


def test_scripts_are_told_and_cleared(shop, script):
    script(
        outcomes=[{"status": 92}],
        faults=[{"page": "feedback", "kind": "late", "seconds": 5}],
    )
    script(challenge="rejected", settlement="refused", settles_after=1)
    fault = {"page": "feedback", "kind": "late", "seconds": 5, "every": 1, "count": 1}
    assert shop.pulls("scripts", "GET") == {
        "steps": [
            {
                "orderid": "S*",
                "outcomes": [{"status": 92, "ncerror": "20001001"}],
                "challenge": None,
                "settlement": None,
                "settles_after": None,
                "faults": [fault],
            },
            {
                "orderid": "S*",
                "outcomes": [],
                "challenge": "rejected",
                "settlement": "refused",
                "settles_after": 1.0,
                "faults": [],
            },
        ]
    }
    assert shop.pulls("scripts", "DELETE") == {"steps": []}
    assert outcome(shop.orders()) == ("9", "0")


def test_what_is_told_can_be_sent_again(shop, script):
    script(outcomes=REFUSED_THEN_PAID, faults=[{"page": "feedback", "kind": "lost"}])
    told = shop.pulls("scripts", "GET")
    shop.pulls("scripts", "DELETE")
    assert shop.pulls("scripts", **told) == told


def test_a_reset_ends_them(shop, script):
    script(outcomes=[{"status": 2}])
    shop.pulls("reset")
    assert shop.pulls("scripts", "GET") == {"steps": []}


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ([], "steps[0] is an object"),
        ({}, "steps[0].orderid is a pattern"),
        ({"orderid": 5}, "steps[0].orderid is a pattern"),
        ({"orderid": "S", "outcome": []}, "not outcome"),
        ({"orderid": "S", "outcomes": {"status": 2}}, "steps[0].outcomes is a list"),
        ({"orderid": "S", "faults": None}, "steps[0].faults is a list"),
        (
            {"orderid": "S", "outcomes": [{"status": 9}, {"status": 7}]},
            "steps[0].outcomes[1].status is one of 2, 5, 9, 41, 51, 52, 91, 92, 93",
        ),
        ({"orderid": "S", "outcomes": [{"status": True}]}, "outcomes[0].status"),
        ({"orderid": "S", "outcomes": [{"status": "9"}]}, "outcomes[0].status"),
        (
            {"orderid": "S", "outcomes": [{"status": 2, "ncerror": 30511001}]},
            "outcomes[0].ncerror is a text of up to 8 digits",
        ),
        (
            {"orderid": "S", "outcomes": [{"status": 9, "ncerror": "30511001"}]},
            "outcomes[0].ncerror is 0 for status 9",
        ),
        (
            {"orderid": "S", "outcomes": [{"status": 2, "ncerror": "0"}]},
            "outcomes[0].ncerror is the number of an error for status 2",
        ),
        ({"orderid": "S", "challenge": "maybe"}, "none, asked, rejected"),
        ({"orderid": "S", "settlement": 9}, "accepted, uncertain, refused"),
        ({"orderid": "S", "settles_after": -1}, "settles_after is a number"),
        ({"orderid": "S", "settles_after": True}, "settles_after is a number"),
        ({"orderid": "S", "faults": [{"page": "x"}]}, "steps[0].faults[0]: page is"),
        (
            {"orderid": "S", "faults": [{"page": "feedback", "orderid": "S"}]},
            "steps[0].faults[0] knows",
        ),
    ],
)
def test_a_step_that_cannot_be_understood_is_refused_with_its_place(shop, step, text):
    steps = [step, {"orderid": "S*"}]
    response = shop.client.post(
        "/_control/scripts", json={"steps": steps}, environ_base=LOCAL
    )
    assert response.status_code == 400
    assert text in response.text
    assert shop.pulls("scripts", "GET") == {"steps": []}


@pytest.mark.parametrize(
    "script", [{}, {"steps": []}, {"steps": "S"}, {"step": []}, [], "S"]
)
def test_what_is_no_script_is_refused(shop, script):
    response = shop.client.post("/_control/scripts", json=script, environ_base=LOCAL)
    assert response.status_code == 400


def test_scripts_are_for_this_machine_alone(shop):
    response = shop.client.get(
        "/_control/scripts", environ_base={"REMOTE_ADDR": "192.0.2.1"}
    )
    assert response.status_code == 403
