# SPDX-License-Identifier: LGPL-3.0-or-later
from . import (
    payment_provider,
    payment_transaction,
    transaction_order,
    transaction_result,
    transaction_retry,
)
