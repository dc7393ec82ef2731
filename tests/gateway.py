# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sandbox as a process of its own, for tests that call DirectLink."""

import subprocess
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]


class Gateway:
    """A running sandbox, and its levers."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self._process.stdout.readline()
        self.url = line.split()[-1].rstrip("/")

    def stop(self):
        self._process.terminate()
        self._process.wait(10)
        self._process.stdout.close()

    def get(self, lever):
        answer = requests.get(f"{self.url}/_control/{lever}", timeout=10)
        answer.raise_for_status()
        return answer.json()

    def post(self, lever, **values):
        answer = requests.post(f"{self.url}/_control/{lever}", json=values, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def books(self, orderid):
        """Return what was moved for one order, as the sandbox has booked it."""
        return next(
            (book for book in self.get("books") if book["orderid"] == orderid), None
        )
