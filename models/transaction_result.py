# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import api, models

from .. import compat
from ..ogone.errors import WrongSignatureError
from ..ogone.texts import _lt

# Under the timeout of Ogone's request: 5 s by its documents.
_LOCK_TIMEOUT = "3s"
# All that it takes to refuse a result, or to see that it is known; engines up to 17
# look for a callback.
_READ_FIRST = (
    "amount callback_hash callback_is_done callback_method callback_model_id"
    " callback_res_id currency_id ogone_deed ogone_facts ogone_held ogone_next_query"
    " ogone_refusal ogone_requested ogone_status operation partner_lang provider_id"
    " provider_reference reference state tokenize"
).split()


class PaymentTransaction(models.Model):
    """A message is found its transaction, is believed, and waits for its turn."""

    _inherit = "payment.transaction"

    @api.model
    def _ogone_find(self, orderid):
        """Return the transaction of ``orderid``, or none: the account may serve other
        shops as well.
        """
        if not orderid:
            return self.browse()
        return compat.search_first(
            self,
            [("reference", "=", orderid), ("provider_id.code", "=", "ogone")],
            _READ_FIRST,
        )

    def _ogone_receive(self, message, channel="feedback", remote_addr=""):
        """Believe ``message``, or raise, and move this transaction accordingly.

        :param message: A :class:`Message` that claims to be about this transaction.
        :param channel: ``feedback``, or ``return`` where a browser brings it.
        :raise FeedbackError: if it is not believed; nothing was changed then.
        :raise psycopg2.OperationalError: if the row is busy, or was changed meanwhile.
        """
        self._ogone_take(self._ogone_verified(message), channel, remote_addr)

    def _ogone_verified(self, message):
        """Return the :class:`Feedback` that ``message`` is; nothing is changed.

        :raise FeedbackError: if it is not believed.
        """
        self.ensure_one()
        feedback = message.verified(self.provider_id._ogone_account())
        if feedback.simulated and self.provider_id.state != "test":
            raise WrongSignatureError(
                _lt(
                    "it comes from the test environment: test and production need"
                    " passphrases of their own"
                )
            )
        return feedback

    def _ogone_take(self, feedback, channel="feedback", remote_addr=""):
        """Move this transaction to where a verified ``feedback`` says.

        :raise psycopg2.OperationalError: if the row is busy, or was changed meanwhile.
        """
        self._ogone_lock()
        self.mapped("currency_id.name")  # the amount is checked on every delivery
        for_reader = self._ogone_for_reader()
        with self._ogone_recorded(channel, feedback, remote_addr):
            compat.process(for_reader, feedback.parameters)

    def _ogone_for_reader(self):
        """Return this transaction in the language of whoever its messages are for: the
        customer, who may be in no session; for an operation, who works on it.
        """
        installed = dict(self.env["res.lang"].get_installed())
        if self.ogone_deed or self.partner_lang not in installed:
            return self
        return self.with_context(lang=self.partner_lang)

    def _ogone_lock(self):
        """Lock the row of this transaction, so that results are taken one by one.

        The host reads at REPEATABLE READ: where the row has changed since it was read,
        PostgreSQL refuses the lock, so what was read before is still true after.

        :raise psycopg2.OperationalError: where it has changed, or stays busy.
        """
        self.env.cr.execute(
            "SET LOCAL lock_timeout = %s;"
            " SELECT id FROM payment_transaction WHERE id = %s FOR NO KEY UPDATE",
            (_LOCK_TIMEOUT, self.id),
            log_exceptions=False,
        )
