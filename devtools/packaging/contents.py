# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which files of the repository belong to a package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..paths import ROOT
from .unknown import UnknownError

ADDON = """
    __init__.py __manifest__.py compat.py const.py hooks.py logs.py
    controllers data i18n migrations models ogone security static views wizards
    CHANGELOG.md LICENSE README.md SECURITY.md docs
""".split()
# What its tests inside a host need besides.
TESTS = "sandbox tests".split()
_OTHER_TESTS = [PurePosixPath("tests", name) for name in ("e2e", "sandbox", "unit")]
# What only the repository runs; and names that begin with a dot.
OWN = "build dev devtools dist pyproject.toml".split()
_MADE = "__pycache__"

# What a host reads; the rest is for people, who know a host by its name.
_CODE = {".csv", ".js", ".po", ".pot", ".py", ".sql", ".xml"}
_NO_CODE = {"docs", "sandbox", "static/description", "tests/files"}


def is_code(path: PurePosixPath) -> bool:
    """Tell whether a host reads the file of that path, in the addon."""
    above = {str(folder) for folder in path.parents}
    return path.suffix in _CODE and not above & _NO_CODE


def files(tests: bool, root: Path = ROOT) -> Iterator[PurePosixPath]:
    """Yield the path of each file, below the addon's folder.

    :param tests: With the tests for a host, and the gateway that they talk to.
    :raise UnknownError: Nobody said of something in the root where it belongs.
    """
    for entry in sorted(root.iterdir()):
        if entry.name in ADDON or (tests and entry.name in TESTS):
            yield from _below(entry, root)
        elif entry.name not in (*TESTS, *OWN, _MADE) and not entry.name.startswith("."):
            raise UnknownError(
                "devtools/packaging/contents.py does not say whether it belongs to the"
                " addon",
                entry.name,
            )


def _below(entry: Path, root: Path) -> Iterator[PurePosixPath]:
    for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
        path = PurePosixPath(file.relative_to(root))
        hidden = any(part == _MADE or part.startswith(".") for part in path.parts)
        elsewhere = any(folder in path.parents for folder in _OTHER_TESTS)
        if file.is_file() and not hidden and not elsewhere:
            yield path
