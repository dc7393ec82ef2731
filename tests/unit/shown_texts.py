# SPDX-License-Identifier: LGPL-3.0-or-later
"""What people are shown when something goes wrong, read from the sources.

A text is followed from where it is shown (an error that is raised, a note, an activity,
an answer, a line of the log) back to where it is written: through variables, through
parameters to those who call, and through functions to what they return. Whatever is
filled in later is an ellipsis, however it is spelled: ``%(name)s``, ``%s``, ``{name}``.
"""

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree
from written_texts import (
    FUNCTION,
    Element,
    Scope,
    inner_parts,
    is_sentence,
    last_name,
    literal_text,
    spelled,
)

# Of the host, and of Python itself.
_ERRORS = {"AccessError", "RedirectWarning", "UserError", "ValidationError"}
_ROOTS = {"Exception", "OgoneError", "RunnerError"}
_TELLS_WHERE = {"UnknownError"}  # all that follows its text
_LOGGED = {"warning", "error", "exception", "critical"}
# Function and parameter: what comes in there is shown as it is.
_SHOWN = {
    ("move", "message"),
    ("_ogone_alarm", "summary"),
    ("_ogone_alarm", "note"),
    ("_answer", "text"),
}
_SHOWN_ATTRIBUTES = {"ogone_warning", "diagnosis", "state_message"}
_SHOWN_KEYS = {"message"}  # of a notification
_UNPLEASANT = {"WRONG", "UNKNOWN"}  # what "Check configuration" may find
_ALERTS = ("alert-danger", "alert-warning")


@dataclass
class Sources:
    """Python files that are read together: names lead from one to the other.

    :ivar texts: What is shown, with the first place where it is written.
    """

    root: Path
    files: list
    texts: dict = field(default_factory=dict)

    def __post_init__(self):
        self.calls, self.functions = defaultdict(list), defaultdict(list)
        self.attributes, self.constants = defaultdict(list), {}
        self.classes, self.shown = {}, []
        for file in self.files:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            self._index(tree, Scope(str(file.relative_to(self.root)), tree))
        self._done = set()
        self._wanted = set(_SHOWN)

    @cached_property
    def errors(self):
        """The names of all classes whose text is shown when they are raised."""
        known = _ERRORS | {name for name in _ROOTS if name in self.classes}
        while True:
            more = {name for name, bases in self.classes.items() if bases & known}
            if more <= known:
                return known
            known |= more

    def _index(self, node, scope):
        for child in ast.iter_child_nodes(node):
            inner = scope
            if isinstance(child, FUNCTION):
                inner = Scope(scope.file, child)
                self.functions[child.name].append(inner)
            elif isinstance(child, ast.ClassDef):
                self.classes[child.name] = {last_name(base) for base in child.bases}
            elif isinstance(child, ast.Call):
                self.calls[last_name(child.func)].append((child, scope))
            elif isinstance(child, ast.Assign):
                self._index_assignment(child, scope)
            elif isinstance(child, ast.Dict):
                self._index_dictionary(child, scope)
            self._index(child, inner)

    def _index_assignment(self, node, scope):
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                self.attributes[target.attr].append((node.value, scope))
            elif isinstance(target, ast.Name) and isinstance(scope.node, ast.Module):
                self.constants[scope.file, target.id] = node.value

    def _index_dictionary(self, node, scope):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in _SHOWN_KEYS:
                self.shown.append((value, scope))

    def collect(self):
        """Return all texts that are shown, each with where it is written."""
        for expressions, scope in (*self._raised(), *self._logged(), *self._found()):
            self._take(expressions, scope)
        for name in _SHOWN_ATTRIBUTES:
            self.shown += self.attributes[name]
        for value, scope in self.shown:
            self._take([value], scope)
        while self._wanted:
            self._take_arguments(*self._wanted.pop())
        return self.texts

    def _raised(self):
        """Yield what errors are made of; a parameter named error is a class of them."""
        given = ((call, at) for call, at in self.calls["error"] if at.has("error"))
        made = (pair for name in self.errors for pair in self.calls[name])
        for call, scope in (*made, *given):
            if last_name(call.func) in _TELLS_WHERE:
                yield call.args[:1], scope
                continue
            yield [*call.args, *(each.value for each in call.keywords)], scope

    def _logged(self):
        for name in _LOGGED | {"exit"}:
            for call, scope in self.calls[name]:
                if last_name(getattr(call.func, "value", None)) in ("_logger", "sys"):
                    yield call.args[:1], scope

    def _found(self):
        for call, scope in self.calls["Finding"]:
            if last_name([*call.args, call, call][1]) in _UNPLEASANT:
                yield call.args[2:3], scope

    def _take_arguments(self, function, parameter):
        """Take what all those who call ``function`` give for ``parameter``."""
        self._done.add((function, parameter))
        for call, scope in self.calls[function]:
            for known in self.functions[function]:
                argument = known.argument(call, parameter)
                if argument is not None:
                    self._take([argument], scope)

    def _take(self, expressions, scope):
        for expression in expressions:
            for text, place in self._read(expression, scope, ()):
                if is_sentence(text):
                    self.texts.setdefault(text, place)

    def _read(self, node, scope, path):
        """Yield the texts that ``node`` may come to, each with its place.

        :param path: Whose value is being read, for some are read through themselves.
        """
        if node is None or node in path:
            return
        path = (*path, node)
        text = literal_text(node)
        if text is not None:
            yield spelled(text), f"{scope.file}:{node.lineno}"
        filled_in = any(isinstance(each, ast.JoinedStr) for each in path[:-1])
        for part in () if filled_in else self._parts(node, scope):
            yield from self._read(*part, path)
        if filled_in and isinstance(node, ast.Name):
            yield from self._read_filled_in(node.id, scope)

    def _read_filled_in(self, name, scope):
        """Yield what is written for a name that is filled in: here, or by a caller."""
        written = [(value, scope) for value in scope.assigned[name]]
        for call, caller in self.calls[getattr(scope.node, "name", None)]:
            given = scope.argument(call, name)
            known = caller.assigned.get(getattr(given, "id", None), [given])
            written += [(value, caller) for value in known if value]
        for value, place in written:
            if text := literal_text(value):
                yield spelled(text), f"{place.file}:{value.lineno}"

    def _parts(self, node, scope):
        """Return what the value of ``node`` comes from, each with its scope."""
        if isinstance(node, ast.Name):
            return self._parts_of_name(node.id, scope)
        if isinstance(node, Element):
            tuples = list(self._tuples(node.of, scope, ()))
            return [(part, at) for each, at in tuples for part in node.taken([each])]
        if isinstance(node, ast.Attribute):
            # What an error says is read where it is raised.
            of_error = isinstance(node.value, ast.Name) and node.value.id == "error"
            return [] if of_error else self.attributes[node.attr]
        if isinstance(node, ast.Call):
            return self._parts_of_call(node, scope)
        return [(part, scope) for part in inner_parts(node)]

    def _tuples(self, node, scope, path):
        """Yield the tuples that ``node`` may come to, each with its scope."""
        if node is None or node in path:
            return
        if isinstance(node, (ast.Tuple, ast.List)):
            yield node, scope
            return
        for part in self._parts(node, scope):
            yield from self._tuples(*part, (*path, node))

    def _parts_of_name(self, name, scope):
        if name in scope.parameters:
            wanted = (scope.node.name, name)
            if wanted not in self._done:
                self._wanted.add(wanted)
        constant = self.constants.get((scope.file, name))
        own = scope.assigned.get(name) or ([constant] if constant else [])
        return [(value, scope) for value in own]

    def _parts_of_call(self, node, scope):
        name = last_name(node.func)
        given = [*node.args, *(each.value for each in node.keywords)]
        if name == "_":  # the text itself is read as a literal
            return [(part, scope) for part in given[1:] if isinstance(part, ast.Name)]
        if name == "shown":  # the same, in another language
            return [(part, scope) for part in given[1:]]
        receiver = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        known = self.functions.get(name, ())
        returned = [(value, each) for each in known for value in each.returned]
        further = receiver if returned else [*receiver, *given]
        return returned + [(part, scope) for part in further]


def alerts(root, files):
    """Return what the views of ``files`` warn of, each with where it is written."""
    texts = {}
    for file in files:
        for node in etree.parse(str(file)).iter("div"):
            if any(name in node.get("class", "") for name in _ALERTS):
                texts |= _warnings(node, f"{file.relative_to(root)}:{node.sourceline}")
    return texts


def _warnings(node, place):
    """Return the first sentence of an alert, or what it begins with in bold."""
    strong = None if (node.text or "").strip() else node.find("strong")
    text = spelled("".join((node if strong is None else strong).itertext()))
    sentence = text.partition(". ")
    text = sentence[0] + sentence[1].strip()
    return {text: place} if is_sentence(text) else {}
