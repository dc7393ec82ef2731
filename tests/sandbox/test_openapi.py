# SPDX-License-Identifier: LGPL-3.0-or-later
"""The description of the sandbox is valid, is served, and is what the sandbox does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import running
from gateway import Gateway, page_path
from openapi_spec_validator import validate

HERE = Path(__file__).parent
HOOKS = HERE / "conformance"
CHECKS = """
    not_a_server_error status_code_conformance content_type_conformance
    response_headers_conformance response_schema_conformance unsupported_method
    allow_header_conformance
"""
SECONDS = 120


@pytest.fixture(scope="module")
def description(address):
    answer = Gateway(address).send("/openapi.yaml", method="GET")
    assert answer.headers["Content-Type"] == "application/yaml"
    return yaml.safe_load(answer.content)


def test_it_is_valid(description):
    validate(description)
    assert description["openapi"].startswith("3.1")


def test_the_overview_leads_there(gateway):
    assert 'href="/openapi.yaml"' in gateway.send("/", method="GET").text


def test_each_example_of_a_form_names_what_is_described(description):
    for example, name in {
        "sale": "OrderStandard",
        "authorisation": "OrderDirect",
        "capture": "Maintenance",
        "query": "Query",
        "alias": "AliasGateway",
        "hosted": "HostedPageForm",
        "history": "Download",
    }.items():
        value = description["components"]["examples"][example]["value"]
        assert set(value) <= names_of(description, name)


def names_of(description, schema):
    """Return the properties of a schema and of those that it is made of."""
    whole = description["components"]["schemas"][schema]
    parts = [each["$ref"].rpartition("/")[2] for each in whole.get("allOf", [])]
    inherited = set().union(*(names_of(description, part) for part in parts))
    return inherited | set(whole.get("properties", {}))


def test_the_examples_work(gateway, description):
    gateway.set(sha_in="")
    values = {
        name: example["value"]
        for name, example in description["components"]["examples"].items()
    }
    assert gateway.posts(values["sale"]).error is None
    statuses = [
        gateway.direct(page, values[name], sign=False)["STATUS"]
        for page, name in (
            ("orderdirect", "authorisation"),
            ("maintenancedirect", "capture"),
            ("querydirect", "query"),
        )
    ]
    assert statuses == ["5", "91", "91"]
    pages = {"alias": page_path("alias_gateway"), "hosted": "/Tokenization/HostedPage"}
    left = [gateway.posts(values[name], path).target for name, path in pages.items()]
    assert left == ["https://shop.example/yes"] * 2
    kept = [each["alias"] for each in gateway.told("aliases")]
    assert kept == ["jane-2", "jane-3"]


def schemathesis(url, paths, examples):
    """Run it over some paths; return its status and what it said."""
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.yaml"),
        *("--include-path-regex", paths, "--checks", ",".join(CHECKS.split())),
        *("--phases", "examples,coverage,fuzzing", "--max-examples", str(examples)),
        *("--generation-deterministic", "--seed", "1", "--max-redirects", "0"),
        *("--continue-on-failure", "--no-color"),
        *("--warnings", "off"),
    ]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "xml_answers",
        "PYTHONPATH": str(HOOKS),
        "NO_PROXY": "127.0.0.1",
    }
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("paths", "examples"),
    [
        ("^/ncol/.*(_utf8|_pay|ACS)[.]asp", 5),  # the plain pages are described alike
        ("^/(prod/)?Tokenization/", 10),
        ("^/ncol/.*(backoffice|_ncp[.]asp)", 3),
        ("^/_control/", 20),
        ("^/($|feedback|static|openapi)", 5),
    ],
    ids=["platform", "tokenization", "back office", "levers", "pages"],
)
def test_it_is_what_the_sandbox_does(paths, examples):
    with running() as (_process, url):
        gateway = Gateway(url)
        gateway.set(sha_in="")  # else all it would meet is "unknown order/0/s"
        gateway.set(sha_in="", environment="prod")
        status, said = schemathesis(url, paths, examples)
        assert status == 0, said
        assert gateway.send("/", method="GET").status_code == 200
