# SPDX-License-Identifier: LGPL-3.0-or-later
"""Texts for people: English here, and translated by whoever shows them."""

from __future__ import annotations

from typing import Mapping, Sequence


class Text(str):
    """A text in English that remembers what it was made of, so that it can be put into
    another language where it is shown.

    :ivar template: What is translated; its places are named, as in ``%(name)s``.
    :ivar values: What comes into the places. A :class:`Text` among them is translated
        too.

    >>> text = Text("Line %(line)s: %(why)s", line=3, why=Text("no amount"))
    >>> text, text.template
    ('Line 3: no amount', 'Line %(line)s: %(why)s')
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Text:
        text = super().__new__(cls, template % values if values else template)
        text.template = template
        text.values = values
        return text


# By this name hosts find what is to be translated; its argument is a literal.
_lt = Text


def joined(separator: str, texts: Sequence[str]) -> Text:
    """Return ``texts`` with ``separator`` between them, each still to be translated.

    >>> joined("; ", ["payid", "status"])
    'payid; status'
    """
    values = {f"part{number}": text for number, text in enumerate(texts)}
    return Text(separator.join(f"%({name})s" for name in values), **values)
