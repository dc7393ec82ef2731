# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that are kept: what is asked for, and what is made of the answer."""

import re
from datetime import date
from types import SimpleNamespace

from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..compat import HAS_METHODS
from .common import OgoneHttpCommon
from .directlink_common import DirectLinkCommon

CHARGE = "odoo.addons.payment_ogone.models.transaction_charge"
ALIAS = "0e272b33-85ce-4e24-bfc6-09540a5a5620"


@tagged("-at_install", "post_install")
class TestSaving(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.transaction.tokenize = True

    def kept(self, **changes):
        """Take a result with an alias; return the token that came of it."""
        self.assertEqual(
            self.feed(self.result(ALIAS=ALIAS, **changes)).status_code, 200
        )
        self.assertState("done")
        return self.env["payment.token"].search([("provider_ref", "=", ALIAS)])

    def test_the_form_asks_for_an_alias_of_random_bits(self):
        first = self.transaction._ogone_payment_form().fields
        second = self.transaction._ogone_payment_form().fields
        uuid4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
        self.assertTrue(re.fullmatch(uuid4, first["ALIAS"]))
        self.assertNotEqual(first["ALIAS"], second["ALIAS"])
        self.assertIn(self.company.name, first["ALIASUSAGE"])

    def test_without_the_wish_no_alias_is_asked_for(self):
        self.transaction.tokenize = False
        fields = self.transaction._ogone_payment_form().fields
        self.assertFalse({"ALIAS", "ALIASUSAGE"} & set(fields))

    def test_a_card_is_kept_with_digits_and_expiry(self):
        token = self.kept()
        self.assertEqual(token.payment_details, "1111")
        self.assertEqual(token.ogone_expiry, date(2030, 12, 31))
        self.assertEqual(token.partner_id, self.partner)
        self.assertEqual(self.transaction.token_id, token)

    def test_a_result_that_comes_again_keeps_one_card(self):
        self.kept()
        self.assertEqual(len(self.kept()), 1)

    def test_a_wallet_without_a_card_number_is_kept_by_its_name(self):
        token = self.kept(CARDNO=None, ED=None, BRAND="PAYPAL", PM="PAYPAL")
        self.assertEqual(token.payment_details, "PAYPAL")
        self.assertFalse(token.ogone_expiry)

    def test_an_account_that_sends_no_alias_keeps_no_card_and_the_payment(self):
        self.feed(self.result())
        self.assertState("done")
        self.assertFalse(self.transaction.token_id)

    def test_a_card_that_cannot_be_kept_does_not_break_the_payment(self):
        if HAS_METHODS:  # that engine keeps no card of nobody
            self.transaction.partner_id = self.public_user.partner_id
        else:
            self.env.cr.execute(
                "ALTER TABLE payment_token ADD CHECK (provider_ref <> %s)", [ALIAS]
            )
        with mute_logger(CHARGE, "odoo.sql_db"):
            self.assertFalse(self.kept())

    def test_what_was_not_written_yet_may_still_conflict(self):
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        self.transaction.state = "done"
        self.env.flush_all()
        report = SimpleNamespace(alias=ALIAS)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.transaction.reference = other.reference
            self.transaction._ogone_save_card(report)

    def test_a_refused_payment_keeps_no_card(self):
        self.feed(self.result(ALIAS=ALIAS, STATUS="2"))
        self.assertFalse(
            self.env["payment.token"].search([("provider_ref", "=", ALIAS)])
        )


@tagged("-at_install", "post_install")
class TestValidation(DirectLinkCommon):
    def test_the_option_is_shown_only_where_the_merchant_allows_it(self):
        def offered():
            return self.env["payment.provider"]._get_compatible_providers(
                self.company_id, self.partner.id, 0.0, is_validation=True
            )

        self.assertNotIn(self.provider, offered())
        self.provider.ogone_validation = True
        self.assertIn(self.provider, offered())

    def test_what_was_reserved_to_keep_a_card_is_voided(self):
        payment = self.authorise(1.0)
        saving = self._create_transaction(
            "redirect",
            amount=1.0,
            reference=payment.reference + "v",
            operation="validation",
            tokenize=True,
        )
        self.assertEqual(saving._ogone_payment_form().fields["OPERATION"], "RES")
        answer = self.provider._ogone_directlink().query(orderid=payment.reference)
        saving._ogone_apply(answer)
        self.assertEqual(saving.state, "done")
        self.settle()
        self.assertBooks(payment, captured=0, voided=100)
        self.assertEqual(saving.ogone_status, "61")
        self.ask()
        self.assertFalse(saving.ogone_next_query)


@tagged("-at_install", "post_install")
class TestOnce(DirectLinkCommon):
    def test_a_request_that_is_begun_anew_charges_nothing_again(self):
        from types import SimpleNamespace

        from .. import compat

        request = SimpleNamespace(session=object())
        self.patch(compat, "request", request)
        token = self.token()
        first = self.charge(10.0, token=token)
        second = self.charge(10.0, token=token)
        self.assertEqual((first.state, second.state), ("done", "done"))
        request.session = object()  # what a host does after a conflict
        with self.assertRaisesRegex(Exception, "already sent"):
            self.charge(10.0, token=token)
