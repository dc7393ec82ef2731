# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models

_JOBS = ("payment_ogone.cron_query", "payment_ogone.cron_forget")


class IrCron(models.Model):
    """Scheduled jobs that go on: up to 17 a job ends after a number of runs, which is
    one where nothing else is said.
    """

    _inherit = "ir.cron"

    @api.model
    def _ogone_repeat(self):
        """Have our jobs run without end, and start again those that have ended."""
        if "numbercall" not in self._fields:  # from 18 on
            return
        for job in map(self.env.ref, _JOBS):
            if job.numbercall >= 0:
                job.write({"numbercall": -1, "active": True})
