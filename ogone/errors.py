# SPDX-License-Identifier: LGPL-3.0-or-later
"""Everything that can go wrong, named by what it means for the money."""

from __future__ import annotations


class OgoneError(Exception):
    """Whatever goes wrong with Ogone.

    The text of every error is safe to log and to show: it never holds a payload,
    a passphrase or a signature.
    """


class ConfigurationError(OgoneError):
    """The merchant's settings cannot be used; nothing was sent or believed."""


class UnsendableOrderError(OgoneError):
    """An order that Ogone would refuse to read; nothing was sent."""


class FeedbackError(OgoneError):
    """What arrived is not believed, and the payment stays as it was."""


class MalformedFeedbackError(FeedbackError):
    """The message is no feedback: too large, a name that comes twice, no number."""


class MissingSignatureError(FeedbackError):
    """The message carries no SHASIGN."""


class WrongSignatureError(FeedbackError):
    """SHASIGN was not made over this message with our SHA-OUT passphrase."""
