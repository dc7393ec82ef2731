# SPDX-License-Identifier: LGPL-3.0-or-later
"""An Ogone provider with a saved card, and a Worldline provider to hand it on to."""

from .common import OgoneCommon

KEYS = {
    "worldline_api_key": "WorldlineKey",
    "worldline_api_secret": "WorldlineSecret",
    "worldline_webhook_key": "WebhookKey",
    "worldline_webhook_secret": "WebhookSecret",
}


class HandonCommon(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.successor = successor_of(self)
        self.provider.is_published = True
        self.card = self._create_token(
            provider_ref="MARKALIAS1", payment_details="1111"
        )

    def handon(self):
        """Return the record that the button on the provider opens."""
        action = self.provider.action_ogone_hand_on()
        return self.env[action["res_model"]].browse(action["res_id"])

    def tried(self, **values):
        """Return it after a dry run, with ``values`` entered."""
        handon = self.handon()
        handon.action_try()
        handon.write(values)
        return handon

    def hand_cards_on(self, **values):
        """Return it after its cards were moved."""
        self.switch_on()
        handon = self.tried(confirmed=True, **values)
        handon.action_move()
        return handon

    def switch_on(self):
        """Enter keys that nobody knows, and bring Worldline to test mode."""
        pspid = self.successor.worldline_pspid or self.provider.ogone_pspid
        self.successor.write({**KEYS, "worldline_pspid": pspid, "state": "test"})

    def outcome(self, card=None):
        """Return what became of ``card``, by name."""
        line = self.env["ogone.handon.line"].search(
            [("token_id", "=", (card or self.card).id)]
        )
        return line.outcome

    def there(self):
        """Return Worldline's cards, archived ones too."""
        tokens = self.env["payment.token"].with_context(active_test=False)
        return tokens.search([("provider_id", "=", self.successor.id)])


def successor_of(test):
    """Return the Worldline provider of the company, as it is installed: empty.

    The test is skipped where the host has none, or it is not installed.
    """
    if not test.provider.ogone_can_hand_on:
        test.skipTest("Worldline is not installed.")
    return test.env["payment.provider"].search(
        [("code", "=", "worldline"), ("company_id", "=", test.company.id)], limit=1
    )
