# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import base64
from collections import Counter, defaultdict
from datetime import timedelta

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import UserError

from ..ogone.errors import TransactionFileError
from ..ogone.findings import Verdict
from ..ogone.transaction_file import read
from .texts import shown

_KEPT = timedelta(days=90)
_PLACE = {"enabled": 0, "test": 1, "disabled": 2}
_COLOURS = {
    Verdict.AGREES: "success",
    Verdict.THERE_ONLY: "danger",
    Verdict.HERE_ONLY: "danger",
    Verdict.AMOUNT: "warning",
    Verdict.STATUS: "warning",
    Verdict.OPEN: "info",
    Verdict.FOREIGN: "secondary",
}


class OgoneReconciliation(models.Model):
    """Ogone's transaction file beside the transactions of a provider.

    The file moves no payment: it is nobody's word, and only tells what to ask about.
    """

    _name = "ogone.reconciliation"
    _description = "Ogone Reconciliation"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    # Accountants may not read providers, so they choose among names.
    account = fields.Selection(
        selection="_ogone_accounts",
        string="Provider",
        required=True,
        default=lambda self: self._ogone_default_account(),
    )
    provider_id = fields.Many2one(
        "payment.provider",
        string="Payment Provider",
        compute="_compute_provider_id",
        compute_sudo=True,
        store=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", related="provider_id.company_id", store=True
    )
    file = fields.Binary(
        string="Ogone's File",
        help="Operations, View transactions in Ogone's back office: export the list as"
        " CSV. It is not kept.",
    )
    file_name = fields.Char()
    date_from = fields.Date(string="From", help="Taken from the file if left empty.")
    date_to = fields.Date(string="To", help="Taken from the file if left empty.")
    compared_on = fields.Datetime(readonly=True)
    line_ids = fields.One2many("ogone.reconciliation.line", "reconciliation_id")
    difference_ids = fields.One2many(
        "ogone.reconciliation.line",
        "reconciliation_id",
        string="Differences",
        domain=[("is_difference", "=", True)],
        readonly=True,
    )
    summary = fields.Html(compute="_compute_summary", sanitize=False)

    @api.model
    def _ogone_accounts(self):
        """Return the Ogone providers of the user's companies to choose from."""
        own = (
            self.env["payment.provider"]
            .sudo()
            .search(
                [("code", "=", "ogone"), ("company_id", "in", self.env.companies.ids)]
            )
        )
        several = len(own.company_id) > 1
        return [
            (
                str(each.id),
                f"{each.name} ({each.company_id.name})" if several else each.name,
            )
            for each in own.sorted(lambda each: _PLACE[each.state])
        ]

    @api.model
    def _ogone_default_account(self):
        names = [name for name, _label in self._ogone_accounts()]
        asked = str(self.env.context.get("ogone_provider", ""))
        return asked if asked in names else next(iter(names), False)

    @api.depends("account")
    def _compute_provider_id(self):
        for each in self:
            each.provider_id = int(each.account or 0)

    @api.depends("file_name", "date_from", "date_to")
    def _compute_name(self):
        for each in self:
            days = filter(None, (each.date_from, each.date_to))
            text = " – ".join(fields.Date.to_string(day) for day in days)
            each.name = text or each.file_name or _("New")

    # === AT A GLANCE === #

    @api.depends("line_ids.verdict")
    @api.depends_context("lang")
    def _compute_summary(self):
        for each in self:
            each.summary = bool(each.compared_on) and self.env["ir.qweb"]._render(
                "payment_ogone.reconciliation_summary", {"tiles": each._ogone_tiles()}
            )

    def _ogone_tiles(self):
        """Return label, colour, count and amounts of each verdict that occurs."""
        counts, amounts = Counter(), defaultdict(Counter)
        verdict_field = self.line_ids._fields["verdict"]
        labels = dict(verdict_field._description_selection(self.env))
        for line in self.line_ids:
            counts[line.verdict] += 1
            currency = line.currency or line.own_currency_id.name or ""
            amounts[line.verdict][currency] += line._ogone_money()
        return [
            {
                "label": labels[name],
                "colour": _COLOURS[verdict],
                "count": counts[name],
                "amounts": [
                    f"{amount:,.2f} {currency}"
                    for currency, amount in sorted(amounts[name].items())
                    if amount
                ],
            }
            for verdict in Verdict
            for name in (verdict.name.lower(),)
            if counts[name] or verdict is Verdict.AGREES
        ]

    # === COMPARING === #

    def action_compare(self):
        """Read the file, compare it, and keep the findings instead of it."""
        payment_utils.check_rights_on_recordset(self)
        self.ensure_one()
        rows = self._ogone_read()
        days = [row.date for row in rows if row.date]
        if days:
            self.date_from = self.date_from or min(days)
            self.date_to = self.date_to or max(days)
        self.line_ids.sudo().unlink()
        self.env["ogone.reconciliation.line"].sudo().create(self._ogone_findings(rows))
        self.write({"compared_on": fields.Datetime.now(), "file": False})

    def _ogone_read(self):
        """Return the rows of the file.

        :raise UserError: with what is wrong with it.
        """
        if not self.file:
            raise UserError(_("Choose the file that you exported at Ogone."))
        names = self.env["ogone.column"].sudo()._ogone_names()
        content = base64.b64decode(self.with_context(bin_size=False).file)
        try:
            return read(content, names)
        except TransactionFileError as error:
            raise UserError(
                _("This file cannot be compared. %s", shown(self.env, error))
            ) from error

    # === SETTLING === #

    def action_settle(self):
        """Ask Ogone about all that differs."""
        payment_utils.check_rights_on_recordset(self)
        return self.line_ids._ogone_settle()

    def action_open_lines(self):
        """Show all lines, to filter and to select."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "payment_ogone.action_ogone_reconciliation_line"
        )
        return {**action, "domain": [("reconciliation_id", "in", self.ids)]}

    def action_open_columns(self):
        """Show the names that the columns of the file may have."""
        return self.env["ir.actions.actions"]._for_xml_id(
            "payment_ogone.action_ogone_column"
        )

    # === FORGETTING === #

    @api.autovacuum
    def _ogone_forget(self):
        """Delete what was compared long ago: the payments themselves stay."""
        self.search([("create_date", "<", fields.Datetime.now() - _KEPT)]).unlink()
