# SPDX-License-Identifier: LGPL-3.0-or-later
"""Data files of the 16 engine."""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from . import absences, modifiers
from .unknown import UnknownError

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def convert(text: str, path: PurePath) -> str:
    """Return a data file in the words of the 16 engine."""
    root = parsed(text, path)
    absences.check(root, path)
    if not modifiers.convert(root, path):
        return text
    return _DECLARATION + etree.tostring(root, encoding="unicode") + "\n"


def parsed(text: str, path: PurePath) -> etree._Element:
    """Return the root of a data file.

    :raise UnknownError: It is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, strip_cdata=False)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise UnknownError(
            f"not well-formed: {error.msg}", path, error.lineno
        ) from error
