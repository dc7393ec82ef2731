# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whose account it is, and what proves it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .errors import ConfigurationError
from .parameters import SHA_OUT, SignedNames
from .signature import ALGORITHMS
from .texts import _lt

_PASSPHRASE = re.compile(r"[!-~]{16,32}")


@dataclass(frozen=True)
class Account:
    """An account at Ogone, in one of its two environments. ``repr`` shows no secret."""

    pspid: str
    sha_in: str = field(repr=False)
    sha_out: str = field(repr=False)
    algorithm: str = ALGORITHMS[-1]
    userid: str = field(default="", repr=False)
    pswd: str = field(default="", repr=False)
    signed_out: SignedNames = field(default=SHA_OUT, repr=False)


def check_passphrase(passphrase: str) -> None:
    """Return if Ogone takes ``passphrase`` as SHA-IN or SHA-OUT passphrase, else raise.

    :raise ConfigurationError: saying the rule, never the passphrase.
    :source: [ODOO] 16 to 32 characters; the set of characters is not documented, ASCII
        without blanks means the same bytes in every charset of the platform.
    """
    if not _PASSPHRASE.fullmatch(passphrase):
        raise ConfigurationError(
            _lt(
                "It must have 16 to 32 characters: letters without accents, digits and"
                " signs such as ! ? - _, without blanks."
            )
        )
