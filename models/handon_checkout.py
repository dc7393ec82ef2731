# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from .handon import SUCCESSOR


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    def _ogone_successor_pspid(self):
        """Return the PSPID of the successor; its field comes with its addon."""
        return self["worldline_pspid"] if "worldline_pspid" in self._fields else False


class OgoneHandon(models.Model):
    """The account, the payment methods, and who is in the checkout."""

    _inherit = "ogone.handon"

    hurdles = fields.Text(compute="_compute_hurdles")

    # === BEFORE CARDS AND CHECKOUT === #

    @api.depends("provider_id.state", "successor_id.state")
    @api.depends_context("lang")
    def _compute_hurdles(self):
        for handon in self:
            handon.hurdles = "\n".join(handon._ogone_hurdles())

    def _ogone_hurdles(self):
        """Return what stands in the way of moving cards and customers."""
        provider, successor = self.provider_id, self.sudo().successor_id
        if not self._ogone_has_successor():
            return [_("This company has no Worldline provider yet.")]
        if "disabled" in (provider.state, successor.state):
            return [
                _(
                    "Ogone and Worldline must both be switched on: Ogone for open"
                    " payments and refunds, Worldline with the API and webhook keys"
                    " that you make in its Merchant Portal."
                )
            ]
        if provider.state != successor.state:
            return [
                _(
                    "One of Ogone and Worldline is in test mode, the other is not: a"
                    " card is known in one environment only, and cards are archived"
                    " when a provider changes between the two. Bring both to the same"
                    " state first."
                )
            ]
        return []

    def _ogone_check_hurdles(self):
        """Return if nothing stands in the way.

        :raise UserError: naming what does.
        """
        if hurdles := self._ogone_hurdles():
            raise UserError("\n".join(hurdles))

    # === ACCOUNT AND PAYMENT METHODS === #

    def _ogone_copy_pspid(self):
        """Give Worldline the PSPID, unless another one was entered and may stay."""
        theirs = self.successor_id._ogone_successor_pspid()
        may_write = not theirs or self.overwrite_pspid
        if self.pspid and self.pspid != theirs and may_write:
            self.successor_id["worldline_pspid"] = self.pspid
        self.overwrite_pspid = False  # it was asked for this once

    def _ogone_check_account(self):
        """Return if both providers have one account, to which the cards belong.

        :raise UserError: They do not.
        """
        if self.pspid and self.pspid != self.successor_id._ogone_successor_pspid():
            raise UserError(
                _(
                    "Worldline has another PSPID than Ogone, and saved cards belong to"
                    " one account: enter the same PSPID, or leave the cards."
                )
            )

    def _ogone_known_methods(self):
        """Return the payment methods that Worldline has here, switched on or not."""
        named = f"payment.payment_provider_{SUCCESSOR}"
        first = self.env.ref(named, raise_if_not_found=False)
        providers = self.successor_id | (first or self.successor_id)
        return providers.with_context(active_test=False).payment_method_ids

    def _ogone_methods(self):
        """Return the methods in use with Ogone that Worldline knows, and the others."""
        used, known = self.provider_id.payment_method_ids, self._ogone_known_methods()
        return used & known, used - known

    def _ogone_map_methods(self):
        """Switch on for Worldline what both know and Ogone has switched on."""
        both, _lost = self._ogone_methods()
        if missing := both - self.successor_id.payment_method_ids:
            self.successor_id.payment_method_ids |= missing

    # === CHECKOUT === #

    def _ogone_change_checkout(self):
        """Offer Worldline to customers, and Ogone no more; remember how it was."""
        provider, successor = self.provider_id, self.successor_id
        if not self.published_before:
            self.published_before = [provider.is_published, successor.is_published]
        successor.is_published = True
        provider.is_published = False

    def _ogone_put_checkout_back(self):
        if self.published_before:
            providers = (self.provider_id, self.successor_id)
            for provider, published in zip(providers, self.published_before):
                provider.is_published = published
            self.published_before = False
