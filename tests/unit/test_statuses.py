# SPDX-License-Identifier: LGPL-3.0-or-later
"""What each STATUS means for the money."""

import pytest

from ogone.progress import Result
from ogone.statuses import Outcome, Status

OUTCOMES = {
    0: "REFUSED",
    1: "CANCELLED",
    2: "REFUSED",
    4: "WAITING",
    40: "WAITING",
    41: "WAITING",
    46: "WAITING",
    5: "AUTHORISED",
    50: "WAITING",
    51: "WAITING",
    52: "WAITING",
    55: "WAITING",
    56: "AUTHORISED",
    57: "REFUSED",
    59: "WAITING",
    6: "CANCELLED",
    61: "WAITING",
    62: "PERSON",
    63: "PERSON",
    64: "CANCELLED",
    7: "REFUNDED",
    71: "WAITING",
    72: "PERSON",
    73: "PERSON",
    74: "PERSON",
    75: "REFUNDED",
    8: "REFUNDED",
    81: "WAITING",
    82: "PERSON",
    83: "PERSON",
    84: "PERSON",
    85: "REFUNDED",
    88: "NOTHING",
    9: "CAPTURED",
    91: "WAITING",
    92: "WAITING",
    93: "REFUSED",
    94: "PERSON",
    95: "CAPTURED",
    96: "PERSON",
    97: "WAITING",
    98: "WAITING",
    99: "WAITING",
}


@pytest.mark.parametrize(("number", "outcome"), OUTCOMES.items())
def test_a_status_means_for_the_money(number, outcome):
    assert Status.find(number).outcome is Outcome[outcome]


def test_no_status_is_known_beyond_the_documents():
    assert {int(status) for status in Status} == set(OUTCOMES)


@pytest.mark.parametrize("number", [-1, 3, 10, 42, 53, 65, 90, 100, 9999])
def test_an_unknown_number_is_no_status(number):
    assert Status.find(number) is None


def test_only_four_numbers_mean_that_money_was_taken_or_reserved():
    gained = {Outcome.CAPTURED, Outcome.AUTHORISED}
    assert {int(s) for s in Status if s.outcome in gained} == {5, 56, 9, 95}


@pytest.mark.parametrize(
    ("number", "family"),
    [(0, 0), (1, 1), (46, 4), (5, 5), (52, 5), (64, 6), (75, 7), (8, 8), (91, 9)],
)
def test_the_first_digit_is_the_family(number, family):
    assert Status.find(number).family == family


def test_a_second_digit_of_two_means_that_ogone_does_not_know_either():
    uncertain = {int(status) for status in Status if status.uncertain}
    assert uncertain == {52, 62, 72, 82, 92}


def test_every_status_has_a_text_for_people():
    assert all(status.text[0].isupper() for status in Status)
    assert Status.AUTHORISATION_BY_HAND.text == "Authorisation to be got by hand"


def result(number, payid=""):
    return Result(Status.find(number), payid)


@pytest.mark.parametrize(
    ("known", "later"),
    [(91, 9), (51, 5), (5, 9), (5, 6), (46, 9), (0, 9), (2, 9), (9, 8), (81, 8)],
)
def test_a_further_result_supersedes_and_never_the_other_way_round(known, later):
    assert result(later, "1").supersedes(result(known, "1"))
    assert not result(known, "1").supersedes(result(later, "1"))
    assert result(later).supersedes(result(known, "1"))


@pytest.mark.parametrize("number", OUTCOMES)
def test_the_same_result_again_changes_nothing(number):
    assert result(number).supersedes(None)
    assert not result(number, "1").supersedes(result(number, "1"))
    assert not result(number, "2").supersedes(result(number, "1"))


@pytest.mark.parametrize(
    ("known", "later"), [(2, 5), (1, 9), (2, 51), (52, 9), (93, 9)]
)
def test_a_better_attempt_supersedes_another_attempt(known, later):
    assert result(later, "2").supersedes(result(known, "1"))
    assert not result(known, "2").supersedes(result(later, "1"))
