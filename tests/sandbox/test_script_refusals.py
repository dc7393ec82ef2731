# SPDX-License-Identifier: LGPL-3.0-or-later
"""Scripts that cannot be understood; nothing of them is taken."""

import pytest

URL = "/_control/scripts"
REFUSALS = [
    ([], "is an object"),
    ("D*", "is an object"),
    ({}, "orderid is a pattern"),
    ({"orderid": ""}, "orderid is a pattern"),
    ({"orderid": 1}, "orderid is a pattern"),
    ({"orderid": "D", "outcome": []}, "not outcome"),
    ({"orderid": "D", "outcomes": {}}, "outcomes is a list"),
    ({"orderid": "D", "outcomes": [9]}, "outcomes[0] is an object"),
    ({"orderid": "D", "outcomes": [{}]}, "outcomes[0].status is one of 2, 5, 9, 41"),
    ({"orderid": "D", "outcomes": [{"status": 7}]}, "outcomes[0].status"),
    ({"orderid": "D", "outcomes": [{"status": "9"}]}, "outcomes[0].status"),
    ({"orderid": "D", "outcomes": [{"status": True}]}, "outcomes[0].status"),
    ({"orderid": "D", "outcomes": [{"status": 9, "at": 1}]}, "not at"),
    (
        {"orderid": "D", "outcomes": [{"status": 2, "ncerror": 30001001}]},
        "ncerror is a text of up to 8 digits",
    ),
    (
        {"orderid": "D", "outcomes": [{"status": 2, "ncerror": "300010011"}]},
        "ncerror is a text of up to 8 digits",
    ),
    (
        {"orderid": "D", "outcomes": [{"status": 9, "ncerror": "30001001"}]},
        "ncerror is 0 for status 9",
    ),
    (
        {"orderid": "D", "outcomes": [{"status": 2, "ncerror": "0"}]},
        "ncerror is the number of an error for status 2",
    ),
    ({"orderid": "D", "challenge": "maybe"}, "none, asked, rejected"),
    ({"orderid": "D", "challenge": 1}, "none, asked, rejected"),
    ({"orderid": "D", "settlement": "lost"}, "accepted, uncertain, refused"),
    ({"orderid": "D", "settles_after": -1}, "settles_after is a number"),
    ({"orderid": "D", "settles_after": "1"}, "settles_after is a number"),
    ({"orderid": "D", "settles_after": 365 * 86400 + 1}, "up to a year"),
    ({"orderid": "D", "faults": None}, "faults is a list"),
    ({"orderid": "D", "faults": ["lost"]}, "faults[0] is an object"),
    ({"orderid": "D", "faults": [{"page": "x"}]}, "faults[0]: page is one of"),
    (
        {"orderid": "D", "faults": [{"page": "feedback", "kind": "html"}]},
        "faults[0]: kind of feedback is one of",
    ),
    (
        {"orderid": "D", "faults": [{"page": "feedback", "orderid": "D"}]},
        "not orderid",
    ),
]


@pytest.mark.parametrize(("step", "text"), REFUSALS)
def test_a_step_that_cannot_be_understood(gateway, step, text):
    steps = [{"orderid": "D*", "outcomes": [{"status": 2}]}, step]
    answer = gateway.http.post(gateway.url + URL, json={"steps": steps})
    assert answer.status_code == 400
    assert "steps[1]" in answer.text
    assert text in answer.text
    assert gateway.told("scripts") == {"steps": []}  # nothing of it was taken
    assert gateway.order()["STATUS"] == "9"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"steps": []},
        {"steps": "D*"},
        {"steps": {"orderid": "D*"}},
        {"steps": [{"orderid": "D*"}] * 1001},
        {"steps": [{"orderid": "D*"}], "name": "mine"},
        [],
        "D*",
    ],
)
def test_what_is_no_script(gateway, body):
    answer = gateway.http.post(gateway.url + URL, json=body)
    assert answer.status_code == 400
    assert gateway.told("scripts") == {"steps": []}
