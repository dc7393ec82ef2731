# SPDX-License-Identifier: LGPL-3.0-or-later
"""The namespace of a host: in our files, and in a whole tree of a host."""

import os
from pathlib import PurePosixPath

import pytest

from devtools.packaging import namespace, rename_tree
from devtools.packaging.unknown import UnknownError

PATH = PurePosixPath("models/some.py")

RENAMED = {
    "from odoo.addons.payment import utils": "from flectra.addons.payment import utils",
    "import odoo": "import flectra",
    '<odoo noupdate="1"></odoo>': '<flectra noupdate="1"></flectra>',
    "/** @odoo-module **/": "/** @flectra-module **/",
    'import { App } from "@odoo/owl";': 'import { App } from "@flectra/owl";',
    "odoo.define('a', odoo.csrf_token)": "flectra.define('a', flectra.csrf_token)",
    "#. odoo-python": "#. flectra-python",
    r'"""\nodoo.define(`%s`': r'"""\nflectra.define(`%s`',
    "self._get_invoice_reference_odoo_partner()": (
        "self._get_invoice_reference_flectra_partner()"
    ),
    'LOGGER = "odoo.addons.payment_ogone.models"': (
        'LOGGER = "flectra.addons.payment_ogone.models"'
    ),
}
STAYS = [
    "The addon that Odoo shipped.",
    "https://www.odoo.com/documentation",
    "https://accounts.odoo.sh/",
    "odoorc odoo_bin myodoo odooBot",
]


@pytest.mark.parametrize("text", RENAMED)
def test_namespace_is_renamed(text):
    assert namespace.renamed(text, "flectra") == RENAMED[text]
    assert namespace.renamed(text, "odoo") == text


@pytest.mark.parametrize("text", STAYS)
def test_what_is_no_namespace_stays(text):
    assert namespace.renamed(text, "flectra") == text


LEFT_OVER = ["import odoo_tools", "myodoo = 1", "odoo.addons", "a.odooModule()"]


@pytest.mark.parametrize("line", LEFT_OVER)
def test_a_spelling_that_is_left_over_is_refused_with_its_line(line):
    with pytest.raises(
        UnknownError, match="models/some.py:2: another host's namespace"
    ):
        namespace.check(f"first line\n{line}\n", "flectra", PATH)


def test_another_namespace_is_refused_for_odoo_too():
    with pytest.raises(UnknownError, match="models/some.py:1: "):
        namespace.check("from flectra import models", "odoo", PATH)


def test_addresses_and_prose_are_no_spelling():
    text = "Of Odoo: https://www.odoo.com, https://github.com/odoo/odoo"
    namespace.check(text, "flectra", PATH)


@pytest.fixture
def host(tmp_path):
    """Make a host of a few files: text, a picture, a program, links, leftovers."""
    tree = tmp_path / "host"
    texts = {
        "odoo-bin": "#!/usr/bin/env python3\nimport odoo\n",
        "odoo/release.py": "product_name = 'Odoo'\n",
        "odoo/import_xml.rng": "<rng:name>odoo</rng:name>\n",
        "odoo/addons/base/__manifest__.py": "{'name': 'Base'}\n",
        "addons/web/static/src/odoo-editor/a.js": "import '@odoo/owl';\n",
        "addons/crm/__manifest__.py": "{'name': 'CRM'}\n",
        "addons/web/__pycache__/a.pyc": "made\n",
        ".git/config": "odoo\n",
    }
    for name, text in texts.items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tree / "odoo-bin").chmod(0o755)
    (tree / "addons/web/static/odoo.png").write_bytes(b"\x89PNG odoo \xff")
    (tmp_path / "elsewhere.js").write_text("odoo")
    (tree / "addons/web/static/lib.js").symlink_to("../../../../elsewhere.js")
    (tmp_path / "fonts").mkdir()
    (tree / "addons/web/static/fonts").symlink_to("../../../../fonts")
    return tree


def copied(tree):
    return {
        str(file.relative_to(tree)): file
        for file in tree.rglob("*")
        if file.is_file() or file.is_symlink()
    }


def test_a_host_is_copied_under_another_name(host, tmp_path):
    files = copied(rename_tree(host, tmp_path / "copy"))
    assert sorted(files) == [
        "addons/crm/__manifest__.py",
        "addons/web/static/flectra.png",
        "addons/web/static/fonts",
        "addons/web/static/lib.js",
        "addons/web/static/src/flectra-editor/a.js",
        "flectra-bin",
        "flectra/addons/base/__manifest__.py",
        "flectra/import_xml.rng",
        "flectra/release.py",
    ]
    assert files["flectra-bin"].read_text() == (
        "#!/usr/bin/env python3\nimport flectra\n"
    )
    assert os.access(files["flectra-bin"], os.X_OK)
    assert files["flectra/release.py"].read_text() == "product_name = 'Odoo'\n"
    assert files["flectra/import_xml.rng"].read_text() == (
        "<rng:name>flectra</rng:name>\n"
    )
    assert files["addons/web/static/flectra.png"].read_bytes() == b"\x89PNG odoo \xff"


def test_links_of_a_copy_lead_where_they_led(host, tmp_path):
    files = copied(rename_tree(host, tmp_path / "far" / "away"))
    assert files["addons/web/static/lib.js"].read_text() == "odoo"
    assert files["addons/web/static/fonts"].resolve() == tmp_path / "fonts"


def test_only_the_modules_that_are_needed_are_copied(host, tmp_path):
    files = copied(rename_tree(host, tmp_path / "copy", modules={"crm", "base"}))
    assert "addons/crm/__manifest__.py" in files
    assert "flectra/addons/base/__manifest__.py" in files
    assert not [name for name in files if name.startswith("addons/web")]


def test_the_source_stays_as_it_is(host, tmp_path):
    before = {name: file.lstat().st_mtime_ns for name, file in copied(host).items()}
    rename_tree(host, tmp_path / "copy")
    assert {n: f.lstat().st_mtime_ns for n, f in copied(host).items()} == before
