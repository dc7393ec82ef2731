# SPDX-License-Identifier: LGPL-3.0-or-later
from . import (
    journal,
    journal_diagnosis,
    payment_provider,
    payment_token,
    payment_transaction,
    provider_alarm,
    transaction_charge,
    transaction_directlink,
    transaction_distrust,
    transaction_journal,
    transaction_maintenance,
    transaction_operation,
    transaction_order,
    transaction_query,
    transaction_result,
    transaction_retry,
)
