# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a child transaction does with the money of its payment."""

from __future__ import annotations

from enum import Enum

from ..ogone.texts import _lt


class Deed(str, Enum):
    """What is done with money that was reserved or paid."""

    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"


# As in "a refund of 10.00".
NAMES = {
    Deed.CAPTURE: _lt("capture"),
    Deed.VOID: _lt("void"),
    Deed.REFUND: _lt("refund"),
}
# First digits of the STATUS that tells of a deed.
FAMILIES = {Deed.CAPTURE: (9,), Deed.VOID: (6,), Deed.REFUND: (7, 8)}
