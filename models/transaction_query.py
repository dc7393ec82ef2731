# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
import time
from datetime import timedelta
from functools import partial

from odoo import _, api, fields, models
from odoo.addons.payment import utils as payment_utils

from .. import compat
from ..ogone.errors import ConfigurationError, DirectLinkError, NotFoundError
from ..ogone.texts import _lt
from .texts import shown

_logger = logging.getLogger(__name__)

# Minutes to the next question, growing; then a day, until a month is over.
_PAUSES = (2, 5, 15, 60, 240, 720)
_DAY = 24 * 60
_LAST_QUERY = len(_PAUSES) + 30
# A request that was cut may still be on its way inside the platform.
_GRACE = timedelta(minutes=10)
_BATCH = 200
_RUN_SECONDS = 60


class PaymentTransaction(models.Model):
    """Asking Ogone: by hand, and by a clock with growing pauses."""

    _inherit = "payment.transaction"

    ogone_next_query = fields.Datetime(
        help="When Ogone is asked about this next; empty where nothing is open.",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    ogone_queries = fields.Integer(readonly=True, copy=False)

    # === WHEN === #

    def _ogone_ask_later(self, minutes=_PAUSES[0]):
        """Have Ogone asked in some minutes, from the first pause on."""
        due = fields.Datetime.now() + timedelta(minutes=minutes)
        self.write({"ogone_next_query": due, "ogone_queries": 0})

    def _ogone_schedule(self):
        """Keep asking while something is open, and stop when it is settled."""
        if self._ogone_is_reserved_in_vain():
            self.ogone_next_query = fields.Datetime.now()
        elif self.state not in ("draft", "pending"):
            if self.ogone_next_query:
                self.ogone_next_query = False
        elif not self.ogone_next_query:
            self._ogone_ask_later()

    def _ogone_pause(self):
        """Note that Ogone was asked in vain; the pause grows, and ends one day."""
        asked = self.ogone_queries + 1
        minutes = _PAUSES[asked] if asked < len(_PAUSES) else _DAY
        due = fields.Datetime.now() + timedelta(minutes=minutes)
        # Carts that are left are many, and Ogone forbids to ask for ever.
        last = _LAST_QUERY if self.state == "pending" else len(_PAUSES)
        self.ogone_queries = asked
        self.ogone_next_query = due if asked < last else False
        if self.state == "pending" and asked >= last:
            self._ogone_alert(
                _lt(
                    "Ogone has not told the end of this for a month, and is not asked"
                    " any more. Please look it up in Ogone's back office."
                )
            )

    # === ASKING === #

    def action_ogone_query(self):
        """Ask Ogone about these transactions now, and tell what came of it."""
        payment_utils.check_rights_on_recordset(self)
        transactions = self.sudo().filtered(lambda tx: tx.provider_code == "ogone")
        texts = [tx._ogone_query_now(by_hand=True) for tx in transactions]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": "\n".join(texts),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _ogone_query_now(self, by_hand=False):
        """Ask once, apply the answer, and return what it says in words."""
        pause = (lambda: None) if by_hand else self._ogone_pause
        try:
            self._ogone_check_whereabouts()
            directlink = self.provider_id._ogone_directlink()
            compat.commit(self.env)
            answer = self._ogone_query(directlink)
        except (DirectLinkError, ConfigurationError) as error:
            _logger.warning("Order %s: query: %s", self.reference, error)
            self._ogone_conclude(partial(self._ogone_take_fault, error, pause))
            return f"{self.reference}: {shown(self.env, error)}"
        self._ogone_conclude(lambda: self._ogone_take_answer(answer, pause))
        if answer is None:
            return _("%s: Ogone knows nothing of it.", self.reference)
        return f"{self.reference}: {self.ogone_status_text or self.state}"

    def _ogone_take_fault(self, error, pause):
        self._ogone_record_fault("query", error)
        pause()

    def _ogone_query(self, directlink):
        if self.ogone_deed:
            return self._ogone_find_operation(directlink)
        if self._ogone_is_reserved_in_vain():
            return self._ogone_release(directlink)
        if self.provider_reference:
            original = "0" if self.child_transaction_ids else ""
            return directlink.query(payid=self.provider_reference, payidsub=original)
        try:
            return directlink.query(orderid=self.reference)
        except NotFoundError:
            return None

    def _ogone_check_whereabouts(self):
        """Return if what was sent can be asked for where it was sent to.

        :raise ConfigurationError: if the provider has been given another account since,
            which knows nothing of it.
        """
        sent_to = self.sudo().ogone_sent_to
        if sent_to and sent_to != self.provider_id._ogone_whereabouts():
            raise ConfigurationError(
                _lt(
                    "It was sent to another account or environment than the provider"
                    " has now, and can only be asked for there."
                )
            )

    def _ogone_take_answer(self, answer, pause):
        if answer is not None:
            with self._ogone_recorded("query", answer):
                self._ogone_for_reader()._ogone_apply(answer)
        elif self._ogone_never_arrived():
            self._ogone_fail(
                _("This did not reach Ogone. Nothing was done; you may try again.")
            )
        if self.state in ("draft", "pending"):
            pause()

    def _ogone_never_arrived(self):
        """Return whether our server has sent it, or was about to, so long ago that
        Ogone, which never told of it and knows nothing of it, would have it by now.
        """
        ours = bool(self.ogone_deed) or self.operation in ("online_token", "offline")
        began = self.ogone_sent_on or self.create_date
        long_ago = fields.Datetime.now() - began > _GRACE
        return ours and long_ago and not self.ogone_status

    # === BY THE CLOCK === #

    @api.model
    def _ogone_cron_query(self):
        """Ask about all that is due, one by one, each committed on its own; what is
        left when the time is up is left to the next run, which begins at once.
        """
        deadline = time.monotonic() + _RUN_SECONDS
        for transaction in self._ogone_due():
            if time.monotonic() > deadline:
                self.env.ref("payment_ogone.cron_query")._trigger()
                return
            try:
                if transaction._ogone_lock_if_free():
                    transaction._ogone_query_now()
                compat.commit(self.env)
            except Exception:
                compat.rollback(self.env)
                _logger.exception("Order %s: query failed", transaction.reference)

    @api.model
    def _ogone_due(self):
        return self.search(
            [
                ("ogone_next_query", "<=", fields.Datetime.now()),
                ("provider_id.code", "=", "ogone"),
                ("provider_id.state", "!=", "disabled"),
            ],
            order="ogone_next_query",
            limit=_BATCH,
        )

    def _ogone_lock_if_free(self):
        """Return whether this transaction is still due and nobody else asks about it.

        The next question is set before, so that it stays free while Ogone is asked.
        """
        self.env.cr.execute(
            "SELECT id FROM payment_transaction WHERE id = %s"
            " AND ogone_next_query <= %s FOR NO KEY UPDATE SKIP LOCKED",
            (self.id, fields.Datetime.now()),
        )
        if not self.env.cr.fetchone():
            return False
        self.invalidate_recordset()
        self.ogone_next_query = fields.Datetime.now() + _GRACE
        return True
