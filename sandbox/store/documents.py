# SPDX-License-Identifier: LGPL-3.0-or-later
"""Frozen dataclasses as JSON documents, and back."""

from collections.abc import Callable
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, make_converter

from ogone.operations import MaintenanceOperation

from ..books.methods import METHODS, Method
from ..books.operations import Operation

T = TypeVar("T")
_METHODS = {method.brand: method for method in METHODS}
_OPERATIONS = {kind.__name__: kind for kind in (Operation, MaintenanceOperation)}


def converter() -> JsonConverter:
    """Return what turns a dataclass into JSON; what has its default is left out."""
    made = make_converter(omit_if_default=True, detailed_validation=False)
    by_name(made, Method, lambda method: method.brand, _METHODS.__getitem__)
    # SAL and RFD are words of both: the kind is told with the word.
    either = Operation | MaintenanceOperation
    made.register_unstructure_hook(
        either, lambda operation: [type(operation).__name__, operation.value]
    )
    made.register_structure_hook(
        either, lambda pair, _kind: _OPERATIONS[pair[0]](pair[1])
    )
    return made


def by_name(
    made: JsonConverter,
    kind: type[T],
    name: Callable[[T], Any],
    find: Callable[[Any], T],
) -> None:
    """Let things of ``kind`` be told by their name."""
    made.register_unstructure_hook(kind, name)
    made.register_structure_hook(kind, lambda told, _kind: find(told))


_CONVERTER = converter()


def write(thing: Any) -> str:
    """Return a document of a dataclass."""
    return _CONVERTER.dumps(thing, separators=(",", ":"))


def read(document: str, kind: type[T]) -> T:
    """Return what was written as ``document``."""
    return _CONVERTER.loads(document, kind)
