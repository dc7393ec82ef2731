# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from odoo import _, models

from .. import compat
from ..ogone.ncerror import reason
from ..ogone.operations import OrderOperation
from ..ogone.progress import Result
from ..ogone.statuses import Outcome, Status
from ..ogone.texts import Text, _lt
from .transaction_distrust import UNPAID

_logger = logging.getLogger(__name__)

_SOFT_DECLINE = "50001087"


class PaymentTransaction(models.Model):
    """Where a verified result moves the transaction."""

    _inherit = "payment.transaction"

    def _ogone_apply(self, feedback):
        """Move this transaction to where a verified result says that the money is.

        Taking a result again is harmless, in any order: only one that is further than
        what is known changes anything.

        :param feedback: A :class:`Feedback` whose signature was verified, or an
            :class:`Answer` to a call of ours.
        """
        if self.ogone_deed:
            self._ogone_apply_operation(feedback)
        elif self._ogone_is_old(feedback):
            self._ogone_apply_payment(feedback)
        elif child := self._ogone_child_of(feedback):
            child._ogone_apply_operation(feedback)
            child._ogone_schedule()
        elif self._ogone_operations() and feedback.payidsub != "0":
            self._ogone_ask_about_operations()
        else:
            self._ogone_apply_payment(feedback)
        self._ogone_save_card(feedback)
        self._ogone_schedule()

    def _ogone_is_old(self, feedback):
        """Return whether it tells nothing new, and not of a certain operation."""
        status, known = feedback.meaning, self._ogone_known()
        if status is None or known is None or feedback.payidsub:
            return False
        return not Result(status, feedback.payid).supersedes(known)

    def _ogone_apply_payment(self, feedback):
        status = feedback.meaning
        _logger.info(
            "Order %s: STATUS %s, PAYID %s, NCERROR %s",
            self.reference,
            feedback.status,
            feedback.payid,
            feedback.ncerror,
        )
        if status is None:
            _logger.error(
                "Order %s: STATUS %s is not documented; nothing was changed",
                self.reference,
                feedback.status,
            )
            return
        if status is Status.INVALID and self._ogone_is_on_the_page():
            return
        if self._ogone_distrusts(status, feedback):
            return
        result = Result(status, feedback.payid)
        if result.supersedes(self._ogone_known()):
            self._ogone_note(result, feedback)
            self._ogone_move(status, feedback)
        else:
            self._ogone_complete(feedback)

    def _ogone_is_on_the_page(self):
        """Return whether the shopper may still be about to pay: the platform calls an
        order that was begun and not sent off invalid.
        """
        by_redirect = self.operation in ("online_redirect", "validation")
        return self.state == "draft" and by_redirect

    def _ogone_known(self):
        """Return the furthest :class:`Result` so far, or ``None``."""
        status = Status.find(int(self.ogone_status)) if self.ogone_status else None
        return None if status is None else Result(status, self.provider_reference or "")

    def _ogone_note(self, result, feedback):
        values = {
            "ogone_status": str(result.status.value),
            "ogone_ncerror": feedback.ncerror,
            **self._ogone_facts_of(result, feedback),
        }
        if result.payid:
            values["provider_reference"] = result.payid
        if result.status is not Status.WAITING_FOR_AUTHENTICATION:
            values["ogone_html_answer"] = False
        self.write({**values, **self._ogone_method_values(feedback)})

    def _ogone_method_values(self, feedback):
        """Return what was really paid with, where the host has payment methods."""
        return {}

    def _ogone_move(self, status, feedback):
        mover = {
            Outcome.WAITING: self._ogone_wait,
            Outcome.AUTHORISED: self._ogone_authorise,
            Outcome.CAPTURED: self._ogone_pay,
            Outcome.CANCELLED: self._ogone_cancel,
            Outcome.REFUSED: self._ogone_refuse,
            Outcome.REFUNDED: self._ogone_leave,
            Outcome.PERSON: self._ogone_leave,
        }.get(status.outcome)
        if mover:
            mover(status, feedback)

    def _ogone_wait(self, status, feedback):
        """Wait, unless there is nothing to wait for: a void or a refund is no payment
        on its way.
        """
        if self.state in UNPAID and status.family in (4, 5, 9):
            compat.move(self, "pending", "", ("cancel", "error"))
            self._ogone_lead(paying=False)
        if status.uncertain or status is Status.AUTHORISATION_BY_HAND:
            self._ogone_leave(status, feedback)

    def _ogone_authorise(self, status, feedback):
        """Authorise where somebody will capture; else nobody may take it for paid."""
        if self.state not in UNPAID:
            return
        if self.operation == "validation":
            compat.move(self, "done", "", ("cancel",))
            self.env.ref("payment_ogone.cron_query")._trigger()
            return
        if self._ogone_operation() is OrderOperation.AUTHORISE:
            compat.move(self, "authorized", "", ("cancel", "error"))
            self._ogone_lead(paying=False)
            return
        self._ogone_wait(status, feedback)
        self._ogone_alert(
            _lt(
                "Ogone has reserved the amount but not taken it. Capture it in Ogone's"
                " back office, and set the default operation of the account to Sale."
            )
        )

    def _ogone_pay(self, status, feedback):
        if self.state in (*UNPAID, "authorized"):
            compat.move(self, "done", "", ("cancel",))
            # 16 and 17 have put it off their list where it was open when they looked.
            self.is_post_processed = False
            self._ogone_lead(paying=False)
        if self.operation == "validation":
            self._ogone_alert(
                _lt(
                    "Ogone has taken the amount that was only meant to save the card."
                    " Refund it in Ogone's back office."
                )
            )

    def _ogone_cancel(self, status, feedback):
        if status.family == 6 and self._ogone_total("capture"):
            self._ogone_leave(status, feedback)
        elif self.state in ("draft", "pending") or (
            status.family == 6 and self.state == "authorized"
        ):
            message = _(
                "The payment was cancelled, and nothing was charged. You can try again,"
                " also with another card or payment method."
            )
            compat.move(self, "cancel", message, ())
            self._ogone_lead(paying=True)

    def _ogone_refuse(self, status, feedback):
        """Refuse what was not authorised before; a capture refused leaves that."""
        if self.state in ("draft", "pending"):
            message = self._ogone_refusal(feedback)
            compat.move(self, "error", message, ())
            self._ogone_lead(paying=True)
        else:
            self._ogone_leave(status, feedback)

    def _ogone_refusal(self, feedback):
        """Return what the customer is told."""
        if feedback.ncerror == _SOFT_DECLINE:
            return _("The bank asks for the customer, who must pay online.")
        return _(
            "The payment was refused, and nothing was charged. Please try again with"
            " another card or payment method, or ask your bank for the reason."
        )

    def _ogone_leave(self, status, feedback):
        """Leave the state as it is, and say so."""
        why = reason(feedback.ncerror)
        self._ogone_alert(
            _lt(
                "Ogone reports %(status)s (%(number)s)%(why)s. Please look at the"
                " payment in Ogone's back office.",
                status=status.text,
                number=status.value,
                why=why and Text(", %(why)s", why=why),
            )
        )
