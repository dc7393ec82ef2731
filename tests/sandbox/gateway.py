# SPDX-License-Identifier: LGPL-3.0-or-later
"""The sandbox as a shop, a shopper and a tester meet it: over HTTP, nothing else."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import requests
from accounts import ACCOUNTS, Account
from signer import signed

FORM = "application/x-www-form-urlencoded"
VISA = "4111111111111111"
CARD = {"cardno": VISA, "holder": "Jane Doe", "expiry": "12/30", "cvc": "123"}


class Answer(dict):
    """The attributes of one ncresponse, spelled as they came.

    :ivar html: The text of HTML_ANSWER, ``None`` without one.
    """

    def __init__(self, response):
        text = response.content.decode(charset_of(response))
        root = ElementTree.fromstring(text)  # noqa: S314 - our own process wrote it
        assert root.tag == "ncresponse"
        super().__init__(root.attrib)
        self.response = response
        self.html = root.findtext("HTML_ANSWER")

    @property
    def status(self):
        return self["STATUS"], self["NCERROR"]


class Page:
    """What the browser shows, or where it is sent."""

    def __init__(self, response):
        self.response = response
        self.text = response.content.decode("utf-8")

    @property
    def error(self):
        return self._text("error")

    @property
    def result(self):
        return self._text("result")

    def _text(self, identifier):
        found = re.search(rf'id="{identifier}">([^<]*)<', self.text)
        return unescape(found[1]) if found else None

    @property
    def key(self):
        found = re.search(r'name="key" value="([^"]+)"', self.text)
        return found[1] if found else None

    @property
    def faults(self):
        return re.findall(r'class="fault" id="(\w+)-note"', self.text)

    @property
    def target(self):
        """Where the browser is sent, without its query."""
        return self.response.headers.get("Location", "").partition("?")[0]

    def carried(self, charset="utf-8"):
        """Return what the browser carries to the shop, the empty values included."""
        query = urlsplit(self.response.headers["Location"]).query
        return dict(parse_qsl(query, keep_blank_values=True, encoding=charset))


class Gateway:
    """A running sandbox."""

    def __init__(self, url):
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False  # a proxy would look for it elsewhere
        self.page = None

    def send(self, path, body="", method="POST", **headers):
        """Send a form, or any other body, and return the answer as it is."""
        return self.http.request(
            method,
            self.url + path,
            data=body.encode() if isinstance(body, str) else body,
            headers={"Content-Type": FORM, **headers},
            allow_redirects=False,
            timeout=30,
        )

    # Levers

    def lever(self, path, method="POST", **values):
        """Pull a lever and return what it answers; it has to work."""
        url = f"{self.url}/_control/{path}"
        body = None if method == "GET" else values
        answer = self.http.request(method, url, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def told(self, path):
        """Return what a lever tells."""
        return self.lever(path, "GET")

    def set(self, **settings):
        """Change settings of an account, the one of the test world unless told."""
        return self.lever("merchant", **settings)

    def attempt(self, orderid):
        """Return the last attempt to pay an order, as the tester sees it."""
        order = next(o for o in self.told("orders") if o["orderid"] == orderid)
        return order["attempts"][-1]

    # The payment page

    def opens(self, changes=None, account: Account = ACCOUNTS["test"], utf8=True):
        """Post a signed order; a change to ``None`` leaves a field out."""
        charset = "utf-8" if utf8 else "iso-8859-1"
        order = account.order(**(changes or {}))
        order = signed(order, account.sha_in, account.algorithm, charset)
        return self.posts(order, page_path("orderstandard", account.environment, utf8))

    def posts(self, order, path="/ncol/test/orderstandard_utf8.asp", **headers):
        """Post an order as it is."""
        charset = "utf-8" if "_utf8" in path else "iso-8859-1"
        body = urlencode(order, encoding=charset)
        return self._show(self.send(path, body, **headers))

    def presses(self, action, environment="test", **fields):
        """Press a button of the payment page that was shown last."""
        fields = {"key": self.page.key, "action": action} | fields
        path = f"/ncol/{environment}/orderstandard_pay.asp"
        return self._show(self.send(path, urlencode(fields)))

    def pays(self, cardno=VISA, environment="test", **fields):
        """Fill in the card form and pay."""
        return self.presses("pay", environment, **CARD | fields | {"cardno": cardno})

    def chooses(self, method, outcome):
        """Choose a bank or wallet, and what its simulated page answers."""
        self.presses("choose", method=method)
        return self.presses("simulate", outcome=outcome)

    def at_the_bank(self, action, key, environment="test"):
        """Press a button of the bank's page."""
        fields = urlencode({"key": key, "action": action})
        path = f"/ncol/{environment}/Test_3D_ACS.asp"
        return self._show(self.send(path, fields))

    def _show(self, response):
        shown = Page(response)
        if shown.key:
            self.page = shown
        return shown

    # DirectLink

    def direct(self, page, fields, account=ACCOUNTS["test"], utf8=True, sign=True):
        """Call a page of DirectLink, logged in and signed; ``None`` leaves out."""
        charset = "utf-8" if utf8 else "iso-8859-1"
        request = account.login | fields
        request = {name: value for name, value in request.items() if value is not None}
        if sign:
            request = signed(request, account.sha_in, account.algorithm, charset)
        path = page_path(page, account.environment, utf8)
        return Answer(self.send(path, urlencode(request, encoding=charset)))

    def order(self, **fields):
        """Charge a card from server to server."""
        return self.direct("orderdirect", direct_order(**fields))

    def maintains(self, payid, operation, amount=None, **fields):
        """Do something to a PAYID."""
        what = {"PAYID": payid, "OPERATION": operation, "AMOUNT": amount}
        return self.direct("maintenancedirect", what | fields)

    def query(self, **fields):
        """Ask for the state of an order."""
        return self.direct("querydirect", fields)


def charset_of(response):
    """Return the charset that an answer names."""
    return response.headers["Content-Type"].lower().partition("charset=")[2]


def page_path(page, environment="test", utf8=True):
    """Return the path of a page of the platform."""
    return f"/ncol/{environment}/{page}{'_utf8' if utf8 else ''}.asp"


def direct_order(**changes):
    """Return an order from server to server: a sale of 15.10 unless told."""
    order = {
        "ORDERID": "D1",
        "AMOUNT": "1510",
        "CURRENCY": "EUR",
        "OPERATION": "SAL",
        "CARDNO": VISA,
        "ED": "12/30",
        "CVC": "123",
    }
    return order | changes
