# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils
from odoo.exceptions import UserError

SUCCESSOR = "worldline"
_OPEN = ("draft", "pending", "authorized")


class OgoneHandon(models.Model):
    """What a shop hands on to Worldline: one for each provider, kept as its record.

    Nothing is deleted, and a dry run changes nothing but this record.
    """

    _name = "ogone.handon"
    _description = "Move to Worldline"
    _rec_name = "title"

    title = fields.Char(compute="_compute_title")
    provider_id = fields.Many2one(
        "payment.provider",
        string="Ogone Provider",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", related="provider_id.company_id", store=True
    )
    successor_id = fields.Many2one(
        "payment.provider",
        string="Worldline Provider",
        compute="_compute_successor_id",
        store=True,
        readonly=False,
        domain=f"[('code', '=', '{SUCCESSOR}'), ('company_id', '=', company_id)]",
        ondelete="set null",
    )
    pspid = fields.Char(compute="_compute_pspids", string="PSPID at Ogone")
    successor_pspid = fields.Char(
        compute="_compute_pspids", string="PSPID of Worldline Here"
    )
    pspid_differs = fields.Boolean(compute="_compute_pspids")
    overwrite_pspid = fields.Boolean(
        string="Replace the PSPID that Worldline has here",
        help="Without it, a PSPID that was entered stays.",
    )
    confirmed = fields.Boolean(
        string="Move saved cards: Worldline has confirmed that it can charge them",
        help="Ask Worldline whether the aliases of this account are tokens of Worldline"
        " Direct. Where they are not, each charge of a moved card is refused.",
    )
    change_checkout = fields.Boolean(
        string="Customers pay with Worldline from now on",
        help="Publishes Worldline and takes Ogone out of the checkout. Ogone stays"
        " switched on, for open payments and refunds.",
    )
    tried_on = fields.Datetime(string="Dry Run", readonly=True, copy=False)
    changed_on = fields.Datetime(string="Last Changed", readonly=True, copy=False)
    published_before = fields.Json(
        help="Whether each of the two was published, until undoing puts it back.",
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many("ogone.handon.line", "handon_id", readonly=True)
    has_moved = fields.Boolean(compute="_compute_has_moved")
    open_count = fields.Integer(string="Open Payments", compute="_compute_open_count")

    def init(self):
        """Keep two clerks at the same moment from beginning two."""
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS ogone_handon_provider_unique"
            " ON ogone_handon (provider_id)"
        )

    @api.depends("provider_id.name")
    @api.depends_context("lang")
    def _compute_title(self):
        for handon in self:
            provider = handon.provider_id.name
            handon.title = _("Move %(provider)s to Worldline", provider=provider)

    @api.depends("provider_id")
    def _compute_successor_id(self):
        for handon in self:
            handon.successor_id = self.env["payment.provider"].search(
                [
                    ("code", "=", SUCCESSOR),
                    ("company_id", "=", handon.provider_id.company_id.id),
                ],
                limit=1,
            )

    @api.depends("provider_id.ogone_pspid", "successor_id")
    def _compute_pspids(self):
        for handon in self:
            handon.pspid = handon.provider_id.ogone_pspid
            theirs = handon.successor_id._ogone_successor_pspid()
            handon.successor_pspid = theirs
            handon.pspid_differs = theirs and theirs != handon.pspid

    @api.depends("line_ids.outcome", "published_before")
    def _compute_has_moved(self):
        for handon in self:
            outcomes = handon.line_ids.mapped("outcome")
            handon.has_moved = handon.published_before or "moved" in outcomes

    @api.depends("provider_id")
    def _compute_open_count(self):
        for handon in self:
            payments = self.env["payment.transaction"]
            handon.open_count = payments.search_count(handon._ogone_open_domain())

    def _ogone_open_domain(self):
        return [("provider_id", "=", self.provider_id.id), ("state", "in", _OPEN)]

    # === BUTTONS === #

    def action_try(self):
        """Write down what a move would do, and change nothing else."""
        self._ogone_begin()
        self.tried_on = self.changed_on
        self.sudo()._ogone_review()
        return True

    def action_move(self):
        """Hand on what can be, as it was ticked; again, what is left."""
        if not self.tried_on:
            raise UserError(_("Make a dry run first, and read what it found."))
        self._ogone_begin()
        handon = self.sudo()
        handon._ogone_copy_pspid()
        handon._ogone_map_methods()
        if self.confirmed or self.change_checkout:
            handon._ogone_check_hurdles()
        handon._ogone_review()
        if self.confirmed:
            handon._ogone_check_account()
            handon._ogone_move_cards()
        if self.change_checkout:
            handon._ogone_change_checkout()
        return True

    def action_undo(self):
        """Take back the cards that were not charged since, and the checkout."""
        self._ogone_begin()
        handon = self.sudo()
        handon._ogone_review()
        handon._ogone_take_cards_back(handon.line_ids)
        handon._ogone_put_checkout_back()
        handon.write({"confirmed": False, "change_checkout": False})
        return True

    def _ogone_begin(self):
        """Let nobody else change anything here until this is done.

        The row is written at once: whoever comes at the same moment waits for it, is
        refused by PostgreSQL for what they read before, and begun anew by the host.

        :raise UserError: where there is nothing to hand on to.
        """
        self.ensure_one()
        payment_utils.check_rights_on_recordset(self)
        self.changed_on = fields.Datetime.now()
        self.flush_recordset()
        if not self._ogone_has_successor():
            raise UserError(
                _(
                    "There is no Worldline provider for %(company)s. Duplicate the one"
                    " of another company under Payment Providers, and choose this"
                    " company on the copy.",
                    company=self.company_id.name,
                )
            )

    def _ogone_has_successor(self):
        """Return whether the provider chosen is Worldline's, and of this company still:
        whoever writes past the form may choose any.
        """
        successor = self.sudo().successor_id
        fits = successor.company_id == self.company_id
        return successor.code == SUCCESSOR and fits

    def action_open_payments(self):
        """Show the payments that stay with Ogone until they are settled."""
        return {
            "type": "ir.actions.act_window",
            "name": _("Open Payments at Ogone"),
            "res_model": "payment.transaction",
            "views": [(False, "list"), (False, "form")],
            "domain": self._ogone_open_domain(),
        }

    def action_open_lines(self):
        """Show all cards, to filter and to group."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "payment_ogone.action_ogone_handon_line"
        )
        return {**action, "domain": [("handon_id", "in", self.ids)]}

    def action_open_successor(self):
        """Show the provider that takes over, for its keys."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "payment.provider",
            "res_id": self.successor_id.id,
            "views": [(False, "form")],
        }
