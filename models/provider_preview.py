# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import secrets
from decimal import Decimal

from odoo import _, models
from odoo.exceptions import UserError

from ..ogone.errors import OgoneError
from ..ogone.operations import OrderOperation
from ..ogone.payment_page import Order, ReturnUrls, payment_form
from ..ogone.platforms import Page
from .texts import shown

PREVIEW_ROUTE = "/payment/ogone/preview"
_RANDOM_BYTES = 5


class PaymentProvider(models.Model):
    """A look at the payment page, for an order that no shop knows."""

    _inherit = "payment.provider"

    def action_ogone_preview(self):
        """Open the page that leads to the preview, in a window of its own.

        :raise UserError: if there can be none, with what to do.
        """
        self.ensure_one()
        if self.code != "ogone" or self.state != "test":
            raise UserError(
                _(
                    "There is a preview in Test Mode only, where nothing is charged:"
                    " choose that state and save."
                )
            )
        self._ogone_preview_form(self.get_base_url())
        return {
            "type": "ir.actions.act_url",
            "url": f"{PREVIEW_ROUTE}/{self.id}",
            "target": "new",
        }

    def _ogone_preview_form(self, base_url):
        """Return the signed :class:`PaymentForm` of an order of 1.00.

        :param base_url: Where the administrator is, and shall come back to.
        :raise UserError: if Ogone would not take it, with the reason.
        """
        result = f"{base_url.rstrip('/')}{PREVIEW_ROUTE}/{self.id}/end"
        by_hand = self.capture_manually
        order = Order(
            orderid=f"PREVIEW-{secrets.token_hex(_RANDOM_BYTES)}",
            amount=Decimal("1.00"),
            currency=self.company_id.currency_id.name,
            locale=self.env.lang,
            operation=OrderOperation.AUTHORISE if by_hand else OrderOperation.SALE,
            urls=ReturnUrls(result, back=result, home=result),
            description=self.company_id.name,
            layout=self._ogone_layout(),
        )
        try:
            page = self._ogone_page_url(Page.PAYMENT)
            return payment_form(self._ogone_account(), order, page)
        except OgoneError as error:
            why = shown(self.env, error)
            raise UserError(_("There can be no preview yet: %s", why)) from error

    def _ogone_form_route(self):
        """Return the address of this provider's form, as every host understands it."""
        action = self.env.ref("payment.action_payment_provider").id
        return (
            f"/web#action={action}&model=payment.provider&view_type=form&id={self.id}"
        )

    def _ogone_look_sent(self):
        """Return what is sent of the look, as dictionaries of ``label``, ``text`` and
        ``colour``, which is empty for what is none.
        """
        lists = self._fields["ogone_page_pmlisttype"]._description_selection(self.env)
        texts = {"PMLISTTYPE": dict(lists)}
        return [
            {
                "label": self._ogone_look_label(name),
                "text": texts.get(name, {}).get(value, value),
                "colour": value if name.endswith("COLOR") else "",
            }
            for name, value in self._ogone_previewed_look().parameters.items()
        ]

    def _ogone_look_left_out(self):
        """Return what to enter instead of each setting that is not sent."""
        faults = self._ogone_previewed_look().faults
        return [self._ogone_look_fault(*fault) for fault in faults.items()]

    def _ogone_previewed_look(self):
        return self._ogone_read_look(self._ogone_environment())
