# SPDX-License-Identifier: LGPL-3.0-or-later
"""Results as Ogone sends them, signed with the key of the sandbox's merchant."""

from __future__ import annotations

from urllib.parse import urlencode

from ogone.parameters import SHA_OUT
from ogone.signature import shasign
from sandbox.accounts.merchants import DEMO

PASSPHRASE, ALGORITHM = DEMO.sha_out, DEMO.hash_algorithm.value


def parameters(orderid: str) -> dict[str, str]:
    """Return the result of a payment that was made, before it is signed."""
    return {
        "orderID": orderid,
        "currency": "EUR",
        "amount": "11.11",
        "PM": "CreditCard",
        "ACCEPTANCE": "test123",
        "STATUS": "9",
        "CARDNO": "XXXXXXXXXXXX1111",
        "ED": "1230",
        "CN": "Norbert Buyer",
        "TRXDATE": "11/23/26",
        "PAYID": f"30{orderid[1:]:0>8}",
        "NCERROR": "0",
        "BRAND": "VISA",
        "IP": "203.0.113.7",
    }


def message(orderid: str, **altered: str) -> bytes:
    """Return what Ogone's server posts.

    :param altered: What somebody changed after it was signed.
    """
    values = parameters(orderid)
    signature = shasign(values, PASSPHRASE, ALGORITHM, SHA_OUT)
    return urlencode({**values, "SHASIGN": signature, **altered}).encode()
