# SPDX-License-Identifier: LGPL-3.0-or-later
"""The namespace of a host, wherever it is spelled."""

from __future__ import annotations

import re
from pathlib import PurePath, PurePosixPath

from .unknown import UnknownError

SOURCE = "odoo"
ALL = (SOURCE, "flectra")

# As a word: imports, roots of XML, `@odoo-module`, `odoo.define`, `#. odoo-python`; it
# also begins a line that is written \n. Prose says Odoo, and stays; so do addresses.
# The name of a method is put together with the name of a way to number invoices.
_WORD = re.compile(
    rf"(?:(?<![A-Za-z0-9_])|(?<=\\n)){SOURCE}(?![A-Za-z0-9_]|\.(?:com|sh)\b)"
    rf"|(?<=_get_invoice_reference_){SOURCE}(?=_)"
)
_ADDRESS = re.compile(r"[\w.-]*\bodoo\.(?:com|sh)\b|github\.com/[\w./-]+")


def renamed(text: str, namespace: str) -> str:
    """Return ``text`` with the namespace of the source spelled ``namespace``.

    >>> renamed("from odoo.addons.payment import utils  # of Odoo", "flectra")
    'from flectra.addons.payment import utils  # of Odoo'
    """
    return text if namespace == SOURCE else _WORD.sub(namespace, text)


def renamed_path(path: PurePath, namespace: str) -> PurePosixPath:
    """Return ``path`` with each of its names renamed like a text.

    >>> str(renamed_path(PurePosixPath("odoo/addons/base/odoo-bin"), "flectra"))
    'flectra/addons/base/flectra-bin'
    """
    return PurePosixPath(*(renamed(part, namespace) for part in path.parts))


def check(text: str, namespace: str, path: PurePath) -> None:
    """Refuse ``text`` where it spells the namespace of another host.

    :raise UnknownError: naming the line.
    """
    others = re.compile("|".join(name for name in ALL if name != namespace))
    for number, line in enumerate(text.splitlines(), 1):
        if others.search(_ADDRESS.sub("", line)):
            raise UnknownError(
                f"another host's namespace: {line.strip()}", path, number
            )
