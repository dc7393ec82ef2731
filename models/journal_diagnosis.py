# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models

from ..ogone.diagnosis import Cause


class OgoneJournal(models.Model):
    """What would explain a signature that does not fit, for administrators alone."""

    _inherit = "ogone.journal"

    cause = fields.Selection(
        selection=[(cause.name.lower(), cause.value) for cause in Cause],
        help="What would explain a signature that does not fit.",
        groups="base.group_system",
    )
    cause_detail = fields.Char(groups="base.group_system")
    diagnosis = fields.Text(
        help="What explains it, and what to change.",
        compute="_compute_diagnosis",
        groups="base.group_system",
    )

    @api.depends("cause", "cause_detail")
    @api.depends_context("lang")
    def _compute_diagnosis(self):
        for entry in self:
            remedies = self._ogone_remedies(entry.cause_detail or "")
            entry.diagnosis = remedies.get(entry.cause, "")

    @api.model
    def _ogone_remedies(self, detail):
        """Return what explains a signature and what to change, by cause.

        :param detail: What it is, as the journal keeps it.
        """
        return {
            "unsigned": _(
                "It carries no signature. Enter a SHA-OUT passphrase in Technical"
                " information, Transaction feedback. If there is one, somebody else"
                " sent this."
            ),
            "sha_in": _(
                "It was signed with the SHA-IN passphrase. Ogone has the two the other"
                " way round: correct them in Technical information, or here."
            ),
            "other_account": _(
                "It was signed with the passphrase of %(detail)s. Give this account and"
                " environment a passphrase of its own, and enter the same one here.",
                detail=detail,
            ),
            "algorithm": _(
                "It was signed with another hash algorithm, %(detail)s. Choose the same"
                " one in Technical information, Global security parameters, and here"
                " (developer mode).",
                detail=detail,
            ),
            "encoding": _(
                "Its values were signed in another character encoding, %(detail)s. Set"
                " the character encoding to UTF-8 in Technical information, Global"
                " security parameters.",
                detail=detail,
            ),
            "names": _(
                "The account also signs %(detail)s. Add that to Further Signed"
                " Parameters (developer mode), or do not select it in Ogone's list of"
                " dynamic parameters.",
                detail=detail,
            ),
            "main_parameters": _(
                "Only the values of a few parameters were signed, as in old accounts."
                " Choose 'Each parameter followed by the passphrase' in Technical"
                " information, Global security parameters."
            ),
            "incomplete": _(
                "It is signed as it should be, but lacks %(detail)s. Select that in"
                " Technical information, Transaction feedback, Dynamic e-Commerce"
                " parameters.",
                detail=detail,
            ),
            "test_environment": _(
                "It is signed as it should be, but comes from the test environment,"
                " where no money moves. Give test and production different passphrases,"
                " and enter those of production here."
            ),
            "unknown": _(
                "No passphrase that is known here explains it. Enter the same SHA-OUT"
                " passphrase here and in Technical information, Transaction feedback."
                " If it is the same already, somebody else sent this."
            ),
        }
