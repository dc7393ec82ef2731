# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from odoo import _, models

from .. import compat
from ..const import CARD_BRANDS, CURRENCIES, PAYMENT_METHODS
from ..ogone.errors import ConfigurationError
from ..ogone.platforms import Page
from ..ogone.reach import is_public
from .finding import RIGHT, WRONG, Finding


class PaymentProvider(models.Model):
    """Whether the settings are right, line by line; nothing is charged."""

    _inherit = "payment.provider"

    def action_ogone_check(self):
        """Look at all settings, ask Ogone, and show what is right and what is not."""
        self.ensure_one()
        check = self.env["ogone.check"].create({"provider_id": self.id})
        return check.action_check()

    def _ogone_findings(self):
        """Return the :class:`Finding` of each check, in the order of the tables."""
        return [*self._ogone_findings_here(), *self._ogone_findings_there(ask=True)]

    def _ogone_findings_here(self):
        """Return what is found without asking anybody."""
        return [*filter(None, (check() for check in self.sudo()._ogone_checks()))]

    def _ogone_findings_there(self, ask):
        """Return what Ogone's answer tells.

        :param ask: Whether Ogone may be asked; without, most of it is unknown.
        """
        provider = self.sudo()
        checks = provider._ogone_checks_there(provider._ogone_probe(ask))
        return [*filter(None, (check() for check in checks))]

    def _ogone_checks(self):
        """Return the checks that ask nobody; an addon of yours may add its own.

        Each returns a :class:`Finding`, or ``None`` where there is nothing to check.
        """
        return [
            self._ogone_look_at_shop_url,
            self._ogone_look_at_passphrases,
            self._ogone_look_at_test_passphrases,
            self._ogone_look_at_sha_out,
            self._ogone_look_at_direct_request,
            self._ogone_look_at_parameters,
            self._ogone_look_at_currencies,
            self._ogone_look_at_methods,
        ]

    def _ogone_checks_there(self, probe):
        """Return the checks of what Ogone answers.

        :param probe: The :class:`Probe` that holds it.
        """
        return [
            partial(self._ogone_look_at_directlink, probe),
            partial(self._ogone_look_at_api_user, probe),
            partial(self._ogone_look_at_sha_in, probe),
        ]

    # === THE SHOP === #

    def _ogone_look_at_shop_url(self):
        subject, url = _("Address of the shop"), self._ogone_shop_url()
        if not is_public(url):
            if self._ogone_is_simulated():
                text = _("%(url)s: the sandbox is on this machine too.", url=url)
                return Finding(subject, RIGHT, text)
            fault = _("%(url)s is not known outside of your own network.", url=url)
        elif urlsplit(url).scheme != "https":
            fault = _("%(url)s is not encrypted: it has to begin with https.", url=url)
        else:
            return Finding(subject, RIGHT, _("%(url)s is public and https.", url=url))
        remedy = _(
            "Enter the public address as the domain of the website, or, without one,"
            " in the system parameter web.base.url (developer mode: Settings,"
            " Technical, System Parameters)."
        )
        return Finding(subject, WRONG, fault, remedy, certain=True)

    def _ogone_is_simulated(self):
        """Return whether the gateway is on this machine itself."""
        try:
            return not is_public(self._ogone_page_url(Page.QUERY))
        except ConfigurationError:
            return False

    def _ogone_look_at_passphrases(self):
        subject = _("Passphrases")
        names = ("ogone_shakey_in", "ogone_shakey_out")
        if not all(self[name] for name in names):
            return Finding(
                subject,
                WRONG,
                _("A passphrase is missing."),
                _("Enter both here, the same as in Ogone's back office."),
                certain=True,
            )
        faults = [*filter(None, map(self._ogone_passphrase_fault, names))]
        if faults:
            text = _("One that is in use would not be taken today.")
            return Finding(subject, WRONG, text, "\n".join(faults), certain=True)
        text = _("Both have 16 to 32 characters, and they differ.")
        return Finding(subject, RIGHT, text)

    # === WHAT IS SOLD WITH IT === #

    def _ogone_look_at_currencies(self):
        subject = _("Currencies")
        own = self.company_id.currency_id
        enabled = own.browse()
        if compat.HAS_METHODS:
            enabled = self.available_currency_ids
        names = sorted({*own.mapped("name"), *enabled.mapped("name")})
        strange = [name for name in names if name not in CURRENCIES]
        if not strange:
            text = _(
                "Ogone takes %(own)s, and all others that the provider is offered for.",
                own=own.name,
            )
            return Finding(subject, RIGHT, text)
        remedy = _(
            "Customers cannot pay with Ogone in it. Take it off the currencies on the"
            " tab Configuration, and offer another provider for it."
        )
        if not compat.HAS_METHODS:  # nor currencies to choose
            remedy = _("Customers cannot pay with Ogone in it: offer another provider.")
        return Finding(
            subject,
            WRONG,
            _("Ogone does not take %(names)s.", names=", ".join(strange)),
            remedy,
            certain=bool(enabled) and not CURRENCIES & {*enabled.mapped("name")},
        )

    def _ogone_look_at_methods(self):
        if not compat.HAS_METHODS:
            return None
        subject, methods = _("Payment methods"), self.payment_method_ids
        if not methods:
            return Finding(
                subject,
                WRONG,
                _("None is switched on, so Ogone is not offered to customers."),
                _("On the tab Configuration, press Enable Payment Methods."),
            )
        known = {*PAYMENT_METHODS, *CARD_BRANDS}
        strange = methods.filtered(lambda method: method.code not in known)
        if strange:
            return Finding(
                subject,
                WRONG,
                _(
                    "%(names)s: what Ogone calls it is not known here.",
                    names=", ".join(strange.mapped("name")),
                ),
                _(
                    "Customers who choose it see all that the account has on Ogone's"
                    " page. Switch it off with Enable Payment Methods on the tab"
                    " Configuration."
                ),
            )
        text = _(
            "%(names)s. Whether your account has each of them, only Ogone knows.",
            names=", ".join(methods.mapped("name")),
        )
        return Finding(subject, RIGHT, text)
