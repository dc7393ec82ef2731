# SPDX-License-Identifier: LGPL-3.0-or-later
"""The description of the sandbox names every route, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import yaml

from sandbox import app
from sandbox.accounts.merchants import Merchant

FILE = Path(app.__file__).with_name("openapi.yaml")
DESCRIPTION = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PAGES = re.compile(r"<any\(([^)]*)\):asp>")


def routes():
    """Return method and path of each rule, its pages one by one."""
    found = set()
    for rule in app._ROUTES.iter_rules():
        path = re.sub(r"<any\(test, prod\):environment>", "{environment}", rule.rule)
        pages = PAGES.search(path)
        named = re.findall(r"'([^']+)'", pages[1]) if pages else [""]
        for name in named:
            whole = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", PAGES.sub(name, path))
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
    known = {each.name for each in fields(Merchant)} - {"users"}
    assert set(settings) == known | {"userid", "password"}
