# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who may import whom, and which Python each part is written for."""

import ast
import doctest
import importlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STANDARD = sys.stdlib_module_names
OGONE = STANDARD | {"lxml"}
SANDBOX = OGONE | set("cattrs werkzeug jinja2 passlib requests ogone sandbox".split())
NOT_SHIPPED = ("sandbox", "devtools", "tests")


def modules(top):
    return sorted((ROOT / top).rglob("*.py"))


def shipped():
    """Return what a production host loads: the addon, and ``ogone/`` in it."""
    folders = [
        path.name
        for path in sorted(ROOT.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    ]
    inside = [modules(name) for name in folders if name not in (*NOT_SHIPPED, "dist")]
    return sorted(ROOT.glob("*.py")) + sum(inside, [])


def parsed(text, version=None):
    return ast.parse(text, feature_version=version)


def imports(tree, package):
    """Return the dotted name of every import; relative ones start in ``package``.

    :param package: The names of the folders from the root to the file.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            stem = (*above, *filter(None, [node.module]))
            found |= {".".join((*stem, alias.name)) for alias in node.names}
    return found


def imported(path):
    text = path.read_text(encoding="utf-8")
    return imports(parsed(text), path.relative_to(ROOT).parent.parts)


def tops(names):
    return {name.split(".")[0] for name in names}


def named(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import os.path, lxml.etree", {"os.path", "lxml.etree"}),
        ("def f():\n    from sandbox import app", {"sandbox.app"}),
        ("from . import account", {"ogone.account"}),
        ("from .errors import A, B", {"ogone.errors.A", "ogone.errors.B"}),
        ("from ..sandbox.app import App", {"sandbox.app.App"}),
        ("from .. import sandbox", {"sandbox"}),
    ],
)
def test_the_reader_of_imports_sees(text, found):
    assert imports(parsed(text), ("ogone",)) == found


def test_there_is_something_to_read():
    read = {str(path.relative_to(ROOT)) for path in shipped()}
    assert {"ogone/feedback.py", "ogone/signature.py"} <= read


@pytest.mark.parametrize("path", named(modules("ogone")))
def test_ogone_needs_no_host_and_one_library(path):
    allowed = OGONE | {"ogone"}
    if path.name == "transport.py":
        allowed |= {"requests", "urllib3"}  # whose errors requests carries
    assert tops(imported(path)) <= allowed


@pytest.mark.parametrize("path", named(modules("sandbox")))
def test_the_sandbox_needs_no_host(path):
    allowed = SANDBOX | ({"pytest"} if path.name == "pytest_plugin.py" else set())
    assert tops(imported(path)) <= allowed


def test_the_distribution_asks_for_all_that_it_imports():
    """It is the folders sandbox/ and ogone/; pytest brings itself."""
    text = (ROOT / "sandbox" / "pyproject.toml").read_text(encoding="utf-8")
    declared = set(re.findall(r'^    "([a-z0-9]+)>=', text, re.MULTILINE))
    paths = [*modules("sandbox"), *modules("ogone")]
    used = set().union(*(tops(imported(path)) for path in paths)) - STANDARD
    assert {"werkzeug", "lxml"} <= used
    assert used - {"sandbox", "ogone", "pytest", "urllib3"} <= declared


@pytest.mark.parametrize("path", named(modules("sandbox")))
def test_only_the_store_speaks_sql(path):
    assert "sqlite3" not in tops(imported(path)) or path.parent.name == "store"


@pytest.mark.parametrize("path", named(shipped()))
def test_nothing_that_a_host_loads_imports_what_is_not_shipped(path):
    assert not tops(imported(path)) & set(NOT_SHIPPED)


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


@pytest.mark.parametrize(
    "name",
    "amounts facts languages layout ncerror redaction signature spelling texts".split(),
)
def test_the_examples_in_docstrings_hold(name):
    module = importlib.import_module(f"ogone.{name}")
    failed, attempted = doctest.testmod(module)
    assert attempted > 0
    assert failed == 0
