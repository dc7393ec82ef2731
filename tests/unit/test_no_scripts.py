# SPDX-License-Identifier: LGPL-3.0-or-later
"""No page of ours holds a script: what somebody smuggles in has nothing to stand on."""

import re
from pathlib import Path

import pytest
from werkzeug.test import Client

from sandbox.app import create_app

ROOT = Path(__file__).resolve().parents[2]
# Ogone's own text, which the sandbox writes as it was recorded: the form to the bank.
FROM_OGONE = ROOT / "sandbox" / "hosted" / "bank.py"
PATTERNS = ("views/*.xml", "static/**/*.*", "sandbox/**/*.html", "sandbox/**/*.svg")
PATTERNS += ("devtools/packaging/engine_*/**/*.xml",)
WRITTEN_BY_CODE = ("controllers/*.py", "models/*.py", "sandbox/**/*.py")
SCRIPTS = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "a handler of an event": re.compile(
        r"<[a-z][^>]*\s(t-att-|t-attf-)?on[a-z]+=", re.I
    ),
    "an address that is a script": re.compile(r"javascript:", re.I),
}


def pages():
    files = [file for pattern in PATTERNS for file in ROOT.glob(pattern)]
    codes = [file for pattern in WRITTEN_BY_CODE for file in ROOT.glob(pattern)]
    texts = (".xml", ".html", ".svg", ".js", ".css", ".py")
    found = [file for file in (*files, *codes) if file.suffix in texts]
    return sorted(file for file in set(found) if file != FROM_OGONE)


def scripts_in(text):
    return [kind for kind, pattern in SCRIPTS.items() if pattern.search(text)]


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_of_ours_holds_a_script(path):
    assert scripts_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<SCRIPT type="module">',
        '<button class="a"\n onclick="pay()">',
        '<a t-attf-onclick="pay()">',
        '<a href="javascript:pay()">',
    ],
)
def test_a_script_would_be_found(text):
    assert len(scripts_in(text)) == 1


def test_there_are_pages_of_every_kind():
    kinds = {path.relative_to(ROOT).parts[0] for path in pages()}
    assert kinds == {
        "controllers",
        "devtools",
        "models",
        "sandbox",
        "static",
        "views",
    }


ADDRESSES = [
    "/",
    "/feedback/1",
    "/ncol/test/orderstandard_utf8.asp",
    "/Tokenization/HostedPage",
    "/Ncol/Test/Backoffice",
    "/Ncol/Test/Backoffice/OgoneDemo",
    "/Ncol/Test/Backoffice/OgoneDemo/users",
    "/Ncol/Test/Backoffice/OgoneDemo/technical/feedback",
    "/Ncol/Test/Backoffice/OgoneDemo/aliases",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sandbox_lets_no_browser_run_a_script(state, address):
    client = Client(create_app(state))
    answer = client.get(address, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert answer.mimetype == "text/html"
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in rules
    assert not [rule for rule in rules if rule.startswith("script-src")]
    assert "style=" not in answer.text  # the policy forbids that too
