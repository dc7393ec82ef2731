# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from markupsafe import Markup
from psycopg2 import Error

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import plaintext2html

from .. import compat
from .texts import shown

_logger = logging.getLogger(__name__)

_LONGEST_NOTE = 4000
_UNIQUE_16 = (
    "CREATE UNIQUE INDEX IF NOT EXISTS mail_activity_ogone_cause_unique"
    " ON mail_activity (res_model, res_id, ogone_cause)"
    " WHERE ogone_cause IS NOT NULL"
)
# From 17 on activities that are done stay, archived.
_UNIQUE = f"{_UNIQUE_16} AND active"


class MailActivity(models.Model):
    _inherit = "mail.activity"

    ogone_cause = fields.Char(
        help="Which alarm this is: one is open per provider and cause.", copy=False
    )

    def init(self):
        """Keep two that alarm at the same moment from opening two activities."""
        result = super().init()
        self.env.cr.execute(_UNIQUE if "active" in self._fields else _UNIQUE_16)
        return result


class PaymentProvider(models.Model):
    """What a person has to do, as activities."""

    _name = "payment.provider"
    _inherit = ["payment.provider", "mail.thread", "mail.activity.mixin"]

    ogone_alarms = fields.Html(
        compute="_compute_ogone_alarms", compute_sudo=True, groups="base.group_system"
    )

    @api.depends("activity_ids.note")
    def _compute_ogone_alarms(self):
        """Say what a person has to do, where the provider is set up."""
        for provider in self:
            open_ones = provider.activity_ids.filtered("ogone_cause")
            provider.ogone_alarms = Markup("").join(
                Markup("<p><strong>%s</strong></p>%s") % (each.summary, each.note)
                for each in open_ones
            )

    def _ogone_alarm(self, cause, summary, note):
        """Have an activity open for ``cause``, and add ``note`` to it, both in the
        language of the administrator who gets it.

        Whatever goes wrong with it, the payment goes on.
        """
        self.ensure_one()
        # What was changed before may conflict, which is no fault of the alarm.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                env = self._ogone_for_staff().env
                texts = (shown(env, summary), shown(env, note))
                self.with_user(SUPERUSER_ID)._ogone_open_activity(cause, *texts)
        except Exception as error:
            if isinstance(error, Error) and not self.env.cr.closed:
                _logger.warning("Alarm %s: %s", cause, type(error).__name__)
            else:
                _logger.exception("Alarm %s", cause)

    def _ogone_open_activity(self, cause, summary, note):
        line = plaintext2html(note)
        activity = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("ogone_cause", "=", cause),
            ],
            limit=1,
        )
        if not activity:
            self._ogone_schedule_activity(cause, summary, line)
        elif line not in activity.note and len(activity.note) < _LONGEST_NOTE:
            activity.note += line

    def _ogone_schedule_activity(self, cause, summary, line):
        """Give it to an administrator of the company, without an e-mail on the way of
        the payment.
        """
        quiet = self.with_context(mail_activity_quick_update=True)
        quiet.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=f"Ogone: {summary}",
            note=line,
            user_id=self._ogone_administrator().id,
            ogone_cause=cause,
        )

    def _ogone_for_staff(self):
        """Return this provider in the language of the administrator who is told what
        a person has to do.
        """
        return self.with_context(lang=self.sudo()._ogone_administrator().lang)

    def _ogone_administrator(self):
        users = compat.administrators(self.env).filtered(
            lambda user: self.company_id in user.company_ids
        )
        return users.sorted("id")[:1] or self.env.ref("base.user_admin")
