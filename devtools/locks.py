# SPDX-License-Identifier: LGPL-3.0-or-later
"""Keep two runners in one clone out of each other's way."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from .console import RunnerError
from .paths import DEV


@contextlib.contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Wait until no other runner is in a block with this ``file``."""
    with open(file, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def claimed(name: str) -> Iterator[None]:
    """Have ``name`` for this runner alone while the block runs.

    :raise RunnerError: Another runner has it.
    """
    with open(DEV / f"{name}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunnerError(f"Another ./dev is busy with {name}.") from None
        yield
