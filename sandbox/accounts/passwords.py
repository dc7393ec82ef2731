# SPDX-License-Identifier: LGPL-3.0-or-later
"""Passwords of API users: too many wrong ones lock the user."""

import hmac
import secrets
from dataclasses import replace
from threading import Lock

from .changes import Accounts, change
from .merchants import Merchant
from .users import User, fits

_MOST_REMEMBERED = 1000


class Passwords:
    """Tells right passwords from wrong ones. Safe for several threads.

    A right one is remembered as a digest under a key that only this process has: to
    verify the hash at each call would cost more than the rest of the call.
    """

    def __init__(self):
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget which passwords were right."""
        with self._lock:
            self._right: dict[str, bytes] = {}

    def is_right(
        self, accounts: Accounts, merchant: Merchant, user: User, password: str
    ) -> bool:
        """Return whether the user may come in, and count if not."""
        if merchant.is_locked(user):
            return False
        right = self.fits(password, user.password_hash)
        if not right or user.wrong_tries:
            change(
                accounts, merchant.key, lambda now: _counted(now, user.userid, right)
            )
        return right

    def fits(self, password: str, password_hash: str) -> bool:
        """Return whether ``password`` is the one that was hashed; count nothing."""
        digest = hmac.digest(self._key, password.encode(), "sha256")
        known = self._right.get(password_hash, b"")
        if hmac.compare_digest(known, digest):
            return True
        right = fits(password, password_hash)
        if right:
            with self._lock:
                if len(self._right) >= _MOST_REMEMBERED:
                    self._right.clear()
                self._right[password_hash] = digest
        return right


def _counted(merchant: Merchant, userid: str, right: bool) -> Merchant:
    user = merchant.user(userid)
    if not user or merchant.is_locked(user):
        return merchant
    return merchant.with_user(
        replace(user, wrong_tries=0 if right else user.wrong_tries + 1)
    )
