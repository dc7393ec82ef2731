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

    # === VIEWS: a list is called tree up to 17 === #

    @api.model
    def _get_default_list_view(self):
        """Override of `base` to show a list to edit (from 18 on)."""
        return E.list(*self._ogone_fields(), string=self._description, editable="top")

    @api.model
    def _get_default_tree_view(self):
        """Override of `base` to show a list to edit (17)."""
        return E.tree(*self._ogone_fields(), string=self._description, editable="top")

    def _ogone_fields(self):
        return [
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
