# SPDX-License-Identifier: LGPL-3.0-or-later
"""A merchant in front of the back office."""

import re
from html import unescape
from urllib.parse import urlencode

from werkzeug.test import Client

from sandbox.app import create_app

ROOT = "/Ncol/Test/Backoffice"
DEMO_ROOT = f"{ROOT}/OgoneDemo"
LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


class Merchant:
    """A browser on the sandbox's own machine: reads pages, fills in their forms."""

    def __init__(self, state):
        self.state = state
        self.client = Client(create_app(state))

    def reads(self, path="", root=DEMO_ROOT, **query):
        address = root + path + (f"?{urlencode(query)}" if query else "")
        return self.client.get(address, environ_base=LOCAL)

    def token(self, path="", root=DEMO_ROOT):
        page = self.reads(path, root).text
        return re.search(r'name="token" value="([0-9a-f]+)"', page)[1]

    def sends(self, path, fields, root=DEMO_ROOT, form_at="/users/new", **options):
        fields = {"token": self.token(form_at, root)} | fields
        return self.client.post(root + path, data=fields, environ_base=LOCAL, **options)

    def maintains(self, deed, payid=3000000001, **fields):
        """Press a button of a transaction; return the page that follows."""
        path = f"/transactions/{payid}/maintain"
        sent = self.sends(path, {"deed": deed} | fields)
        return self.follows(sent) if sent.status_code == 303 else sent

    def follows(self, response):
        assert response.status_code == 303, response.text
        return self.client.get(response.location, environ_base=LOCAL)

    @property
    def account(self):
        return self.state.merchant("test", "OgoneDemo")


def faults_of(response):
    """Return the faults beside the fields, by the name of the field."""
    found = re.findall(r'class="fault" id="([\w-]+)-note">([^<]*)<', response.text)
    return {name: unescape(text) for name, text in found}


def value_of(response, name):
    """Return what the field of that name holds."""
    found = re.search(rf'name="{name}" type="\w+" value="([^"]*)"', response.text)
    return unescape(found[1])


def cells_of(response, table):
    """Return the text of a table, row by row."""
    body = re.search(
        rf'<table id="{table}"[^>]*>.*?<tbody>(.*?)</tbody>', response.text, re.S
    )
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.S) if body else []
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[_text(cell) for cell in row] for row in cells]


def _text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
