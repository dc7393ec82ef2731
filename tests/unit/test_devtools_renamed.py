# SPDX-License-Identifier: LGPL-3.0-or-later
"""The copy of a host under another namespace, and the package that it takes."""

import pytest

from devtools import host_addons, hosts, renamed_hosts, stamps

MANIFEST = "{{'name': '{}', 'category': 'Sales', 'author': 'A', 'depends': {}}}"
SOURCES = {
    "odoo/release.py": "version_info = (19, 0, 0, FINAL, 0, '')",
    "odoo/addons/base/__manifest__.py": MANIFEST.format("Base", []),
    "addons/website_sale/__manifest__.py": MANIFEST.format("Shop", ["payment"]),
    "addons/payment/__manifest__.py": MANIFEST.format("Payment", ["base"]),
    "addons/payment/models.py": "from odoo.addons.payment import tools",
    "addons/payment/i18n/fr.po": "",
    "addons/payment/tests/test_it.py": "from odoo.addons.iap import tools",
    "addons/iap/__manifest__.py": MANIFEST.format("Calls", []),
    "addons/fleet/__manifest__.py": MANIFEST.format("Fleet", ["base"]),
    "addons/fleet/models.py": "import odoo",
    "addons/fleet/static/description/icon.png": "",
}


@pytest.fixture
def host(tmp_path, monkeypatch):
    monkeypatch.setattr(renamed_hosts, "FOLDER", tmp_path / "copies")
    for name, text in SOURCES.items():
        file = tmp_path / "host" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "host" / "odoo-bin").write_text("import odoo")
    return hosts.at(tmp_path / "host")


def test_the_copy_is_a_host_of_that_name(host):
    copy = renamed_hosts.ensure(host)
    assert (copy.namespace, copy.series, copy.target) == ("flectra", 19, "flectra-19")
    assert copy.start == (copy.modules / "flectra-bin",)
    assert copy.start[0].read_text() == "import flectra"
    text = (copy.modules / "addons/payment/models.py").read_text()
    assert text == "from flectra.addons.payment import tools"
    assert renamed_hosts.ensure(copy) is copy


def test_it_holds_what_a_shop_needs_and_the_names_of_the_rest(host):
    addons = renamed_hosts.ensure(host).modules
    assert (addons / "addons/iap/__manifest__.py").is_file()
    assert not (addons / "addons/payment/i18n").exists()
    assert not (addons / "addons/fleet").exists()
    stub = addons / "flectra/addons/fleet"
    assert sorted(entry.name for entry in stub.iterdir()) == [
        "__manifest__.py",
        "static",
    ]
    assert (stub / "static/description/icon.png").is_file()
    told = (stub / "__manifest__.py").read_text()
    assert "'category': 'Sales'" in told and "'installable': False" in told


def test_it_is_made_again_when_the_host_changed(host):
    first = renamed_hosts.ensure(host).modules
    assert renamed_hosts.ensure(host).modules == first
    (host.modules / "addons/payment/models.py").write_text("import odoo.tools")
    second = renamed_hosts.ensure(host).modules
    text = (second / "addons/payment/models.py").read_text()
    assert text == "import flectra.tools"
    assert not first.exists()


def test_a_package_is_written_again_only_for_other_sources(host, monkeypatch):
    monkeypatch.setattr(host_addons, "ADDONS", host.modules / "packages")
    monkeypatch.setattr(stamps, "DEV", host.modules)
    copy = renamed_hosts.ensure(host)
    folder = host_addons.folder(copy)
    controller = folder / "payment_ogone" / "controllers" / "main.py"
    assert "from flectra" in controller.read_text()
    controller.unlink()
    assert host_addons.folder(copy) == folder
    assert not controller.exists()
    monkeypatch.setattr(host_addons, "digest_files", lambda _files: "other sources")
    host_addons.folder(copy)
    assert controller.exists()
