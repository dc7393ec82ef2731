# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from lxml.builder import E

from odoo import api, fields, models

_LABELS = {
    "payid": "PAYID",
    "payidsub": "PAYIDSUB",
    "orderid": "ORDERID",
    "status": "STATUS",
    "date": "Date of the Order",
    "amount": "Amount",
    "currency": "Currency",
    "method": "Payment Method",
    "brand": "Brand",
}


class OgoneColumn(models.Model):
    """How Ogone's transaction file names a column, the likeliest name first."""

    _name = "ogone.column"
    _inherit = "ogone.list.mixin"
    _description = "Ogone Transaction File Column"
    _order = "column, sequence, id"
    _rec_name = "header"

    column = fields.Selection(selection=list(_LABELS.items()), required=True)
    header = fields.Char(
        help="Name in the first line of the file. Case, blanks and accents make no"
        " difference.",
        required=True,
    )
    sequence = fields.Integer(default=10)

    @api.model
    def _ogone_columns(self):
        """Override of `ogone.list.mixin` to show a list to edit."""
        return [
            {"editable": "top"},
            E.field(name="sequence", widget="handle"),
            E.field(name="column"),
            E.field(name="header"),
        ]

    @api.model
    def _ogone_names(self):
        """Return the names of each column in order of preference."""
        names = {}
        for each in self.search([("column", "in", list(_LABELS))]):
            names.setdefault(each.column, []).append(each.header)
        return names
