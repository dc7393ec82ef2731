# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which Python packages a host asks for beside those that serve every host."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from . import venv
from .console import RunnerError, say
from .pins import HOST_CAN_DO_WITHOUT, PYTHON_PACKAGES

# Another build of the same.
SAME = {"psycopg2": "psycopg2-binary"}


def ensure(modules: Path) -> None:
    """Install what the requirements of a host name and nobody has pinned.

    What is pinned stays as it is: one environment serves all of them.

    :param modules: The root of its tree.
    :raise RunnerError: It cannot be installed; its text says what is missing.
    """
    lacking = missing(modules / "requirements.txt")
    if not lacking:
        return
    say(f"{modules} asks for more: {', '.join(lacking)}")
    try:
        venv.install(*PYTHON_PACKAGES.strip().splitlines(), *lacking)
    except RunnerError as error:
        raise RunnerError(
            f"{error}\n{modules}/requirements.txt asks for {', '.join(lacking)}."
        ) from error


def missing(file: Path) -> list[str]:
    """Return the lines of ``file`` whose package is not installed, by its name.

    The versions there are of another time: what is installed is right whatever it is.
    """
    installed = {_name(found.name) for found in metadata.distributions()}
    return [line for name, line in _asked(file) if name not in installed]


def _asked(file: Path) -> Iterator[tuple[str, str]]:
    """Yield name and line of what is asked for on this Python and this system."""
    from packaging.requirements import Requirement

    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for line in lines:
        if text := line.partition("#")[0].strip():
            asked = Requirement(text)
            name = _name(asked.name)
            needed = not asked.marker or asked.marker.evaluate()
            if needed and name not in HOST_CAN_DO_WITHOUT:
                yield SAME.get(name, name), text


def _name(name: str) -> str:
    from packaging.utils import canonicalize_name

    return canonicalize_name(name)
