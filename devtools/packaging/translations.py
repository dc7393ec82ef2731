# SPDX-License-Identifier: LGPL-3.0-or-later
"""Translations of the 16 engine: a term of a view is quoted with its elements."""

from __future__ import annotations

from pathlib import PurePath

import polib

from .modifiers import convert_text


def convert(text: str, _path: PurePath) -> str:
    """Return a catalogue whose terms are found in the views of the 16 engine."""
    catalogue = polib.pofile(text)
    for entry in catalogue:
        entry.msgid = convert_text(entry.msgid)
        entry.msgstr = convert_text(entry.msgstr)
    return str(catalogue) + "\n"
