# SPDX-License-Identifier: LGPL-3.0-or-later
"""Odoo from Debian's package, unpacked into the cache without being installed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from . import apt_sources, machine
from .console import RunnerError, say
from .locks import one_at_a_time
from .paths import CACHE
from .pins import ODOO_COMPANIONS, ODOO_PACKAGE, ODOO_SUITE, ODOO_TESTED_VERSION
from .processes import run

MODULES = Path("usr/lib/python3/dist-packages")
NO_DEBIAN = (
    "Odoo comes from Debian's packages, and this machine has no source for them.\n"
    "Name an Odoo checkout, 16 to 19: ./dev --host PATH, or PAYMENT_OGONE_HOST."
)
# apt still verifies every signature; its download as another user is what a cache
# below a private home folder does not allow.
CONFIGURATION = """\
Dir::State::Lists "{folder}/lists";
Dir::Cache "{folder}/archives";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{folder}/sources";
APT::Default-Release "{codename}";
APT::Sandbox::User "root";
Acquire::Languages "none";
#clear APT::Update::Post-Invoke-Success;
"""


def ensure() -> Path:
    """Return the unpacked tree of the tested version, or of the newest there is."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(CACHE / "lock"):
        tree = _find() or _fetch()
    if tree.name != _folder_name(ODOO_TESTED_VERSION):
        say(f"Note: {tree.name}; the tested version is {ODOO_TESTED_VERSION}.")
    return tree


def _folder_name(version: str) -> str:
    return f"{ODOO_PACKAGE}_{version}"


def _find() -> Path | None:
    tested = CACHE / _folder_name(ODOO_TESTED_VERSION)
    others = sorted(CACHE.glob(_folder_name("*")), key=os.path.getmtime)
    return tested if tested.is_dir() else others[-1] if others else None


def _fetch() -> Path:
    source = _source()
    with tempfile.TemporaryDirectory(prefix="making-", dir=CACHE) as name:
        folder = Path(name)
        packages = _download(folder, source)
        tree = _unpack(packages, folder / "tree")
        version = _version(packages)
        return tree.rename(CACHE / _folder_name(version))


def _source() -> str:
    codename = machine.release().get("VERSION_CODENAME", "")
    source = codename and apt_sources.with_suite(ODOO_SUITE, codename)
    if not source or machine.release().get("ID") != "debian":
        raise RunnerError(NO_DEBIAN)
    return source


def _download(folder: Path, source: str) -> list[Path]:
    """Fetch Odoo from its suite and the rest from the machine's own release."""
    for name in ("lists/partial", "archives/partial", "sources", "packages"):
        (folder / name).mkdir(parents=True)
    suffix = "sources" if apt_sources.is_deb822(source) else "list"
    (folder / "sources" / f"debian.{suffix}").write_text(source)
    codename = machine.release()["VERSION_CODENAME"]
    configuration = folder / "apt.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, codename=codename))
    private = {"APT_CONFIG": str(configuration)}
    run(["apt-get", "update", "-q"], env=private)
    wanted = [f"{ODOO_PACKAGE}/{ODOO_SUITE}", *ODOO_COMPANIONS]
    run(["apt-get", "download", "-q", *wanted], env=private, cwd=folder / "packages")
    return sorted((folder / "packages").glob("*.deb"))


def _version(packages: list[Path]) -> str:
    """Return the version of Odoo, from the name ``odoo-19_19.0.0+dfsg-1_all.deb``."""
    names = [package.name.split("_") for package in packages]
    version = next(name[1] for name in names if name[0] == ODOO_PACKAGE)
    return version.replace("%3a", ":")


def _unpack(packages: list[Path], tree: Path) -> Path:
    """Unpack all into one tree: links lead from one package into another."""
    for package in packages:
        run(["dpkg-deb", "-x", package, tree])
    tree.chmod(0o755)
    web = tree / MODULES / "odoo" / "addons" / "web"
    broken = [str(file) for file in web.rglob("*") if not file.exists()]
    if broken:
        raise RunnerError("Odoo's web client lacks:\n" + "\n".join(broken))
    return tree
