# SPDX-License-Identifier: LGPL-3.0-or-later
"""Passphrases of the test account that are those of production are replaced.

:source: [ADV] 11
"""

import secrets
from dataclasses import replace

from ..accounts.changes import Accounts, NoAccountError, change
from ..accounts.merchants import Merchant

PASSPHRASES = {
    "sha_in": "SHA-IN for e-Commerce & Alias gateway",
    "sha_in_directlink": "SHA-IN for DirectLink & Batch",
    "sha_out": "SHA-OUT",
}
# token_urlsafe(18) has 24 characters: within the 16 to 32 of the rule.
_BYTES = 18


def keep_apart(accounts: Accounts, pspid: str) -> dict[str, str]:
    """Give the test account new passphrases where they are those of production.

    :return: The new ones, by what they are for.
    """
    production = accounts.merchant("prod", pspid)
    if not production:
        return {}
    renewed: dict[str, str] = {}

    def apart(test: Merchant) -> Merchant:
        taken = {getattr(production, name) for name in PASSPHRASES} - {"", None}
        for name in PASSPHRASES:
            if getattr(test, name) in taken:
                renewed[name] = secrets.token_urlsafe(_BYTES)
        return replace(test, **renewed)

    try:
        change(accounts, ("test", pspid), apart)
    except NoAccountError:
        return {}
    return {PASSPHRASES[name]: value for name, value in renewed.items()}
