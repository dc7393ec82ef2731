# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from .. import compat
from ..ogone.account import check_passphrase
from ..ogone.errors import ConfigurationError
from ..ogone.platforms import PLATFORMS, Page
from .texts import shown

_CREDENTIALS = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
)


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
                "support_manual_capture": compat.CAPTURES,
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
