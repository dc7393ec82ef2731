# SPDX-License-Identifier: LGPL-3.0-or-later
"""Read what pytest reports."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree  # nosec B405 # reads pytest's own report
from pathlib import Path

from .counts import Counts


def read(report: Path) -> Counts:
    """Return what a JUnit report counts; nothing, where pytest did not get to it."""
    if not report.exists():
        return Counts()
    tree = ElementTree.parse(report)  # noqa: S314 # nosec B314 # pytest has written it
    suites = tree.getroot().iter("testsuite")
    totals = [
        {name: int(suite.get(name, 0)) for name in ("tests", "skipped")}
        | {"failed": int(suite.get("failures", 0)) + int(suite.get("errors", 0))}
        for suite in suites
    ]
    failed = sum(total["failed"] for total in totals)
    skipped = sum(total["skipped"] for total in totals)
    ran = sum(total["tests"] for total in totals) - skipped
    return Counts(ran - failed, failed, skipped)
