# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from odoo import models

_logger = logging.getLogger(__name__)


class PaymentProvider(models.Model):
    """What is seen to where the addon comes to providers that are there already."""

    _inherit = "payment.provider"

    def _ogone_take_over(self):
        """Give the providers of the earlier addon what they need with this one.

        What is so already is not written again.
        """
        self.filtered(lambda each: each._ogone_is_incomplete())._ogone_disable()
        for provider in self:
            provider._ogone_add_payment_methods()
            provider._ogone_use_own_form()
        self._ogone_remember_move()

    def _ogone_is_incomplete(self):
        """Return whether the provider takes payments without what the host asks of it:
        it lets nobody write to it then, and the addon could not be installed.
        """
        required = (
            name
            for name, field in self._fields.items()
            if getattr(field, "required_if_provider", None) == "ogone"
        )
        return self.state != "disabled" and not all(self[name] for name in required)

    def _ogone_disable(self):
        """Disable the providers past the engine, which lets nobody write to one that is
        not complete, and would archive the cards.
        """
        enabled = self.filtered(lambda each: each.state != "disabled")
        for provider in enabled:
            _logger.warning(
                "Provider %s was disabled: its settings come first", provider.id
            )
        enabled.flush_recordset()
        self.env.cr.execute(
            "UPDATE payment_provider SET state = 'disabled' WHERE id IN %s",
            [tuple([*enabled.ids, 0])],
        )
        enabled.invalidate_recordset(["state"])
        enabled.modified(["state"])

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
