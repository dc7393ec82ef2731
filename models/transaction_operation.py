# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, models

from .. import compat
from ..ogone.directlink import NO_OPERATION
from ..ogone.errors import NotFoundError, OutcomeUnknownError
from ..ogone.statuses import Outcome, Status
from ..ogone.texts import _lt
from .deeds import FAMILIES, NAMES, Deed
from .texts import shown

# An operation that was refused long ago leaves a number unused; look a little further.
_NUMBERS_AHEAD = 5
# What the acquirer says of an operation long after it was accepted.
_AFTERWARDS = (74, 84, 94, 96)


class PaymentTransaction(models.Model):
    """What came of an operation, and how it is found again."""

    _inherit = "payment.transaction"

    # === WHAT CAME OF IT === #

    def _ogone_apply_operation(self, report):
        """Move this child to where ``report`` says that its operation is."""
        status = report.meaning
        self.write(
            {
                "ogone_status": str(report.status),
                "ogone_ncerror": report.ncerror,
                "ogone_payidsub": report.payidsub or self.ogone_payidsub,
            }
        )
        kind = status and status.family in FAMILIES[Deed(self.ogone_deed)]
        told = report.amount is not None
        if status and status.value in _AFTERWARDS:
            self._ogone_leave(status, report)
        elif not kind or (told and report.amount != abs(self._ogone_asked())):
            self._ogone_distrust_operation(report)
        else:
            self._ogone_move_operation(status, report)

    def _ogone_move_operation(self, status, report):
        if status.value in (63, 73, 83, 93):
            self._ogone_fail(_("Ogone reports: %s", shown(self.env, status.text)))
        elif status.outcome in (Outcome.WAITING, Outcome.PERSON):
            if self.state == "draft":
                compat.move(self, "pending", "", ())
        elif self.state in ("draft", "pending", "error"):
            self._ogone_finish_operation()

    def _ogone_finish_operation(self):
        if self.ogone_deed != Deed.VOID.value:
            compat.move(self, "done", "", ("error",))
            captured = self.ogone_deed == Deed.CAPTURE.value
            if captured and not compat.moves_payments(self):
                compat.move(self._ogone_payment(), "done", "", ())
            return
        payment = self._ogone_payment()
        if abs(self._ogone_asked()) == payment._ogone_asked():
            # First, for engines up to 18 take a payment without a rest as done.
            compat.move(payment, "cancel", "", ())
        compat.move(self, "cancel", "", ("error",))

    def _ogone_distrust_operation(self, report):
        """Leave open what is not what was asked, and tell a person once."""
        held = f"{report.status} {report.payidsub} {report.amount}"
        if self.ogone_held == held:
            return
        self.ogone_held = held
        self._ogone_alert(
            _lt(
                "Ogone reports STATUS %(status)s, %(amount)s where %(deed)s of"
                " %(asked)s was asked. Please look at it in Ogone's back office.",
                status=report.status,
                amount=report.amount,
                deed=NAMES[Deed(self.ogone_deed)],
                asked=abs(self._ogone_asked()),
            )
        )

    def _ogone_child_of(self, report):
        """Return the operation of this payment that ``report`` is about, if any: the
        one of its number, else the one of its kind and amount that waits for a number.
        """
        if report.payidsub == "0":
            return self.browse()
        operations = self._ogone_operations()
        numbered = operations.filtered(
            lambda child: report.payidsub and child.ogone_payidsub == report.payidsub
        )
        waiting = operations.filtered(
            lambda child: child._ogone_is_open() and child._ogone_is_about_this(report)
        )
        return numbered[:1] or waiting[:1]

    def _ogone_ask_about_operations(self):
        """Have the open operations of this payment asked for: a report that may be
        about any of them moves none.
        """
        for child in self._ogone_operations():
            if child.state == "pending":
                child._ogone_ask_later(minutes=0)

    # === FINDING IT AGAIN === #

    def _ogone_find_operation(self, directlink):
        """Return the :class:`Answer` about this operation, or ``None``.

        One whose answer was lost is found by the numbers that follow the last one
        before it: the first of its kind and amount that no other child has.

        :raise DirectLinkError: if Ogone does not tell.
        """
        payid = self.provider_reference
        if self.ogone_payidsub:
            return directlink.query(payid=payid, payidsub=self.ogone_payidsub)
        if not self.ogone_sent_on:
            return None
        taken = set(self._ogone_payment()._ogone_operations().mapped("ogone_payidsub"))
        first = self.ogone_payidsub_before + 1
        for number in range(first, first + _NUMBERS_AHEAD):
            try:
                answer = directlink.query(payid=payid, payidsub=str(number))
            except NotFoundError as error:
                if error.ncerror != NO_OPERATION:
                    raise  # the payment itself is not known: another account answers
                return None
            if str(number) in taken:
                continue
            if answer.meaning is None or answer.amount is None:
                raise OutcomeUnknownError(
                    _lt("Ogone does not say what operation it is.")
                )
            if self._ogone_is_about_this(answer):
                return answer
        return None

    def _ogone_is_about_this(self, answer):
        status = answer.meaning or Status.INVALID
        kind = status.family in FAMILIES[Deed(self.ogone_deed)]
        return kind and answer.amount == abs(self._ogone_asked())
