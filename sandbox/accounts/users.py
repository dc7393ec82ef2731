# SPDX-License-Identifier: LGPL-3.0-or-later
"""API users of an account: who may call from server to server.

:source: [ODOO] and [SUP-DL]: "Special user for API", and its "Activate (Errors)"
"""

import re
from dataclasses import dataclass, field

from passlib.hash import pbkdf2_sha512

# Milliseconds: a server waits for it. What it guards is worth nothing.
_HASHER = pbkdf2_sha512.using(rounds=10_000)
_USERID = re.compile(r"[A-Za-z0-9._@-]{1,20}", re.ASCII)
LONGEST_PASSWORD = 50


@dataclass(frozen=True)
class User:
    """An API user.

    :ivar password_hash: All that is known of the password.
    :ivar wrong_tries: Wrong passwords since the last right one.
    """

    userid: str
    password_hash: str = field(repr=False)
    name: str = ""
    active: bool = True
    wrong_tries: int = 0


def new_user(userid: str, password: str, name: str = "") -> User:
    """Return a user who comes in with ``password``.

    :raise ValueError: for a name or a password that no user can have.
    """
    return User(checked_userid(userid), hash_of(password), name)


def checked_userid(userid: str) -> str:
    """Return ``userid``.

    :raise ValueError: if it cannot be one.
    """
    if not _USERID.fullmatch(userid):
        raise ValueError("userid has 1 to 20 letters, digits or . _ @ -")
    return userid


def hash_of(password: str) -> str:
    """Return what is kept of a password.

    :raise ValueError: if it cannot be one.
    """
    if not 0 < len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"password has 1 to {LONGEST_PASSWORD} characters")
    return _HASHER.hash(password)


def fits(password: str, password_hash: str) -> bool:
    """Return whether ``password`` is the one that was hashed."""
    return len(password) <= LONGEST_PASSWORD and _HASHER.verify(password, password_hash)
