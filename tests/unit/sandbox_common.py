# SPDX-License-Identifier: LGPL-3.0-or-later
"""A sandbox in this process, a clock that stands still, a shop and a shopper."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO, DEMO_PRODUCTION
from sandbox.app import create_app
from sandbox.feedback.delivery import Answer
from sandbox.state import State

ORDER = {
    "PSPID": "OgoneDemo",
    "ORDERID": "S00042",
    "AMOUNT": "1510",
    "CURRENCY": "EUR",
    "LANGUAGE": "en_US",
    "ACCEPTURL": "https://shop.example/accept",
    "DECLINEURL": "https://shop.example/decline",
    "EXCEPTIONURL": "https://shop.example/exception",
    "CANCELURL": "https://shop.example/cancel",
}
CARD = {"cardno": "4111 1111 1111 1111", "expiry": "12/30", "cvc": "123"}
FEEDBACK_URL = "https://shop.example/feedback"
UTF_8_PAGE = "/ncol/test/orderstandard_utf8.asp"
LATIN1_PAGE = "/ncol/test/orderstandard.asp"


class Clock:
    """Tells the time that a test sets."""

    def __init__(self):
        self.now = datetime(2026, 3, 5, 10, 0, tzinfo=timezone.utc)

    def __call__(self):
        return self.now

    def advance(self, **span):
        self.now += timedelta(**span)


class Post:
    """Stands for the shop's server: notes what arrives, answers what a test sets."""

    def __init__(self):
        self.received = []
        self.answer = Answer(200, b"")

    def __call__(self, method, url, message, timeout):
        self.received.append((method.value, url, dict(message.pairs)))
        return self.answer


@dataclass
class Page:
    """What the browser shows."""

    response: TestResponse

    @property
    def error(self):
        found = re.search(r'id="error">([^<]*)<', self.response.text)
        return unescape(found[1]) if found else None

    @property
    def faults(self):
        return re.findall(r'class="fault" id="(\w+)-note"', self.response.text)

    @property
    def key(self):
        return re.search(r'name="key" value="([^"]+)"', self.response.text)[1]

    @property
    def target(self):
        """Where the browser is sent, without its query."""
        return self.response.location.partition("?")[0]

    @property
    def parameters(self):
        """What the browser carries back, the empty ones included."""
        query = urlsplit(self.response.location).query
        pairs = parse_qs(query, keep_blank_values=True, strict_parsing=True)
        return {name: values[0] for name, values in pairs.items()}


class Shopper:
    """A browser: posts the shop's form, then what the shopper presses."""

    def __init__(self, state):
        self.client = Client(create_app(state))
        self.page = None

    def opens(self, page=UTF_8_PAGE, sha_in=DEMO.sha_in, **changes):
        """Post an order signed right; a change to ``None`` leaves a field out."""
        order = {k: v for k, v in (ORDER | changes).items() if v is not None}
        charset = "utf-8" if "utf8" in page else "iso-8859-1"
        order["SHASIGN"] = shasign(order, sha_in, "sha512", charset=charset)
        return self.posts(order, page, charset)

    def posts(self, order, page=UTF_8_PAGE, charset="utf-8", **headers):
        self.page = self._post(page, urlencode(order, encoding=charset), headers)
        return self.page

    def presses(self, action, key=None, **fields):
        fields |= {"key": key or self.page.key, "action": action}
        page = self._post("/ncol/test/orderstandard_pay.asp", urlencode(fields), {})
        if page.response.status_code == 200 and 'name="key"' in page.response.text:
            self.page = page
        return page

    def pays(self, cardno=CARD["cardno"], **fields):
        return self.presses(
            "pay", **(CARD | {"holder": "Jane Doe"} | fields | {"cardno": cardno})
        )

    def chooses(self, method, outcome):
        self.presses("choose", method=method)
        return self.presses("simulate", outcome=outcome)

    def _post(self, path, body, headers):
        return Page(
            self.client.post(
                path,
                data=body,
                content_type="application/x-www-form-urlencoded",
                headers=headers,
                environ_base={"REMOTE_ADDR": "192.0.2.7"},
            )
        )


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def state(clock, post):
    account = replace(DEMO, feedback_url=FEEDBACK_URL)
    return State([account, DEMO_PRODUCTION], clock, post)


@pytest.fixture
def merchant_set(state):
    """Change settings of the demo account."""

    def change(**settings):
        account = state.merchant("test", "OgoneDemo")
        state.set_merchant(account.changed(settings))

    return change


@pytest.fixture
def shopper(state):
    return Shopper(state)
