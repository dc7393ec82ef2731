# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the runner says, and the one error it ends with."""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from collections.abc import Sequence


class RunnerError(Exception):
    """Say what went wrong and what to do about it; the text is shown as it is."""


def say(text: str) -> None:
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


def say_command(command: Sequence[object]) -> None:
    """Print a command so that it can be copied into a shell."""
    say("$ " + shlex.join(str(part) for part in command))


class Progress:
    """Show how far long work is: one changing line on a terminal, few lines elsewhere.

    >>> with Progress() as progress:
    ...     progress.show("3 of 80")
    3 of 80
    """

    SECONDS_BETWEEN_LINES = 5

    def __init__(self) -> None:
        self._shown_at = float("-inf")
        self._terminal = sys.stdout.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()

    def show(self, text: str) -> None:
        """Replace the line on a terminal; elsewhere print, but not too often."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end="", flush=True)
        elif time.monotonic() - self._shown_at >= self.SECONDS_BETWEEN_LINES:
            self._shown_at = time.monotonic()
            say(text)

    def clear(self) -> None:
        """Take the changing line away, so that another line can be printed."""
        if self._terminal:
            print("\r\033[K", end="", flush=True)
