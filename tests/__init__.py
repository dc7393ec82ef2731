# SPDX-License-Identifier: LGPL-3.0-or-later
from . import (
    test_attacks,
    test_charge,
    test_faults,
    test_feedback,
    test_journal,
    test_journal_directlink,
    test_maintenance,
    test_payment_form,
    test_provider,
    test_queries,
    test_reconciliation,
    test_results,
    test_retry,
    test_saving,
    test_secrets,
)
