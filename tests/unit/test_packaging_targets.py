# SPDX-License-Identifier: LGPL-3.0-or-later
"""The packages themselves, as they are written of this repository."""

import ast
import re
from pathlib import Path

import pytest
from lxml import etree
from test_boundaries import ROOT

from devtools.console import RunnerError
from devtools.packaging import write
from devtools.packaging.targets import RELEASED, TARGETS

ON_16 = ("flectra-3.0", "odoo-16.0")
CODE = (".csv", ".js", ".po", ".pot", ".py", ".sql", ".xml")


@pytest.fixture(scope="module", params=sorted(TARGETS))
def target(request):
    return TARGETS[request.param]


@pytest.fixture(scope="module")
def addon(target, tmp_path_factory):
    return write(target.name, tmp_path_factory.mktemp(target.name))


def code(addon):
    """Yield what a host reads, and its text."""
    for file in sorted(addon.rglob("*")):
        inside = file.relative_to(addon).parts
        if file.suffix in CODE and inside[0] != "docs":
            yield file, file.read_text(encoding="utf-8")


def test_all_of_it_compiles_on_the_oldest_python(addon):
    files = [file for file, _text in code(addon) if file.suffix == ".py"]
    assert len(files) > 80
    for file in files:
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_all_of_it_imports_from_the_namespace_alone(addon, target):
    other = {"odoo": "flectra", "flectra": "odoo"}[target.namespace]
    found = [
        str(file) for file, text in code(addon) if re.search(rf"\b{other}\b", text)
    ]
    assert found == []
    assert f"from {target.namespace} import" in (addon / "hooks.py").read_text() + (
        addon / "models" / "payment_provider.py"
    ).read_text(encoding="utf-8")


def test_all_data_files_have_the_root_of_the_host(addon, target):
    files = [file for file, _text in code(addon) if file.suffix == ".xml"]
    assert len(files) > 15
    assert {etree.parse(file).getroot().tag for file in files} == {target.namespace}


def test_scripts_are_modules_of_the_host(addon, target):
    for file in sorted((addon / "static").rglob("*.js")):
        header = file.read_text(encoding="utf-8").splitlines()[0]
        assert header == f"/** @{target.namespace}-module **/"


def test_translations_are_found_by_the_host(addon, target):
    text = (addon / "i18n" / "de.po").read_text(encoding="utf-8")
    assert text.count(f"#. {target.namespace}-python") > 400


def test_conditions_of_views_are_those_of_the_engine(addon, target):
    texts = [text for file, text in code(addon) if file.parent.name == "views"]
    dynamic = [text for text in texts if re.search(r'invisible="[^"]*[!=]=', text)]
    attrs = [text for text in texts if "attrs=" in text]
    assert bool(dynamic) is (target.engine > 16)
    assert bool(attrs) is (target.engine == 16)


def test_manifest_lists_what_is_there(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text("utf-8"))
    scripts = [Path(path) for path in manifest["assets"]["web.assets_frontend"]]
    assert all((addon / path).is_file() for path in manifest["data"])
    assert all((addon.parent / path).is_file() for path in scripts)
    written = {str(file.relative_to(addon)) for file in addon.glob("views/*.xml")}
    assert written <= set(manifest["data"])


def test_package_holds_the_addon_and_nothing_of_the_repository(addon):
    assert {entry.name for entry in addon.iterdir()} == set(
        """
        __init__.py __manifest__.py compat.py const.py hooks.py logs.py
        controllers data i18n migrations models ogone security static views wizards
        CHANGELOG.md LICENSE README.md SECURITY.md docs
        """.split()
    )
    languages = {file.name for file in (addon / "i18n").iterdir()}
    assert languages == {file.name for file in (ROOT / "i18n").iterdir()}
    assert (addon / "static/description/icon.png").read_bytes() == (
        ROOT / "static/description/icon.png"
    ).read_bytes()


def test_odoo_from_17_on_gets_the_source_as_it_lies(tmp_path):
    addon = write("odoo-18.0", tmp_path)
    for file, text in code(addon):
        source = (ROOT / file.relative_to(addon)).read_text(encoding="utf-8")
        assert text == source.replace('"version": "', '"version": "18.0.')


def test_what_is_already_there_is_written_anew(tmp_path):
    stale = tmp_path / "payment_ogone" / "models" / "stale.py"
    stale.parent.mkdir(parents=True)
    stale.touch()
    assert not (write("odoo-19.0", tmp_path) / "models" / "stale.py").exists()


def test_nothing_is_written_through_a_link(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "payment_ogone").symlink_to(source)
    addon = write("odoo-19.0", tmp_path / "out")
    assert (addon / "__manifest__.py").is_file()
    assert not list(source.iterdir())


def test_tests_of_a_host_come_with_what_they_import(tmp_path):
    addon = write("flectra-3.0", tmp_path, tests=True)
    assert (addon / "tests/__init__.py").exists()
    assert (addon / "sandbox/app.py").exists()
    assert (addon / "tests/files/orders.csv").exists()
    assert not (addon / "tests/unit").exists()
    assert "from flectra.tests import" in (addon / "tests/test_charge.py").read_text()


def test_a_target_that_nobody_knows_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(RunnerError, match=r"for odoo-15.0; for flectra-3.0, flectra"):
        write("odoo-15.0", tmp_path)


def test_only_hosts_that_people_have_are_offered():
    assert RELEASED == (
        "flectra-3.0",
        "flectra-next",
        "odoo-16.0",
        "odoo-17.0",
        "odoo-18.0",
        "odoo-19.0",
    )
