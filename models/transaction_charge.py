# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
import uuid

from odoo import _, fields, models
from odoo.http import request

from .. import compat
from ..ogone.directlink import Charge, Presence
from ..ogone.operations import MaintenanceOperation, OrderOperation
from ..ogone.statuses import Status
from .browser import browser_data

_logger = logging.getLogger(__name__)


class PaymentTransaction(models.Model):
    """Saved cards: asked for on the payment page, charged through DirectLink."""

    _inherit = "payment.transaction"

    ogone_html_answer = fields.Text(
        help="The page that leads the customer to the bank, while it is needed.",
        groups="base.group_system",
        readonly=True,
        copy=False,
        exportable=False,
    )

    ogone_requested = fields.Char(
        help="OPERATION that Ogone was asked for: RES or SAL.",
        readonly=True,
        copy=False,
    )

    # === CHARGING === #

    def _ogone_charge(self):
        """Charge the card of this transaction's token, once."""
        if self.token_id.ogone_expired or not self.token_id.active:
            message = _(
                "This card has expired or was removed. Please choose another one."
            )
            compat.move(self, "error", message, ())
            return
        charge = Charge(
            orderid=self.reference,
            amount=self._ogone_asked(),
            currency=self.currency_id.name,
            operation=self._ogone_request(),
            alias=self.token_id.provider_ref,
            presence=self._ogone_presence(),
        )
        self._ogone_remember_form()
        what = ("charge", self.token_id.id, charge.amount, charge.currency)
        self._ogone_send(lambda directlink: directlink.charge(charge), what)

    def _ogone_operation(self):
        """Return whether to take the money or to reserve it, as it was asked first."""
        if self.ogone_requested:
            return OrderOperation(self.ogone_requested)
        reserve = self.operation == "validation" or (
            self.provider_id.capture_manually
            and self.provider_id.support_manual_capture
        )
        return OrderOperation.AUTHORISE if reserve else OrderOperation.SALE

    def _ogone_request(self):
        """Note the operation that is about to be asked for, and return it."""
        operation = self._ogone_operation()
        self.ogone_requested = operation.value
        return operation

    def _ogone_presence(self):
        """Return the :class:`Presence` of the customer, ``None`` for a charge without
        them: offline, or started by somebody else.
        """
        if self.operation != "online_token" or not request:
            return None
        httprequest = request.httprequest
        return Presence(
            locale=self.partner_lang or self.env.lang or "",
            return_url=self._ogone_return_urls().result,
            ip=httprequest.remote_addr or "",
            browser=browser_data(httprequest),
        )

    def _ogone_authenticate(self, answer):
        """Keep the way to the bank for the shopper; without one, say what to do."""
        if self.operation == "online_token" and answer.html_answer:
            self.sudo().ogone_html_answer = answer.html_answer
            return
        message = _("The bank asks for the customer, who must pay online.")
        compat.move(self, "error", message, ())

    # === SAVING === #

    def _ogone_is_reserved_in_vain(self):
        """Return whether an amount was reserved only to save the card."""
        authorised = str(Status.AUTHORISED.value)
        return self.operation == "validation" and self.ogone_status == authorised

    def _ogone_release(self, directlink):
        """Void what was reserved to save the card, unless it is done; return the
        :class:`Answer`.
        """
        answer = directlink.query(payid=self.provider_reference)
        if answer.status != Status.AUTHORISED:
            return answer
        return directlink.maintain(
            self.provider_reference,
            MaintenanceOperation.VOID_AND_CLOSE,
            self._ogone_asked(),
        )

    def _ogone_new_alias(self):
        """Return a name for a card to be kept, that tells nothing: 122 random bits."""
        return str(uuid.uuid4()) if self.tokenize else ""

    def _ogone_alias_usage(self):
        shop = self.company_id.name
        return self.tokenize and _("Keep this card for your next orders at %s", shop)

    def _ogone_save_card(self, report):
        """Make a token of the alias that ``report`` tells, or none.

        Whatever goes wrong with it, the payment stays.
        """
        if not (self.tokenize and report.alias):
            return
        if self.state not in ("authorized", "done"):
            return
        # What was changed before may conflict, which is no fault of the card.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                self._ogone_create_token(report)
        except Exception as error:
            # Its text may quote the alias.
            _logger.error(
                "Order %s: the card could not be saved: %s",
                self.reference,
                type(error).__name__,
            )

    def _ogone_create_token(self, report):
        token = self.env["payment.token"].create(self._ogone_token_values(report))
        self.write({"token_id": token.id, "tokenize": False})

    def _ogone_token_values(self, report):
        return {
            "provider_id": self.provider_id.id,
            "partner_id": self.partner_id.id,
            "provider_ref": report.alias,
            **self.env["payment.token"]._ogone_card_values(report),
        }
