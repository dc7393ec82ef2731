# SPDX-License-Identifier: LGPL-3.0-or-later
"""A sandbox of its own process, a shop that listens, and nothing of ours imported."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from gateway import Gateway
from office import Office
from shop import Shop, served
from token_pages import TokenPages

ROOT = Path(__file__).resolve().parents[2]
# Another build of the sandbox may be put to the same test.
COMMAND = shlex.split(os.environ.get("SANDBOX_COMMAND", "")) or [
    sys.executable,
    "-m",
    "sandbox",
]


@contextmanager
def running(*options):
    """Run the sandbox on a free port; yield the process and its address."""
    process = subprocess.Popen(  # noqa: S603 - of our own, or of whoever runs the tests
        [*COMMAND, "--port", "0", "--quiet", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        said = process.stdout.readline()
        yield process, re.search(r"http://[0-9.:]+", said)[0]
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def address():
    with running() as (_process, url):
        yield url


@pytest.fixture
def gateway(address):
    """The sandbox, as it is at its beginning."""
    gateway = Gateway(address)
    gateway.lever("reset")
    return gateway


@pytest.fixture(scope="session")
def web_server():
    with served() as server:
        yield server


@pytest.fixture
def shop(web_server, gateway):
    """A shop that hears of its payments."""
    shop = Shop(web_server)
    gateway.set(feedback_url=shop.url)
    return shop


@pytest.fixture
def token_pages(gateway):
    """Both pages that make an alias before any order."""
    return TokenPages(gateway)


@pytest.fixture
def three_ds():
    """What 3-D Secure needs to know of the shopper's browser, and the way back."""
    return {
        "FLAG3D": "Y",
        "WIN3DS": "MAINW",
        "browserAcceptHeader": "*/*",
        "browserColorDepth": "24",
        "browserJavaEnabled": "false",
        "browserLanguage": "en-GB",
        "browserScreenHeight": "900",
        "browserScreenWidth": "1440",
        "browserTimeZone": "-60",
        "browserUserAgent": "Mozilla/5.0",
        "ACCEPTURL": "https://shop.example/accept",
        "DECLINEURL": "https://shop.example/decline",
        "EXCEPTIONURL": "https://shop.example/exception",
    }


@pytest.fixture
def office(gateway):
    """The back office of the test account."""
    return Office(gateway)
