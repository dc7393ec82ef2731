# SPDX-License-Identifier: LGPL-3.0-or-later
"""Conditions in views: Python of the 17 engine, read into domains of the 16 engine."""

from __future__ import annotations

import ast

from .unknown import UnknownError

Domain = list[object]

_OPERATORS = {
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_OPPOSITES = {"=": "!=", "in": "not in", "<": ">=", ">": "<="}
_OPPOSITES |= {opposite: operator for operator, opposite in _OPPOSITES.items()}
# No fields: what a condition may name besides them.
_NO_FIELDS = set("active_id active_ids active_model context_today datetime".split())
_NO_FIELDS |= set("context current_date now relativedelta time today uid".split())
# What fields hold that are empty; a list of records holds none of them, but is [].
_NOTHING = [False, "", 0]


def domain(expression: str) -> Domain:
    """Return the domain that holds where ``expression`` is true.

    :raise UnknownError: It says what no domain can, or what nobody needed yet.

    >>> domain("not a and b in ('c', 'd')")
    ['&', '|', ('a', 'in', [False, '', 0]), ('a', '=', []), ('b', 'in', ['c', 'd'])]
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError as error:
        raise UnknownError(f"no expression: {expression!r}") from error
    return _domain(tree.body, True)


def _domain(node: ast.expr, wanted: bool) -> Domain:
    """Return the domain that holds where ``node`` is as true as ``wanted``."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _domain(node.operand, not wanted)
    if isinstance(node, ast.BoolOp):
        return _combined(node, wanted)
    if isinstance(node, ast.Compare):
        return [_comparison(node, wanted)]
    name = _field(node)
    if wanted:
        return ["&", (name, "not in", _NOTHING), (name, "!=", [])]
    return ["|", (name, "in", _NOTHING), (name, "=", [])]


def _combined(node: ast.BoolOp, wanted: bool) -> Domain:
    # What is denied of a whole is denied of its parts, joined the other way.
    operator = "&" if isinstance(node.op, ast.And) is wanted else "|"
    parts = [_domain(value, wanted) for value in node.values]
    return [operator] * (len(parts) - 1) + [term for part in parts for term in part]


def _comparison(node: ast.Compare, wanted: bool) -> tuple:
    if len(node.ops) != 1 or type(node.ops[0]) not in _OPERATORS:
        raise UnknownError(f"a comparison that no domain has: {ast.unparse(node)!r}")
    operator = _OPERATORS[type(node.ops[0])]
    value = _value(node.comparators[0])
    if isinstance(value, list) is not operator.endswith("in"):
        raise UnknownError(f"a comparison that no domain has: {ast.unparse(node)!r}")
    return (_field(node.left), operator if wanted else _OPPOSITES[operator], value)


def _field(node: ast.expr) -> str:
    """Return the name of a field, or of one of the ``parent`` of a list."""
    name = ast.unparse(node)
    stem, _dot, field = name.rpartition(".")
    is_name = isinstance(node, (ast.Name, ast.Attribute))
    if not is_name or stem not in ("", "parent") or field in _NO_FIELDS:
        raise UnknownError(f"no field, in a condition: {name!r}")
    return name


def _value(node: ast.expr) -> object:
    try:
        value = ast.literal_eval(node)
    except ValueError as error:
        raise UnknownError(
            f"no constant, in a condition: {ast.unparse(node)!r}"
        ) from error
    return list(value) if isinstance(value, (tuple, list, set)) else value
