# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sandbox as a process for somebody's tests, and how it says it is called."""

import sys

import pytest
import requests

from sandbox.__main__ import main
from sandbox.pytest_plugin import ogone_sandbox, ogone_sandbox_process  # noqa: F401
from sandbox.running import RunningSandbox


def alias_names(running):
    return [alias["alias"] for alias in running.get("aliases")]


def test_it_listens_with_its_levers_until_it_is_stopped():
    with RunningSandbox() as running:
        assert running.get("orders") == []
        running.post("aliases", cardno="4111111111111111", alias="jane-1")
        assert alias_names(running) == ["jane-1"]
        assert running.delete("aliases", alias="jane-1") == {"deleted": True}
        assert alias_names(running) == []
    with pytest.raises(requests.ConnectionError):
        requests.get(running.url, timeout=5)


@pytest.mark.parametrize("_turn", [1, 2])
def test_each_test_finds_it_as_it_began(ogone_sandbox, _turn):  # noqa: F811
    assert alias_names(ogone_sandbox) == []
    ogone_sandbox.post("aliases", cardno="4111111111111111")
    assert len(alias_names(ogone_sandbox)) == 1


def test_accounts_come_with_it(ogone_sandbox):  # noqa: F811
    account = ogone_sandbox.account
    assert (account.pspid, ogone_sandbox.userid) == ("OgoneDemo", "OgoneDemoApi")
    assert ogone_sandbox.password == "Demo-Api-Password-1"  # noqa: S105
    assert account.sha_in == "Demo-SHA-IN-passphrase-1"
    assert ogone_sandbox.production.sha_in == "Demo-SHA-IN-production-4"


def test_a_refusal_says_why(ogone_sandbox):  # noqa: F811
    with pytest.raises(requests.HTTPError, match="unknown settings"):
        ogone_sandbox.configure(colour="red")


def test_what_cannot_start_is_no_sandbox(capfd):
    with pytest.raises(RuntimeError, match="status 2"):
        RunningSandbox("--no-such-option")
    assert "usage: python -m sandbox" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("/checkout/sandbox/__main__.py", "usage: python -m sandbox [-h]"),
        ("/somewhere/bin/ogone-sandbox", "usage: ogone-sandbox [-h]"),
    ],
)
def test_the_help_says_how_it_was_called(monkeypatch, capsys, called, said):
    monkeypatch.setattr(sys, "argv", [called, "--help"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.startswith(said)
