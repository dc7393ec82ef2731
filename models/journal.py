# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import hashlib
import json
import logging

from dateutil.relativedelta import relativedelta
from lxml.builder import E
from psycopg2 import Error
from psycopg2.extras import Json

from odoo import _, api, fields, models

from .. import compat
from ..ogone.redaction import loggable
from .texts import in_all_languages, shown_status

_logger = logging.getLogger(__name__)

CHANNELS = [
    ("return", "Shopper's browser"),
    ("feedback", "Ogone's server"),
    ("answer", "Answer of DirectLink"),
    ("query", "Query"),
]
VERDICTS = [
    ("taken", "Taken"),
    ("known", "Known before"),
    ("declined", "Declined by Ogone"),
    ("refused", "Not believed"),
    ("foreign", "Not ours"),
    ("failed", "Failed"),
]
MONTHS_PARAMETER = "payment_ogone.journal_months"
_MONTHS = 13
_BATCH = 1000
_LONGEST = 200
_TOLD = "orderid status payid payidsub ncerror".split()
_AT_LEISURE = "SET LOCAL synchronous_commit TO OFF; "


class OgoneJournal(models.Model):
    """Every message on our routes and every answer of DirectLink, believed or not.

    What comes again is counted in the entry of the first, so that a flood makes no more
    than a few entries an hour.
    """

    _name = "ogone.journal"
    _inherit = "ogone.list.mixin"
    _description = "Ogone Journal Entry"
    _order = "last_on desc, id desc"
    _log_access = False
    _rec_name = "orderid"

    first_on = fields.Datetime(string="First", required=True, index=True)
    last_on = fields.Datetime(string="Last", required=True)
    times = fields.Integer(required=True)
    channel = fields.Selection(selection=CHANNELS, required=True)
    verdict = fields.Selection(selection=VERDICTS, required=True)
    # Whoever reads it had no part in what happened: written in each language at once.
    reason = fields.Char(
        help="Why it was not believed, or what went wrong.", translate=True
    )
    effect = fields.Char(help="What it did to the transaction.")
    orderid = fields.Char(string="ORDERID", index=True)
    status = fields.Char(string="STATUS")
    status_text = fields.Char(string="Status at Ogone", compute="_compute_status_text")
    payid = fields.Char(string="PAYID")
    payidsub = fields.Char(string="PAYIDSUB")
    ncerror = fields.Char(string="NCERROR")
    parameters = fields.Text(help="What was sent; all that may be secret is masked.")
    remote_addr = fields.Char(string="From")
    provider_id = fields.Many2one("payment.provider", ondelete="cascade")
    transaction_id = fields.Many2one(
        "payment.transaction", ondelete="set null", index="btree_not_null"
    )
    fingerprint = fields.Char(required=True, groups="base.group_system")

    def init(self):
        """Have PostgreSQL count what comes again, whichever process it comes to."""
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS ogone_journal_fingerprint_unique"
            " ON ogone_journal (fingerprint)"
        )

    @api.depends("status")
    @api.depends_context("lang")
    def _compute_status_text(self):
        for entry in self:
            entry.status_text = shown_status(self.env, entry.status)

    @api.model
    def _ogone_columns(self):
        """Override of `ogone.list.mixin` to show a line of the journal."""
        verdict = E.field(
            {
                "decoration-success": "verdict == 'taken'",
                "decoration-warning": "verdict == 'declined'",
                "decoration-danger": "verdict in ('refused', 'failed')",
            },
            name="verdict",
            widget="badge",
            width="130px",
        )
        told = "channel orderid status_text payid ncerror effect reason".split()
        return [
            E.field(name="first_on"),
            verdict,
            *(E.field(name=name) for name in told),
            E.field(name="remote_addr", optional="hide"),
            E.field(name="times", sum=_("Messages")),
        ]

    # === WRITING === #

    @api.model
    def _ogone_count(self, fingerprint, entry):
        """Write ``entry``, or count it where its like was written before, in a
        transaction that does nothing else: a crash may take the count back.

        :param fingerprint: What is the same about those that are counted together.
        :param entry: Values of the fields, but for those that count.
        :return: The id of the entry, and how often it has come.
        :raise psycopg2.Error: where it cannot be written, or its like is just counted.
        """
        self._ogone_insert(f"{_AT_LEISURE}%s RETURNING id, times", fingerprint, entry)
        return self.env.cr.fetchone()

    @api.model
    def _ogone_add(self, fingerprint, entry, at_leisure=False):
        """Do the same within a transaction of some worth, which goes on in any case.

        All in one message to PostgreSQL, for which each payment waits.

        :param at_leisure: Whether nothing else was written, so that a crash may take it
            back.
        :raise psycopg2.Error: where it cannot be written.
        """
        leisure = _AT_LEISURE if at_leisure else ""
        try:
            self._ogone_insert(
                f"{leisure}SAVEPOINT ogone_journal;"
                " %s; RELEASE SAVEPOINT ogone_journal",
                fingerprint,
                entry,
            )
        except Error as error:
            if error.pgcode:  # else nothing was sent
                self.env.cr.execute(
                    "ROLLBACK TO SAVEPOINT ogone_journal;"
                    " RELEASE SAVEPOINT ogone_journal"
                )
            raise

    def _ogone_insert(self, frame, fingerprint, entry):
        """Execute ``frame`` around the statement that writes or counts ``entry``."""
        now = fields.Datetime.now()
        values = {
            **entry,
            "fingerprint": hashlib.sha256(repr(fingerprint).encode()).hexdigest(),
            "first_on": now,
            "last_on": now,
            "times": 1,
        }
        if values.get("reason"):
            values["reason"] = Json(in_all_languages(self.env, values["reason"]))
        columns = ", ".join(values)
        places = ", ".join(["%s"] * len(values))
        # The columns are names of fields, never what somebody sent.
        insert = (
            f"INSERT INTO ogone_journal ({columns}) VALUES ({places})"  # noqa: S608 # nosec B608
            " ON CONFLICT (fingerprint) DO UPDATE"
            " SET times = ogone_journal.times + 1, last_on = EXCLUDED.last_on"
        )
        self.env.cr.execute(
            frame.replace("%s", insert),
            [value if value != "" else None for value in values.values()],
            log_exceptions=False,
        )

    @api.model
    def _ogone_told(self, report):
        """Return what ``report`` tells, as values of an entry."""
        told = {name: str(getattr(report, name) or "")[:_LONGEST] for name in _TOLD}
        status = "" if report.status is None else str(report.status)
        return {**told, "status": status}

    @api.model
    def _ogone_claimed(self, message):
        """Return what ``message`` claims, as values of an entry: nobody's word yet."""
        claims = {
            name: b" ".join(values).decode("utf-8", "replace")
            for name, values in message.values.items()
        }
        shown = {
            "".join(filter(str.isprintable, name))[:40]: value
            for name, value in loggable(claims).items()
        }
        told = {name: claims.get(name.upper(), "") for name in _TOLD}
        return {
            **{name: value.replace("\0", "")[:40] for name, value in told.items()},
            "parameters": json.dumps(shown)[: 10 * _LONGEST],
        }

    # === FORGETTING === #

    @api.model
    def _ogone_cron_forget(self):
        """Delete entries that are older than the months of the setting, in batches,
        each committed on its own.
        """
        months = self.env["ir.config_parameter"].sudo().get_param(MONTHS_PARAMETER)
        kept = int(months) if str(months or "").isdigit() else _MONTHS
        until = fields.Datetime.now() - relativedelta(months=kept)
        while True:
            old = self.search(
                [("first_on", "<", until)], limit=_BATCH, order="first_on"
            )
            old.unlink()
            compat.commit(self.env)
            if len(old) < _BATCH:
                return
