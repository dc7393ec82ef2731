# SPDX-License-Identifier: LGPL-3.0-or-later
"""Find out what a tree of sources is, without importing it: it may not even start."""

from __future__ import annotations

import re
from pathlib import Path

from .console import RunnerError
from .paths import DEV
from .stamps import digest

NAMESPACES = ("flectra", "odoo")
# Where the modules are below the folder that a person names, where that is no checkout:
# in an unpacked package of Debian, in a virtual environment.
PLACES = ("usr/lib/python3/dist-packages", "lib/python3*/site-packages")
# Flectra counts its own releases; what the engine of payments has tells its age.
# 18 has no mark: no Flectra has that engine.
MARKS = (
    (19, "payment/logging.py"),
    (17, "payment/models/payment_method.py"),
    (16, "payment/models/payment_provider.py"),
)
VERSION = re.compile(
    r"^version_info\s*=\s*\(\s*['\"]?(?:saas~)?(\d+)['\"]?\s*,\s*(\d+)", re.MULTILINE
)


def locate(root: Path) -> tuple[Path, str]:
    """Return the folder to import from, and the name of the package that is in it.

    :raise RunnerError: There is no host at ``root``.
    """
    folders = [found for place in PLACES for found in sorted(root.glob(place))]
    for modules in [root, *folders, root.parent]:
        for namespace in NAMESPACES:
            if (modules / namespace / "release.py").is_file():
                return modules, namespace
    raise RunnerError(
        f"{root} is no host: neither odoo/release.py nor flectra/release.py is there.\n"
        "Name a checkout, an unpacked package, or the folder of a pip installation."
    )


def release(package: Path) -> str:
    """Read the release, as "19.0"."""
    text = (package / "release.py").read_text(encoding="utf-8")
    found = VERSION.search(text)
    if not found:
        raise RunnerError(f"{package / 'release.py'} does not tell its version.")
    return f"{found[1]}.{found[2]}"


def series(modules: Path, namespace: str, release: str) -> int:
    """Return the series of Odoo whose engine the tree has; 0 where none is known."""
    major = int(release.split(".")[0])
    if namespace == "odoo" or major >= MARKS[-1][0]:
        return major
    for engine, mark in MARKS:
        if any((folder / mark).is_file() for folder in addons(modules, namespace)):
            return engine
    return 0


def addons(modules: Path, namespace: str) -> tuple[Path, ...]:
    """Return the folders of the host's own addons: one where it is installed, where
    another beside it holds the same without their data.
    """
    installed = modules / namespace / "addons"
    return (
        (installed,)
        if (installed / "web").is_dir()
        else (modules / "addons", installed)
    )


def start(modules: Path, namespace: str) -> tuple[str | Path, ...]:
    """Return what Python runs: the program of a checkout, or of an installation.

    :raise RunnerError: There is none.
    """
    installed = modules.parents[min(2, len(modules.parents) - 1)] / "bin" / namespace
    for program in (modules / f"{namespace}-bin", installed):
        if program.is_file():
            return (program,)
    if (modules / namespace / "__main__.py").is_file():
        return ("-m", namespace)
    raise RunnerError(f"{modules} holds no program {namespace}-bin.")


def alone(modules: Path, namespace: str) -> Path:
    """Return a folder to import the host from, and nothing else.

    Among the packages of another Python, their versions would come before ours.
    """
    if not (modules / "werkzeug").exists():
        return modules
    folder = DEV / "hosts" / digest(str(modules))
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / namespace
    link.unlink(missing_ok=True)
    link.symlink_to(modules / namespace)
    return folder
