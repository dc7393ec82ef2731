# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models

_ADDRESS_CHECKS = ("AAVADDRESS", "AAVZIP", "AAVNAME", "AAVMAIL", "AAVPHONE")


class PaymentTransaction(models.Model):
    """What the form shows of a payment at Ogone, in words."""

    _inherit = "payment.transaction"

    ogone_card = fields.Char(
        string="Card", help="All that is kept of it.", compute="_compute_ogone_facts"
    )
    ogone_eci = fields.Char(
        string="ECI",
        help="How the card's data came, and what 3-D Secure made of it.",
        compute="_compute_ogone_facts",
    )
    ogone_3ds = fields.Char(string="3-D Secure", compute="_compute_ogone_facts")
    ogone_cvc_check = fields.Char(
        string="Security Code", compute="_compute_ogone_facts"
    )
    ogone_address_check = fields.Char(
        string="Address Check", compute="_compute_ogone_facts"
    )
    ogone_ip_country = fields.Char(
        string="Country of the IP", compute="_compute_ogone_facts"
    )
    ogone_card_country = fields.Char(
        string="Country of the Card", compute="_compute_ogone_facts"
    )
    ogone_back_office = fields.Char(
        string="Back Office",
        help="Of the environment that the provider is in now.",
        compute="_compute_ogone_back_office",
        compute_sudo=True,
    )
    ogone_back_office_hint = fields.Char(
        compute="_compute_ogone_back_office", compute_sudo=True
    )

    @api.depends("ogone_facts")
    def _compute_ogone_facts(self):
        for transaction in self:
            facts = transaction.ogone_facts or {}
            digits, eci = facts.get("CARDNO"), facts.get("ECI", "")
            transaction.update(
                {
                    "ogone_card": f"•••• {digits}" if digits else False,
                    "ogone_eci": eci,
                    "ogone_3ds": self._ogone_3ds_words(eci),
                    "ogone_cvc_check": self._ogone_check_words(facts.get("CVCCHECK")),
                    "ogone_address_check": self._ogone_address_words(facts),
                    "ogone_ip_country": self._ogone_country(facts.get("IPCTY")),
                    "ogone_card_country": self._ogone_country(facts.get("CCCTY")),
                }
            )

    @api.depends("provider_reference", "provider_id.state", "provider_id.ogone_gateway")
    def _compute_ogone_back_office(self):
        hint = _("It opens where it begins: look for the PAYID in Operations there.")
        for transaction in self:
            payid, provider = transaction.provider_reference, transaction.provider_id
            ours = provider.code == "ogone" and bool(payid)
            url = ours and provider._ogone_back_office_url(payid)
            transaction.ogone_back_office = url
            is_start = bool(url) and payid not in url
            transaction.ogone_back_office_hint = is_start and hint

    # === WORDS === #

    def _ogone_3ds_words(self, eci):
        """Return what ECI tells of 3-D Secure.

        :source: [DL] 3.1.2, [EPDQ]; 12 as recorded
        """
        without = _("Not authenticated by the bank")
        return {
            "5": _("Authenticated by the bank"),
            "6": _("Attempted: the card or its bank does not take part"),
            "7": without,
            "12": without,
            "0": _("Not asked: the card was swiped"),
            "1": _("Not asked: ordered by mail or telephone"),
            "2": _("Not asked: repeated, first ordered by mail or telephone"),
            "3": _("Not asked: an instalment"),
            "4": _("Not asked: the card was there and typed in"),
            "9": _("Not asked: charged without the customer"),
        }.get(eci, False)

    def _ogone_check_words(self, check):
        """Return what a check of the acquirer tells.

        :source: [EPDQ]
        """
        return {
            "OK": _("Passed"),
            "KO": _("Failed"),
            "NO": _("Not checked"),
        }.get(check, False)

    def _ogone_address_words(self, facts):
        """Return what the acquirer made of the address, each part that was told."""
        parts = dict(zip(_ADDRESS_CHECKS, self._ogone_address_parts()))
        told = {
            label: self._ogone_check_words(facts.get(name))
            for name, label in parts.items()
        }
        texts = [f"{label}: {words}" for label, words in told.items() if words]
        return "; ".join(
            filter(None, [self._ogone_check_words(facts.get("AAVCHECK")), *texts])
        )

    def _ogone_address_parts(self):
        return _("Street"), _("Postcode"), _("Name"), _("E-mail"), _("Telephone")

    def _ogone_country(self, code):
        """Return the name of a country, or what Ogone says instead.

        :source: [EPDQ]
        """
        special = {
            "99": _("Not known"),
            "A1": _("Hidden behind an anonymous proxy"),
            "A2": _("A satellite provider"),
            "AP": _("Asia or the Pacific"),
            "EU": _("Europe"),
        }
        if not code or code in special:
            return special.get(code, False)
        country = self.env["res.country"].search([("code", "=", code)], limit=1)
        return country.name or code
