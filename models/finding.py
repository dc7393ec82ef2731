# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a check of the settings has found."""

from __future__ import annotations

from typing import NamedTuple

RIGHT, WRONG, UNKNOWN = "right", "wrong", "unknown"


class Finding(NamedTuple):
    """One line of "Check configuration".

    :ivar subject: What was looked at.
    :ivar verdict: :data:`RIGHT`, :data:`WRONG` or :data:`UNKNOWN`.
    :ivar text: What was found, in words.
    :ivar remedy: What to do; "" where nothing is.
    :ivar certain: Whether it fails for certain: the provider is not enabled with it.
    """

    subject: str
    verdict: str
    text: str
    remedy: str = ""
    certain: bool = False
