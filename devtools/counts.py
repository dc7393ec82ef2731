# SPDX-License-Identifier: LGPL-3.0-or-later
"""How many tests passed and failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Passed, failed and skipped tests."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    @property
    def ran(self) -> int:
        """Return how many tests came to an end, whichever."""
        return self.passed + self.failed
