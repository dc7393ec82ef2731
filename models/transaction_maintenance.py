# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, fields, models

from .. import compat
from ..ogone.errors import (
    ConfigurationError,
    DirectLinkError,
)
from ..ogone.operations import MaintenanceOperation
from .deeds import Deed
from .texts import shown

# STATUS from which the first deed on a payment may start; later ones go by our sums.
_ALLOWED_FROM = {
    Deed.CAPTURE: {5, 56},
    Deed.VOID: {5, 56},
    Deed.REFUND: {9, 91, 95, 7, 71, 75, 8, 81, 85},
}
_OPERATIONS = {
    Deed.CAPTURE: (
        MaintenanceOperation.CAPTURE_PART,
        MaintenanceOperation.CAPTURE_LAST,
    ),
    Deed.VOID: (
        MaintenanceOperation.VOID_AND_CLOSE,
        MaintenanceOperation.VOID_AND_CLOSE,
    ),
    Deed.REFUND: (
        MaintenanceOperation.REFUND_PART,
        MaintenanceOperation.REFUND_LAST,
    ),
}


class PaymentTransaction(models.Model):
    """Captures, voids and refunds: children of the payment, operations on its PAYID."""

    _inherit = "payment.transaction"

    ogone_deed = fields.Selection(
        selection=[(deed.value, deed.name.capitalize()) for deed in Deed],
        readonly=True,
        copy=False,
    )
    ogone_payidsub = fields.Char(
        string="PAYIDSUB",
        help="Number of this operation on the payment at Ogone.",
        readonly=True,
        copy=False,
    )
    ogone_payidsub_before = fields.Integer(
        help="Number of the last operation before this one was sent.",
        readonly=True,
        copy=False,
    )

    # === SENDING === #

    def _ogone_maintain(self, deed):
        """Carry out ``deed`` on the payment of this child transaction, once."""
        payment = self._ogone_payment()
        self.write(
            {"ogone_deed": deed.value, "provider_reference": payment.provider_reference}
        )
        payment._ogone_lock_for_operation()
        if obstacle := self._ogone_obstacle(deed, payment):
            return self._ogone_fail(obstacle)
        operation = self._ogone_operation_for(deed, payment)
        amount = abs(self._ogone_asked())
        payid = payment.provider_reference
        # From here on the next one who asks for an operation sees this one.
        compat.move(self, "pending", "", ())
        self._ogone_ask_later()
        if obstacle := self._ogone_obstacle_at_ogone(deed, payment):
            return self._ogone_fail(obstacle)
        return self._ogone_send(
            lambda directlink: directlink.maintain(payid, operation, amount),
            (deed, payment.id, amount),
        )

    def _ogone_lock_for_operation(self):
        """Lock this payment and change its row, so that whoever waits for the lock to
        start another operation is begun anew by the host, and sees this one.
        """
        self._ogone_lock()
        self.env.cr.execute(
            "UPDATE payment_transaction SET write_date = write_date WHERE id = %s",
            (self.id,),
        )

    def _ogone_payment(self):
        """Return the transaction that was paid: the one without a source."""
        payment = self
        while payment.source_transaction_id:
            payment = payment.source_transaction_id
        return payment

    def _ogone_operations(self):
        """Return all captures, voids and refunds of this payment."""
        children = self.child_transaction_ids
        return children | children.child_transaction_ids

    def _ogone_total(self, *deeds):
        """Return what ``deeds`` on this payment have moved, or may have, as a
        ``Decimal``.
        """
        alive = self._ogone_operations().filtered(
            lambda child: (
                child.ogone_deed in deeds
                and (child.state in ("done", "pending") or child._ogone_is_voided())
            )
        )
        return sum(abs(child._ogone_asked()) for child in alive)

    def _ogone_is_voided(self):
        return self.ogone_deed == Deed.VOID.value and self.state == "cancel"

    def _ogone_operation_for(self, deed, payment):
        part, last = _OPERATIONS[deed]
        left = payment._ogone_left(deed) - abs(self._ogone_asked())
        return last if left <= 0 else part

    def _ogone_left(self, deed):
        """Return how much of this payment is left for ``deed``, as a ``Decimal``."""
        if deed is not Deed.REFUND:
            return self._ogone_asked() - self._ogone_total("capture", "void")
        captured = self._ogone_total("capture")
        if not captured and self.state == "done":
            captured = self._ogone_asked()
        return captured - self._ogone_total("refund")

    # === MAY IT? === #

    def _ogone_obstacle(self, deed, payment):
        """Return why ``deed`` must not be sent now, or ``""``."""
        if not payment.provider_reference:
            return _("Ogone has not told the PAYID of this payment. Check its status.")
        siblings = payment._ogone_operations() - self
        if any(sibling._ogone_is_open() for sibling in siblings):
            return _(
                "It is not known yet what came of another operation on this payment."
                " Check its status first."
            )
        left = payment._ogone_left(deed)
        if abs(self._ogone_asked()) > left:
            return _("Only %s of this payment is left for that.", left)
        if deed is Deed.VOID and abs(self._ogone_asked()) < left:
            return _(
                "Ogone voids all that is left of a payment, which is %s. Nothing was"
                " done: another operation on it has failed meanwhile.",
                left,
            )
        return ""

    def _ogone_is_open(self):
        """Return whether this operation was sent and never answered."""
        return (
            bool(self.ogone_deed)
            and self.state == "pending"
            and not (self.ogone_payidsub)
        )

    def _ogone_obstacle_at_ogone(self, deed, payment):
        """Ask Ogone whether the payment allows ``deed``; nothing is moved by that."""
        payid = payment.provider_reference
        try:
            directlink = self.provider_id._ogone_directlink()
            compat.commit(self.env)
            answer = directlink.query(payid=payid)
        except (DirectLinkError, ConfigurationError) as error:
            return _("%s Nothing was done; please try again.", shown(self.env, error))
        earlier = (payment._ogone_operations() - self).filtered("ogone_payidsub")
        if not earlier and answer.status not in _ALLOWED_FROM[deed]:
            status = answer.meaning
            return _(
                "Ogone does not allow this: the payment is in status %(number)s,"
                " %(text)s.",
                number=answer.status,
                text=shown(self.env, status.text) if status else _("not documented"),
            )
        numbers = (answer.payidsub, "0")
        self.ogone_payidsub_before = int(next(filter(str.isdigit, numbers)))
        return ""
