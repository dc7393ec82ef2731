# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which of two results of one order is believed, in whatever order they arrive."""

from dataclasses import FrozenInstanceError
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ogone.progress import Result
from ogone.statuses import Outcome, Status

PAYIDS = ("", "3000000001", "3000000002")
results = st.builds(Result, st.sampled_from(Status), st.sampled_from(PAYIDS))


def result(number, payid=""):
    return Result(Status(number), payid)


def every(*outcomes):
    return [status for status in Status if status.outcome in outcomes]


# Within one attempt

# Each can follow those before it: [DL] 4.3 "immediate" and "later", [ADV] 10
COURSES = {
    "reserved, then captured": [46, 51, 5, 9],
    "captured at once, offline": [51, 91, 9],
    "refused, offline": [51, 91, 2],
    "reserved, then voided": [46, 5, 61, 6],
    "captured, then refunded": [5, 9, 81, 8],
    "captured, then deleted": [5, 9, 71, 7],
    "waiting for an external result": [40, 50, 5],
    "waiting for a bank transfer": [41, 9],
    "stored, then paid": [4, 91, 9],
    "refused when it was asked for": [51, 2],
    "cleared up by hand, to the good": [52, 5],
    "cleared up by hand, to the bad": [52, 2],
    "not authenticated": [46, 2],
    "not authenticated, told as incomplete": [46, 0],
    "begun, then paid": [0, 51, 9],
    "cancelled on the page": [0, 1],
    "capture cleared up, to the good": [92, 9],
    "capture cleared up, to the bad": [92, 93],
    "capture refused": [91, 93],
    "capture of what was reserved refused": [5, 93],
    "capture refused, then captured": [5, 93, 9],
    "capture uncertain": [91, 92],
    "void cleared up": [5, 62, 6],
    "void uncertain": [61, 62],
    "void refused": [61, 63],
    "void refused, then captured": [5, 63, 9],
    "deletion uncertain": [71, 72],
    "deletion refused": [71, 73],
    "refund uncertain": [81, 82],
    "refund refused": [81, 83],
    "refund refused, then refunded": [9, 83, 8],
    "refund declined afterwards": [9, 81, 8, 94],
    "refund reversed": [9, 8, 96],
    "payment declined afterwards": [5, 9, 84],
    "captured by hand": [5, 95],
    "scheduled": [51, 56],
}


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
@pytest.mark.parametrize(
    ("before", "after"),
    [("1", "1"), ("", ""), ("", "1"), ("1", "")],
    ids=["same PAYID", "no PAYID", "PAYID told later", "PAYID told first"],
)
def test_what_follows_is_believed_and_what_comes_late_is_not(course, before, after):
    for place, number in enumerate(course):
        for earlier in course[:place]:
            assert result(number, after).supersedes(result(earlier, before))
            assert not result(earlier, after).supersedes(result(number, before))


@pytest.mark.parametrize(
    ("known", "late"),
    [(9, 5), (9, 91), (9, 2), (9, 0), (9, 88), (5, 2), (5, 46), (5, 1), (8, 9)]
    + [(7, 9), (84, 9), (6, 5), (9, 92), (9, 93), (9, 6), (95, 92), (5, 88), (52, 0)],
)
def test_what_was_overtaken_is_not_believed(known, late):
    assert not result(late, "1").supersedes(result(known, "1"))


# Between attempts


@pytest.mark.parametrize(
    ("known", "later", "believed"),
    [
        # refused, then tried again
        (2, 9, True),
        (2, 5, True),
        (2, 51, True),
        (2, 46, True),
        (2, 52, True),
        (1, 9, True),
        (93, 5, True),
        (6, 5, True),
        (0, 40, True),
        # the first one did go through
        (9, 2, False),
        (9, 0, False),
        (9, 1, False),
        (9, 5, False),
        (9, 91, False),
        (9, 9, False),
        (5, 2, False),
        (5, 93, False),
        (5, 6, False),
        (5, 52, False),
        # the first one did, and is being given back
        (81, 5, False),
        (71, 5, False),
        (83, 5, False),
        # the first one may still go through
        (51, 2, False),
        (52, 2, False),
        (91, 1, False),
        (92, 93, False),
        (46, 2, False),
        # it did, after that
        (52, 9, True),
        (51, 5, True),
        (92, 9, True),
        # no news
        (2, 88, False),
        (88, 2, True),
        (2, 2, False),
        (51, 52, False),
    ],
)
def test_another_attempt_is_believed_if_it_came_further(known, later, believed):
    assert result(later, "2").supersedes(result(known, "1")) is believed


# How far an attempt has come, whatever else it tells
PLACES = [
    {88},
    {0, 1, 2, 57, 6, 64, 93},
    {4, 40, 41, 46, 50, 51, 52, 55, 59, 61, 62, 63, 91, 92, 97, 98, 99},
    {5, 56},
    {9, 95},
    {7, 71, 72, 73, 74, 75, 8, 81, 82, 83, 84, 85, 94, 96},
]
PLACE = {number: place for place, numbers in enumerate(PLACES) for number in numbers}


def test_every_status_has_its_place_between_attempts():
    assert set(PLACE) == set(Status)


@pytest.mark.parametrize("known", Status)
def test_another_attempt_is_believed_if_and_only_if_its_place_is_further(known):
    for later in Status:
        believed = result(later, "2").supersedes(result(known, "1"))
        assert believed is (PLACE[later] > PLACE[known]), (known, later)


def test_an_attempt_is_the_same_by_the_text_of_its_payid():
    read_now, read_before = ("".join(["3000", "000001"]) for _ in range(2))
    assert result(93, read_now).supersedes(result(5, read_before))


# Within one attempt, stage by stage
STAGES = [
    {88},
    {4, 40, 41, 46},
    {0},
    {50, 51, 55, 59},
    {52},
    {91, 97, 98, 99},
    {92},
    {1, 2, 57},
    {5, 56},
    {61},
    {62, 63},
    {6, 64, 93},
    {9, 95},
    {71, 81},
    {72, 73, 82, 83},
    {7, 74, 75, 8, 85},
    {84, 94},
    {96},
]
STAGE = {number: place for place, numbers in enumerate(STAGES) for number in numbers}


@pytest.mark.parametrize("known", Status)
def test_within_an_attempt_the_later_stage_is_believed(known):
    for later in Status:
        believed = result(later, "1").supersedes(result(known, "1"))
        assert believed is (STAGE[later] > STAGE[known]), (known, later)


# Always


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("payid", ["", "1"])
def test_the_first_result_is_believed(status, payid):
    assert Result(status, payid).supersedes(None)


def test_every_status_can_be_compared_with_every_other():
    compared = [
        Result(one, "1").supersedes(Result(other, payid))
        for one, other, payid in product(Status, Status, ("", "1", "2"))
    ]
    assert len(compared) == 43 * 43 * 3


def test_a_result_stays_what_it_was():
    with pytest.raises(FrozenInstanceError):
        result(9).payid = "1"


@given(results)
def test_a_result_never_supersedes_itself(one):
    assert not one.supersedes(one)


@given(st.sampled_from(Status), st.sampled_from(PAYIDS), st.sampled_from(PAYIDS))
def test_the_same_status_again_changes_nothing(status, payid, other):
    assert not Result(status, payid).supersedes(Result(status, other))


@given(results, results)
def test_of_two_results_at_most_one_supersedes_the_other(one, other):
    assert not (one.supersedes(other) and other.supersedes(one))


@given(
    st.sampled_from(every(Outcome.CAPTURED)),
    st.sampled_from(every(Outcome.REFUSED, Outcome.CANCELLED, Outcome.NOTHING)),
    st.sampled_from(PAYIDS),
    st.sampled_from(PAYIDS),
)
def test_money_taken_beats_every_refusal(taken, refused, payid, other):
    assert Result(taken, payid).supersedes(Result(refused, other))
    assert not Result(refused, payid).supersedes(Result(taken, other))


@given(
    st.sampled_from(every(Outcome.AUTHORISED)),
    st.sampled_from(every(Outcome.REFUSED, Outcome.CANCELLED, Outcome.NOTHING)),
)
def test_money_reserved_beats_the_refusal_of_another_attempt(reserved, refused):
    assert Result(reserved, "2").supersedes(Result(refused, "1"))
    assert not Result(refused, "2").supersedes(Result(reserved, "1"))


@given(
    st.sampled_from(every(Outcome.WAITING, Outcome.PERSON)),
    st.sampled_from(every(Outcome.REFUSED, Outcome.CANCELLED, Outcome.NOTHING)),
)
def test_an_attempt_that_may_succeed_is_not_given_up_for_another(waiting, refused):
    assert not Result(refused, "2").supersedes(Result(waiting, "1"))


@given(st.lists(results, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_one_attempt_ends_the_same_in_whatever_order_its_results_arrive(told, random):
    told = [Result(one.status, "1") for one in told]

    def end(arriving):
        known = None
        for one in arriving:
            known = one if one.supersedes(known) else known
        return known

    mixed = random.sample(told, len(told))
    # Of results of one stage the first stays: neither supersedes the other.
    assert not end(told).supersedes(end(mixed))
    assert not end(mixed).supersedes(end(told))


@given(st.lists(results, max_size=8), st.sampled_from(PAYIDS))
@example([result(81, "1"), result(5, "2"), result(6)], "")
def test_money_taken_is_seen_whatever_arrives_with_it(told, payid):
    """Unless it was given back, or a person must look."""
    known = None
    for one in [*told, result(9, payid), *told]:
        known = one if one.supersedes(known) else known
    refusals = (Outcome.REFUSED, Outcome.CANCELLED, Outcome.NOTHING)
    assert known.status.outcome not in refusals
