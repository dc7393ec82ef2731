# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import re
from functools import partial

from odoo import models

from .. import compat
from ..ogone.account import Account
from ..ogone.directlink import DirectLink
from ..ogone.errors import ConfigurationError
from ..ogone.parameters import SHA_OUT
from ..ogone.platforms import PLATFORMS, Environment, Page
from ..ogone.texts import _lt
from ..ogone.transport import READ_TIMEOUT, post

# What a result is checked with, and what the engine asks of each: a few of dozens.
_ACCOUNT = """
    code ogone_base_url ogone_gateway ogone_hash_function ogone_password ogone_pspid
    ogone_shakey_in ogone_shakey_out ogone_signed_names ogone_userid state
""".split()


class PaymentProvider(models.Model):
    """The account at Ogone that a provider is, and how it is reached."""

    _inherit = "payment.provider"

    def _ogone_environment(self):
        """Return the environment to talk to: production but in test mode."""
        testing = self.state == "test"
        return Environment.TEST if testing else Environment.PRODUCTION

    def _ogone_account(self):
        """Return the :class:`Account` of this provider, whoever asks."""
        provider = self.sudo()
        compat.read_ahead(provider, _ACCOUNT)
        return Account(
            pspid=provider.ogone_pspid or "",
            sha_in=provider.ogone_shakey_in or "",
            sha_out=provider.ogone_shakey_out or "",
            algorithm=provider.ogone_hash_function or "",
            userid=provider.ogone_userid or "",
            pswd=provider.ogone_password or "",
            signed_out=SHA_OUT.extended(provider.ogone_signed_names or ""),
        )

    def _ogone_other_passphrases(self):
        """Return the passphrases of all other Ogone providers, by a name to show."""
        others = self.sudo().search([("code", "=", "ogone"), ("id", "!=", self.id)])
        return {
            f"{provider.name} ({provider.company_id.name}), {label}": provider[field]
            for provider in others
            for field, label in (
                ("ogone_shakey_out", "SHA-OUT"),
                ("ogone_shakey_in", "SHA-IN"),
            )
            if provider[field]
        }

    def _ogone_whereabouts(self):
        """Return which account in which environment this provider speaks to."""
        provider = self.sudo()
        parts = (provider.ogone_gateway, provider.ogone_base_url, provider.ogone_pspid)
        return " ".join([self._ogone_environment().value, *filter(None, parts)])

    def _ogone_directlink(self):
        """Return the :class:`DirectLink` of this provider's account.

        All that it needs is read here, so that nothing is read while Ogone works.

        :raise ConfigurationError: without an API user, or a gateway that can be used.
        """
        account = self._ogone_account()
        if not (account.userid and account.pswd):
            raise ConfigurationError(
                _lt(
                    "The API user and its password are missing in the provider's"
                    " settings."
                )
            )
        post_once = partial(post, read_timeout=self._ogone_read_timeout())
        pages = (Page.ORDER, Page.MAINTENANCE, Page.QUERY)
        addresses = {page: self._ogone_page_url(page) for page in pages}
        return DirectLink(account, addresses.__getitem__, post_once)

    def _ogone_read_timeout(self):
        """Return for how many seconds Ogone may be silent: what the parameter
        tells, if that is a number of seconds.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        told = parameters.get_param("payment_ogone.read_timeout") or ""
        is_number = re.fullmatch("[0-9]{1,4}([.][0-9]{1,3})?", told) and float(told)
        return float(told) if is_number else READ_TIMEOUT

    def _ogone_page_url(self, page):
        """Return the address of ``page`` in the environment of this provider.

        :raise ConfigurationError: if the gateway, or its base address, cannot be used.
        """
        chosen = self.ogone_gateway in ("sandbox", "custom")
        return PLATFORMS[self.ogone_gateway or "ogone"].page_url(
            self._ogone_environment(), page, (chosen and self.ogone_base_url) or ""
        )
