# SPDX-License-Identifier: LGPL-3.0-or-later
"""OPERATION of a new order, as the hosted payment page knows it."""

from enum import Enum


class Operation(str, Enum):
    """What an order asks for.

    :source: [ADV] 10.2
    """

    AUTHORISE = "RES"
    SALE = "SAL"
    PRE_AUTHORISE = "PAU"
