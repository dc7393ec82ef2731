# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from collections import Counter

from odoo import _, fields, models
from odoo.addons.payment import utils as payment_utils

from ..models.finding import RIGHT, UNKNOWN, WRONG

_FIRST = {WRONG: 0, UNKNOWN: 1, RIGHT: 2}


class OgoneCheck(models.TransientModel):
    """What "Check configuration" shows; holds no secret, and is gone after a while."""

    _name = "ogone.check"
    _description = "Check of the Ogone Configuration"

    provider_id = fields.Many2one(
        "payment.provider",
        string="Payment Provider",
        required=True,
        ondelete="cascade",
    )
    # What the template writes is escaped there; roles for screen readers stay.
    report = fields.Html(readonly=True, sanitize_attributes=False)

    def action_check(self):
        """Check now, or once more, and show what was found."""
        self.ensure_one()
        payment_utils.check_rights_on_recordset(self.provider_id)
        findings = self.provider_id._ogone_findings()
        self.report = self.env["ir.qweb"]._render(
            "payment_ogone.check_report",
            {
                "account": self._ogone_account_text(),
                "count": Counter(finding.verdict for finding in findings),
                "findings": sorted(findings, key=lambda each: _FIRST[each.verdict]),
                "looks": self._ogone_looks(),
            },
        )
        return {
            "type": "ir.actions.act_window",
            "name": _("Check configuration"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _ogone_account_text(self):
        """Return which account was looked at."""
        provider = self.provider_id.sudo()
        gateways = dict(provider._fields["ogone_gateway"].selection)
        names = {
            "pspid": provider.ogone_pspid or "?",
            "gateway": gateways.get(provider.ogone_gateway, "?"),
        }
        if provider.state == "test":
            return _("PSPID %(pspid)s, test environment of %(gateway)s", **names)
        return _("PSPID %(pspid)s, production environment of %(gateway)s", **names)

    def _ogone_looks(self):
        """Return icon, colour and word of each verdict."""
        return {
            RIGHT: ("fa-check-circle", "text-success", _("Right")),
            WRONG: ("fa-times-circle", "text-danger", _("Wrong")),
            UNKNOWN: ("fa-question-circle", "text-muted", _("Unknown")),
        }
