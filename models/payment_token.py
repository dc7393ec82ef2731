# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from odoo import api, fields, models

_LAST_DIGITS = re.compile(r"[0-9]{2,4}$", re.ASCII)
_EXPIRY = re.compile(r"(0[1-9]|1[0-2])([0-9]{2})", re.ASCII)


class PaymentToken(models.Model):
    """A card that Ogone keeps: its alias is the token's `provider_ref`."""

    _inherit = "payment.token"

    ogone_expiry = fields.Date(string="Card Expires", readonly=True)
    ogone_expired = fields.Boolean(compute="_compute_ogone_expired")

    @api.depends("ogone_expiry")
    def _compute_ogone_expired(self):
        today = fields.Date.context_today(self)
        for token in self:
            token.ogone_expired = bool(
                token.ogone_expiry and token.ogone_expiry < today
            )

    @api.model
    def _ogone_card_values(self, report):
        """Return what a :class:`Feedback` or an :class:`Answer` tells of a card.

        Wallets tell no number, or a masked address; then the token has no digits.
        """
        digits = _LAST_DIGITS.search(report.cardno or "")
        return {
            "payment_details": digits.group() if digits else report.brand or False,
            "ogone_expiry": _end_of(report.ed or ""),
        }

    def _get_available_tokens(self, *args, **kwargs):
        """Override of `payment` to offer no card that has expired."""
        tokens = super()._get_available_tokens(*args, **kwargs)
        return tokens.filtered(lambda token: not token.ogone_expired)


def _end_of(ed: str) -> date | None:
    """Return the last day of a card whose ED reads MMYY, ``None`` if it tells none."""
    month_year = _EXPIRY.fullmatch(ed.replace("/", ""))
    if not month_year:
        return None
    month, year = int(month_year.group(1)), 2000 + int(month_year.group(2))
    return date(year, month, monthrange(year, month)[1])
