# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from odoo import _, models

from ..ogone.errors import ConfigurationError
from ..ogone.platforms import Page
from ..ogone.probe import Probe, Reply, probe
from ..ogone.transport import post
from .finding import RIGHT, UNKNOWN, WRONG, Finding
from .texts import shown

# A person waits, and no money is at stake: shorter than for payments.
_CONNECT_TIMEOUT, _READ_TIMEOUT = 5, 10

_NOT_REACHED = (Reply.NOT_ASKED, Reply.UNUSABLE, Reply.NOT_SENT, Reply.UNREADABLE)
_LET_IN = (Reply.ACCEPTED, Reply.UNPROVEN, Reply.UNSIGNED)


class PaymentProvider(models.Model):
    """What Ogone says to the account: by a query of an order that does not exist."""

    _inherit = "payment.provider"

    def _ogone_probe(self, ask):
        """Return the :class:`Probe` of this account.

        :param ask: Whether Ogone may be asked.
        """
        account = self._ogone_account()
        if not ask or not (account.userid and account.pswd):
            return Probe(Reply.NOT_ASKED)
        try:
            url = self._ogone_page_url(Page.QUERY)
        except ConfigurationError as error:
            return Probe(Reply.UNUSABLE, error.text)
        seconds = min(self._ogone_read_timeout(), _READ_TIMEOUT)
        post_once = partial(
            post, connect_timeout=_CONNECT_TIMEOUT, read_timeout=seconds
        )
        return probe(account, url, post_once)

    def _ogone_look_at_directlink(self, probe):
        """Tell whether Ogone can be called from this server."""
        subject = _("DirectLink, from server to server")
        if probe.reply is Reply.CALLER:
            return Finding(
                subject,
                WRONG,
                _("Ogone does not let this server in."),
                _(
                    "In Ogone's back office, Configuration ‣ Technical information ‣"
                    " Data and origin verification ‣ Checks for DirectLink: add the IP"
                    " address of this server %(address)s, or leave the list empty.",
                    address=probe.detail,
                ),
                certain=True,
            )
        if probe.reply is Reply.UNUSABLE:
            remedy = _("Choose the gateway that holds your account.")
            return Finding(
                subject, WRONG, shown(self.env, probe.detail), remedy, certain=True
            )
        if probe.reply is Reply.NOT_ASKED:
            return Finding(subject, UNKNOWN, *self._ogone_why_not_asked())
        if probe.reply in _NOT_REACHED:
            return Finding(subject, UNKNOWN, *self._ogone_why_not_reached(probe))
        return Finding(subject, RIGHT, _("Ogone answers."))

    def _ogone_why_not_asked(self):
        if self.ogone_userid and self.ogone_password:
            return _("Ogone was not asked."), _("Press Check configuration.")
        return (
            _("Without an API user, nothing can be asked."),
            _("Enter the API user first: see the next line."),
        )

    def _ogone_why_not_reached(self, probe):
        host = urlsplit(self._ogone_page_url(Page.QUERY)).netloc
        remedy = _(
            "May this server call %(host)s? Is it the right gateway, and does it still"
            " serve your account? Otherwise try again later.",
            host=host,
        )
        if probe.reply is Reply.NOT_SENT:
            return _("%(host)s could not be reached.", host=host), remedy
        return _("%(host)s gave no answer that can be read.", host=host), remedy

    def _ogone_look_at_api_user(self, probe):
        """Tell whether Ogone accepts the PSPID, the API user and its password."""
        subject = _("PSPID, API user and password")
        if not (self.ogone_userid or self.ogone_password):
            return Finding(
                subject,
                UNKNOWN,
                _("There is no API user. Payments on Ogone's page work without."),
                _(
                    "Saved cards, captures, refunds and queries need one: make it in"
                    " Ogone's back office, Configuration ‣ Users ‣ New user, and enter"
                    " its name and password here."
                ),
            )
        fault, remedy = self._ogone_user_faults(probe).get(probe.reply, ("", ""))
        if fault:
            return Finding(subject, WRONG, fault, remedy, certain=True)
        if probe.reply in _LET_IN:
            return Finding(subject, RIGHT, _("Ogone accepts them."))
        if probe.reply is Reply.REFUSED:
            text = _("Ogone reports: %(reason)s", reason=shown(self.env, probe.detail))
            remedy = _("Ask Ogone whether the account may use DirectLink.")
            return Finding(subject, UNKNOWN, text, remedy)
        text = _("Ogone has not said anything about them.")
        return Finding(subject, UNKNOWN, text, self._ogone_settle_first())

    def _ogone_user_faults(self, probe):
        """Return what is wrong with the account, and what to do, by reply."""
        if not (self.ogone_userid and self.ogone_password):
            return {
                probe.reply: (
                    _("The API user or its password is missing."),
                    _("Enter both here, or neither."),
                )
            }
        return {
            Reply.PASSWORD: (
                _(
                    "Ogone refuses the password of the API user, or has locked the user"
                    " after wrong ones."
                ),
                _(
                    "Enter the password of the API user here. If it is not known, set a"
                    " new one in Ogone's back office, Configuration ‣ Users; press"
                    " Activate (Errors) there if the user is locked."
                ),
            ),
            Reply.ACCOUNT: (
                _("Ogone says that the account of that PSPID is not active."),
                _(
                    "Compare the PSPID with the one with which you log in there. Test"
                    " and production are two accounts: ask Ogone to activate this one."
                ),
            ),
            Reply.UNTOLD: (
                _("Ogone refuses the PSPID or the API user, and tells no more."),
                _(
                    "Compare the PSPID, and the API user in Ogone's back office,"
                    " Configuration ‣ Users: it must be active and a special user for"
                    " the API. If both are right, compare the SHA-IN passphrase."
                ),
            ),
        }

    def _ogone_settle_first(self):
        return _("Settle the other lines first, then check again.")

    def _ogone_look_at_sha_in(self, probe):
        """Tell whether Ogone accepts what is signed, as far as its answers prove it."""
        subject = _("SHA-IN passphrase")
        fault, remedy = self._ogone_signature_faults(probe).get(probe.reply, ("", ""))
        if fault:
            return Finding(subject, WRONG, fault, remedy, certain=True)
        if probe.reply is Reply.ACCEPTED:
            text = _(
                "DirectLink accepts it, and refuses another one. The payment page has a"
                " field of its own, which needs the same."
            )
            return Finding(subject, RIGHT, text)
        if probe.reply is Reply.UNSIGNED:
            return Finding(
                subject,
                UNKNOWN,
                _("The account takes calls of DirectLink with any signature."),
                self._ogone_where_to_enter_sha_in(),
            )
        text = _("Ogone has not said anything about it.")
        return Finding(subject, UNKNOWN, text, self._ogone_settle_first())

    def _ogone_signature_faults(self, probe):
        """Return what is wrong with the signature, and what to do, by reply."""
        algorithms = dict(self._fields["ogone_hash_function"].selection)
        return {
            Reply.SIGNATURE: (
                _("Ogone refuses what is signed with it."),
                self._ogone_where_to_enter_sha_in(),
            ),
            Reply.SWAPPED: (
                _("Ogone has the two passphrases the other way round."),
                _("Exchange the SHA-IN and the SHA-OUT passphrase here."),
            ),
            Reply.ALGORITHM: (
                _("The account has another hash algorithm."),
                _(
                    "Choose %(there)s as hash function here (developer mode), or"
                    " %(here)s in Ogone's back office, Configuration ‣ Technical"
                    " information ‣ Global security parameters.",
                    there=algorithms.get(probe.detail),
                    here=algorithms.get(self.ogone_hash_function),
                ),
            ),
        }

    def _ogone_where_to_enter_sha_in(self):
        return _(
            "Enter the same SHA-IN passphrase here and in Ogone's back office,"
            " Configuration ‣ Technical information ‣ Data and origin verification, in"
            " both places: Checks for e-Commerce & Alias Gateway, and Checks for"
            " DirectLink and Batch."
        )
