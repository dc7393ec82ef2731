# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
from decimal import Decimal

from odoo import SUPERUSER_ID, _, fields, models
from odoo.tools import float_repr

from .. import compat
from ..ogone.statuses import Outcome
from ..ogone.texts import Text, _lt
from .texts import shown

_logger = logging.getLogger(__name__)

# States from which a payment may still be made.
UNPAID = ("draft", "pending", "cancel", "error")


class PaymentTransaction(models.Model):
    """Amounts that are not what was asked, and who is told of what."""

    _inherit = "payment.transaction"

    ogone_held = fields.Char(
        help="The result that a person was told about, because it cannot be trusted.",
        readonly=True,
        copy=False,
    )

    def _ogone_distrusts(self, status, feedback):
        """Return whether the amount of ``feedback`` is not that of this transaction,
        which then waits for a person.

        Checked on every delivery. A result that moves no money to the merchant need
        not tell an amount, and that of a void or refund is its own.
        """
        tells = feedback.amount is not None and bool(feedback.currency)
        moved = status.outcome in (Outcome.AUTHORISED, Outcome.CAPTURED)
        moving = status.outcome is Outcome.WAITING and status.family in (5, 9)
        if moved and not tells:
            self._ogone_keep_open(feedback)
            return True
        if (moved or moving) and tells and not self._ogone_is_asked(feedback):
            self._ogone_reject(feedback)
            return True
        return False

    def _ogone_asked(self):
        """Return the amount that Ogone was asked for, as a ``Decimal``."""
        return Decimal(float_repr(self.amount, self.currency_id.decimal_places))

    def _ogone_is_asked(self, feedback):
        asked = (self._ogone_asked(), self.currency_id.name)
        return (feedback.amount, feedback.currency) == asked

    def _ogone_keep_open(self, feedback):
        """Keep a payment whose amount is not told open: the money may be there."""
        self._ogone_hold(
            "pending",
            _("Your payment has been received and is being checked."),
            _lt(
                "Ogone reports a payment without its amount or currency. Select AMOUNT"
                " and CURRENCY in the dynamic parameters of the account, and look this"
                " payment up in Ogone's back office."
            ),
            feedback,
        )

    def _ogone_reject(self, feedback):
        self._ogone_hold(
            "error",
            _("The amount paid is not the amount due. Please contact us."),
            _lt(
                "Ogone reports %(amount)s %(currency)s where %(asked)s"
                " %(asked_currency)s was asked. Please look at the payment in Ogone's"
                " back office.",
                amount=feedback.amount,
                currency=feedback.currency,
                asked=self._ogone_asked(),
                asked_currency=self.currency_id.name,
            ),
            feedback,
        )

    def _ogone_hold(self, state, message, alert, feedback):
        """Hold an unpaid transaction in ``state``, and tell a person once."""
        held = f"{feedback.status} {feedback.payid} {feedback.amount}"
        if self.state not in UNPAID or self.ogone_held == held:
            _logger.error("Order %s: %s", self.reference, alert)
            return
        payid = self.provider_reference or feedback.payid
        self.write({"ogone_held": held, "provider_reference": payid})
        also_from = tuple(other for other in UNPAID if other != state)
        compat.move(self, state, message, also_from)
        self.state_message = message
        self._ogone_lead(paying=False)
        self._ogone_alert(alert)

    def _ogone_alert(self, text):
        """Tell a person: in the log, on the order or invoice, and on the provider.

        :param text: A :class:`Text`, for the customer's language is not the staff's.
        """
        _logger.error("Order %s: %s", self.reference, text)
        message = shown(self.provider_id._ogone_for_staff().env, text)
        by_the_system = self.with_user(SUPERUSER_ID)
        by_the_system._log_message_on_linked_documents(message)
        self.provider_id._ogone_alarm(
            "person",
            _lt("Payments need a person"),
            Text("%(order)s: %(what)s", order=self.reference, what=text),
        )
