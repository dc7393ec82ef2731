# SPDX-License-Identifier: LGPL-3.0-or-later
"""Conditions of views, as the 16 engine wants them: domains, in one ``attrs``."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import PurePath

from lxml import etree

from .expressions import domain
from .unknown import UnknownError, standing_in

MODIFIERS = ("invisible", "readonly", "required", "column_invisible")
_CONSTANTS = {"0", "1", "True", "False", "true", "false"}
# A list is made by code, which knows the word; pages of settings are not needed.
_OTHER_WORDS = ("app", "block", "chatter", "list", "setting", "tree")
_IN_TEXT = re.compile(rf' ({"|".join(MODIFIERS)})="([^"]*)"')


def translated(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the modifiers among ``attributes`` in the words of the 16 engine.

    >>> translated({"name": "a", "readonly": "1", "invisible": "b == 'c'"})
    {'readonly': '1', 'attrs': "{'invisible': [('b', '=', 'c')]}"}
    """
    plain, domains = {}, {}
    for name in MODIFIERS:
        if (text := attributes.get(name)) in _CONSTANTS:
            # A column that is never shown has the word of any field there.
            plain["invisible" if name == "column_invisible" else name] = text
        elif text is not None:
            domains[name] = domain(text)
    return {**plain, **({"attrs": repr(domains)} if domains else {})}


def convert(root: etree._Element, path: PurePath) -> bool:
    """Change the views in a data file; return whether there was anything to change.

    Templates have no modifiers.
    """
    changed = False
    for arch in root.iterfind(".//record[@model='ir.ui.view']/field[@name='arch']"):
        for element in arch.iterdescendants(etree.Element):
            with standing_in(path, element.sourceline):
                changed |= _convert_element(element)
    return changed


def _convert_element(element: etree._Element) -> bool:
    if element.tag == "attribute" and element.get("name") in (*MODIFIERS, "attrs"):
        raise UnknownError("a condition that is changed in a view of the host")
    if element.tag in _OTHER_WORDS:
        raise UnknownError(f"it has another word there: {element.tag}")
    before, words = dict(element.attrib), translated(element.attrib)
    for name in MODIFIERS:
        element.attrib.pop(name, None)
    element.attrib.update(words)
    return dict(element.attrib) != before


def convert_text(text: str) -> str:
    """Change the modifiers in a text of a view, as translations quote it.

    >>> convert_text('They <b invisible="a != \\'b\\'">fail</b>.')
    'They <b attrs="{\\'invisible\\': [(\\'a\\', \\'!=\\', \\'b\\')]}">fail</b>.'
    """

    def in_16(found: re.Match) -> str:
        words = translated({found[1]: html.unescape(found[2])})
        return "".join(f' {name}="{_escaped(text)}"' for name, text in words.items())

    return _IN_TEXT.sub(in_16, text)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")
