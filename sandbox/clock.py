# SPDX-License-Identifier: LGPL-3.0-or-later
"""The time, which a test may move on."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from .store.database import Database
from .store.facts import Facts

_AHEAD = "clock_ahead"
_FURTHEST = timedelta(days=365_000)  # far from the last date there is


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(timezone.utc)


class Clock:
    """Tells the time of ``base``, and what was added to it."""

    def __init__(
        self, base: Callable[[], datetime] = utc_now, facts: Facts | None = None
    ):
        self._base = base
        self._facts = facts or Facts(Database())
        self._ahead = timedelta(seconds=self._facts.get(_AHEAD))

    def __call__(self) -> datetime:
        return self._base() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` go by.

        :raise ValueError: to go back, or too far on.
        """
        if not 0 <= seconds < 10 * 365 * 86400:
            raise ValueError("seconds to advance: from 0 to ten years")
        ahead = self._ahead + timedelta(seconds=seconds)
        if ahead > _FURTHEST:
            raise ValueError("the clock is a thousand years ahead: reset it")
        self._set(ahead)

    def reset(self) -> None:
        """Return to the time of ``base``."""
        self._set(timedelta())

    def _set(self, ahead: timedelta) -> None:
        self._facts.set(_AHEAD, ahead.total_seconds())
        self._ahead = ahead
