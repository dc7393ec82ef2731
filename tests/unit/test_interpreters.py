# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which Pythons the runner finds, and what it makes of their tests."""

import argparse
import sys
from pathlib import Path

import pytest

from devtools import linting, pythons
from devtools.console import RunnerError
from devtools.counts import Counts


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with no Python; return what puts one there, which answers as told."""
    path = tmp_path / "bin"
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))

    def put(version, answer, folder="bin"):
        file = tmp_path / folder / f"python{version}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{answer}\n")
        file.chmod(0o755)
        return file

    return put


def test_interpreters_are_found_on_the_path_and_at_pyenv_the_oldest_first(machine):
    newest = machine("3.13", "echo 3.13")
    oldest = machine("3.8", "echo 3.8", "pyenv/versions/3.8.18/bin")
    assert list(pythons.found().items()) == [("3.8", oldest), ("3.13", newest)]


@pytest.mark.parametrize(
    "answer", ["echo 'not switched on' >&2; exit 127", "echo 3.11", ""]
)
def test_what_is_not_the_interpreter_that_its_name_says_is_passed_over(machine, answer):
    machine("3.9", answer)
    assert pythons.found() == {}
    behind = machine("3.9", "echo 3.9", "pyenv/versions/3.9.18/bin")
    assert pythons.found() == {"3.9": behind}


def test_a_missing_interpreter_is_said(machine, capsys):
    machine("3.8", "echo 3.8")
    machine("3.11", "echo 3.11")
    pythons.say_missing(pythons.found())
    assert "NOT TRIED" in capsys.readouterr().out.splitlines()[0]
    pythons.say_missing(dict.fromkeys(pythons.PYTHONS))
    assert capsys.readouterr().out == ""


def test_a_machine_with_no_other_python_fails_no_tests(machine, monkeypatch, capsys):
    monkeypatch.setattr(pythons, "OWN", "3.11")
    machine("3.11", "echo 3.11")
    assert pythons.ends(None) is None
    assert "Python 3.8, 3.9, 3.10, 3.12, 3.13\n" in capsys.readouterr().out


def test_a_python_that_was_asked_for_and_is_missing_is_an_error(machine):
    machine("3.8", "echo 3.8")
    with pytest.raises(RunnerError, match=r"Python 3\.9 is not on this machine"):
        pythons.pythons(argparse.Namespace(versions=["3.8", "3.9"]))


@pytest.mark.parametrize(
    ("installed", "tried"),
    [
        (["3.8", "3.9", "3.11", "3.13"], ["3.8", "3.13"]),
        (["3.10", "3.11"], ["3.10"]),
        (["3.9", "3.11", "3.12"], ["3.9", "3.12"]),
    ],
)
def test_the_oldest_and_the_newest_are_tried(machine, monkeypatch, installed, tried):
    monkeypatch.setattr(pythons, "OWN", "3.11")
    for version in installed:
        machine(version, f"echo {version}")
    ran = []
    monkeypatch.setattr(pythons, "run", lambda versions, *_others: ran.extend(versions))
    pythons.ends(None)
    assert ran == tried


@pytest.mark.parametrize(
    ("counts", "status", "total"),
    [
        ([Counts(9), Counts(8)], 0, Counts(17)),
        ([Counts(9), Counts(8, failed=1)], 1, Counts(17, failed=1)),
        ([Counts(9), Counts()], 1, Counts(9, failed=1)),
        ([Counts(9), Counts()], 0, Counts(9, failed=1)),
        ([Counts(9), Counts(8)], 1, Counts(17, failed=1)),
    ],
)
def test_a_python_without_tests_and_a_crash_are_failures(counts, status, total):
    assert pythons.summed(counts, status) == total


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """Sources of our own, each of which may need its Python; return their folder."""
    monkeypatch.setattr(linting, "ROOT", tmp_path)
    monkeypatch.setattr(linting, "DEV", tmp_path / ".dev")
    monkeypatch.setattr(linting, "VENV", Path(sys.prefix))
    for name in ("dev", "ogone/ours.py", "devtools/newer.py"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("import os\n")
    return tmp_path


def test_newer_python_is_refused_where_shops_load_it(sources):
    newer = "whole = {'a': 1} | {'b': 2}\n"
    (sources / "devtools" / "newer.py").write_text(newer)
    assert linting._vermin() == 0
    (sources / "ogone" / "ours.py").write_text(newer)
    assert linting._vermin() == 1


def test_python_newer_than_the_runners_own_is_refused_there(sources):
    (sources / "devtools" / "newer.py").write_text("import tomllib\n")
    assert linting._vermin() == 1
