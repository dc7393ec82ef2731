# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import models


class PaymentProvider(models.Model):
    """What is seen to where the addon comes to providers that are there already."""

    _inherit = "payment.provider"

    def _ogone_take_over(self):
        """Give the providers of the earlier addon what they need with this one.

        What is so already is not written again.
        """
        for provider in self:
            provider._ogone_add_payment_methods()
            provider._ogone_use_own_form()
        self._ogone_remember_move()

    def _ogone_add_payment_methods(self):
        """Link the methods that Ogone knows, without a change to what a live shop
        offers: one that is active for another provider is not drawn away from it.
        """
        if self.state == "disabled" or not self._ogone_linked():
            self._ogone_link_payment_methods()
            return
        before = self._ogone_linked()
        self._ogone_link_payment_methods()
        newly_offered = (self._ogone_linked() - before).filtered("active")
        if newly_offered:
            self.payment_method_ids = self._ogone_linked() - newly_offered

    def _ogone_linked(self):
        """Return the linked methods, those that are not active too; none on 16."""
        if "payment_method_ids" not in self._fields:
            return self.browse()
        return self.with_context(active_test=False).payment_method_ids

    def _ogone_use_own_form(self):
        """Open the payment page by the form of this addon: no other one is signed."""
        form = self.env.ref("payment_ogone.redirect_form")
        module = self.env.ref("base.module_payment_ogone")
        if (self.redirect_form_view_id, self.module_id) != (form, module):
            self.write({"redirect_form_view_id": form.id, "module_id": module.id})
