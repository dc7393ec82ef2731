# SPDX-License-Identifier: LGPL-3.0-or-later
"""SHASIGN: the signature over what a shop sends and over what Ogone sends.

:source: [ADV] 11, [SHA] "each parameter followed by the passphrase"
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Mapping

from .errors import ConfigurationError, MissingSignatureError, WrongSignatureError
from .parameters import SHA_IN, SHA_OUT, SignedNames
from .texts import _lt

ALGORITHMS = ("sha1", "sha256", "sha512")


def shasign(
    parameters: Mapping[str, str],
    passphrase: str,
    algorithm: str,
    names: SignedNames = SHA_IN,
    charset: str = "utf-8",
) -> str:
    """Return the SHASIGN of ``parameters``, in upper-case hexadecimal.

    :param parameters: What is sent, under names in any case. Empty values, SHASIGN
        itself and names that are not among ``names`` are not part of what is signed.
    :param passphrase: SHA-IN for what the shop sends, SHA-OUT for what Ogone sends.
    :param algorithm: One of :data:`ALGORITHMS`.
    :param charset: That of the page: ``utf-8`` for the ``_utf8`` pages.
    :raise ConfigurationError: without a passphrase, for anybody could sign then.

    >>> order = {"PSPID": "MyPSPID", "ORDERID": "1234", "AMOUNT": "1500",
    ...          "CURRENCY": "EUR", "LANGUAGE": "en_US"}
    >>> shasign(order, "Mysecretsig1875!?", "sha1")
    'F4CC376CD7A834D997B91598FA747825A238BE0A'
    """
    covered = [
        head + parameters[name].encode(charset)
        for name, head in names.in_order(tuple(parameters))
        if parameters[name]
    ]
    return _digest(covered, passphrase.encode(charset), algorithm)


def verify(
    parameters: Mapping[str, bytes],
    signature: bytes,
    passphrase: str,
    algorithm: str,
    names: SignedNames = SHA_OUT,
) -> None:
    """Return if ``signature`` was made over ``parameters``, else raise.

    The bytes are taken as they arrived, so the charset of the account does not matter.
    Only a passphrase beyond ASCII has to be tried in both charsets of the platform.

    :param parameters: The bytes of each value, by its name in upper case.
    :param signature: Hexadecimal in either case.
    :raise MissingSignatureError: if the signature is empty.
    :raise WrongSignatureError: if it was made over anything else.
    :raise ConfigurationError: without a passphrase: who has none believes nothing.
    """
    if not signature:
        raise MissingSignatureError(_lt("it carries no SHASIGN"))
    covered = [
        head + parameters[name]
        for name, head in names.in_order(tuple(parameters))
        if parameters[name]
    ]
    for key in _encodings(passphrase):
        expected = _digest(covered, key, algorithm).encode()
        if hmac.compare_digest(expected, signature.upper()):
            return
    raise WrongSignatureError(
        _lt("its SHASIGN was not made with our SHA-OUT passphrase")
    )


def _encodings(passphrase: str) -> set[bytes]:
    """Return the passphrase in each charset in which the platform may hash it."""
    if passphrase.isascii():
        return {passphrase.encode()}
    latin1 = passphrase.encode("iso-8859-1", errors="xmlcharrefreplace")
    return {passphrase.encode(), latin1}


def _digest(covered: list[bytes], passphrase: bytes, algorithm: str) -> str:
    if not passphrase:
        raise ConfigurationError(_lt("no passphrase is set, so nothing can be signed"))
    if algorithm not in ALGORITHMS:
        raise ConfigurationError(
            _lt("%(name)s is no hash function of Ogone", name=repr(algorithm)[:40])
        )
    # So that the last one is followed by the passphrase as well.
    text = passphrase.join([*covered, b""])
    return getattr(hashlib, algorithm)(text).hexdigest().upper()
