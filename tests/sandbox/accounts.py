# SPDX-License-Identifier: LGPL-3.0-or-later
"""The two accounts that the sandbox begins with, as its README gives them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """What a shop knows of its account."""

    environment: str
    password: str
    sha_in: str
    sha_out: str
    pspid: str = "OgoneDemo"
    userid: str = "OgoneDemoApi"
    algorithm: str = "sha512"

    @property
    def login(self):
        """What each call of DirectLink begins with."""
        return {"PSPID": self.pspid, "USERID": self.userid, "PSWD": self.password}

    def order(self, **changes):
        """Return an order for the payment page; ``None`` leaves a field out."""
        order = {
            "PSPID": self.pspid,
            "ORDERID": "S1",
            "AMOUNT": "1510",
            "CURRENCY": "EUR",
            "LANGUAGE": "en_US",
            "ACCEPTURL": "https://shop.example/accept",
            "DECLINEURL": "https://shop.example/decline",
            "EXCEPTIONURL": "https://shop.example/exception",
            "CANCELURL": "https://shop.example/cancel",
        }
        changed = order | changes
        return {name: value for name, value in changed.items() if value is not None}


ACCOUNTS = {
    "test": Account(
        "test",
        "Demo-Api-Password-1",
        "Demo-SHA-IN-passphrase-1",
        "Demo-SHA-OUT-passphrase-2",
    ),
    "prod": Account(
        "prod",
        "Demo-Api-Password-3",
        "Demo-SHA-IN-production-4",
        "Demo-SHA-OUT-production-5",
    ),
}
