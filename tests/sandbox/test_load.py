# SPDX-License-Identifier: LGPL-3.0-or-later
"""A short run of `./dev load`: several clients at once, and books that agree."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUN = (
    "import sys; from devtools import load; sys.exit(load.run(400, 8, sys.executable))"
)


def test_the_books_agree():
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", RUN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["orders", "400"] in lines
    assert ["requests", "720"] in lines
    assert ["differences", "0"] in lines
