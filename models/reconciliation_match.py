# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re
from datetime import datetime, time

import pytz

from odoo import fields, models

from ..ogone.comparison import NO_LINE, NOT_PAID, compare, compare_unknown
from ..ogone.findings import Operation, Payment, Standing
from ..ogone.statuses import Status
from .deeds import FAMILIES, Deed

_STANDINGS = {
    "pending": Standing.OPEN,
    "authorized": Standing.RESERVED,
    "done": Standing.MOVED,
}
# What stands before the number of a document: "S", "INV/".
_PREFIX = re.compile(r"[^0-9]*")


class PaymentTransaction(models.Model):
    """What is compared with a line of Ogone's file."""

    _inherit = "payment.transaction"

    def _ogone_compared(self):
        """Return what is known of this payment, as a :class:`Payment`."""
        number = self.ogone_status
        return Payment(
            payid=self.provider_reference or "",
            standing=_STANDINGS.get(self.state, Standing.NOTHING),
            status=Status.find(int(number)) if number else None,
            amount=abs(self._ogone_asked()),
            currency=self.currency_id.name,
            operations=tuple(
                child._ogone_compared_operation()
                for child in self._ogone_operations().sorted("id")
                if child.ogone_deed
            ),
            checks_card=self.operation == "validation",
        )

    def _ogone_compared_operation(self):
        deed = Deed(self.ogone_deed)
        voided = deed is Deed.VOID and self.state == "cancel"
        return Operation(
            number=self.ogone_payidsub or "",
            families=FAMILIES[deed],
            standing=(
                Standing.MOVED
                if voided
                else _STANDINGS.get(self.state, Standing.NOTHING)
            ),
            amount=abs(self._ogone_asked()),
        )


class OgoneReconciliation(models.Model):
    """Which transaction a line of the file is about, and which have none."""

    _inherit = "ogone.reconciliation"

    def _ogone_findings(self, rows):
        """Return the values of a line for each row, and for what has no row."""
        provider = self.provider_id.sudo()
        orderids = list({row.orderid for row in rows})
        transactions = self.env["payment.transaction"].sudo()
        known = transactions.search(
            [("reference", "in", orderids), ("provider_code", "=", "ogone")]
        )
        own = {each.reference: each for each in known if each.provider_id == provider}
        elsewhere = set(known.mapped("reference")) - set(own)
        prefixes = self._ogone_prefixes() if len(known) < len(orderids) else set()
        compared = {name: each._ogone_compared() for name, each in own.items()}
        lines = []
        for row in rows:
            transaction = own.get(row.orderid, transactions)
            if transaction:
                finding = compare(row, compared[row.orderid])
            else:
                alike = _PREFIX.match(row.orderid).group() in prefixes
                finding = compare_unknown(row, alike, row.orderid in elsewhere)
            lines.append(self._ogone_line(finding, transaction, row))
        lines += [
            self._ogone_line(NO_LINE, transaction)
            for transaction in self._ogone_without_row(rows)
        ]
        return lines

    def _ogone_line(self, finding, transaction, row=None):
        """Return the values of a line."""
        told = (
            {
                "line": row.line,
                "payid": row.payid,
                "payidsub": row.payidsub,
                "orderid": row.orderid,
                "status": str(row.status),
                "date": row.date,
                "amount": float(row.amount),
                "currency": row.currency,
                "method": " ".join(filter(None, (row.method, row.brand))),
            }
            if row
            else {
                "orderid": transaction.reference,
                "payid": transaction.provider_reference,
            }
        )
        return {
            "reconciliation_id": self.id,
            "transaction_id": transaction.id,
            **told,
            **self._ogone_finding(finding),
        }

    @staticmethod
    def _ogone_finding(finding):
        return {
            "verdict": finding.verdict.name.lower(),
            "reason": finding.reason and finding.reason.name.lower(),
            "is_difference": finding.is_difference,
        }

    def _ogone_prefixes(self):
        """Return how the ORDERIDs of this shop begin, before their first digit."""
        self.env["payment.transaction"].flush_model(["reference", "provider_id"])
        self.env.cr.execute(
            "SELECT DISTINCT substring(tx.reference from '^[^0-9]*')"
            " FROM payment_transaction tx JOIN payment_provider provider"
            " ON provider.id = tx.provider_id WHERE provider.code = 'ogone'"
        )
        return {prefix for (prefix,) in self.env.cr.fetchall()}

    # === WITHOUT A ROW === #

    def _ogone_without_row(self, rows):
        """Return what was paid here in the period and is not in the file."""
        if not (self.date_from and self.date_to):
            return self.env["payment.transaction"]
        paid = (
            self.env["payment.transaction"]
            .sudo()
            .search(
                [
                    ("provider_id", "=", self.provider_id.id),
                    ("provider_code", "=", "ogone"),
                    ("state", "in", ("authorized", "done")),
                    ("ogone_deed", "=", False),
                    ("source_transaction_id", "=", False),
                    ("operation", "!=", "validation"),
                    ("create_date", ">=", self._ogone_moment(self.date_from, time.min)),
                    ("create_date", "<=", self._ogone_moment(self.date_to, time.max)),
                ],
                order="id",
            )
        )
        payids = {row.payid for row in rows if row.payid}
        orderids = {row.orderid for row in rows}
        here = (False, self.provider_id.sudo()._ogone_whereabouts())
        return paid.filtered(
            lambda each: (
                each.ogone_sent_to in here
                and (each.provider_reference or "") not in payids
                and (each.provider_reference or each.reference not in orderids)
            )
        )

    def _ogone_moment(self, day, clock):
        """Return a time of ``day`` where the user lives, as it is stored."""
        zone = pytz.timezone(self.env.user.tz or "UTC")
        local = zone.localize(datetime.combine(day, clock))
        return fields.Datetime.to_string(local.astimezone(pytz.utc))


class OgoneReconciliationLine(models.Model):
    """A line compared once more, with what is known by now."""

    _inherit = "ogone.reconciliation.line"

    def _ogone_compare_again(self):
        """Compare again what the file said of these lines, which it still says."""
        for line in self:
            transaction = line.transaction_id
            if line.line:
                finding = compare(line._ogone_row(), transaction._ogone_compared())
            else:
                paid = transaction.state in ("authorized", "done")
                finding = NO_LINE if paid else NOT_PAID
            line.write(line.reconciliation_id._ogone_finding(finding))
