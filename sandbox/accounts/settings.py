# SPDX-License-Identifier: LGPL-3.0-or-later
"""Settings of an account that are a choice of words, as JSON spells them."""

from enum import Enum


class Timing(str, Enum):
    """When the direct request from server to server is made."""

    NONE = "none"
    ONLINE = "online"
    DEFERRED = "deferred"
    ONLINE_THEN_DEFERRED = "online_then_deferred"


class FeedbackCharset(str, Enum):
    """The setting "character encoding" of Global security parameters."""

    REQUEST = "request"
    UTF_8 = "utf-8"
    ISO_8859_1 = "iso-8859-1"


class HashAlgorithm(str, Enum):
    """The hash of SHASIGN, one for both directions."""

    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA512 = "sha512"


class RequestMethod(str, Enum):
    """How the direct request carries its parameters."""

    POST = "POST"
    GET = "GET"


class Settlement(str, Enum):
    """How the acquirer answers in the end to what was pending."""

    ACCEPTED = "accepted"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
