# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models

from .. import compat
from ..ogone import ncerror
from ..ogone.statuses import Outcome

_UNTOLD = "none"
_AUTHORISED_AND_VOIDED = 6
# In hundredths of a payment, so that an average is a rate in percent.
_ACCEPTANCE = {
    Outcome.AUTHORISED: 100.0,
    Outcome.CAPTURED: 100.0,
    Outcome.REFUNDED: 100.0,
    Outcome.REFUSED: 0.0,
}


class PaymentTransaction(models.Model):
    """What verified results tell of the means of payment, and how it ended."""

    _inherit = "payment.transaction"

    ogone_brand = fields.Char(
        string="Brand",
        help="The card or payment method, as Ogone calls it.",
        readonly=True,
        copy=False,
    )
    ogone_refusal = fields.Selection(
        selection="_ogone_refusals",
        string="Reason for the Refusal",
        help="NCERROR in words, where the payment was refused.",
        readonly=True,
        copy=False,
    )
    # Written, not computed: an average leaves out what has not ended.
    ogone_accepted = fields.Float(
        string="Acceptance Rate (%)",
        help="Of the payments that were accepted or refused.",
        readonly=True,
        copy=False,
        digits=(5, 1),
        **compat.aggregated("avg"),
    )
    ogone_facts = fields.Json(readonly=True, copy=False, exportable=False)

    @api.model
    def _ogone_refusals(self):
        """Return every reason for a refusal, by its code."""
        return [*ncerror.kinds(), (_UNTOLD, _("Ogone gave no reason"))]

    # === NOTING === #

    def _ogone_verdict(self, outcome, code, family=0):
        """Return how a payment ended, as values to be written.

        :param family: First digit of the STATUS: an authorisation that was voided was
            accepted all the same.
        """
        accepted = _ACCEPTANCE.get(outcome)
        if family == _AUTHORISED_AND_VOIDED:
            accepted = 100.0
        if accepted is None or self.ogone_deed:
            return {}
        refusal = False if accepted else ncerror.kind(code) or _UNTOLD
        verdict = {"ogone_accepted": accepted}
        if refusal != self.ogone_refusal:  # its hundreds of values are looked through
            verdict["ogone_refusal"] = refusal
        return verdict

    def _ogone_facts_of(self, result, feedback):
        """Return what ``feedback``, which goes further than what is known, tells of the
        means of payment and of the end, as values to be written.

        What the same attempt has told before stays, where this result tells less.
        """
        another = result.payid and result.payid != self.provider_reference
        known = {} if another else self.ogone_facts or {}
        status = result.status
        return {
            **self._ogone_fact_values({**known, **feedback.facts}),
            **self._ogone_verdict(status.outcome, feedback.ncerror, status.family),
        }

    def _ogone_complete(self, feedback):
        """Add what ``feedback``, which goes no further, tells beyond what is known of
        the same attempt.
        """
        if not feedback.payid or feedback.payid != self.provider_reference:
            return
        known = self.ogone_facts or {}
        complete = {**feedback.facts, **known}
        if complete != known:
            self.write(self._ogone_fact_values(complete))

    @staticmethod
    def _ogone_fact_values(facts):
        brand = facts.get("BRAND") or facts.get("PM") or False
        return {"ogone_facts": facts or False, "ogone_brand": brand}
