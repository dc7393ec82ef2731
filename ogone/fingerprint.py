# SPDX-License-Identifier: LGPL-3.0-or-later
"""To know a passphrase again without keeping it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Iterable

# A tenth of a second or so, for each guess.
_ROUNDS = 210_000


def fingerprint(passphrase: str, beside: Iterable[str] = ()) -> str:
    """Return what is kept of ``passphrase``: rounds, salt and digest, all ASCII.

    :param beside: Fingerprints that are kept with it: they share a salt, so that all
        of them are looked through at the price of one.
    """
    salts = (salt for rounds, salt, _digest in map(_parts, beside) if rounds == _ROUNDS)
    salt = next(salts, "") or secrets.token_hex(16)
    return f"{_ROUNDS}:{salt}:{_made(passphrase, salt, _ROUNDS)}"


def is_among(kept: Iterable[str], passphrase: str) -> bool:
    """Return whether one of the fingerprints ``kept`` is that of ``passphrase``."""
    digests: dict[tuple[int, str], list[str]] = {}
    for rounds, salt, digest in map(_parts, kept):
        digests.setdefault((rounds, salt), []).append(digest)
    for (rounds, salt), known in digests.items():
        made = _made(passphrase, salt, rounds)
        if any(hmac.compare_digest(made, digest) for digest in known):
            return True
    return False


def _parts(kept: str) -> tuple[int, str, str]:
    rounds, salt, digest = kept.split(":")
    return int(rounds), salt, digest


def _made(passphrase: str, salt: str, rounds: int) -> str:
    digest = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt.encode(), rounds)
    return digest.hex()
