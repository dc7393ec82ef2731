# SPDX-License-Identifier: LGPL-3.0-or-later
"""What must be true of every package."""

from __future__ import annotations

import ast
from pathlib import Path, PurePosixPath

from . import contents, namespace
from .data import parsed
from .targets import Target
from .unknown import UnknownError

# The oldest Python that loads it: in a shop, and where its tests run.
_IN_SHOPS = (3, 8)
_IN_TESTS = (3, 10)
_TESTS = ("sandbox", "tests")


def check(addon: Path, target: Target) -> None:
    """See that the files of a package are whole.

    :raise UnknownError: naming the file, and the line where that can be told.
    """
    for file in sorted(addon.rglob("*")):
        path = PurePosixPath(file.relative_to(addon))
        if file.suffix == ".py":
            _compile(file.read_text(encoding="utf-8"), path)
        if file.is_file() and contents.is_code(path):
            text = file.read_text(encoding="utf-8")
            namespace.check(text, target.namespace, path)
            if file.suffix == ".xml":
                _check_root(text, target, path)


def _compile(text: str, path: PurePosixPath) -> None:
    oldest = _IN_TESTS if path.parts[0] in _TESTS else _IN_SHOPS
    try:
        tree = ast.parse(text, str(path), feature_version=oldest)
        compile(tree, str(path), "exec")
    except SyntaxError as error:
        raise UnknownError(f"no Python: {error.msg}", path, error.lineno) from error


def _check_root(text: str, target: Target, path: PurePosixPath) -> None:
    root = parsed(text, path)
    if root.tag != target.namespace:
        raise UnknownError(
            f"the root of another host: {root.tag}", path, root.sourceline
        )
