# SPDX-License-Identifier: LGPL-3.0-or-later
"""API users and their passwords: too many wrong ones lock the user."""

import hmac
from threading import Lock

from .merchants import Merchant


class Passwords:
    """Counts wrong passwords. Safe for several threads."""

    def __init__(self):
        self._lock = Lock()
        self._wrong: dict[tuple[str, str], int] = {}

    def clear(self) -> None:
        """Unlock all."""
        with self._lock:
            self._wrong.clear()

    def unlock(self, merchant: Merchant) -> bool:
        """Unlock the API user of an account; return whether it was locked."""
        with self._lock:
            wrong = self._wrong.pop(merchant.key, 0)
        return wrong >= merchant.password_tries

    def is_right(self, merchant: Merchant, password: str) -> bool:
        """Return whether the user may come in, and count if not."""
        fits = hmac.compare_digest(merchant.password.encode(), password.encode())
        with self._lock:
            wrong = self._wrong.get(merchant.key, 0)
            if wrong >= merchant.password_tries:
                return False
            self._wrong[merchant.key] = 0 if fits else wrong + 1
            return fits
