# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run the scheduled query until all were asked about once; fed to Odoo's shell.

The shell provides ``env``. What it took is written to the file that BENCH_CLOCK names.
"""

import json
import os
import time
from pathlib import Path

transactions = env["payment.transaction"]
# What was asked about in vain is due again in two minutes, maybe before the end.
waiting = [("ogone_next_query", "<=", "now"), ("ogone_queries", "=", 0)]


def timed(deed):
    """Return the seconds and the SQL queries that ``deed`` takes, from cold caches."""
    env.invalidate_all()
    queries, began = env.cr.sql_log_count, time.perf_counter()
    deed()
    return time.perf_counter() - began, env.cr.sql_log_count - queries


transactions._ogone_due()  # fills the caches of the registry
searching = sorted(timed(transactions._ogone_due) for _each in range(21))
due = transactions.search_count(waiting)
batches = []
while transactions.search_count(waiting, limit=1):
    batches.append(timed(transactions._ogone_cron_query))
    print(f"  batch {len(batches)}: {batches[-1][0]:.1f} s", flush=True)
Path(os.environ["BENCH_CLOCK"]).write_text(
    json.dumps({"search": searching[10], "batches": batches, "transactions": due})
)
