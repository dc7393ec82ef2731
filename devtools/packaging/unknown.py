# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the converter does not know, it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from ..console import RunnerError


class UnknownError(RunnerError):
    """Say what is not known, and where it stands."""

    def __init__(self, what: str, path: PurePath | str = "", line: int = 0) -> None:
        place = ":".join(str(part) for part in (path, line) if part)
        super().__init__(f"{place}: {what}" if place else what)
        self.what = what


@contextmanager
def standing_in(path: PurePath | str, line: int) -> Iterator[None]:
    """Say of what is refused in this block that it stands there."""
    try:
        yield
    except UnknownError as error:
        raise UnknownError(error.what, path, line) from error
