# SPDX-License-Identifier: LGPL-3.0-or-later
"""Remember what a step was made from: it is done again only when that changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .paths import DEV


def digest(*inputs: object) -> str:
    """Return 12 hexadecimal digits that change with any of ``inputs``."""
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:12]


def digest_files(files: list[Path]) -> str:
    """Return a digest of names and contents, in whatever order the files come."""
    return digest(*((str(file), file.read_bytes()) for file in sorted(files)))


class Stamp:
    """A step called ``name``, and the inputs it was last done with."""

    def __init__(self, name: str, *inputs: object) -> None:
        self._file = DEV / "stamps" / name
        self._digest = digest(*inputs)

    def is_fresh(self) -> bool:
        """Tell whether the step was done, to its end, with these inputs."""
        return self._file.is_file() and self._file.read_text() == self._digest

    def remove(self) -> None:
        """Forget the step, as before doing it again: it may be interrupted."""
        self._file.unlink(missing_ok=True)

    def set(self) -> None:
        """Remember that the step is done."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(self._digest)
