# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a request asks Ogone to do with the money.

:source: [ADV] 10.2 for orders, [DL] 4.1.2 for maintenance
"""

from __future__ import annotations

from enum import Enum


class OrderOperation(str, Enum):
    """OPERATION of a new order."""

    AUTHORISE = "RES"
    SALE = "SAL"
    PAYOUT = "RFD"


class MaintenanceOperation(str, Enum):
    """OPERATION on the PAYID of an order."""

    CAPTURE_PART = "SAL"
    CAPTURE_LAST = "SAS"
    REFUND_PART = "RFD"
    REFUND_LAST = "RFS"
    VOID = "DEL"
    VOID_AND_CLOSE = "DES"
    RENEW = "REN"
