# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a host loads, on this Python; these tests run on 3.8 and on all later ones."""

import ast
import doctest
import importlib
import re
import warnings

import older_pythons
import pytest
from newer_python import newer
from sources_common import imported, modules, named, parsed, shipped


@pytest.mark.parametrize("path", named(shipped()))
def test_what_a_host_loads_compiles_on_this_python(path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # at what a later Python will not take
        compile(path.read_bytes(), str(path), "exec", dont_inherit=True)


@pytest.mark.parametrize("path", named(shipped()))
def test_what_a_host_loads_is_python_3_8(path):
    tree = parsed(path.read_text(encoding="utf-8"), (3, 8))
    annotated = any(
        isinstance(node, ast.AnnAssign)
        or (isinstance(node, ast.arg) and node.annotation)
        for node in ast.walk(tree)
    )
    if annotated:  # else "str | None" would be evaluated, and fail
        assert "__future__.annotations" in imported(path)


def test_newer_grammar_would_be_noticed():
    with pytest.raises(SyntaxError):
        parsed("match x:\n    case 1: pass", (3, 8))


@pytest.mark.parametrize("path", named(shipped()))
def test_what_a_host_loads_would_run_on_python_3_8(path):
    assert list(newer(parsed(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("whole = (first := {**a}) | b", "dict | dict"),
        ("told |= {'a': 1}", "dict | dict"),
        ("Names = dict[str, int]", "dict[...]"),
        ("Reason = Verdict | None", "X | Y"),
        ("isinstance(value, int | str)", "X | Y"),
        ("text.removeprefix('a')", "removeprefix"),
    ],
)
def test_what_python_3_8_could_not_run_is_seen(text, found):
    assert list(newer(parsed(f"\n{text}"))) == [(2, found)]


@pytest.mark.parametrize(
    "text",
    ["a: dict[str, int] = {}", "def f(a: int | None) -> list[int]: ...", "{1} | {2}"],
)
def test_annotations_and_sets_are_no_fault(text):
    assert list(newer(parsed(text))) == []


@pytest.mark.parametrize(
    "name",
    "amounts facts languages layout ncerror redaction signature spelling texts".split(),
)
def test_the_examples_in_docstrings_hold(name):
    module = importlib.import_module(f"ogone.{name}")
    failed, attempted = doctest.testmod(module)
    assert attempted > 0
    assert failed == 0


def test_the_tests_of_ogone_are_kept_on_older_pythons():
    names = "|".join(path.stem for path in modules("ogone"))
    of_ogone = re.compile(rf"test_(?:{names})(?:_\w+)?\.py")
    left_out = set(filter(of_ogone.fullmatch, older_pythons.left_out()))
    assert left_out == {"test_probe.py"}  # it asks a sandbox


def test_what_imports_the_sandbox_by_way_of_another_file_is_left_out():
    assert "test_sandbox_query.py" in older_pythons.left_out()
