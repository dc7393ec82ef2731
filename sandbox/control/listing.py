# SPDX-License-Identifier: LGPL-3.0-or-later
"""Long lists as JSON: which part is asked for, and how it leaves piece by piece."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Request, Response

from ..store.extract import Extract

_NUMBERS = ("after", "limit")
_TEXTS = ("orderid", "pspid", "environment")
_LARGEST = 10**15


def extract_of(request: Request) -> Extract:
    """Return what the query asks for: all of it, if it is empty.

    :raise BadRequest: for a name or a number that makes no sense.
    """
    asked = request.args.to_dict()
    if unknown := sorted(set(asked) - {*_NUMBERS, *_TEXTS}):
        raise BadRequest(f"unknown {unknown}; known are {[*_NUMBERS, *_TEXTS]}")
    numbers = {name: _number(name, asked[name]) for name in _NUMBERS if name in asked}
    texts = {name: asked[name] for name in _TEXTS if name in asked}
    return Extract(**numbers, **texts)


def _number(name: str, text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
    if not 0 <= number < _LARGEST:
        raise BadRequest(f"{name} is a whole number")
    return number


def streamed(items: Iterable[Any]) -> Response:
    """Answer a list of which only one item at a time is in memory."""
    return Response(_pieces(items), content_type="application/json")


def _pieces(items: Iterable[Any]) -> Iterator[str]:
    joint = "[\n"
    for item in items:
        yield joint + json.dumps(item, indent=1, ensure_ascii=False)
        joint = ",\n"
    yield "[]\n" if joint == "[\n" else "\n]\n"
