# SPDX-License-Identifier: LGPL-3.0-or-later
"""Conditions of views, told as domains: the words, and what they are true of."""

import itertools

import pytest

from devtools.packaging.expressions import domain
from devtools.packaging.unknown import UnknownError

EMPTY = [False, "", 0]

DOMAINS = {
    "code != 'ogone'": [("code", "!=", "ogone")],
    "state not in ('error', 'cancel')": [("state", "not in", ["error", "cancel"])],
    "times > 1": [("times", ">", 1)],
    "not times >= 2": [("times", "<", 2)],
    "not state in ['done']": [("state", "not in", ["done"])],
    "is_live == True": [("is_live", "=", True)],
    "a == 1 and b == 2 and c == 3": [
        "&",
        "&",
        ("a", "=", 1),
        ("b", "=", 2),
        ("c", "=", 3),
    ],
    "not (a == 1 and b == 2)": ["|", ("a", "!=", 1), ("b", "!=", 2)],
    "not (a == 1 or not b == 2)": ["&", ("a", "!=", 1), ("b", "=", 2)],
    "reason": ["&", ("reason", "not in", EMPTY), ("reason", "!=", [])],
    "not reason": ["|", ("reason", "in", EMPTY), ("reason", "=", [])],
    "parent.state == 'draft'": [("parent.state", "=", "draft")],
}


@pytest.mark.parametrize("expression", DOMAINS)
def test_condition_becomes_a_domain(expression):
    assert domain(expression) == DOMAINS[expression]


UNKNOWN = [
    "context.get('active_test')",
    "uid == 1",
    "a + b",
    "1 < a < 3",
    "'x' in a",
    "a in b",
    "a == b",
    "a == ['x']",
    "a in 'xyz'",
    "a is None",
    "True and a",
    "len(a) > 1",
    "company.name == 'x'",
    "a ==",
    "",
]


@pytest.mark.parametrize("expression", UNKNOWN)
def test_what_no_domain_says_is_refused(expression):
    with pytest.raises(UnknownError):
        domain(expression)


def holds(terms, record):
    """Tell what the browser makes of a domain, and what Python in tests of forms does.

    Both read from the end; both compare an empty list with lists alone.
    """
    stack = []
    for term in reversed(terms):
        if term in ("&", "|"):
            first, second = stack.pop(), stack.pop()
            stack.append(first and second if term == "&" else first or second)
        else:
            stack.append(COMPARISONS[term[1]](record[term[0]], term[2]))
    (result,) = stack
    return result


def same(left, right):
    return type(left) is type(right) and left == right


def among(left, values):
    return any(
        same(each, value)
        for each in (left if isinstance(left, list) else [left])
        for value in values
    )


COMPARISONS = {
    "=": same,
    "!=": lambda left, right: not same(left, right),
    "in": among,
    "not in": lambda left, right: not among(left, right),
}
CONDITIONS = [
    "a",
    "not a",
    "not not a",
    "a and not b",
    "not (a or b)",
    "not (a and not b) or b",
    "a == 'x' or b",
    "not (a != 'x' and b in ('x', 'y'))",
]
VALUES = [False, True, "", "x", 0, 3, 0.5, [], [4, 5]]


@pytest.mark.parametrize("expression", CONDITIONS)
def test_domain_is_true_where_the_condition_is(expression):
    terms = domain(expression)
    for a, b in itertools.product(VALUES, VALUES):
        record = {"a": a, "b": b}
        expected = bool(eval(expression, {}, record))  # noqa: S307
        assert holds(terms, record) == expected, record
