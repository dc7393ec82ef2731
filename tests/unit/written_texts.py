# SPDX-License-Identifier: LGPL-3.0-or-later
"""The texts in an expression of Python, and what the names in it stand for."""

import ast
import re
from collections import defaultdict

HOLE = "…"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_FILLED_IN = re.compile(r"%(?:\(\w+\))?[-+#0-9.]*[sdrif]")
_TAG = re.compile(r"<[^>]*>")


def spelled(text):
    """Return ``text`` on one line, with an ellipsis for all that is filled in.

    >>> spelled("Only %(left)s of %s\\n  is left; 5 %% of it.")
    'Only … of … is left; 5 % of it.'
    """
    plain = _FILLED_IN.sub(HOLE, _TAG.sub(" ", text)).replace("%%", "%")
    return " ".join(plain.split())


def is_sentence(text):
    """Return whether ``text`` has two words at least: else it is a name or a number.

    >>> is_sentence("Only … is left"), is_sentence("… …: …"), is_sentence("apt-get")
    (True, False, False)
    """
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    # PSPID ORDERID are names of parameters, and a backslash is of a pattern.
    return len(words) > 1 and not text.isupper() and "\\" not in text


class Element(ast.expr):
    """What stands at a place of each tuple that an expression may come to."""

    def __init__(self, of, place):
        super().__init__()
        self.of, self.place, self.lineno = of, place, of.lineno

    def taken(self, tuples):
        """Return what stands there; of tuples of tuples, as a loop takes them."""
        rows = [
            row for each in tuples for row in (each.elts if _nested(each) else [each])
        ]
        return [row.elts[self.place] for row in rows if len(row.elts) > self.place]


def _nested(node):
    return all(isinstance(each, ast.Tuple) for each in node.elts)


class Scope:
    """A function, or a file: what its names stand for."""

    def __init__(self, file, node):
        self.file, self.node = file, node
        self.parameters, self.assigned, self.returned = [], defaultdict(list), []
        if isinstance(node, FUNCTION):
            arguments = node.args
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            self.parameters = [each.arg for each in every]
            for inner in ast.walk(node):
                self._note(inner)

    def _note(self, node):
        if isinstance(node, ast.Return):
            self.returned.append(node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
            self._assign(node.target, node.value)
        elif isinstance(node, (ast.For, ast.comprehension)):
            self._assign(node.target, node.iter)

    def _assign(self, target, value):
        if isinstance(target, ast.Name):
            self.assigned[target.id].append(value)
        for place, name in enumerate(getattr(target, "elts", ())):
            if isinstance(name, ast.Name):
                self.assigned[name.id].append(Element(value, place))

    def has(self, parameter):
        """Return whether this function is given a ``parameter`` of that name."""
        return parameter in self.parameters

    def argument(self, call, parameter):
        """Return what ``call`` gives this function for ``parameter``, or ``None``."""
        named = {each.arg: each.value for each in call.keywords}
        if parameter in named or parameter not in self.parameters:
            return named.get(parameter)
        bound = self.parameters[0] in ("self", "cls")
        place = self.parameters.index(parameter) - bound
        return call.args[place] if 0 <= place < len(call.args) else None


def last_name(node):
    """Return the last name of ``a.b.name`` or ``name``, or "".

    ``self.env._`` is ``_``, as is every other way to have a text translated.
    """
    name = getattr(node, "attr", None) or getattr(node, "id", "")
    return "_" if name in ("_lt", "LazyTranslate", "_t") else name


def literal_text(node):
    """Return the text that is written at ``node``, or ``None``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(literal_text(part) or HOLE for part in node.values)
    if isinstance(node, ast.Call) and last_name(node.func) == "_" and node.args:
        return literal_text(node.args[0])
    return None


def inner_parts(node):
    """Return the parts of an expression that its value may be, or is made of."""
    if isinstance(node, ast.JoinedStr):  # who fills in a name may fill in a text
        holes = [part.value for part in node.values if hasattr(part, "value")]
        return [hole for hole in holes if isinstance(hole, ast.Name)]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, (ast.NamedExpr, ast.Subscript, ast.Starred)):
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        return [node.left, node.right]
    if isinstance(node, (ast.GeneratorExp, ast.ListComp)):
        return [node.elt]
    if isinstance(node, ast.Lambda):
        return [node.body]
    return getattr(node, "values" if hasattr(node, "values") else "elts", [])
