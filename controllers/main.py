# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import contextlib
import logging
import random
import time

from markupsafe import Markup
from psycopg2 import InterfaceError, OperationalError
from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo import _, http
from odoo.http import request

from ..models.provider_setup import RETURN_ROUTE
from ..models.transaction_order import SHOPPER_RETURN_ROUTE
from ..ogone.errors import ConfigurationError, FeedbackError, MalformedFeedbackError
from ..ogone.feedback import LARGEST_MESSAGE, Message
from ..ogone.texts import _lt
from . import pages
from .authentication import forget_authentication
from .dispatcher import UndecodedDispatcher

_logger = logging.getLogger(__name__)

# Of the addon that Odoo shipped: still in the settings of accounts.
LEGACY_SHOPPER_ROUTES = [
    f"/payment/ogone/{tree}{page}"
    for tree in ("", "test/")
    for page in ("accept", "decline", "exception", "cancel")
]
LEGACY_FEEDBACK_ROUTES = ["/payment/ogone/feedback", "/payment/ogone/test/feedback"]

_NOT_BELIEVED = Markup('<p>%(what)s</p><p><a href="/payment/status">%(status)s</a></p>')
_TRIES = 6
_FIRST_PAUSE = 0.02
_ROUTING = {
    "type": UndecodedDispatcher.routing_type,
    "auth": "public",
    "methods": ["GET", "POST"],
    "csrf": False,
    "save_session": False,
}


class OgoneController(http.Controller):
    """Where results arrive: verify, hand over, answer whoever brought them."""

    @http.route([SHOPPER_RETURN_ROUTE, *LEGACY_SHOPPER_ROUTES], **_ROUTING)
    def ogone_shopper_return(self):
        """Take the result that the shopper's browser brings, and lead the shopper on.

        To arrive here does not mean to have paid: the status page tells.
        """
        status = self._take("return")
        forget_authentication()
        if status == 403:
            return self._answer(403, self._not_believed(), "text/html")
        return request.redirect("/payment/status")

    @http.route([RETURN_ROUTE, *LEGACY_FEEDBACK_ROUTES], **_ROUTING)
    def ogone_feedback(self):
        """Take the result that Ogone's server posts, and answer it in plain text.

        Anything else would be shown to the shopper instead of the way back to the
        shop. A browser that was sent here by the settings of the earlier addon says
        that it navigates, which Ogone's server never does.
        """
        if request.httprequest.headers.get("Sec-Fetch-Mode") == "navigate":
            return self.ogone_shopper_return()
        status = self._take("feedback")
        texts = {200: "OK", 403: "Not believed", 503: "Busy, please try again"}
        return self._answer(status, texts[status])

    @staticmethod
    def _answer(status, text, kind="text/plain"):
        headers = [("Content-Type", f"{kind}; charset=utf-8")]
        return request.make_response(text, headers=headers, status=status)

    @staticmethod
    def _not_believed():
        """Return what a shopper reads whose result cannot be verified."""
        texts = {
            "what": _("This payment result is not signed as it should be."),
            "status": _("See the status of your payment."),
        }
        return pages.document(_("Payment"), _NOT_BELIEVED % texts)

    # === TAKING === #

    def _take(self, channel):
        """Take the result in this request, and return the HTTP status that it earns.

        200 is also for an order that is not ours, as the account may serve other
        shops; 503 asks Ogone to try again.

        :param channel: As in the journal: ``return`` or ``feedback``.
        """
        message = None
        try:
            message = self._message()
            if channel == "return" and message.empty:
                return 200  # the account is set to send no parameters along
            return self._receive(message, channel)
        except (FeedbackError, ConfigurationError) as error:
            self._undo()
            return self._refuse(error, channel, message)

    def _refuse(self, error, channel, message, transaction=None):
        """Keep why ``message`` is not taken; return the HTTP status that it earns."""
        orderid = message.orderid if message else ""
        if isinstance(error, FeedbackError):
            _logger.warning("Order %.40r: refused a result: %s", orderid, error)
            self._record("refused", error, channel, message, transaction)
        else:
            _logger.error("Order %.40r: cannot check a result: %s", orderid, error)
            self._record("failed", error, channel, message, transaction)
        return 403

    @staticmethod
    def _find(message):
        transactions = request.env["payment.transaction"].sudo()
        return transactions._ogone_find(message.orderid if message else "")

    def _record(self, verdict, reason, channel, message, transaction=None):
        """Keep in the journal what was not taken; that never makes the answer fail.

        Nothing else was written by this request, or it was undone.
        """
        remote_addr = request.httprequest.remote_addr
        what = (verdict, reason, channel, remote_addr, message)
        for last in (False, False, True):
            try:
                if transaction is None:
                    transaction = self._find(message)
                transaction._ogone_record_refusal(*what)
                transaction.env.flush_all()
                return
            except SerializationFailure:
                self._undo()  # its like was counted at the same moment
                if last:
                    _logger.warning("Journal: a message was not counted")
            except Exception:
                _logger.exception("Journal: an entry was not written")
                self._undo()
                return

    @staticmethod
    def _message():
        """Read the bytes of this request: the body of a POST, the query of a GET.

        A body that does not tell its length is not read at all.

        :raise MalformedFeedbackError: for what is too large to be a feedback.
        """
        httprequest = request.httprequest
        if httprequest.method != "POST":
            return Message.read(httprequest.query_string)
        length = httprequest.content_length or 0
        if length > LARGEST_MESSAGE:
            raise MalformedFeedbackError(_lt("it is larger than any feedback"))
        return Message.read(httprequest.get_data(cache=False) if length else b"")

    def _receive(self, message, channel):
        """Apply ``message``; again from the start where another delivery came between.

        :raise OgoneError: if it is not believed.
        """
        for number in range(_TRIES):
            try:
                return self._receive_once(message, channel)
            except (SerializationFailure, DeadlockDetected):
                self._undo()
                # Apart, so that two that met do not meet again; nothing secret.
                pause = random.uniform(0, _FIRST_PAUSE * 2**number)  # noqa: S311 # nosec B311
                time.sleep(pause)
            except OperationalError:
                self._undo()
                break
            except (FeedbackError, ConfigurationError):
                raise
            except Exception as error:
                # Whatever other modules raise while the order is confirmed: nothing is
                # lost if Ogone tries again.
                self._undo()
                _logger.exception("Could not apply a verified payment result")
                self._record("failed", error, channel, message)
                break
        return 503

    def _receive_once(self, message, channel):
        transaction = self._find(message)
        if not transaction:
            _logger.info("Order %.40r is not ours", message.orderid)
            self._record("foreign", None, channel, message, transaction)
            return 200
        try:
            feedback = transaction._ogone_verified(message)
        except (FeedbackError, ConfigurationError) as error:
            return self._refuse(error, channel, message, transaction)
        remote_addr = request.httprequest.remote_addr
        transaction._ogone_take(feedback, channel, remote_addr)
        transaction.env.flush_all()
        return 200

    @staticmethod
    def _undo():
        with contextlib.suppress(InterfaceError):  # the connection is gone as well
            request.env.cr.rollback()
        request.env.invalidate_all()
