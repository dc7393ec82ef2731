# SPDX-License-Identifier: LGPL-3.0-or-later
"""Code that makes views, for the 16 engine: lists are made with `lxml.builder`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePath

from .modifiers import MODIFIERS, translated
from .unknown import UnknownError, standing_in

_BUILDER = "from lxml.builder import E"


def convert(text: str, path: PurePath) -> str:
    """Return code in which the conditions of views are those of the 16 engine."""
    if _BUILDER not in text:
        return text
    lines = text.encode("utf-8").splitlines(keepends=True)
    for node, written in sorted(_modifiers(text, path), key=_place, reverse=True):
        line = lines[node.lineno - 1]
        if node.lineno != node.end_lineno:
            raise UnknownError("a condition of several lines", path, node.lineno)
        before, after = line[: node.col_offset], line[node.end_col_offset :]
        lines[node.lineno - 1] = before + written.encode("utf-8") + after
    return b"".join(lines).decode("utf-8")


def _place(found: tuple[ast.AST, str]) -> tuple[int, int]:
    return found[0].lineno, found[0].col_offset


def _modifiers(text: str, path: PurePath) -> Iterator[tuple[ast.AST, str]]:
    """Yield what is to be replaced, and by what."""
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("E."):
            yield from _of_call(node, path)
        elif isinstance(node, ast.Dict):
            yield from _of_mapping(node, path)


def _of_call(node: ast.Call, path: PurePath) -> Iterator[tuple[ast.AST, str]]:
    named = [word for word in node.keywords if word.arg in MODIFIERS]
    for word in named:
        ((name, value),) = _words(word.arg, word.value, len(named), path)
        yield word, f"{name}={value!r}"


def _of_mapping(node: ast.Dict, path: PurePath) -> Iterator[tuple[ast.AST, str]]:
    keys = [key for key in node.keys if isinstance(key, ast.Constant)]
    named = [key for key in keys if key.value in MODIFIERS]
    for key in named:
        value = node.values[node.keys.index(key)]
        ((name, text),) = _words(key.value, value, len(named), path)
        yield key, repr(name)
        yield value, repr(text)


def _words(name: str, value: ast.expr, number: int, path: PurePath) -> object:
    if not isinstance(value, ast.Constant) or number > 1:
        raise UnknownError("conditions that are not told apart", path, value.lineno)
    with standing_in(path, value.lineno):
        return translated({name: value.value}).items()
