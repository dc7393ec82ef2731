# SPDX-License-Identifier: LGPL-3.0-or-later
"""Changes of an account, one after the other: what one writes, no other undoes."""

from collections.abc import Callable
from threading import RLock
from typing import Protocol

from .merchants import Merchant

_LOCK = RLock()


class Accounts(Protocol):
    """Where accounts are kept."""

    def merchant(self, environment: str, pspid: str) -> Merchant | None:
        """Return the account, as it is set now."""

    def set_merchant(self, merchant: Merchant) -> None:
        """Replace the account of that name."""


class NoAccountError(LookupError):
    """There is no account of that name, or not any more."""


class AccountExistsError(ValueError):
    """There is an account of that name."""


def change(
    accounts: Accounts, key: tuple[str, str], changed: Callable[[Merchant], Merchant]
) -> Merchant:
    """Replace an account by what ``changed`` makes of it, and return that.

    :raise NoAccountError: if there is none.
    """
    with _LOCK:
        before = accounts.merchant(*key)
        if not before:
            raise NoAccountError(f"No account {key[1]!r:.40} in {key[0]!r:.40}.")
        after = changed(before)
        if after != before:
            accounts.set_merchant(after)
        return after


def open_account(accounts: Accounts, merchant: Merchant) -> None:
    """Add an account.

    :raise AccountExistsError: if there is one of that name.
    """
    with _LOCK:
        if accounts.merchant(*merchant.key):
            raise AccountExistsError(
                f"There is an account {merchant.pspid} in {merchant.environment}."
            )
        accounts.set_merchant(merchant)
