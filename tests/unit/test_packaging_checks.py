# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is held against a package: that it is whole, and the schemas of a host."""

import os
import zipfile

import pytest

from devtools.packaging import archives, checks, schema
from devtools.packaging.targets import TARGETS
from devtools.packaging.unknown import UnknownError

BROKEN = {
    "models/a.py": ("x = [\n", "models/a.py:1: no Python"),
    "models/b.py": ("match x:\n    case 1: pass\n", "models/b.py:2: no Python"),
    "data/a.xml": ("<odoo>\n<a></odoo>\n", "data/a.xml:2: not well-formed"),
    "data/b.xml": ("<openerp/>\n", "data/b.xml:1: the root of another host: openerp"),
    "views/c.js": ("\nimport 'flectra';\n", "views/c.js:2: another host's namespace"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_package_that_is_not_whole_is_refused(name, tmp_path):
    text, why = BROKEN[name]
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(UnknownError, match=why):
        checks.check(tmp_path, TARGETS["odoo-17.0"])


def test_archive_is_the_same_whenever_it_is_made(tmp_path):
    addon = tmp_path / "payment_ogone"
    (addon / "models").mkdir(parents=True)
    (addon / "models" / "b.py").write_text("b")
    (addon / "a.py").write_text("a")
    first = archives.make(addon, tmp_path / "first.zip").read_bytes()
    for file in (addon / "a.py", addon / "models" / "b.py"):
        os.utime(file, (0, 2_000_000_000))
        file.chmod(0o600)
    second = archives.make(addon, tmp_path / "second.zip")
    assert second.read_bytes() == first
    with zipfile.ZipFile(second) as archive:
        assert archive.namelist() == ["payment_ogone/a.py", "payment_ogone/models/b.py"]
        assert archive.getinfo("payment_ogone/a.py").external_attr >> 16 == 0o100644


ANY = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
    <start><element name="{root}">
        <zeroOrMore><ref name="any"/></zeroOrMore>
    </element></start>
    <define name="any">
        <element><anyName><except><name>{bad}</name></except></anyName>
            <zeroOrMore><choice><attribute><anyName/></attribute><text/>
            <ref name="any"/></choice></zeroOrMore>
        </element>
    </define>
</grammar>
"""


@pytest.fixture
def host(tmp_path):
    """Make a host that takes everything but <bad/>, and in searches no <worse/>."""
    host = tmp_path / "host"
    (host / "addons/base/rng").mkdir(parents=True)
    (host / "import_xml.rng").write_text(ANY.format(root="odoo", bad="bad"))
    search = ANY.format(root="search", bad="worse")
    (host / "addons/base/rng/search_view.rng").write_text(search)
    return host


DATA = """<odoo>
<record id="a" model="ir.ui.view">
<field name="arch"><search>{}</search></field>
</record>
<record id="b" model="ir.ui.view"><field name="inherit_id"/>
<field name="arch"><search><worse/></search></field></record>
<record id="c" model="ir.ui.view"><field name="arch">
<form><worse/></form></field></record>
</odoo>"""


@pytest.fixture
def package(tmp_path):
    def make(inside):
        (tmp_path / "__manifest__.py").write_text('{"data": ["a.csv", "a.xml"]}')
        (tmp_path / "a.xml").write_text(DATA.format(inside))
        return tmp_path

    return make


def test_documents_that_fit_the_schemas_are_counted(package, host):
    assert schema.check(package("<field/>"), host) == 2


@pytest.mark.parametrize(
    ("inside", "why"),
    [("<bad/>", "a.xml:[0-9]+: import_xml.rng"), ("<worse/>", "a.xml:3: search_view")],
)
def test_documents_that_do_not_fit_are_refused(package, host, inside, why):
    with pytest.raises(UnknownError, match=why):
        schema.check(package(inside), host)
