# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import json
from datetime import timedelta

from odoo import _, fields, models
from odoo.tools import format_datetime

from ..const import DYNAMIC_PARAMETERS
from .finding import RIGHT, UNKNOWN, WRONG, Finding

# Proven by a passphrase that only the account, or this shop, knows: the rest anybody
# could have sent. Not "encoding": a shopper need but recode a result of theirs.
_PROVEN = (
    "sha_in",
    "other_account",
    "names",
    "main_parameters",
    "test_environment",
)
_PAID = ("5", "9")
_EXPECTED = {*DYNAMIC_PARAMETERS, "ACCEPTANCE"}
_OF_CARDS = {"ACCEPTANCE", "CARDNO", "CN", "ED"}
# Without these no payment is taken for paid.
_NEEDED = {"AMOUNT", "CURRENCY", "ORDERID", "STATUS"}
# Ogone's server may call some minutes after the shopper is back.
_GRACE = timedelta(minutes=15)


class PaymentProvider(models.Model):
    """What the messages that came prove, by the journal."""

    _inherit = "payment.provider"

    ogone_settings_since = fields.Datetime(
        help="When the account, the environment or SHA-OUT last changed: what came"
        " before says nothing about them.",
        groups="base.group_system",
        readonly=True,
        copy=False,
    )

    # === EVIDENCE === #

    def _ogone_last_message(self, *conditions, on="last_on"):
        """Return the last entry of the journal for these settings, or none.

        :param on: Which of its times has to be later than the settings.
        """
        since = self.ogone_settings_since
        later = [(on, ">", since)] if since else []
        domain = [("channel", "in", ("return", "feedback")), *later, *conditions]
        return self.env["ogone.journal"].search(domain, limit=1)

    def _ogone_last_believed(self, *conditions):
        believed = ("verdict", "in", ("taken", "known"))
        own = ("provider_id", "=", self.id)
        return self._ogone_last_message(own, believed, *conditions)

    def _ogone_last_refused(self):
        """Return the last one refused: counted from the first of its kind on, which is
        the one that was looked into.
        """
        refused = [("provider_id", "=", self.id), ("verdict", "=", "refused")]
        return self._ogone_last_message(*refused, on="first_on")

    def _ogone_told_on(self, entry):
        return format_datetime(self.env, entry.last_on)

    # === SHA-OUT === #

    def _ogone_look_at_sha_out(self):
        subject = _("SHA-OUT passphrase")
        believed, refused = self._ogone_last_believed(), self._ogone_last_refused()
        proves = refused.cause == "incomplete"
        if refused and not proves and not _is_later(believed, refused):
            when = self._ogone_told_on(refused)
            return Finding(
                subject,
                WRONG,
                _("The result of %(when)s was not believed.", when=when),
                refused.diagnosis or refused.reason or "",
                certain=refused.cause in _PROVEN,
            )
        last = believed or (proves and refused)
        if last:
            when = self._ogone_told_on(last)
            text = _("Confirmed by the result of %(when)s.", when=when)
            return Finding(subject, RIGHT, text)
        return Finding(
            subject,
            UNKNOWN,
            _("No result has come since the settings were changed."),
            _(
                "Buy something in the shop, in test mode with a test card, and check"
                " again."
            ),
        )

    # === THE DIRECT REQUEST === #

    def _ogone_look_at_direct_request(self):
        """Tell whether results come from server to server, too: the shopper may close
        the window before the way back.
        """
        subject = _("Results from Ogone's server")
        by_server = self._ogone_last_believed(("channel", "=", "feedback"))
        by_browser = self._ogone_last_believed(("channel", "=", "return"))
        overdue = by_browser and by_browser.first_on + _GRACE < fields.Datetime.now()
        if by_server and not (
            overdue and by_server.last_on + _GRACE < by_browser.first_on
        ):
            when = self._ogone_told_on(by_server)
            text = _("The last one came on %(when)s.", when=when)
            return Finding(subject, RIGHT, text)
        remedy = _(
            "In Ogone's back office, Configuration ‣ Technical information ‣"
            " Transaction feedback ‣ Direct HTTP server-to-server request, enter"
            " %(url)s in both fields, with the method POST.",
            url=f"{self._ogone_shop_url()}/payment/ogone/return",
        )
        if overdue:
            text = _("The shopper's browser brought a result, Ogone's server did not.")
            return Finding(subject, WRONG, text, remedy)
        return Finding(subject, UNKNOWN, _("None has come yet."), remedy)

    # === DYNAMIC PARAMETERS === #

    def _ogone_look_at_parameters(self):
        subject = _("Dynamic parameters")
        entry = self._ogone_last_believed(("status", "in", _PAID))
        missing, certain = self._ogone_parameters_not_understood(entry), True
        if not missing:
            missing = self._ogone_parameters_missing_in(entry)
            certain = bool(_NEEDED & set(missing))
        if missing:
            names = ", ".join(missing)
            return Finding(
                subject,
                WRONG,
                _("The last result lacked %(names)s.", names=names),
                self._ogone_where_to_select(names),
                certain,
            )
        return self._ogone_orderid_missing(entry) or self._ogone_parameters_right(entry)

    def _ogone_parameters_right(self, entry):
        subject = _("Dynamic parameters")
        if entry:
            when = self._ogone_told_on(entry)
            text = _("The result of %(when)s had all that are needed.", when=when)
            return Finding(subject, RIGHT, text)
        names = ", ".join(sorted(_EXPECTED))
        text = _("No payment has been made since the settings were changed.")
        return Finding(subject, UNKNOWN, text, self._ogone_where_to_select(names))

    def _ogone_where_to_select(self, names):
        return _(
            "In Ogone's back office, Configuration ‣ Technical information ‣"
            " Transaction feedback ‣ Dynamic e-Commerce parameters, select %(names)s.",
            names=names,
        )

    def _ogone_parameters_not_understood(self, entry):
        """Return the names for want of which a signed result was not understood."""
        refused = self._ogone_last_refused()
        if refused.cause != "incomplete" or _is_later(entry, refused):
            return []
        return (refused.cause_detail or "").split(", ")

    def _ogone_parameters_missing_in(self, entry):
        """Return what a result lacks that the account should send: empty values are
        not kept, so what only some payments have is not asked of others.
        """
        if not entry:
            return []
        told = json.loads(entry.parameters or "{}")
        by_card = told.get("PM", "").casefold() == "creditcard"
        expected = _EXPECTED if by_card else _EXPECTED - _OF_CARDS
        if not entry.transaction_id.tokenize:  # the card was kept, or should not be
            expected = expected - {"ALIAS"}
        return sorted(expected - {name.upper() for name in told})

    def _ogone_orderid_missing(self, entry):
        """Return that a message named no order, which may be anybody's, or ``None``."""
        nameless = self._ogone_last_message(
            ("verdict", "=", "foreign"),
            ("orderid", "=", False),
            ("parameters", "like", '"SHASIGN"'),
        )
        if not nameless or _is_later(entry, nameless):
            return None
        return Finding(
            _("Dynamic parameters"),
            WRONG,
            _(
                "The result of %(when)s did not say which order it is about.",
                when=self._ogone_told_on(nameless),
            ),
            self._ogone_where_to_select("ORDERID"),
        )


def _is_later(entry, other):
    """Return whether ``entry`` came at the same time as ``other`` or later; what was
    believed counts more than what anybody may have sent.
    """
    return bool(entry) and entry.last_on >= other.last_on
