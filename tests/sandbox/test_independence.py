# SPDX-License-Identifier: LGPL-3.0-or-later
"""These tests are an outsider's: nothing here imports what it judges."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OURS = {"ogone", "sandbox", "payment_ogone", "devtools", "tests"}


def imported(text):
    """Return the top of every name that is imported; ours from above has none."""
    tops = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            tops |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            tops.add("tests" if node.level else node.module.split(".")[0])
    return tops


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_of_ours_is_imported(path):
    text = path.read_text(encoding="utf-8")
    assert not imported(text) & OURS
    assert "import_module" not in text or path.name == Path(__file__).name


@pytest.mark.parametrize(
    "text",
    ["import ogone.signature", "from sandbox.app import create_app", "from . import x"],
)
def test_an_import_of_ours_would_be_noticed(text):
    assert imported(text) & OURS
