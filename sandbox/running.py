# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sandbox as a process of its own, and its levers over HTTP: for tests."""

import os
import subprocess  # nosec B404 # it starts this very package
import sys
from pathlib import Path
from typing import Any

import requests

from .accounts.merchants import (
    DEMO,
    DEMO_PASSWORD,
    DEMO_PRODUCTION,
    DEMO_PRODUCTION_PASSWORD,
    DEMO_USERID,
)

_SECONDS = 30


class Levers:
    """The levers of a sandbox that runs somewhere on this machine.

    :param url: Where it listens, with or without a slash at the end.
    """

    def __init__(self, url: str):
        self.url = url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy has a way to this machine's loopback

    def get(self, lever: str) -> Any:
        """Return what a lever tells.

        :raise requests.HTTPError: if it does not.
        """
        return self._pull("GET", lever)

    def post(self, lever: str, **settings: Any) -> Any:
        """Pull a lever.

        :raise requests.HTTPError: if it refuses; the text says why.
        """
        return self._pull("POST", lever, settings)

    def delete(self, lever: str, **settings: Any) -> Any:
        """Delete what a lever made."""
        return self._pull("DELETE", lever, settings)

    def configure(self, **settings: Any) -> None:
        """Change settings of the account."""
        self.post("merchant", **settings)

    def reset(self) -> None:
        """Begin anew."""
        self.post("reset")

    def close(self) -> None:
        """Give up the connection."""
        self._session.close()

    def _pull(self, method: str, lever: str, settings: Any = None) -> Any:
        address = f"{self.url}/_control/{lever}"
        answer = self._session.request(method, address, json=settings, timeout=_SECONDS)
        if not answer.ok:
            raise requests.HTTPError(answer.text, response=answer)
        return answer.json()


class RunningSandbox(Levers):
    """A sandbox in a process of its own, on a free port, until :meth:`stop`.

    :param options: Further ones of the command line.
    :ivar account: That of the test environment, as a reset leaves it.
    :ivar production: The same of the other one.
    :ivar userid: The API user of both.
    """

    account = DEMO
    production = DEMO_PRODUCTION
    userid = DEMO_USERID
    password = DEMO_PASSWORD
    production_password = DEMO_PRODUCTION_PASSWORD

    def __init__(self, *options: str):
        command = [sys.executable, "-m", __package__, "--port", "0", "--quiet"]
        self._process = subprocess.Popen(  # noqa: S603 # nosec B603
            [*command, *options],
            env=os.environ | {"PYTHONPATH": _import_path()},
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the sandbox ended, status {self._process.wait()}")
        super().__init__(line.split()[-1])

    def stop(self) -> None:
        """End the process."""
        self.close()
        self._process.terminate()
        try:
            self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def __enter__(self) -> "RunningSandbox":
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


def _import_path() -> str:
    """Return where the process shall look for this package, whatever its name."""
    here = str(Path(__file__).resolve().parents[__package__.count(".") + 1])
    return os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
