# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sources of this repository, for the tests that read them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
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
