# SPDX-License-Identifier: LGPL-3.0-or-later
"""The two pages that make an alias before any order, as shop and shopper meet them."""

import re
from html import unescape
from urllib.parse import urlencode

from accounts import ACCOUNTS
from gateway import VISA, Page, page_path
from signer import sign, signed

TEST = ACCOUNTS["test"]
YES, NO = "https://shop.example/yes", "https://shop.example/no"
# What the shop fixes and signs, and what the browser adds.
FIXED = {
    "PSPID": "OgoneDemo",
    "ACCEPTURL": YES,
    "EXCEPTIONURL": NO,
    "ORDERID": "T1",
    "ALIAS": "jane",
}
TYPED = {"CARDNO": VISA, "CN": "Jane Doe", "CVC": "123", "ED": "1230"}
WISH = {
    "ACCOUNT.PSPID": "OgoneDemo",
    "ALIAS.ALIASID": "jane",
    "ALIAS.ORDERID": "T1",
    "CARD.PAYMENTMETHOD": "CreditCard",
    "LAYOUT.LANGUAGE": "en_GB",
    "PARAMETERS.ACCEPTURL": YES,
    "PARAMETERS.EXCEPTIONURL": NO,
}
DOTTED_SIGNATURE = "SHASIGNATURE.SHASIGN"
HOSTED = {"test": "/Tokenization/HostedPage", "prod": "/prod/Tokenization/HostedPage"}
_HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')


def without_none(fields):
    return {name: value for name, value in fields.items() if value is not None}


class TokenPages:
    """A browser in front of both pages.

    :ivar shown: The page of hosted tokenization that was shown last.
    """

    def __init__(self, gateway):
        self.gateway = gateway
        self.shown = None

    def form(self, typed=TYPED, account=TEST, utf8=True, **changes):
        """Return a form of the alias gateway; a change to ``None`` leaves out."""
        charset = "utf-8" if utf8 else "iso-8859-1"
        fixed = without_none(FIXED | changes)
        return signed(fixed, account.sha_in, account.algorithm, charset) | typed

    def sends(self, form, account=TEST, utf8=True, method="POST", **headers):
        """Send a form to the alias gateway as it is."""
        body = urlencode(form, encoding="utf-8" if utf8 else "iso-8859-1")
        path = page_path("alias_gateway", account.environment, utf8)
        if method == "GET":
            return Page(self.gateway.send(f"{path}?{body}", method="GET", **headers))
        return Page(self.gateway.send(path, body, **headers))

    def makes(self, typed=TYPED, account=TEST, utf8=True, method="POST", **changes):
        """Sign a form of the alias gateway, fill in the card and send it."""
        form = self.form(typed, account, utf8, **changes)
        return self.sends(form, account, utf8, method)

    def opens(self, account=TEST, method="GET", **changes):
        """Open hosted tokenization; ``ALIAS__ORDERID`` stands for the dotted name."""
        dotted = {name.replace("__", "."): value for name, value in changes.items()}
        return self.asks(self.wish(account, **dotted), account, method)

    def wish(self, account=TEST, **changes):
        """Return a signed request for hosted tokenization."""
        wish = without_none(WISH | changes)
        digest = sign(wish, account.sha_in, account.algorithm, "hosted in")
        return wish | {DOTTED_SIGNATURE: digest}

    def asks(self, wish, account=TEST, method="GET"):
        """Ask for hosted tokenization as it is."""
        path, body = HOSTED[account.environment], urlencode(wish)
        if method == "GET":
            path, body = f"{path}?{body}", ""
        return self._show(self.gateway.send(path, body, method))

    def presses(self, action, **fields):
        """Press a button of the page, whose form is sent as it stands there."""
        hidden = _HIDDEN.findall(self.shown.text)
        form = {unescape(name): unescape(value) for name, value in hidden}
        target = re.search(r'<form method="post" action="([^"]+)"', self.shown.text)[1]
        body = urlencode(form | fields | {"action": action})
        return self._show(self.gateway.send(target, body))

    def keeps(self, **changes):
        """Fill in the card on the page, and keep it."""
        card = {"cardno": VISA, "holder": "Jane Doe", "expiry": "12/30", "cvc": "123"}
        return self.presses("keep", **card | changes)

    def kept(self):
        """Return alias, status, card, expiry and holder of all that is kept."""
        names = ("alias", "status", "cardno", "ed", "cn")
        told = self.gateway.told("aliases")
        return [tuple(each[name] for name in names) for each in told]

    def _show(self, response):
        page = Page(response)
        if response.status_code == 200:
            self.shown = page
        return page


def is_signed(page, direction, account=TEST, charset="utf-8"):
    """Whether the signature of a redirect is the one that its other fields make."""
    carried = page.carried(charset)
    made = sign(carried, account.sha_out, account.algorithm, direction, charset)
    return carried["SHASign"] == made
