# SPDX-License-Identifier: LGPL-3.0-or-later
"""The wheel, in an environment that knows nothing of this repository."""

import os
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from hashlib import sha512
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
ORDER = {
    "PSPID": "OgoneDemo",
    "USERID": "OgoneDemoApi",
    "PSWD": "Demo-Api-Password-1",
    "ORDERID": "S00042",
    "AMOUNT": "1510",
    "CURRENCY": "EUR",
    "CARDNO": "4111111111111111",
    "ED": "12/30",
    "CVC": "123",
}
SOMEBODYS_TESTS = """
import requests


def test_one(ogone_sandbox):
    assert ogone_sandbox.get("orders") == []
    account = ogone_sandbox.account
    ogone_sandbox.configure(sha_in="", payment_tries=1)
    order = {"PSPID": account.pspid, "ORDERID": "A", "AMOUNT": "100"}
    order |= {"CURRENCY": "EUR", "LANGUAGE": "nl_NL"}
    url = f"{ogone_sandbox.url}/ncol/test/orderstandard_utf8.asp"
    page = requests.post(url, data=order, timeout=10)
    assert "Veilig betalen" in page.text
    assert [each["orderid"] for each in ogone_sandbox.get("orders")] == ["A"]


def test_two(ogone_sandbox):
    assert ogone_sandbox.get("orders") == []
"""


def run(*command, cwd):
    """Run a program whose Python sees nothing of this repository."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(  # noqa: S603 - our own programs
        command, cwd=cwd, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel():
    told = run(sys.executable, ROOT / "dev", "package", "sandbox", cwd=ROOT)
    built = Path(told.rpartition("Wrote ")[2].strip())
    assert built.parent == ROOT / "dist"
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel, tmp_path_factory):
    """Make an environment with the wheel, pytest and the versions that run this."""
    folder = tmp_path_factory.mktemp("elsewhere")
    versions = folder / "versions.txt"
    frozen = run(sys.executable, "-m", "pip", "freeze", cwd=folder)
    pinned = [line for line in frozen.splitlines() if "==" in line]
    versions.write_text("\n".join(pinned))
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    binaries = folder / "venv" / "bin"
    install = [binaries / "python", "-m", "pip", "install", "-q", "-c", versions]
    run(*install, wheel, "pytest", cwd=folder)
    return binaries


def test_the_wheel_holds_all_that_runs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "ogone",
        "ogone_sandbox",
    }
    needed = ("payment.html", "bank.html", "tokenization.html", "sandbox.css")
    assert {f"ogone_sandbox/pages/{name}" for name in needed} <= set(names)
    assert not [name for name in names if "__pycache__" in name or "tests/" in name]


def test_it_says_what_it_is(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    told = archive.read(name).decode()
    assert "Name: ogone-sandbox\n" in told
    assert "License-Expression: LGPL-3.0-or-later\n" in told
    assert "# Sandbox: a simulated Ogone gateway\n" in told


@contextmanager
def running(bin_folder):
    command = [bin_folder / "ogone-sandbox", "--port", "0", "--quiet"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=bin_folder, stdout=subprocess.PIPE, text=True
    ) as program:
        yield program.stdout.readline().split()[-1]
        program.terminate()
        program.wait(30)
    assert program.returncode == 0


def test_the_command_serves_an_order(bin_folder):
    passphrase = "Demo-SHA-IN-passphrase-1"
    text = "".join(f"{name}={ORDER[name]}{passphrase}" for name in sorted(ORDER))
    signed = ORDER | {"SHASIGN": sha512(text.encode()).hexdigest()}
    with running(bin_folder) as url, requests.Session() as session:
        session.trust_env = False
        page = f"{url}ncol/test/orderdirect_utf8.asp"
        answer = session.post(page, data=signed, timeout=30)
        assert 'STATUS="9"' in answer.text
        assert "A simulated Ogone gateway" in session.get(url, timeout=30).text
        sheet = session.get(f"{url}static/sandbox.css", timeout=30)
        assert sheet.headers["Content-Type"].startswith("text/css")


def test_the_help_is_right_under_both_names(bin_folder):
    command = run(bin_folder / "ogone-sandbox", "--help", cwd=bin_folder)
    assert command.startswith("usage: ogone-sandbox ")
    module = [bin_folder / "python", "-m", "ogone_sandbox", "--help"]
    assert run(*module, cwd=bin_folder).startswith("usage: python -m ogone_sandbox ")


def test_somebodys_tests_find_the_fixture(bin_folder, tmp_path):
    (tmp_path / "test_shop.py").write_text(SOMEBODYS_TESTS)
    told = run(bin_folder / "python", "-m", "pytest", "-q", tmp_path, cwd=tmp_path)
    assert "2 passed" in told
