# SPDX-License-Identifier: LGPL-3.0-or-later
"""A card that was removed is charged no more; what was paid with it goes on."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .directlink_common import DirectLinkCommon


@tagged("-at_install", "post_install")
class TestRemovedCard(DirectLinkCommon):
    def test_it_is_charged_no_more(self):
        token = self.token()
        token.active = False
        with self.assertRaisesRegex(ValidationError, "archived token"):
            self.charge(token=token)

    def test_what_was_reserved_is_captured_and_voided(self):
        payment = self.authorise()
        payment.token_id.active = False
        self.capture(payment, 60.0)
        self.settle()
        self.void(payment, 40.0)
        self.settle()
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=6000, voided=4000)

    def test_what_was_paid_is_refunded(self):
        payment = self.charge()
        payment.token_id.active = False
        self.refund(payment, 40.0)
        self.settle()
        self.assertBooks(payment, captured=10000, refunded=4000)
