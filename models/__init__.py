# SPDX-License-Identifier: LGPL-3.0-or-later
from .. import compat
from . import (
    abstract_list,
    column,
    cron,
    journal,
    journal_diagnosis,
    menu,
    payment_provider,
    payment_token,
    payment_transaction,
    provider_account,
    provider_alarm,
    provider_back_office,
    provider_check,
    provider_check_asking,
    provider_check_results,
    provider_guard,
    provider_look,
    provider_move,
    provider_preview,
    provider_setup,
    reconciliation,
    reconciliation_line,
    reconciliation_match,
    transaction_booking,
    transaction_charge,
    transaction_directlink,
    transaction_distrust,
    transaction_facts,
    transaction_journal,
    transaction_lines,
    transaction_maintenance,
    transaction_moving,
    transaction_notice,
    transaction_operation,
    transaction_order,
    transaction_panel,
    transaction_query,
    transaction_refund,
    transaction_result,
    transaction_retry,
)

if compat.HAS_METHODS:
    from . import payment_method
else:
    from . import payment_icon
