# SPDX-License-Identifier: LGPL-3.0-or-later
"""What comes back, by redirect or from server to server: read once, believed or not.

Bytes become a :class:`Message`, which is nobody's word yet; a message whose signature
holds becomes a :class:`Feedback`, which carries nothing that was not signed.

:source: [ADV] 9.2.3 for the parameters, 11.2 for SHA-OUT
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Mapping
from urllib.parse import parse_qsl

from . import signature
from .account import Account
from .amounts import from_answer
from .errors import MalformedFeedbackError
from .facts import facts
from .parameters import SignedNames, upper
from .report import Report
from .texts import _lt

LARGEST_MESSAGE = 32 * 1024
_MOST_PARAMETERS = 200
_LONGEST_ORDERID = 50
_SHASIGN = "SHASIGN"
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
# ACCEPTANCE in the test environment, online and offline: [TESTCARDS]
_SIMULATED = frozenset(("test123", "testoff"))


@dataclass(frozen=True, repr=False)
class Message:
    """Parameters as they arrived, not believed yet.

    :ivar values: The bytes of every value, by its name in upper case.
    """

    values: Mapping[str, list[bytes]]

    @classmethod
    def read(cls, encoded: bytes) -> Message:
        """Read a query string or the body of a form, whatever its charset.

        :raise MalformedFeedbackError: for more than any feedback holds.
        """
        if len(encoded) > LARGEST_MESSAGE:
            raise MalformedFeedbackError(_lt("it is larger than any feedback"))
        try:
            # Through ISO-8859-1 each byte comes out as it went in.
            pairs = parse_qsl(
                encoded.decode("iso-8859-1"),
                keep_blank_values=True,
                encoding="iso-8859-1",
                max_num_fields=_MOST_PARAMETERS,
            )
        except ValueError:
            raise MalformedFeedbackError(
                _lt("it has more parameters than any feedback")
            ) from None
        values: dict[str, list[bytes]] = {}
        for name, value in pairs:
            values.setdefault(upper(name), []).append(value.encode("iso-8859-1"))
        return cls(values)

    @property
    def empty(self) -> bool:
        """Whether it carries no result at all, as where the account sends none."""
        return not self.values.keys() & {_SHASIGN, "STATUS", "ORDERID", "PAYID"}

    @property
    def orderid(self) -> str:
        """The ORDERID that it claims, fit for a search, or "" if it names none."""
        orderid = _text(b"".join(self.values.get("ORDERID", ())))
        fit = orderid.isprintable() and len(orderid) <= _LONGEST_ORDERID
        return orderid if fit else ""

    def signed(self, names: SignedNames) -> tuple[dict[str, bytes], bytes]:
        """Return the values of those ``names`` that it carries, and its SHASIGN.

        :raise MalformedFeedbackError: for one of them that comes twice.
        """
        signed = {}
        for name, values in self.values.items():
            if name != _SHASIGN and name not in names:
                continue
            if len(values) > 1:
                raise MalformedFeedbackError(
                    _lt("it has %(name)s more than once", name=name)
                )
            signed[name] = values[0]
        return signed, signed.pop(_SHASIGN, b"")

    def verified(self, account: Account) -> Feedback:
        """Return what is signed in it, if the signature is the account's.

        :raise MalformedFeedbackError: if a name that a signature covers comes twice,
            or differs from another in case alone.
        :raise FeedbackError: if it is not signed, or not with our passphrase.
        :raise ConfigurationError: if the account has no passphrase to check with.
        """
        signed, shasign = self.signed(account.signed_out)
        signature.verify(
            signed,
            shasign,
            account.sha_out,
            account.algorithm,
            account.signed_out,
        )
        return Feedback.read(
            {name: _text(value) for name, value in signed.items() if value}
        )


@dataclass(frozen=True)
class Feedback(Report):
    """A result that Ogone has signed.

    :ivar parameters: All that was signed and not empty, by name in upper case.
    """

    parameters: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Feedback:
        """Read parameters whose signature was verified.

        :raise MalformedFeedbackError: without ORDERID, or a STATUS that is a number.
        """
        status = parameters.get("STATUS", "")
        if not _NUMBER.fullmatch(status) or "ORDERID" not in parameters:
            raise MalformedFeedbackError(
                _lt(
                    "ORDERID or STATUS is not among its signed parameters: select both"
                    " in the dynamic parameters of the account"
                )
            )
        payid = parameters.get("PAYID", "")
        ncerror = parameters.get("NCERROR", "")
        return cls(
            orderid=parameters["ORDERID"],
            status=int(status),
            payid="" if payid == "0" else payid,
            payidsub=parameters.get("PAYIDSUB", ""),
            amount=_amount(parameters.get("AMOUNT", "")),
            currency=parameters.get("CURRENCY", "").upper(),
            ncerror="" if ncerror == "0" else ncerror,
            pm=parameters.get("PM", ""),
            brand=parameters.get("BRAND", ""),
            acceptance=parameters.get("ACCEPTANCE", ""),
            cardno=parameters.get("CARDNO", ""),
            ed=parameters.get("ED", ""),
            alias=parameters.get("ALIAS", ""),
            parameters=dict(parameters),
        )

    @property
    def simulated(self) -> bool:
        """Whether it says of itself that it comes from the test environment."""
        return self.acceptance in _SIMULATED

    @property
    def facts(self) -> Mapping[str, str]:
        """What it tells of the means of payment, as far as that may be kept."""
        return facts(self.parameters)


def _text(value: bytes) -> str:
    """Return what the bytes say: the platform writes UTF-8, some methods ISO-8859-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("iso-8859-1")


def _amount(text: str) -> Decimal | None:
    try:
        return from_answer(text)
    except MalformedFeedbackError:
        return None
