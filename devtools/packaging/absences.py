# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the data files of the 16 engine must not name: it has icons, not methods."""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from .unknown import UnknownError

_MODELS = ("payment.method",)
_FIELDS = ("payment_method_ids", "payment_method_line_ids")
_TEMPLATES = (
    "payment.method_form",
    "payment.token_form",
    "payment.payment_method_form",
)


def check(root: etree._Element, path: PurePath) -> None:
    """Refuse what belongs to payment methods; a file of the engine's own can say it in
    icons, or overlay.py can leave it out.

    :raise UnknownError: naming the line.
    """
    for element in root.iter("record", "field", "template"):
        named = (
            element.get("model") in _MODELS
            or (element.tag == "field" and element.get("name") in _FIELDS)
            or element.get("inherit_id") in _TEMPLATES
        )
        if named:
            what = element.get("id") or element.get("name")
            raise UnknownError(f"payment methods: {what}", path, element.sourceline)
