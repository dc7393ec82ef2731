# SPDX-License-Identifier: LGPL-3.0-or-later
"""What compiles on Python 3.8 and fails there once it runs, unless the type is known.

vermin sees it where a type is written beside it; this sees the spelling alone.
"""

import ast

# Methods of text, numbers and paths.
_NEW_METHODS = frozenset(
    "bit_count hardlink_to is_relative_to removeprefix removesuffix with_stem".split()
)
_GENERIC = frozenset("dict frozenset list set tuple type".split())
_TYPES = _GENERIC | frozenset("bool bytes float int str".split())


def newer(tree):
    """Yield the line and the name of all in ``tree`` that Python 3.8 cannot run."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if fault := _fault(node):
            yield node.lineno, fault
        waiting += _evaluated(node)


def _evaluated(node):
    """Return what is below ``node``, without annotations: those nobody evaluates."""
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            values = value if isinstance(value, list) else [value]
            yield from (each for each in values if isinstance(each, ast.AST))


def _fault(node):
    if isinstance(node, ast.Attribute) and node.attr in _NEW_METHODS:
        return node.attr
    if isinstance(node, ast.Subscript) and _name(node.value) in _GENERIC:
        return f"{_name(node.value)}[...]"
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.BitOr):
        return _union(node)
    return None


def _union(node):
    sides = [node.value] if isinstance(node, ast.AugAssign) else [node.left, node.right]
    sides = [side.value if isinstance(side, ast.NamedExpr) else side for side in sides]
    if any(isinstance(side, (ast.Dict, ast.DictComp)) for side in sides):
        return "dict | dict"
    if any(_name(side) in _TYPES or _is_none(side) for side in sides):
        return "X | Y"
    return None


def _name(node):
    return node.id if isinstance(node, ast.Name) else None


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None
