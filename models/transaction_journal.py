# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import contextlib
import json
import logging

from psycopg2 import Error

from odoo import fields, models

from ..ogone.diagnosis import diagnose
from ..ogone.errors import FeedbackError, RefusedError
from ..ogone.redaction import loggable
from ..ogone.texts import Text, _lt

_logger = logging.getLogger(__name__)

# Refusals of one kind, of one payment, within an hour.
_REPEATEDLY = 5
# Caller's address, account or password: not the customer's fault.
_CREDENTIALS = ("50001116", "50001117", "50001118", "50001119")
_SHOWN = "AMOUNT CURRENCY PM BRAND ACCEPTANCE".split()


class PaymentTransaction(models.Model):
    """What the journal keeps of a transaction, and the timeline that it makes."""

    _inherit = "payment.transaction"

    ogone_timeline = fields.Html(
        string="Journal", compute="_compute_ogone_timeline", compute_sudo=True
    )

    def _compute_ogone_timeline(self):
        journal = self.env["ogone.journal"]
        # 16 lets customers read payments of their own.
        is_staff = self.env.user._is_internal()
        for transaction in self:
            told = [("transaction_id", "in", transaction.ids)]
            entries = is_staff and journal.search(told)
            transaction.ogone_timeline = bool(entries) and self.env["ir.qweb"]._render(
                "payment_ogone.timeline", {"entries": entries}
            )

    # === WHAT WAS BELIEVED === #

    @contextlib.contextmanager
    def _ogone_recorded(self, channel, report, remote_addr=""):
        """Keep in the journal what ``report`` does while the block runs."""
        before = self._ogone_places(report)
        queries = self.env.cr.sql_log_count
        yield
        self.env.flush_all()
        # Who has not even asked PostgreSQL has not written either.
        idle = channel == "feedback" and self.env.cr.sql_log_count == queries
        effects = [
            f"{record.reference}: {old[0]} → {record.state}"
            for record, old in before.items()
            if old[0] != record.state
        ]
        known = before == self._ogone_places(report)
        parameters = getattr(report, "parameters", None) or {
            name: str(getattr(report, name.lower()) or "") for name in _SHOWN
        }
        told = self.env["ogone.journal"]._ogone_told(report)
        self._ogone_write_entry(
            (channel, self.id, *told.values(), *sorted(parameters.items())),
            {
                **told,
                "channel": channel,
                "verdict": "known" if known else "taken",
                "effect": "; ".join(effects),
                "parameters": json.dumps(loggable(parameters)),
                "remote_addr": remote_addr,
            },
            at_leisure=idle,
        )

    def _ogone_places(self, report):
        """Return where this transaction and, for an operation, its others are."""
        operations = self._ogone_operations() if report.payidsub else self.browse()
        return {
            record: (record.state, record.ogone_status, record.ogone_held)
            for record in self | operations
        }

    # === WHAT WAS NOT === #

    def _ogone_record_refusal(self, verdict, reason, channel, remote_addr, message):
        """Keep what was not taken, counted by the hour.

        :param message: The :class:`Message`, or ``None`` if it could not be read.
        :param reason: An exception that says why, or ``None``.
        :raise psycopg2.Error: where it cannot be written, or its like is just counted.
        """
        journal = self.env["ogone.journal"]
        kind = type(reason).__name__
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        claimed = {} if message is None else journal._ogone_claimed(message)
        if message is not None and not self:
            claimed["orderid"] = message.orderid
        written = journal._ogone_count(
            (verdict, channel, self.id, kind, hour),
            {
                **claimed,
                **self._ogone_whose(),
                "channel": channel,
                "verdict": verdict,
                "reason": self._ogone_reason(reason),
                "remote_addr": remote_addr,
            },
        )
        if self and isinstance(reason, FeedbackError):
            self._ogone_look_into(message, *written)

    @staticmethod
    def _ogone_reason(reason):
        """Return what may be shown: our own errors hold no payload, others may."""
        if isinstance(reason, FeedbackError):
            return reason.text
        return type(reason).__name__ if reason else ""

    def _ogone_look_into(self, message, number, times):
        """Find out once what explains a bad signature; tell a person of the fifth."""
        entry = self.env["ogone.journal"].browse(number)
        if times == 1:
            passphrases = self.provider_id._ogone_other_passphrases()
            account = self.provider_id._ogone_account()
            found = diagnose(message, account, passphrases)
            entry.write(
                {"cause": found.cause.name.lower(), "cause_detail": found.detail}
            )
        if times == _REPEATEDLY:
            staff = self.provider_id._ogone_for_staff()
            why = entry.with_env(staff.env).diagnosis
            self.provider_id._ogone_alarm(
                "refused",
                _lt("Payment results are refused"),
                Text("%(order)s: %(why)s", order=self.reference, why=why),
            )

    def _ogone_record_fault(self, channel, error):
        """Keep that a call of ours brought no result, and alarm if none can."""
        ncerror = getattr(error, "ncerror", "")
        self._ogone_write_entry(
            (channel, self.id, type(error).__name__, ncerror),
            {
                "channel": channel,
                "verdict": "declined" if isinstance(error, RefusedError) else "failed",
                "reason": error.text,
                "orderid": self.reference,
                "ncerror": ncerror,
            },
        )
        if ncerror in _CREDENTIALS:
            self.provider_id._ogone_alarm(
                "credentials", _lt("Ogone refuses the API user"), error.text
            )

    def _ogone_write_entry(self, fingerprint, entry, at_leisure=False):
        """Write ``entry`` about this transaction; whatever happens, the payment goes
        on.
        """
        entry = {**entry, **self._ogone_whose()}
        try:
            self.env["ogone.journal"]._ogone_add(fingerprint, entry, at_leisure)
        except Error as error:
            _logger.warning("Journal: %s", type(error).__name__)

    def _ogone_whose(self):
        return {
            "transaction_id": self.id or None,
            "provider_id": self.provider_id.id or None,
        }
