# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from functools import partial

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from .. import compat, const
from ..ogone.account import Account, check_passphrase
from ..ogone.directlink import DirectLink
from ..ogone.errors import ConfigurationError
from ..ogone.parameters import SHA_OUT
from ..ogone.platforms import PLATFORMS, Environment, Page
from ..ogone.texts import _lt
from ..ogone.transport import READ_TIMEOUT, post
from .texts import shown

_CREDENTIALS = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
)
# What a result is checked with, and what the engine asks of each: a few of dozens.
_ACCOUNT = [
    *_CREDENTIALS,
    *"code ogone_base_url ogone_gateway ogone_hash_function".split(),
    *"ogone_signed_names state".split(),
]


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    code = fields.Selection(
        selection_add=[("ogone", "Ogone")], ondelete={"ogone": "set default"}
    )
    ogone_pspid = fields.Char(
        string="PSPID",
        help="The name of the account at Ogone.",
        required_if_provider="ogone",
        groups="base.group_system",
        copy=False,
    )
    ogone_userid = fields.Char(
        string="API User",
        help="A user of the account that was made for the API alone.",
        groups="base.group_system",
        copy=False,
    )
    ogone_password = fields.Char(
        string="API User Password", groups="base.group_system", copy=False
    )
    ogone_shakey_in = fields.Char(
        string="SHA-IN Passphrase",
        help="Signs what this shop sends to Ogone.",
        required_if_provider="ogone",
        groups="base.group_system",
        copy=False,
    )
    ogone_shakey_out = fields.Char(
        string="SHA-OUT Passphrase",
        help="Proves that a payment result comes from Ogone.",
        required_if_provider="ogone",
        groups="base.group_system",
        copy=False,
    )
    ogone_hash_function = fields.Selection(
        string="Hash Function",
        help="The hash algorithm of the account's technical information.",
        selection=[("sha1", "SHA-1"), ("sha256", "SHA-256"), ("sha512", "SHA-512")],
        default="sha512",
        required_if_provider="ogone",
    )
    ogone_gateway = fields.Selection(
        string="Gateway",
        help="The white label of the platform that holds the account.",
        selection=[(code, platform.label) for code, platform in PLATFORMS.items()],
        default="ogone",
        required_if_provider="ogone",
    )
    ogone_base_url = fields.Char(
        string="Base Address",
        help="Scheme and host of a gateway that is not on the list, such as"
        " https://secure.ogone.com; in test mode also http://127.0.0.1:8899.",
        copy=False,
    )
    ogone_signed_names = fields.Char(
        string="Further Signed Parameters",
        help="Names that the account signs with SHA-OUT beyond the official list.",
    )
    ogone_validation = fields.Boolean(
        string="Save Cards Without Payment",
        help="Reserves 1.00 on the card and voids it at once. Only if the account has"
        " the Alias Manager and may authorise without capturing.",
    )
    ogone_warning = fields.Text(
        compute="_compute_ogone_warning", groups="base.group_system"
    )

    @api.depends("ogone_shakey_in", "ogone_shakey_out")
    @api.depends_context("lang")
    def _compute_ogone_warning(self):
        """Say which passphrase in use would not be taken if it were entered today."""
        for provider in self:
            faults = (
                provider._ogone_passphrase_fault(name)
                for name in ("ogone_shakey_in", "ogone_shakey_out")
            )
            provider.ogone_warning = "\n".join(filter(None, faults))

    # === SETTINGS === #

    @api.constrains("ogone_shakey_in")
    def _check_ogone_shakey_in(self):
        self._ogone_check_passphrase("ogone_shakey_in")

    @api.constrains("ogone_shakey_out")
    def _check_ogone_shakey_out(self):
        self._ogone_check_passphrase("ogone_shakey_out")

    def _ogone_check_passphrase(self, name):
        """Refuse a new passphrase that Ogone would not take; older ones keep working.

        :raise ValidationError: naming the field and the rule, not the passphrase.
        """
        for provider in self.filtered(lambda provider: provider.code == "ogone"):
            if fault := provider.sudo()._ogone_passphrase_fault(name):
                raise ValidationError(fault)

    def _ogone_passphrase_fault(self, name):
        """Return what is wrong with the passphrase in field ``name``, or ``""``."""
        label = self._fields[name]._description_string(self.env)
        if not self[name]:
            return ""
        try:
            check_passphrase(self[name])
        except ConfigurationError:
            return _(
                "%s: it must have 16 to 32 characters, which are letters without"
                " accents, digits and signs such as ! ? - _, without blanks. Set a new"
                " one here and in Ogone's back office.",
                label,
            )
        if self.ogone_shakey_in == self.ogone_shakey_out:
            return _(
                "%s: it must differ from the other passphrase, for whoever knows one"
                " could sign both ways. Set a new one here and in Ogone's back office.",
                label,
            )
        return ""

    @api.constrains("ogone_gateway", "ogone_base_url", "state")
    def _check_ogone_gateway(self):
        for provider in self:
            if provider.code == "ogone" and provider.state != "disabled":
                try:
                    provider._ogone_page_url(Page.PAYMENT)
                except ConfigurationError as error:
                    raise ValidationError(
                        _("Ogone, gateway: %s", shown(provider.env, error))
                    ) from error

    def _get_reset_values(self):
        """Override of `payment` to empty the credentials (19)."""
        if self.code != "ogone":
            return super()._get_reset_values()
        return self._ogone_empty_credentials()

    def _ogone_empty_credentials(self):
        return {**dict.fromkeys(_CREDENTIALS, False), "ogone_base_url": False}

    # === WHAT IS SUPPORTED === #

    def _compute_feature_support_fields(self):
        """Override of `payment` to switch on what goes through DirectLink."""
        result = super()._compute_feature_support_fields()
        self.filtered(lambda provider: provider.code == "ogone").update(
            {
                "support_tokenization": True,
                "support_manual_capture": "partial",
                "support_refund": "partial",
            }
        )
        return result

    def _get_compatible_providers(self, *args, is_validation=False, **kwargs):
        """Override of `payment` to save cards without a payment only where the
        merchant has allowed it.
        """
        providers = super()._get_compatible_providers(
            *args, is_validation=is_validation, **kwargs
        )
        if not is_validation:
            return providers
        return providers.filtered(
            lambda provider: (
                provider.code != "ogone"
                or (provider.ogone_validation and provider.sudo().ogone_userid)
            )
        )

    def _get_validation_amount(self):
        """Override of `payment` to reserve one unit, which is voided at once."""
        if self.code != "ogone":
            return super()._get_validation_amount()
        return 1.0

    def _get_supported_currencies(self):
        """Override of `payment` to offer the currencies of the platform."""
        currencies = super()._get_supported_currencies()
        if self.code != "ogone":
            return currencies
        return currencies.filtered(lambda currency: currency.name in const.CURRENCIES)

    def _get_default_payment_method_codes(self):
        """Override of `payment` to switch on what nearly every account has."""
        if self.code != "ogone":
            return super()._get_default_payment_method_codes()
        return const.DEFAULT_PAYMENT_METHOD_CODES

    def _ogone_link_payment_methods(self):
        """Link every payment method of this host that Ogone knows."""
        methods = self.env["payment.method"].with_context(active_test=False)
        known = methods.search(
            [
                ("code", "in", list(const.PAYMENT_METHODS)),
                ("primary_payment_method_id", "=", False),
            ]
        )
        self.payment_method_ids |= known

    # === THE ACCOUNT === #

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
        parameters = self.env["ir.config_parameter"].sudo()
        seconds = parameters.get_param("payment_ogone.read_timeout", READ_TIMEOUT)
        post_once = partial(post, read_timeout=float(seconds))
        pages = (Page.ORDER, Page.MAINTENANCE, Page.QUERY)
        addresses = {page: self._ogone_page_url(page) for page in pages}
        return DirectLink(account, addresses.__getitem__, post_once)

    def _ogone_page_url(self, page):
        """Return the address of ``page`` in the environment of this provider.

        :raise ConfigurationError: if the gateway, or its base address, cannot be used.
        """
        chosen = self.ogone_gateway in ("sandbox", "custom")
        return PLATFORMS[self.ogone_gateway or "ogone"].page_url(
            self._ogone_environment(), page, (chosen and self.ogone_base_url) or ""
        )
