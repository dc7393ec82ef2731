# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from werkzeug.urls import iri_to_uri

from odoo import _, api, fields, models

from ..const import DYNAMIC_PARAMETERS, FURTHER_PARAMETERS

RETURN_ROUTE = "/payment/ogone/return"


def _tick(string):
    """Return a field that remembers that a step is done, and does nothing else."""
    return fields.Boolean(string=string, groups="base.group_system", copy=False)


def _value(string):
    """Return a field that shows what to enter in Ogone's back office."""
    return fields.Char(
        string=string, compute="_compute_ogone_setup", groups="base.group_system"
    )


class PaymentProvider(models.Model):
    """What to enter in Ogone's back office, step by step."""

    _inherit = "payment.provider"

    ogone_setup_account = _tick("Account: Done")
    ogone_setup_user = _tick("API User: Done")
    ogone_setup_security = _tick("Global Security Parameters: Done")
    ogone_setup_origin = _tick("Data and Origin Verification: Done")
    ogone_setup_feedback = _tick("Transaction Feedback: Done")
    ogone_setup_modes = _tick("All Transaction Submission Modes: Done")
    ogone_setup_alias = _tick("Alias: Done")
    ogone_setup_try = _tick("First Payment: Done")

    ogone_setup_algorithm = _value("Hash Algorithm")
    ogone_setup_charset = _value("Character Encoding")
    ogone_setup_url = _value("Address for Results")
    ogone_setup_parameters = _value("Dynamic Parameters")
    ogone_setup_further = _value("Further Dynamic Parameters")

    @api.depends("ogone_hash_function", "company_id")
    def _compute_ogone_setup(self):
        algorithms = dict(self._fields["ogone_hash_function"].selection)
        for provider in self:
            algorithm = provider.ogone_hash_function or "sha512"
            provider.ogone_setup_algorithm = algorithms[algorithm]
            provider.ogone_setup_charset = "UTF-8"
            provider.ogone_setup_url = provider._ogone_shop_url() + RETURN_ROUTE
            provider.ogone_setup_parameters = ", ".join(DYNAMIC_PARAMETERS)
            provider.ogone_setup_further = ", ".join(FURTHER_PARAMETERS)

    def _ogone_shop_url(self):
        """Return the address of the shop: of the provider's website, else of its
        company's, else of the database.

        Administrators may look at it from any address, which the host would answer for
        the provider itself.
        """
        website = "website_id" in self._fields and self.website_id
        base_url = (website or self.company_id).get_base_url()
        return iri_to_uri(base_url.rstrip("/"))

    def action_ogone_new_passphrases(self):
        """Show new passphrases, which are used only if that is confirmed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": _("New Passphrases"),
            "res_model": "ogone.passphrases",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_provider_id": self.id},
        }
