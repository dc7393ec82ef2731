# SPDX-License-Identifier: LGPL-3.0-or-later
"""Why a signature does not fit: which setting of the account would explain it.

For people who mend settings. Nothing is ever believed because of it.

:source: [ADV] 11 for SHA-OUT and its charsets; [MARLON] for the older way to sign
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import Enum
from typing import Iterator, Mapping

from .account import Account
from .errors import MalformedFeedbackError, OgoneError
from .feedback import Message
from .parameters import SignedNames
from .signature import ALGORITHMS, verify

_LENGTHS = {
    2 * hashlib.new(algorithm).digest_size: algorithm for algorithm in ALGORITHMS
}
_MAIN_PARAMETERS = (
    "ORDERID CURRENCY AMOUNT PM ACCEPTANCE STATUS CARDNO PAYID NCERROR BRAND"
).split()
_MOST_NAMES = 20
_NEEDED = ("ORDERID", "STATUS")


class Cause(Enum):
    """What explains a signature that does not fit."""

    UNSIGNED = "no SHASIGN"
    SHA_IN = "SHA-IN passphrase"
    OTHER_ACCOUNT = "passphrase of another account or environment"
    ALGORITHM = "other hash algorithm"
    ENCODING = "other character encoding"
    NAMES = "names beyond the list"
    MAIN_PARAMETERS = "main parameters only"
    INCOMPLETE = "signed, but parameters are missing"
    TEST_ENVIRONMENT = "signed, but of the test environment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Diagnosis:
    """What explains a signature, and the detail that a person needs.

    :ivar detail: The algorithm, the account or the names; never a value.
    """

    cause: Cause
    detail: str = ""


@dataclass(frozen=True)
class _Case:
    """A message, and the account that it should have been signed for."""

    message: Message
    account: Account

    def signed(self, names: SignedNames) -> tuple[dict[str, bytes], bytes]:
        return self.message.signed(names)

    def fits(
        self,
        passphrase: str,
        algorithm: str,
        names: SignedNames | None = None,
        charset: tuple[str, str] | None = None,
    ) -> bool:
        """Return whether the signature was made in that way.

        :param charset: From which to which the values are put before.
        """
        names = names or self.account.signed_out
        try:
            signed, shasign = self.signed(names)
            if charset:
                signed = {
                    name: value.decode(charset[0]).encode(charset[1])
                    for name, value in signed.items()
                }
            verify(signed, shasign, passphrase, algorithm, names)
        except (OgoneError, UnicodeError):
            return False
        return True


def diagnose(
    message: Message, account: Account, others: Mapping[str, str]
) -> Diagnosis:
    """Return what explains that ``message`` is not signed as ``account`` expects.

    :param others: Passphrases of other accounts or environments, by a name that may be
        shown.
    """
    shasign = b"".join(message.values.get("SHASIGN", ()))
    if not shasign:
        return Diagnosis(Cause.UNSIGNED)
    algorithm = _LENGTHS.get(len(shasign), account.algorithm)
    case = _Case(message, account)
    if case.fits(account.sha_out, account.algorithm):
        return _of_what_is_signed(message, account)
    found = next(_explanations(case, algorithm, shasign, others), None)
    if found:
        return found
    if algorithm != account.algorithm:
        return Diagnosis(Cause.ALGORITHM, algorithm)
    return Diagnosis(Cause.UNKNOWN)


def _of_what_is_signed(message: Message, account: Account) -> Diagnosis:
    """Return what is wrong with a message whose signature is right."""
    try:
        simulated = message.verified(account).simulated
    except MalformedFeedbackError:
        missing = [name for name in _NEEDED if not any(message.values.get(name, ()))]
        return Diagnosis(Cause.INCOMPLETE, ", ".join(missing) or "STATUS")
    return Diagnosis(Cause.TEST_ENVIRONMENT if simulated else Cause.UNKNOWN)


def _explanations(
    case: _Case, algorithm: str, shasign: bytes, others: Mapping[str, str]
) -> Iterator[Diagnosis]:
    account = case.account
    if case.fits(account.sha_out, algorithm):
        yield Diagnosis(Cause.ALGORITHM, algorithm)
    if case.fits(account.sha_in, algorithm):
        yield Diagnosis(Cause.SHA_IN)
    for name, passphrase in others.items():
        if case.fits(passphrase, algorithm):
            yield Diagnosis(Cause.OTHER_ACCOUNT, name)
    for charset in (("utf-8", "iso-8859-1"), ("iso-8859-1", "utf-8")):
        if case.fits(account.sha_out, algorithm, charset=charset):
            yield Diagnosis(Cause.ENCODING, charset[1])
    yield from _beyond_the_list(case, algorithm)
    if _is_of_main_parameters(case, algorithm, shasign):
        yield Diagnosis(Cause.MAIN_PARAMETERS)


def _beyond_the_list(case: _Case, algorithm: str) -> Iterator[Diagnosis]:
    account, known = case.account, case.account.signed_out
    # With a "=" in its name, a listed one can be renamed and still fit: CN=A=B.
    unlisted = sorted(
        name
        for name in case.message.values
        if name != "SHASIGN" and name not in known and "=" not in name
    )[:_MOST_NAMES]
    for names in (unlisted, *([name] for name in unlisted)):
        text = " ".join(names)
        if names and case.fits(account.sha_out, algorithm, known.extended(text)):
            yield Diagnosis(Cause.NAMES, text)


def _is_of_main_parameters(case: _Case, algorithm: str, shasign: bytes) -> bool:
    """Return whether the values of a few parameters were signed, as in old accounts."""
    values = case.message.values
    text = b"".join(b"".join(values.get(name, ())) for name in _MAIN_PARAMETERS)
    text += case.account.sha_out.encode("iso-8859-1", errors="xmlcharrefreplace")
    expected = hashlib.new(algorithm, text).hexdigest().upper().encode()
    return hmac.compare_digest(expected, shasign.upper())
