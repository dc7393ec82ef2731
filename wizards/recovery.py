# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import UserError

from ..models.provider_move import FROM_THE_EARLIER_ADDON

_logger = logging.getLogger(__name__)

_NO_MORE = "payment_ogone.recovery_no_more"
# What a line finds is there once those before it are done.
_ORDER = ("settings", "provider", "elsewhere", "payments", "cards")


class OgoneRecovery(models.TransientModel):
    """Get back what an upgrade to a host without the earlier addon had orphaned.

    A person reviews each line; providers come back disabled, and no money moves.
    """

    _name = "ogone.recovery"
    _description = "Recover Ogone from an Upgraded Database"

    name = fields.Char(
        default=lambda self: _("Recover from an Upgraded Database"), readonly=True
    )
    line_ids = fields.One2many("ogone.recovery.line", "recovery_id", string="Found")
    stage = fields.Selection(
        selection=[("found", "Found"), ("tried", "Tried"), ("done", "Done")],
        default="found",
        readonly=True,
    )
    # What the template writes is escaped there; roles for screen readers stay.
    report = fields.Html(readonly=True, sanitize_attributes=False)

    @api.model
    def _ogone_offered(self):
        """Return whether there is more to recover than cards that a customer may have
        deleted, and nobody asked to be offered it no more.
        """
        if self.env["ir.config_parameter"].sudo().get_param(_NO_MORE):
            return False
        found = self.env["ogone.recovery.line"]._ogone_look()
        return any(line["selected"] or line["kind"] != "cards" for line in found)

    @api.model
    def action_open(self):
        """Look through the database, and show what was found."""
        found = self.env["ogone.recovery.line"]._ogone_look()
        lines = [(0, 0, values) for values in found]
        return self.create({"line_ids": lines})._ogone_show()

    def action_offer_no_more(self):
        """Hide the menu and the notices, for what is left shall stay as it is."""
        payment_utils.check_rights_on_recordset(self)
        self.env["ir.config_parameter"].sudo().set_param(_NO_MORE, "1")
        self.env["ir.ui.menu"]._ogone_show_recovery()
        return {"type": "ir.actions.client", "tag": "reload"}

    def action_try(self):
        """Show what would become of the ticked lines, and leave the database as it is.

        It is done for real, and taken back: so nothing that stands in the way is
        overlooked.
        """
        self.ensure_one()
        savepoint = self.env.cr.savepoint()
        try:
            facts = self._ogone_do()
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
        return self._ogone_tell("tried", facts)

    def action_recover(self):
        """Do what is ticked, and show what came of it."""
        self.ensure_one()
        if self.stage == "done":
            raise UserError(_("This was done already. Close it and look once more."))
        facts = self._ogone_do()
        for line in facts["lines"]:
            _logger.info(
                "Recovered from an upgraded database: %s, provider %s, records %s",
                *line["log"],
            )
        self.env["ir.ui.menu"]._ogone_show_recovery()
        return self._ogone_tell("done", facts)

    # === DOING === #

    def _ogone_do(self):
        """Do what is ticked, and return it as plain values, which outlive the records.

        :raise UserError: Nothing is ticked, or a line does not tell its provider.
        """
        ticked = self.line_ids.filtered("selected")
        if not ticked:
            raise UserError(_("Tick what to recover."))
        ticked._ogone_check()
        lines = [
            {"what": line.what, "log": line._ogone_log(), "result": line._ogone_do()}
            for kind in _ORDER
            for line in ticked.filtered(lambda each, kind=kind: each.kind == kind)
        ]
        concerned = (ticked.provider_id | ticked.target_id).sudo()
        return {
            "lines": lines,
            "left": (self.line_ids - ticked).mapped("what"),
            "providers": [
                self._ogone_describe(provider)
                for provider in concerned.filtered(lambda each: each.code == "ogone")
            ],
        }

    def _ogone_describe(self, provider):
        """Return how a provider of Ogone stands, without any secret."""
        states = dict(provider._fields["state"]._description_selection(self.env))
        missing = [name for name in FROM_THE_EARLIER_ADDON if not provider[name]]
        of_it = [("provider_id", "=", provider.id)]
        count = {
            model: self.env[model].sudo().search_count(of_it)
            for model in ("payment.token", "payment.transaction")
        }
        return {
            "name": f"{provider.name} ({provider.company_id.name})",
            "state": states[provider.state],
            "pspid": provider.ogone_pspid or "",
            "missing": provider._ogone_labels(missing),
            "cards": count["payment.token"],
            "payments": count["payment.transaction"],
        }

    # === TELLING === #

    def _ogone_tell(self, stage, facts):
        values = {**facts, "is_done": stage == "done"}
        render = self.env["ir.qweb"]._render
        report = render("payment_ogone.recovery_report", values)
        self.write({"stage": stage, "report": report})
        return self._ogone_show()

    def _ogone_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": _("Recover from an Upgraded Database"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }
