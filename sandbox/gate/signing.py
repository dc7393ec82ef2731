# SPDX-License-Identifier: LGPL-3.0-or-later
"""SHA-IN: whether a shop signed what it sent, and if not, what may have gone wrong."""

import hmac
from itertools import product

from ogone.parameters import SHA_IN, SignedNames
from ogone.signature import ALGORITHMS, shasign

from ..accounts.merchants import Merchant
from .incoming import LATIN1, UTF_8, Incoming, PageError


def check_signature(
    incoming: Incoming,
    merchant: Merchant,
    passphrase: str,
    names: SignedNames = SHA_IN,
) -> None:
    """Return if a request carries the SHASIGN of ``merchant``, in hex of either case.

    :param passphrase: SHA-IN of the page; where it is empty, nobody has to sign.
    :param names: Those that the page signs.
    :raise PageError: with a text of the platform, and a hint that names names only.
    :source: [ADV] 13
    """
    if not passphrase:
        return
    sent = incoming.get("SHASIGN")
    if not sent:
        raise PageError("unknown order/0/s", "SHASIGN is empty or was not sent.")
    expected = _sign(incoming, passphrase, merchant.hash_algorithm.value, names)
    if not _same(expected, sent):
        hint = _hint(incoming, merchant, names, len(expected))
        raise PageError("unknown order/1/s", hint)


def _sign(
    incoming: Incoming,
    passphrase: str,
    algorithm: str,
    names: SignedNames,
    charset: str = "",
) -> str:
    charset = charset or incoming.charset
    parameters = {
        name: value.encode(charset, "replace").decode(charset)
        for name, value in incoming.parameters.items()
        if name != "SHASIGN"
    }
    return shasign(parameters, passphrase, algorithm, names, charset)


def _same(expected: str, sent: str) -> bool:
    return hmac.compare_digest(expected.encode(), sent.upper().encode())


def _hint(
    incoming: Incoming, merchant: Merchant, names: SignedNames, length: int
) -> str:
    hashed = [name for name, value in incoming.parameters.items() if value]
    hashed = [name for name in hashed if name in names]
    hashed.sort(key=names.place)
    others = sorted(set(incoming.parameters) - set(hashed) - {"SHASIGN"})
    return (
        f"Hashed here, in this order, each as NAME=value and the SHA-IN passphrase:"
        f" {' '.join(hashed)}. Not hashed, being empty or not on the list:"
        f" {' '.join(others) or 'none'}. Hash: {merchant.hash_algorithm.value}, so"
        f" {length} characters; received: {len(incoming.get('SHASIGN'))}. Charset of"
        f" the page: {incoming.charset}.{_likely_mistake(incoming, merchant, names)}"
    )


def _likely_mistake(incoming: Incoming, merchant: Merchant, names: SignedNames) -> str:
    """Return which other setting would have made the signature fit."""
    phrases = {
        "SHA-IN": merchant.sha_in,
        "SHA-OUT": merchant.sha_out,
        "DirectLink SHA-IN": merchant.direct_passphrase,
    }
    for name, algorithm, charset in product(phrases, ALGORITHMS, (UTF_8, LATIN1)):
        if not phrases[name]:
            continue
        made = _sign(incoming, phrases[name], algorithm, names, charset)
        if _same(made, incoming.get("SHASIGN")):
            return (
                f" It was made with the {name} passphrase, {algorithm} and {charset}."
            )
    return ""
