# SPDX-License-Identifier: LGPL-3.0-or-later
"""Texts for people: English here, and known by what they were made of."""

import ast
from pathlib import Path

import pytest

from ogone.errors import NotFoundError, OgoneError, RefusedError
from ogone.ncerror import reason
from ogone.statuses import Status
from ogone.texts import Text, joined

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*ROOT.glob("ogone/*.py"), *ROOT.glob("models/*.py")]
SOURCES += [*ROOT.glob("controllers/*.py")]


def calls():
    """Yield file, line, the name that is called, and its arguments."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield place, node.func.id, node.args


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_a_text_is_english_and_remembers_its_template():
    text = Text("%(name)s is too long: %(length)s", name="ALIAS", length=51)
    assert text == "ALIAS is too long: 51"
    assert text.template == "%(name)s is too long: %(length)s"
    assert text.values == {"name": "ALIAS", "length": 51}


def test_a_text_without_values_is_taken_as_it_is():
    assert Text("100 % of it") == "100 % of it"


def test_values_may_have_any_name():
    assert Text("%(template)s %(cls)s", template="a", cls="b") == "a b"


def test_texts_are_joined_and_stay_texts():
    text = joined("; ", [Text("first"), Text("%(name)s", name="second")])
    assert text == "first; second"
    assert [value.template for value in text.values.values()] == ["first", "%(name)s"]


def test_an_error_has_a_text():
    error = RefusedError("30511001", reason("30511001"))
    assert str(error) == "Insufficient funds (30511001)"
    assert error.text.values["reason"].template == "Insufficient funds"
    assert error.text.values["number"] == "30511001"


def test_an_error_of_somebody_else_has_one_as_well():
    assert NotFoundError("1", "gone").text.template == "gone"
    assert str(OgoneError("gone")) == "gone"


@pytest.mark.parametrize("status", Status)
def test_each_status_has_a_text(status):
    assert status.text.template


def test_what_is_marked_is_a_literal():
    """Else no host finds it."""
    marked = [call for call in calls() if call[1] in ("_", "_lt")]
    assert len(marked) > 100
    assert [place for place, _, (first, *_) in marked if not is_literal(first)] == []


def test_no_error_has_a_sentence_that_is_not_marked():
    errors = [call for call in calls() if call[1].endswith("Error")]
    assert len(errors) > 50
    bare = [
        place
        for place, _, arguments in errors
        for each in arguments
        if is_literal(each) or isinstance(each, ast.JoinedStr)
    ]
    assert bare == []
