# SPDX-License-Identifier: LGPL-3.0-or-later
"""The description of the sandbox names every route, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from sandbox import app
from sandbox.accounts.merchants import Merchant
from sandbox.staged.faults import BROWSER_PAGES, FEEDBACK, PAGES, Fault, Kind
from sandbox.staged.scripts import Outcome, Step

FILE = Path(app.__file__).with_name("openapi.yaml")
DESCRIPTION = yaml.safe_load(FILE.read_text(encoding="utf-8"))
ASP = re.compile(r"<any\(([^)]*)\):asp>")


def routes():
    """Return method and path of each rule, its pages one by one."""
    found = set()
    for rule in app._ROUTES.iter_rules():
        path = re.sub(r"<any\(test, prod\):environment>", "{environment}", rule.rule)
        pages = ASP.search(path)
        named = re.findall(r"'([^']+)'", pages[1]) if pages else [""]
        for name in named:
            whole = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", ASP.sub(name, path))
            methods = set(rule.methods) - {"HEAD", "OPTIONS"}
            found |= {(method, whole) for method in methods}
    return found


def test_every_route_is_described_and_no_other():
    described = {
        (method.upper(), path)
        for path, item in DESCRIPTION["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert described == routes()


def test_every_setting_of_an_account_is_described_and_no_other():
    settings = DESCRIPTION["components"]["schemas"]["Settings"]["properties"]
    own = {each.name for each in fields(Merchant)} - {"users"}
    assert set(settings) == own | {"userid", "password"}  # those of the first user


SCHEMAS = DESCRIPTION["components"]["schemas"]


def fits(page, kind):
    """Return how many kinds of faults a page and a kind are described for."""
    parts = [each["properties"] for each in SCHEMAS["Fault"]["oneOf"]]
    pages = [part["page"].get("enum", [part["page"].get("const")]) for part in parts]
    kinds = [part["kind"]["enum"] for part in parts]
    pairs = zip(pages, kinds, strict=True)
    return sum(page in some and kind in others for some, others in pairs)


@pytest.mark.parametrize("page", [*PAGES, *BROWSER_PAGES, FEEDBACK])
@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_every_fault_is_described_and_no_other(page, kind):
    try:
        Fault.read({"page": page, "kind": kind})
    except ValueError:
        assert fits(page, kind) == 0
    else:
        assert fits(page, kind) == 1
    properties = SCHEMAS["Fault"]["properties"]
    assert page in properties["page"]["enum"]
    assert kind in properties["kind"]["enum"]


@pytest.mark.parametrize(
    ("schema", "described"), [("Fault", Fault), ("Step", Step), ("Outcome", Outcome)]
)
def test_every_key_of_a_lever_is_described_and_no_other(schema, described):
    names = {each.name for each in fields(described)}
    assert set(SCHEMAS[schema]["properties"]) == names
