# SPDX-License-Identifier: LGPL-3.0-or-later
"""Everything that can go wrong, named by what it means for the money."""

from __future__ import annotations

from .blame import Blame
from .texts import Text


class OgoneError(Exception):
    """Whatever goes wrong with Ogone.

    The text of every error is safe to log and to show: it never holds a payload,
    a passphrase or a signature.

    :ivar text: What ``str`` returns, which can be translated.
    """

    def __init__(self, text: str):
        super().__init__(text)
        self.text = text if isinstance(text, Text) else Text(text)


class ConfigurationError(OgoneError):
    """The merchant's settings cannot be used; nothing was sent or believed."""


class UnsendableOrderError(OgoneError):
    """An order that Ogone would refuse to read; nothing was sent."""


class UnsendableLinesError(OgoneError):
    """The lines of an order cannot be told; the order itself goes without them."""


class FeedbackError(OgoneError):
    """What arrived is not believed, and the payment stays as it was."""


class MalformedFeedbackError(FeedbackError):
    """The message is no feedback: too large, a name that comes twice, no number."""


class MissingSignatureError(FeedbackError):
    """The message carries no SHASIGN."""


class WrongSignatureError(FeedbackError):
    """SHASIGN was not made over this message with our SHA-OUT passphrase."""


class TransactionFileError(OgoneError):
    """A file is not the list of transactions that it should be; nothing was read."""


class DirectLinkError(OgoneError):
    """A call from server to server did not bring the result that was asked for."""


class NotSentError(DirectLinkError):
    """The request never left: nothing was charged, and it may be tried again."""


class OutcomeUnknownError(DirectLinkError):
    """It left, and no answer came that can be read: query, never send it again."""


class RefusedError(DirectLinkError):
    """Ogone did not carry out what was asked.

    :ivar ncerror: Its code, for programs; the text of the error is for people.
    :ivar blame: The setting that made it refuse, where it is one.
    """

    def __init__(self, ncerror: str, text: str, blame: Blame | None = None):
        super().__init__(text)
        self.ncerror = ncerror
        self.blame = blame


class NotFoundError(RefusedError):
    """Ogone knows no such order or operation."""
