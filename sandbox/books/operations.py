# SPDX-License-Identifier: LGPL-3.0-or-later
"""OPERATION of a new order."""

from enum import Enum


class Operation(str, Enum):
    """What an order asks for.

    :source: [ADV] 10.2, [DL] 3.1.2
    """

    AUTHORISE = "RES"
    SALE = "SAL"
    PRE_AUTHORISE = "PAU"
    PAYOUT = "RFD"


ON_THE_PAGE = (Operation.AUTHORISE, Operation.SALE, Operation.PRE_AUTHORISE)
