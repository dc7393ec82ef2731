# SPDX-License-Identifier: LGPL-3.0-or-later
"""An account, a charge and a gateway that answers as a test wants."""

from decimal import Decimal
from pathlib import Path

import pytest

from ogone.account import Account
from ogone.directlink import Charge, DirectLink, Presence
from ogone.errors import DirectLinkError
from ogone.operations import MaintenanceOperation, OrderOperation

ANSWERS = Path(__file__).parent / "answers"
ACCOUNT = Account(
    "MyPSPID",
    "Mysecretsig1875!?",
    "MARKED-sha-out",
    userid="MARKED-userid",
    pswd="MARKED-pswd",
)
# Of the published request for a refund, GOV.UK Pay to ePDQ
PUBLISHED = Account(
    "merchant-id", "sha-passphrase", "", userid="username", pswd="password"
)
BROWSER = {
    "browserAcceptHeader": "text/html,*/*;q=0.8",
    "browserColorDepth": "24",
    "browserJavaEnabled": "false",
    "browserLanguage": "fr-BE",
    "browserScreenHeight": "1080",
    "browserScreenWidth": "1920",
    "browserTimeZone": "-60",
    "browserUserAgent": "Mozilla/5.0 (X11; Linux x86_64)",
}
RETURN = "https://shop.example/payment/ogone/return"
PRESENT = Presence(locale="fr_BE", return_url=RETURN, ip="192.0.2.7", browser=BROWSER)
CHARGE = Charge(
    orderid="S00042-1",
    amount=Decimal("15.10"),
    currency="EUR",
    operation=OrderOperation.SALE,
    alias="MARKED-alias",
)
PAYID = "3000000001"


def sample(name):
    return (ANSWERS / f"{name}.xml").read_bytes()


def short(**attributes):
    """Return a short answer with attributes added, changed or, at None, left out."""
    told = {
        "orderID": "S00042-1",
        "PAYID": PAYID,
        "NCERROR": "0",
        "STATUS": "9",
        "NCERRORPLUS": "!",
        **attributes,
    }
    text = " ".join(f'{k}="{v}"' for k, v in told.items() if v is not None)
    return f"<ncresponse {text}/>".encode()


class Post:
    """Stands for the network: notes what is posted, answers what a test sets."""

    def __init__(self, answer):
        self.answer = answer
        self.posted = []

    def __call__(self, url, fields):
        self.posted.append((url, dict(fields)))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Gateway:
    """A DirectLink whose every call is answered alike."""

    def __init__(self, answer, account=ACCOUNT):
        self.post = Post(answer)
        self.directlink = DirectLink(account, self.url_of, self.post)

    def url_of(self, page):
        return f"https://gateway.example/ncol/test/{page.value}"

    @property
    def fields(self):
        """What was posted, once."""
        ((_, fields),) = self.post.posted
        return fields

    @property
    def url(self):
        ((url, _),) = self.post.posted
        return url

    def charge(self, charge=CHARGE):
        return self.directlink.charge(charge)

    def maintain(
        self, operation=MaintenanceOperation.CAPTURE_LAST, amount="1.15", payid=PAYID
    ):
        return self.directlink.maintain(payid, operation, Decimal(amount))

    def query(self, **which):
        return self.directlink.query(**(which or {"orderid": "S00042-1"}))


CALLS = {"charge": Gateway.charge, "maintain": Gateway.maintain, "query": Gateway.query}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
every_deed = pytest.mark.parametrize(
    "call", [Gateway.charge, Gateway.maintain], ids=["charge", "maintain"]
)


def error_of(call, answer, error, **arguments):
    """Return what ``call`` raises: that error, and none that means something else."""
    gateway = Gateway(answer)
    with pytest.raises(DirectLinkError) as caught:
        call(gateway, **arguments)
    assert type(caught.value) is error
    assert len(gateway.post.posted) == 1
    return caught.value
