# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which tests the addon defines for hosts, read without running them.

A host passes over a test without a word where its class is not imported, not tagged,
or given up in ``setUpClass``: what ran is compared with what is written here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

Classes = Mapping[str, ast.ClassDef]


def defined(folder: Path) -> set[str]:
    """Return the tests in ``folder``, as "TestFlow.test_refund", as a host logs them.

    A class also runs what it inherits from another of the same folder.
    """
    classes = {found.name: found for found in _classes(folder)}
    return {
        f"{name}.{test}"
        for name, found in classes.items()
        if name.startswith("Test")
        for test in _tests(found, classes)
    }


def _classes(folder: Path) -> Iterator[ast.ClassDef]:
    for file in sorted(folder.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _tests(found: ast.ClassDef, classes: Classes) -> set[str]:
    own = {
        node.name
        for node in found.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    bases = [base.id for base in found.bases if isinstance(base, ast.Name)]
    return own.union(
        *(_tests(classes[base], classes) for base in bases if base in classes)
    )
