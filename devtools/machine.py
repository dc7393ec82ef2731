# SPDX-License-Identifier: LGPL-3.0-or-later
"""The machine's own packages: see what is missing, install it or say how."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess  # nosec B404 # it starts programs by name, as a shell would

from .console import RunnerError
from .pins import DEBIAN_PROGRAMS, DEBIAN_VENV
from .processes import run

# Where servers are, beside what everybody has on their path.
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
APT = {"DEBIAN_FRONTEND": "noninteractive"}


def ensure(with_programs: bool) -> None:
    """Install what the machine lacks of Debian's packages.

    :param with_programs: Also what a shop needs; linting and unit tests do not.
    :raise RunnerError: It cannot be done from here; its text is the command to run.
    """
    missing = [] if importlib.util.find_spec("ensurepip") else [DEBIAN_VENV]
    if with_programs:
        programs = DEBIAN_PROGRAMS.items()
        missing += [name for name, command in programs if not shutil.which(command)]
    if missing:
        _install(missing)


def ensure_program(name: str) -> None:
    """Install a program of Debian's package of the same name, where it is missing.

    :raise RunnerError: It cannot be done from here; its text is the command to run.
    """
    if not shutil.which(name, path=PATH):
        _install([name])


def _install(packages: list[str]) -> None:
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise RunnerError("Install these with your system: " + " ".join(packages))
    if os.geteuid() and not _sudo_works():
        command = " ".join(install)
        raise RunnerError(
            f"As root, run: apt-get update && {command}\nThen start again."
        )
    prefix = ["sudo", "-n", "env", *(f"{k}={v}" for k, v in APT.items())]
    prefix = prefix if os.geteuid() else []
    run([*prefix, "apt-get", "update", "-q"], env=APT)
    run([*prefix, *install, "-q"], env=APT)


def _sudo_works() -> bool:
    if not shutil.which("sudo"):
        return False
    question = ["sudo", "-n", "true"]
    answer = subprocess.run(question, capture_output=True, check=False)  # nosec B603 # literal
    return not answer.returncode


def release() -> dict[str, str]:
    """Return what /etc/os-release says, or nothing where there is no such file."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}
