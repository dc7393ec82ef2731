# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError
from odoo.http import request

from ..ogone.fingerprint import fingerprint, is_among
from .finding import RIGHT, WRONG, Finding

_PASSPHRASES = ("ogone_shakey_in", "ogone_shakey_out")
# What a result is signed with, and where it comes from.
_SIGNED_WITH = (
    "ogone_pspid",
    "ogone_shakey_out",
    "ogone_hash_function",
    "ogone_signed_names",
    "ogone_gateway",
    "ogone_base_url",
)
_WATCHED = {"code", "state", *_PASSPHRASES, *_SIGNED_WITH}
_NOBODY = "."


class PaymentProvider(models.Model):
    """Nobody goes live by mistake: not with what fails, nor with the test account."""

    _inherit = "payment.provider"

    ogone_test_fingerprints = fields.Text(
        help="Fingerprints of the passphrases that were in use in test mode.",
        groups=_NOBODY,
        readonly=True,
        copy=False,
    )

    @api.model_create_multi
    def create(self, values_list):
        """Override of `payment` to enable only what may be enabled."""
        providers = super().create(values_list)
        for provider in providers.filtered(lambda each: each.code == "ogone"):
            provider._ogone_check_live("", {})
        return providers

    def write(self, values):
        """Override of `payment` to enable only what may be enabled, and to remember
        what belongs to the test account.
        """
        watched = self.browse()
        if _WATCHED & values.keys():
            watched = self.filtered(
                lambda provider: "ogone" in (provider.code, values.get("code"))
            )
        before = {each: each._ogone_signing() for each in watched.sudo()}
        watched._ogone_remember_test_passphrases(values)
        result = super().write(values)
        for provider, (state, settings) in before.items():
            provider._ogone_note_change(state, settings)
            provider._ogone_check_live(state, settings)
        return result

    def _ogone_signing(self):
        names = {*_PASSPHRASES, *_SIGNED_WITH}
        state = self.state if self.code == "ogone" else ""
        return state, {name: self[name] for name in names}

    def _ogone_note_change(self, state, settings):
        """Note when what results are signed with was changed."""
        other_environment = "test" in (state, self.state) and state != self.state
        if other_environment or any(
            self[name] != settings[name] for name in _SIGNED_WITH
        ):
            self.ogone_settings_since = fields.Datetime.now()

    # === PASSPHRASES OF THE TEST ACCOUNT === #

    def _ogone_remember_test_passphrases(self, values):
        """Remember those that were in use in test mode and are not any more, or not in
        test mode, once ``values`` are written.
        """
        for provider in self.sudo().filtered(lambda each: each.state == "test"):
            leaves = values.get("state", "test") != "test"
            for name in _PASSPHRASES:
                changes = values.get(name, provider[name]) != provider[name]
                if provider[name] and (leaves or changes):
                    provider._ogone_remember(provider[name])

    def _ogone_remember(self, passphrase):
        known = (self.ogone_test_fingerprints or "").split()
        if not is_among(known, passphrase):
            kept = [*known, fingerprint(passphrase, beside=known)]
            self.ogone_test_fingerprints = "\n".join(kept)

    def _ogone_is_of_test(self, passphrase):
        """Return whether any provider, of whichever company, has or had ``passphrase``
        in test mode.
        """
        providers = self.sudo().with_context(active_test=False)
        ours = providers.search([("code", "=", "ogone")])
        if any(
            passphrase in (each[name] for name in _PASSPHRASES)
            for each in ours.filtered(lambda each: each.state == "test")
        ):
            return True
        kept = " ".join(each.ogone_test_fingerprints or "" for each in ours).split()
        return is_among(kept, passphrase)

    def _ogone_look_at_test_passphrases(self, names=_PASSPHRASES):
        """Tell whether the passphrases are those of the production account."""
        if self.state == "test" or not any(self[name] for name in names):
            return None
        subject = _("Passphrases of the production account")
        labels = [
            self._fields[name]._description_string(self.env)
            for name in names
            if self[name] and self._ogone_is_of_test(self[name])
        ]
        if not labels:
            text = _("They were never in use in test mode.")
            return Finding(subject, RIGHT, text)
        return Finding(
            subject,
            WRONG,
            _(
                "In use in test mode: %(labels)s. So it belongs to the test account,"
                " and whoever pays there with a test card would be believed to have"
                " paid.",
                labels=", ".join(labels),
            ),
            _(
                "Enter the passphrases of the production account, and save them"
                " together with Enabled. If both accounts have the same, make new ones"
                " in Ogone's back office of the production account first."
            ),
            certain=True,
        )

    # === GOING LIVE === #

    def _ogone_check_live(self, state, settings):
        """Return if the provider is not live, was so before, or may be from now on.

        :param state: What it was before.
        :param settings: The passphrases before.
        :raise ValidationError: naming each check that fails for certain.
        """
        if self.state != "enabled" or self.code != "ogone":
            return
        if state == "enabled":
            changed = [name for name in _PASSPHRASES if self[name] != settings[name]]
            finding = self._ogone_look_at_test_passphrases(changed)
            self._ogone_refuse([finding] if finding else [])
            return
        self._ogone_refuse(self._ogone_findings_here())
        # Only now: the password of another account would be a wrong one, and lock the
        # user in the end.
        self._ogone_refuse(self._ogone_findings_there(ask=self._ogone_may_ask()))

    def _ogone_refuse(self, findings):
        fails = [each for each in findings if each.verdict == WRONG and each.certain]
        if fails:
            lines = (
                f"• {each.subject}: " + " ".join(filter(None, [each.text, each.remedy]))
                for each in fails
            )
            raise ValidationError(
                _(
                    "This provider cannot be live yet:\n%(reasons)s",
                    reasons="\n".join(lines),
                )
            )

    def _ogone_may_ask(self):
        """Return whether Ogone may be asked: a person waits for it, and it is no file
        that is imported, nor a module.
        """
        context = self.env.context
        machine = context.get("install_mode") or context.get("import_file")
        return bool(request) and self.env.registry.ready and not machine
