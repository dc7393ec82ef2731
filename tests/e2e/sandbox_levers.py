# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sandbox's levers, over HTTP."""

import requests


class Sandbox:
    def __init__(self, url):
        self.url = url

    def get(self, path):
        answer = requests.get(f"{self.url}/_control/{path}", timeout=10)
        answer.raise_for_status()
        return answer.json()

    def post(self, path, **values):
        answer = requests.post(f"{self.url}/_control/{path}", json=values, timeout=30)
        answer.raise_for_status()
        return answer.json()
