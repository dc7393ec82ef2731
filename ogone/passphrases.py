# SPDX-License-Identifier: LGPL-3.0-or-later
"""Make passphrases."""

from __future__ import annotations

import secrets
import string

_LENGTH = 32
_KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "!?-_")


def new_passphrase() -> str:
    """Return a passphrase that nobody can guess, of the longest length.

    The signs are those of the official examples and two more; there is something of
    each kind, for rules of composition are not documented.

    :source: [ODOO] for the length, [SHA] for the signs
    """
    while True:
        passphrase = "".join(secrets.choice("".join(_KINDS)) for _ in range(_LENGTH))
        if all(set(kind) & set(passphrase) for kind in _KINDS):
            return passphrase
