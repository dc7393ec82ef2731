# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is offered for a target: folder, archive, and wheel hold the same."""

import ast
import hashlib
import zipfile

import pytest
from test_boundaries import ROOT

from devtools.packaging.release import release

VERSION = ast.literal_eval((ROOT / "__manifest__.py").read_text("utf-8"))["version"]


def contents(archive, below=""):
    with zipfile.ZipFile(archive) as packed:
        names = [name for name in packed.namelist() if name.startswith(below)]
        return {name.removeprefix(below): digest(packed.read(name)) for name in names}


def digest(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def offered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    return release("odoo-19.0", folder=folder), folder


def test_archive_holds_what_the_folder_holds(offered):
    archive, folder = offered
    assert archive.name == f"payment_ogone-{VERSION}-odoo-19.0.zip"
    addon = folder / "odoo-19.0" / "payment_ogone"
    files = [file for file in addon.rglob("*") if file.is_file()]
    assert contents(archive, "payment_ogone/") == {
        file.relative_to(addon).as_posix(): digest(file.read_bytes()) for file in files
    }


def test_wheel_holds_what_the_archive_holds(offered):
    archive, folder = offered
    wheel = folder / f"odoo_addon_payment_ogone-19.0.{VERSION}-py3-none-any.whl"
    below = "odoo/addons/payment_ogone/"
    assert contents(wheel, below) == contents(archive, "payment_ogone/")
    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if name.endswith("/METADATA")]
        metadata = packed.read(names[0]).decode("utf-8")
    assert "Name: odoo-addon-payment_ogone\n" in metadata
    assert f"Version: 19.0.{VERSION}\n" in metadata
    assert "Requires-Dist: odoo==19.0.*\n" in metadata


def test_what_flectra_installs_has_no_wheel(tmp_path):
    archive = release("flectra-next", folder=tmp_path)
    assert archive.name == f"payment_ogone-{VERSION}-flectra-next.zip"
    assert {entry.name for entry in tmp_path.iterdir()} == {
        "flectra-next",
        f"payment_ogone-{VERSION}-flectra-next.zip",
    }
