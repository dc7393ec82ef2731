# SPDX-License-Identifier: LGPL-3.0-or-later
from . import (
    payment_provider,
    payment_token,
    payment_transaction,
    transaction_charge,
    transaction_directlink,
    transaction_distrust,
    transaction_maintenance,
    transaction_operation,
    transaction_order,
    transaction_query,
    transaction_result,
    transaction_retry,
)
