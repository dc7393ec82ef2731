# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
from functools import partial

from psycopg2 import OperationalError
from psycopg2.errors import InvalidSavepointSpecification

from odoo import _, fields, models
from odoo.exceptions import UserError

from .. import compat
from ..ogone.errors import (
    ConfigurationError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
    UnsendableOrderError,
)
from ..ogone.statuses import Outcome, Status
from .texts import shown

_logger = logging.getLogger(__name__)

_TRIES = 5


class PaymentTransaction(models.Model):
    """A call from server to server, and what each end of it allows to do next."""

    _inherit = "payment.transaction"

    ogone_sent_on = fields.Datetime(
        help="When our server sent this to Ogone, once.", readonly=True, copy=False
    )
    ogone_sent_to = fields.Char(
        help="The account and environment that this was sent to.",
        groups="base.group_system",
        readonly=True,
        copy=False,
    )

    def _ogone_send(self, call, what):
        """Send the one request of this transaction, and take what comes of it.

        The intent is committed before the request leaves and no lock is held while
        Ogone works. Whatever happens after, the request is never sent again: an outcome
        that is not known is asked for.

        :param call: What to do with a :class:`DirectLink`; returns an :class:`Answer`.
        :param what: Key of this deed: a host that repeats a whole request after a
            conflict in the database must not do it twice.
        """
        self.ensure_one()
        self._ogone_check_first_time(what)
        self._ogone_ask_later()
        self.write(
            {
                "ogone_sent_on": fields.Datetime.now(),
                "ogone_sent_to": self.provider_id._ogone_whereabouts(),
            }
        )
        try:
            directlink = self.provider_id._ogone_directlink()
            compat.commit(self.env)
            answer = call(directlink)
        except (NotSentError, ConfigurationError, UnsendableOrderError) as error:
            conclusion = partial(self._ogone_not_sent, error)
        except RefusedError as error:
            conclusion = partial(self._ogone_declined, error)
        except OutcomeUnknownError as error:
            conclusion = partial(self._ogone_unknown, error)
        else:
            conclusion = partial(self._ogone_take_sent, answer)
        self._ogone_conclude(conclusion)

    def _ogone_take_sent(self, answer):
        with self._ogone_recorded("answer", answer):
            self._ogone_apply(answer)
        if answer.meaning is Status.WAITING_FOR_AUTHENTICATION:
            self._ogone_authenticate(answer)

    def _ogone_check_first_time(self, what):
        """Return if ``what`` was not sent yet in this HTTP request.

        :raise UserError: if it was: the host has begun the request again.
        """
        if not compat.first_time_in_request((self._name, *what)):
            raise UserError(
                _(
                    "This was already sent to Ogone. Look at the payment's status"
                    " before you try again."
                )
            )

    def _ogone_conclude(self, change):
        """Make ``change`` under the lock and commit it, for what happened at Ogone is
        true whatever becomes of the rest of this request.

        Whatever other modules raise meanwhile, the change is undone as a whole, and
        Ogone is asked again later.
        """
        for _try in range(_TRIES):
            try:
                with self.env.cr.savepoint():
                    self._ogone_lock()
                    change()
            except (OperationalError, InvalidSavepointSpecification):
                # Busy, or another module has committed; to take it again is harmless.
                compat.rollback(self.env)
                continue
            except Exception:
                _logger.exception("Order %s: will be asked for again", self.reference)
                return
            compat.commit(self.env)
            self._ogone_hold_row()
            return
        _logger.error("Order %s: busy; Ogone will be asked later", self.reference)

    def _ogone_hold_row(self):
        """Keep results from coming between the rest of this request and its commit, for
        the host would begin the request again.
        """
        try:
            self._ogone_lock()
            self.env.cr.execute("SET LOCAL lock_timeout = 0")
        except OperationalError:
            compat.rollback(self.env)

    # === WHAT EACH END ALLOWS === #

    def _ogone_not_sent(self, error):
        """Nothing was done, and it may be tried again."""
        _logger.warning("Order %s: not sent: %s", self.reference, error)
        self._ogone_record_fault("answer", error)
        self._ogone_fail(
            _(
                "%s Nothing was charged; please try again later.",
                shown(self.env, error),
            )
        )

    def _ogone_declined(self, error):
        """Ogone has not done it, and says why."""
        _logger.warning("Order %s: refused: %s", self.reference, error)
        self._ogone_record_fault("answer", error)
        verdict = self._ogone_verdict(Outcome.REFUSED, error.ncerror)
        self.write({"ogone_ncerror": error.ncerror, **verdict})
        self._ogone_fail(_("Ogone did not accept this: %s", shown(self.env, error)))

    def _ogone_unknown(self, error):
        """It may be done or not: wait and ask, and never send it again."""
        _logger.error("Order %s: outcome unknown: %s", self.reference, error)
        self._ogone_record_fault("answer", error)
        if self.state == "draft":
            message = _("It is not known yet what came of this; Ogone will be asked.")
            compat.move(self, "pending", message, ())

    def _ogone_fail(self, message):
        if self.state in ("draft", "pending"):
            compat.move(self, "error", message, ())
        self.ogone_next_query = False
