# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, fields, models

from .. import compat
from ..ogone.feedback import Feedback
from ..ogone.ncerror import reason
from .deeds import Deed
from .texts import shown, shown_status


class PaymentTransaction(models.Model):
    """The doorways of the engine; what is behind them is in `transaction_*.py`."""

    _inherit = "payment.transaction"

    ogone_status = fields.Char(
        help="The furthest STATUS that Ogone has reported.",
        readonly=True,
        copy=False,
    )
    ogone_ncerror = fields.Char(
        string="NCERROR",
        help="Ogone's reason for a refusal or a fault.",
        readonly=True,
        copy=False,
    )
    ogone_status_text = fields.Char(
        string="Status at Ogone", compute="_compute_ogone_status_text"
    )

    @api.depends("ogone_status", "ogone_ncerror")
    @api.depends_context("lang")
    def _compute_ogone_status_text(self):
        for transaction in self:
            why = reason(transaction.ogone_ncerror or "")
            texts = (
                shown_status(self.env, transaction.ogone_status),
                shown(self.env, why),
            )
            transaction.ogone_status_text = ": ".join(filter(None, texts))

    # === ASKING === #

    @api.model
    def _compute_reference(self, provider_code, prefix=None, separator="-", **kwargs):
        """Override of `payment` to make a reference that Ogone takes as ORDERID."""
        reference = super()._compute_reference(
            provider_code, prefix=prefix, separator=separator, **kwargs
        )
        if provider_code != "ogone":
            return reference
        return self._ogone_orderid(reference)

    def _get_specific_rendering_values(self, processing_values):
        """Override of `payment` to return the signed form, of which no log shows more
        than the addon's list allows.
        """
        if self.provider_code != "ogone":
            return super()._get_specific_rendering_values(processing_values)
        return {"payment_form": self._ogone_payment_form()}

    def _send_payment_request(self):
        """Override of `payment` to charge a saved card through DirectLink."""
        result = super()._send_payment_request()
        if self.provider_code == "ogone":
            self._ogone_charge()
        return result

    # From 19 on these are called on the child, before with an amount on the payment.

    def _send_capture_request(self, *args, **kwargs):
        """Override of `payment` to capture through DirectLink."""
        if self.provider_code != "ogone":
            return super()._send_capture_request(*args, **kwargs)
        return self._ogone_operate(Deed.CAPTURE, *args, **kwargs)

    def _send_void_request(self, *args, **kwargs):
        """Override of `payment` to void through DirectLink."""
        if self.provider_code != "ogone":
            return super()._send_void_request(*args, **kwargs)
        return self._ogone_operate(Deed.VOID, *args, **kwargs)

    def _send_refund_request(self, *args, **kwargs):
        """Override of `payment` to refund through DirectLink."""
        if self.provider_code != "ogone":
            return super()._send_refund_request(*args, **kwargs)
        return self._ogone_operate(Deed.REFUND, *args, **kwargs)

    def _ogone_operate(self, deed, *amount, **named_amount):
        amount = next(iter((*amount, *named_amount.values())), None)
        child = compat.operation_of(self, amount, is_refund=deed is Deed.REFUND)
        child._ogone_maintain(deed)
        return child

    # === MOVING: 16 === #

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to move from the states that `compat.move` tells."""
        moved, from_states = self.env.context.get("ogone_moving", ((), ()))
        if moved and self.ids == list(moved):
            allowed_states = from_states
        return super()._update_state(allowed_states, target_state, state_message)

    # === BELIEVING: 19 === #

    @api.model
    def _extract_reference(self, provider_code, payment_data):
        """Override of `payment` to read ORDERID."""
        if provider_code != "ogone":
            return super()._extract_reference(provider_code, payment_data)
        return payment_data.get("ORDERID")

    def _extract_amount_data(self, payment_data):
        """Override of `payment` to leave the check to `_ogone_apply`, which makes it
        on every delivery, and only where money moved.
        """
        if self.provider_code != "ogone":
            return super()._extract_amount_data(payment_data)
        return None

    def _apply_updates(self, payment_data):
        """Override of `payment` to move the transaction to where Ogone says the money
        is.
        """
        if self.provider_code != "ogone":
            return super()._apply_updates(payment_data)
        return self._ogone_apply(Feedback.read(payment_data))

    def _extract_token_values(self, payment_data):
        """Override of `payment` to leave saved cards to `_ogone_save_card`, which also
        runs when the result comes by query.
        """
        if self.provider_code != "ogone":
            return super()._extract_token_values(payment_data)
        return {}

    # === BELIEVING: 16 to 18 === #

    @api.model
    def _get_tx_from_notification_data(self, provider_code, notification_data):
        """Override of `payment` to find the transaction by ORDERID."""
        if provider_code != "ogone":
            return super()._get_tx_from_notification_data(
                provider_code, notification_data
            )
        return self or self._ogone_find(notification_data.get("ORDERID", ""))

    def _process_notification_data(self, notification_data):
        """Override of `payment` to move the transaction to where Ogone says the money
        is.
        """
        if self.provider_code != "ogone":
            return super()._process_notification_data(notification_data)
        return self._ogone_apply(Feedback.read(notification_data))
