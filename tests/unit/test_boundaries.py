# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who may import whom."""

import re
import sys

import pytest
from sources_common import (
    NOT_SHIPPED,
    ROOT,
    imported,
    imports,
    modules,
    named,
    parsed,
    shipped,
    tops,
)

STANDARD = sys.stdlib_module_names
OGONE = STANDARD | {"lxml"}
SANDBOX = OGONE | set("cattrs werkzeug jinja2 passlib requests ogone sandbox".split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import os.path, lxml.etree", {"os.path", "lxml.etree"}),
        ("def f():\n    from sandbox import app", {"sandbox.app"}),
        ("from . import account", {"ogone.account"}),
        ("from .errors import A, B", {"ogone.errors.A", "ogone.errors.B"}),
        ("from ..sandbox.app import App", {"sandbox.app.App"}),
        ("from .. import sandbox", {"sandbox"}),
    ],
)
def test_the_reader_of_imports_sees(text, found):
    assert imports(parsed(text), ("ogone",)) == found


def test_there_is_something_to_read():
    read = {str(path.relative_to(ROOT)) for path in shipped()}
    assert {"ogone/feedback.py", "ogone/signature.py"} <= read


@pytest.mark.parametrize("path", named(modules("ogone")))
def test_ogone_needs_no_host_and_one_library(path):
    allowed = OGONE | {"ogone"}
    if path.name == "transport.py":
        allowed |= {"requests", "urllib3"}  # whose errors requests carries
    assert tops(imported(path)) <= allowed


@pytest.mark.parametrize("path", named(modules("sandbox")))
def test_the_sandbox_needs_no_host(path):
    allowed = SANDBOX | ({"pytest"} if path.name == "pytest_plugin.py" else set())
    assert tops(imported(path)) <= allowed


def test_the_distribution_asks_for_all_that_it_imports():
    """It is the folders sandbox/ and ogone/; pytest brings itself."""
    text = (ROOT / "sandbox" / "pyproject.toml").read_text(encoding="utf-8")
    declared = set(re.findall(r'^    "([a-z0-9]+)>=', text, re.MULTILINE))
    paths = [*modules("sandbox"), *modules("ogone")]
    used = set().union(*(tops(imported(path)) for path in paths)) - STANDARD
    assert {"werkzeug", "lxml"} <= used
    assert used - {"sandbox", "ogone", "pytest", "urllib3"} <= declared


@pytest.mark.parametrize("path", named(modules("sandbox")))
def test_only_the_store_speaks_sql(path):
    assert "sqlite3" not in tops(imported(path)) or path.parent.name == "store"


@pytest.mark.parametrize("path", named(shipped()))
def test_nothing_that_a_host_loads_imports_what_is_not_shipped(path):
    assert not tops(imported(path)) & set(NOT_SHIPPED)
