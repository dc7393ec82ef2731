# SPDX-License-Identifier: LGPL-3.0-or-later
"""A wheel of the addon, for shops that install theirs by pip: whool makes it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ..paths import ADDON
from ..processes import run
from ..venv import PYTHON

_PROJECT = """\
[build-system]
requires = ["whool"]
build-backend = "whool.buildapi"
"""
# The date in its archive: 1 January 1980, as in the others.
_DATE = "315532800"


def make(addon: Path, folder: Path) -> None:
    """Build the wheel of the addon that lies in ``addon`` into ``folder``."""
    with tempfile.TemporaryDirectory() as name:
        # In a repository whool would take what Git knows, and Git knows no package.
        outside = {"GIT_CEILING_DIRECTORIES": name, "SOURCE_DATE_EPOCH": _DATE}
        copy = shutil.copytree(addon, Path(name, ADDON))
        (copy / "pyproject.toml").write_text(_PROJECT)
        build = [PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
        run([*build, copy], outside, quiet=True)
