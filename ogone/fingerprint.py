# SPDX-License-Identifier: LGPL-3.0-or-later
"""To know a passphrase again without keeping it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_HASH = "sha512"
# A tenth of a second or so, for each one who wants to guess.
_ROUNDS = 210_000


def fingerprint(passphrase: str) -> str:
    """Return what is kept of ``passphrase``: rounds, salt and digest, all ASCII."""
    salt = secrets.token_hex(16)
    return f"{_ROUNDS}:{salt}:{_digest(passphrase, salt, _ROUNDS)}"


def is_of(kept: str, passphrase: str) -> bool:
    """Return whether ``kept`` is the fingerprint of ``passphrase``."""
    rounds, salt, digest = kept.split(":")
    return hmac.compare_digest(digest, _digest(passphrase, salt, int(rounds)))


def _digest(passphrase: str, salt: str, rounds: int) -> str:
    return hashlib.pbkdf2_hmac(_HASH, passphrase.encode(), salt.encode(), rounds).hex()
