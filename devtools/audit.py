# SPDX-License-Identifier: LGPL-3.0-or-later
"""Ask whether faults are known of the packages that are pinned."""

from __future__ import annotations

import json
from datetime import date

from .console import say
from .paths import DEV, ROOT, VENV
from .pins import HELD_BACK, PYTHON_PACKAGES
from .processes import run_for_status
from .stamps import Stamp


def audit() -> int:
    """Return 1 where a fault is known of a package, 0 where none is or nobody tells.

    Asked once a day, for the same packages; without a network it is said and no fault.
    """
    done = Stamp("audit", PYTHON_PACKAGES, date.today())
    if done.is_fresh():
        return 0
    listing = DEV / "audited.txt"
    lines = (line.strip() for line in PYTHON_PACKAGES.strip().splitlines())
    listing.write_text("\n".join(lines) + "\n")
    report = DEV / "audit.json"
    report.unlink(missing_ok=True)
    command = [VENV / "bin" / "pip-audit", "--requirement", listing, "--output", report]
    # The listing is whole and exact: nothing has to be resolved or installed.
    command += ["--no-deps", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off", "--cache-dir", DEV / "pip-audit"]
    run_for_status(command, cwd=ROOT, quiet=True)
    text = report.read_text() if report.exists() else ""
    faults = read(text)
    if faults is None:
        say("pip-audit: nobody tells of known faults here; nothing was audited.")
        return 0
    for package, names in faults.items():
        held = ", held back for a host" if is_held_back(package) else ""
        say(f"{package}: {', '.join(names)}{held}")
    if not all(map(is_held_back, faults)):
        return 1
    done.set()
    return 0


def read(text: str) -> dict[str, list[str]] | None:
    """Return the known faults by package, or ``None`` where not one was looked up.

    :param text: What pip-audit writes as JSON; nothing, where it could not ask.
    """
    if not text.strip():
        return None
    packages = json.loads(text)["dependencies"]
    told = [package for package in packages if "vulns" in package]
    if not told:
        return None
    return {
        f"{package['name']} {package['version']}": [
            fault["id"] for fault in package["vulns"]
        ]
        for package in told
        if package["vulns"]
    }


def is_held_back(package: str) -> bool:
    """Return whether a name, with or without a version, is one that hosts need old.

    >>> is_held_back("Werkzeug 2.2.2"), is_held_back("requests 2.34.2")
    (True, False)
    """
    return package.split()[0].lower() in HELD_BACK
