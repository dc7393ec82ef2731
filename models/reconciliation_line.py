# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
import time
from decimal import Decimal

from lxml.builder import E

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.tools import groupby

from .. import compat
from ..ogone.findings import Reason, Verdict
from ..ogone.statuses import Outcome, Status
from ..ogone.transaction_file import Row
from .texts import shown_status

_logger = logging.getLogger(__name__)

_RUN_SECONDS = 60


class OgoneReconciliationLine(models.Model):
    """What Ogone's file says of an order or an operation, beside what is here."""

    _name = "ogone.reconciliation.line"
    _inherit = "ogone.list.mixin"
    _description = "Ogone Reconciliation Line"
    _order = "is_difference desc, verdict, line, id"
    _log_access = False
    _rec_name = "orderid"

    reconciliation_id = fields.Many2one(
        "ogone.reconciliation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company", related="reconciliation_id.company_id", store=True
    )
    verdict = fields.Selection(
        selection=[(each.name.lower(), each.value) for each in Verdict], required=True
    )
    reason = fields.Selection(
        selection=[(each.name.lower(), each.value) for each in Reason]
    )
    is_difference = fields.Boolean()
    asked_on = fields.Datetime(string="Asked", help="When Ogone was asked about it.")
    told = fields.Char(string="Answer", help="What Ogone said when it was asked.")

    line = fields.Integer(help="Of the file.")
    payid = fields.Char(string="PAYID")
    payidsub = fields.Char(string="PAYIDSUB")
    orderid = fields.Char(string="ORDERID")
    status = fields.Char(string="STATUS")
    status_text = fields.Char(string="Status There", compute="_compute_status_text")
    date = fields.Date()
    amount = fields.Float(string="Amount There", digits=(16, 2))
    currency = fields.Char()
    method = fields.Char()

    transaction_id = fields.Many2one("payment.transaction", ondelete="set null")
    own_state = fields.Selection(related="transaction_id.state", string="State Here")
    own_amount = fields.Monetary(
        related="transaction_id.amount",
        string="Amount Here",
        currency_field="own_currency_id",
    )
    own_currency_id = fields.Many2one(
        related="transaction_id.currency_id", string="Currency Here"
    )

    @api.depends("status")
    @api.depends_context("lang")
    def _compute_status_text(self):
        for line in self:
            line.status_text = shown_status(self.env, line.status)

    @api.model
    def _ogone_columns(self):
        """Override of `ogone.list.mixin` to show both sides of a line."""
        verdict = E.field(
            {
                "decoration-success": "verdict == 'agrees'",
                "decoration-danger": "verdict in ('there_only', 'here_only')",
                "decoration-warning": "verdict in ('amount', 'status')",
                "decoration-info": "verdict == 'open'",
            },
            name="verdict",
            widget="badge",
            width="150px",
        )
        settle = E.button(
            name="action_settle", type="object", string=_("Settle by Query")
        )
        look = {
            "name": "action_open_transaction",
            "type": "object",
            "icon": "fa-external-link",
            "title": _("Open the transaction"),
            "invisible": "not transaction_id",
        }
        optional = "payid payidsub line method".split()
        return [
            E.header(settle),
            verdict,
            E.field(name="reason"),
            E.field(name="orderid", width="180px"),
            *(E.field(name=name) for name in "date status_text own_state".split()),
            E.field(name="amount", invisible="not line"),
            E.field(name="currency"),
            E.field(name="own_amount", invisible="not transaction_id"),
            E.field(name="own_currency_id", column_invisible="True"),
            E.field(name="told"),
            *(E.field(name=name, optional="hide") for name in optional),
            E.field(name="transaction_id", column_invisible="True"),
            E.button(look),
        ]

    def action_open_transaction(self):
        """Show the transaction that the line is about."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "payment.transaction",
            "res_id": self.transaction_id.id,
            "views": [(False, "form")],
        }

    def _ogone_money(self):
        """Return what has moved by this line: what was given back is below zero."""
        if not self.status:
            return self.own_amount
        status = Status.find(int(self.status))
        if status and status.family in (7, 8):
            return -abs(self.amount)
        paid = status and status.outcome is Outcome.CAPTURED
        return abs(self.amount) if paid else 0

    # === SETTLING === #

    def action_settle(self):
        """Ask Ogone about these lines."""
        payment_utils.check_rights_on_recordset(self.reconciliation_id)
        return self._ogone_settle()

    def _ogone_settle(self):
        """Ask Ogone about the payments of those lines that differ, one by one, each
        committed on its own; what is left when the time is up can be asked again.
        """
        deadline = time.monotonic() + _RUN_SECONDS
        lines = self.sudo().filtered(
            lambda line: line.is_difference and line.transaction_id
        )
        open_ones = lines.sorted(lambda line: (bool(line.asked_on), line.asked_on))
        asked = self.browse()
        for transaction, group in groupby(open_ones, lambda line: line.transaction_id):
            if asked and time.monotonic() > deadline:
                break
            about = lines.browse().concat(*group)
            about._ogone_ask(transaction)
            asked |= about
        return self._ogone_tell(asked, lines)

    def _ogone_ask(self, transaction):
        """Ask about the payment of these lines and what is open of its operations,
        and compare again.
        """
        pending = transaction._ogone_operations().filtered(
            lambda child: child.ogone_deed and child.state == "pending"
        )
        told = []
        for each in transaction | pending:
            try:
                text = each._ogone_query_now(by_hand=True)
                told.append(text.replace(f"{each.reference}: ", ""))
            except Exception:
                compat.rollback(self.env)
                _logger.exception("Order %s: query failed", each.reference)
        self.write({"asked_on": fields.Datetime.now(), "told": "; ".join(told)})
        self._ogone_compare_again()
        compat.commit(self.env)

    def _ogone_tell(self, asked, lines):
        settled = asked.filtered(lambda line: not line.is_difference)
        message = _(
            "Ogone was asked about %(asked)s lines: %(settled)s agree now, %(left)s"
            " still differ.",
            asked=len(asked),
            settled=len(settled),
            left=len(asked - settled),
        )
        if waiting := lines - asked:
            more = _("%s are left to ask about: please press it again.", len(waiting))
            message = f"{message} {more}"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _ogone_row(self):
        """Return what the file said, as it was read."""
        return Row(
            line=self.line,
            payid=self.payid or "",
            payidsub=self.payidsub or "",
            orderid=self.orderid,
            status=int(self.status),
            date=self.date or None,
            amount=Decimal(f"{self.amount:.2f}"),
            currency=self.currency or "",
            method="",
            brand="",
        )
