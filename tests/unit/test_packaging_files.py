# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which files a package holds, which an engine has of its own, and where they lie."""

from pathlib import PurePosixPath

import pytest
from test_boundaries import ROOT

from devtools.packaging import contents, manifest, overlay
from devtools.packaging.targets import TARGETS
from devtools.packaging.unknown import UnknownError


def paths(*names):
    return [PurePosixPath(name) for name in names]


@pytest.fixture
def repository(tmp_path):
    names = """
        __manifest__.py README.md models/__init__.py models/__pycache__/a.pyc
        devtools/cli.py dev .ci/run dist/a.zip sandbox/app.py static/.hidden
        tests/__init__.py tests/files/a.csv tests/unit/test_a.py tests/e2e/test_b.py
    """
    for name in names.split():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return tmp_path


def test_a_package_holds_the_addon_alone(repository):
    assert list(contents.files(False, repository)) == paths(
        "README.md", "__manifest__.py", "models/__init__.py"
    )


def test_a_package_with_tests_holds_those_for_a_host_and_the_gateway(repository):
    assert list(contents.files(True, repository)) == paths(
        "README.md",
        "__manifest__.py",
        "models/__init__.py",
        "sandbox/app.py",
        "tests/__init__.py",
        "tests/files/a.csv",
    )


def test_what_nobody_said_belongs_to_the_addon_is_refused(repository):
    (repository / "report").mkdir()
    with pytest.raises(UnknownError, match="report: .*contents.py does not say"):
        list(contents.files(False, repository))


@pytest.fixture
def own(tmp_path):
    """Make an engine's own file; yield what puts others beside it."""

    def put(*names):
        for name in names:
            file = tmp_path / "engine_16" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        return tmp_path

    return put


SOURCE = paths("models/a.py", "views/a.xml", "views/b.xml")


def merged(folder, engine=16):
    root = PurePosixPath("/source")
    return list(overlay.merged(SOURCE, engine, root, folder))


@pytest.fixture
def tables(monkeypatch):
    def set_tables(added=(), left_out=()):
        monkeypatch.setattr(overlay, "ADDED", {16: dict.fromkeys(added, "")})
        monkeypatch.setattr(overlay, "LEFT_OUT", {16: tuple(left_out)})

    return set_tables


def test_a_file_of_the_engine_stands_in_the_place_of_the_source(own, tables):
    tables(added=["views/c.xml"], left_out=["views/b.xml"])
    folder = own("views/a.xml", "views/c.xml")
    assert [(str(path), own) for path, _file, own in merged(folder)] == [
        ("models/a.py", False),
        ("views/a.xml", True),
        ("views/c.xml", True),
    ]
    assert merged(folder)[1][1] == folder / "engine_16" / "views" / "a.xml"


def test_another_engine_has_the_source_as_it_is(own, tables):
    tables(left_out=["views/b.xml"])
    assert [path for path, _file, own in merged(own("views/a.xml"), 17)] == SOURCE


REFUSED = [
    (["views/gone.xml"], [], [], "views/gone.xml: replaces no file"),
    ([], ["views/new.xml"], [], "views/new.xml: overlay.py lists it as an addition"),
    (["views/a.xml"], ["views/a.xml"], [], "views/a.xml: overlay.py lists it as an"),
    ([], [], ["views/gone.xml"], "views/gone.xml: overlay.py leaves it out"),
]


@pytest.mark.parametrize(("files", "added", "left_out", "why"), REFUSED)
def test_tables_that_do_not_fit_the_files_are_refused(
    own, tables, files, added, left_out, why
):
    tables(added, left_out)
    with pytest.raises(UnknownError, match=why):
        merged(own("views/b.xml", *files))


def test_each_file_of_an_engine_has_its_counterpart_or_is_listed():
    for engine in {target.engine for target in TARGETS.values()}:
        assert list(overlay.merged(contents.files(False), engine, ROOT))


MANIFEST = """{
    "name": "Some",
    "version": "3.0.0",
    "data": [
        "views/a.xml",
        "views/b.xml",
    ],
}
"""
VERSIONS = {
    "flectra-3.0": "3.0.3.0.0",
    "flectra-next": "3.0.0",
    "odoo-16.0": "16.0.3.0.0",
    "odoo-17.0": "17.0.3.0.0",
    "odoo-18.0": "18.0.3.0.0",
    "odoo-19.0": "19.0.3.0.0",
    "flectra-19": "3.0.0",
}


def test_every_target_has_a_version():
    assert VERSIONS.keys() == TARGETS.keys()


@pytest.mark.parametrize("name", VERSIONS)
def test_manifest_tells_the_version_of_the_series(name, tables):
    tables()
    expected = MANIFEST.replace("3.0.0", VERSIONS[name])
    assert manifest.convert(MANIFEST, TARGETS[name]) == expected


def test_manifest_lists_the_data_files_of_the_engine(monkeypatch):
    monkeypatch.setattr(overlay, "ADDED", {16: {"views/c.xml": "views/b.xml"}})
    monkeypatch.setattr(overlay, "LEFT_OUT", {16: ("views/a.xml", "models/a.py")})
    assert (
        manifest.convert(MANIFEST, TARGETS["odoo-16.0"])
        == """{
    "name": "Some",
    "version": "16.0.3.0.0",
    "data": [
        "views/b.xml",
        "views/c.xml",
    ],
}
"""
    )


def test_manifest_without_what_is_left_out_is_refused(tables):
    tables(left_out=["views/gone.xml"])
    with pytest.raises(UnknownError, match=r"__manifest__.py: no data file views/gone"):
        manifest.convert(MANIFEST, TARGETS["odoo-16.0"])


def test_manifest_without_a_version_of_three_numbers_is_refused():
    with pytest.raises(UnknownError, match="__manifest__.py: no version of three"):
        manifest.convert('{"version": "3.0"}', TARGETS["odoo-19.0"])


MIGRATIONS = {
    "odoo-16.0": "migrations/16.0.3.0.0/pre-a.py",
    "flectra-3.0": "migrations/3.0.3.0.0/pre-a.py",
    "odoo-17.0": "migrations/3.0.0/pre-a.py",
    "flectra-next": "migrations/3.0.0/pre-a.py",
}


@pytest.mark.parametrize("name", MIGRATIONS)
def test_migrations_lie_where_the_host_looks_for_them(name):
    path = PurePosixPath("migrations/3.0.0/pre-a.py")
    assert str(manifest.migration_path(path, TARGETS[name])) == MIGRATIONS[name]
    other = PurePosixPath("models/3.0.0/pre-a.py")
    assert manifest.migration_path(other, TARGETS[name]) == other
