# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``lint``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from . import audit
from .console import say
from .paths import DEV, DIST, ROOT, VENV
from .processes import run_for_status

NEED_3_10 = {"devtools", "sandbox", "tests"}


def lint(_arguments: argparse.Namespace) -> int:
    """Check the form of all sources; nothing is changed."""
    checks = (_ruff_format, _ruff_check, _vermin, _pylint_odoo, _bandit)
    checks += (audit.audit, _xml)
    failed = [check.__name__.lstrip("_") for check in checks if check()]
    say(f"Failed: {', '.join(failed)}" if failed else "Nothing to complain about.")
    return 1 if failed else 0


def _ruff_format() -> int:
    return _run("ruff", "format", "--check", ".", "dev")


def _ruff_check() -> int:
    return _run("ruff", "check", ".", "dev")


def _vermin() -> int:
    """Check which Python each part needs; the addon and ogone/ run in older shops."""
    tops = {file.relative_to(ROOT).parts[0] for file in sources(".py")}
    ours = tops & NEED_3_10
    status = _minimum("3.8", *sorted(tops - ours))
    return _minimum("3.10", *sorted(ours), "dev") or status


def _minimum(version: str, *paths: str) -> int:
    options = ("--quiet", "--violations", "--no-parse-comments")
    return _run("vermin", *options, f"--target={version}-", *paths)


def _pylint_odoo() -> int:
    return _run("pylint", "--rcfile=.pylintrc", ".")


def _bandit() -> int:
    return _run("bandit", "-q", "-r", "-c", "pyproject.toml", ".")


def _run(program: str, *arguments: str) -> int:
    caches = {"RUFF_CACHE_DIR": str(DEV / "ruff"), "PYLINTHOME": str(DEV / "pylint")}
    status, _ = run_for_status([VENV / "bin" / program, *arguments], caches, ROOT)
    return status


def _xml() -> int:
    from lxml import etree

    broken = 0
    for file in sources(".xml"):
        try:
            etree.parse(file)
        except etree.XMLSyntaxError as error:
            say(f"{file.relative_to(ROOT)}: {error}")
            broken += 1
    return broken


def sources(suffix: str) -> Iterator[Path]:
    """Yield the files of the repository with ``suffix``, none below .dev or dist."""
    for entry in sorted(ROOT.iterdir()):
        if entry != DIST and not entry.name.startswith("."):
            files = entry.rglob("*") if entry.is_dir() else [entry]
            yield from (file for file in files if file.suffix == suffix)
