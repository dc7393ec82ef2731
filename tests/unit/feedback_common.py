# SPDX-License-Identifier: LGPL-3.0-or-later
"""Results signed as Ogone signs them, and what is made of them."""

import hashlib
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import settings

from ogone.account import Account
from ogone.errors import FeedbackError
from ogone.feedback import Message

ACCOUNT = Account("MyPSPID", "sha-in-passphrase", "sha-out-passphrase", "sha1")
PAID = {
    "orderID": "S00042-1",
    "currency": "EUR",
    "amount": "15.1",
    "PM": "CreditCard",
    "ACCEPTANCE": "654321",
    "STATUS": "9",
    "CARDNO": "XXXXXXXXXXXX1111",
    "ED": "1227",
    "CN": "Jérôme",
    "PAYID": "3000000001",
    "NCERROR": "0",
    "BRAND": "VISA",
    "ALIAS": "alias-42",
}
several = settings(deadline=None, max_examples=100)


def encoded(pairs):
    return b"&".join(
        quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode()
        for name, value in pairs
    )


def pairs_of(params, charset="utf-8"):
    return [(name.encode(), value.encode(charset)) for name, value in params.items()]


def signature(pairs):
    """Sign as Ogone does, for names whose order is that of ASCII."""
    signed = sorted((name.upper(), value) for name, value in pairs if value)
    text = b"".join(n + b"=" + v + b"sha-out-passphrase" for n, v in signed)
    return hashlib.sha1(text).hexdigest().upper().encode()  # noqa: S324 - Ogone's own


def message(params, *unsigned, charset="utf-8"):
    pairs = pairs_of(params, charset)
    return encoded([*pairs, *unsigned, (b"SHASIGN", signature(pairs))])


def believed(body, account=ACCOUNT):
    return Message.read(body).verified(account)


def refused(body, error=FeedbackError, account=ACCOUNT):
    with pytest.raises(error) as caught:
        believed(body, account)
    return str(caught.value)
