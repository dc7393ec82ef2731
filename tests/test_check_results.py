# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the check makes of the messages that came."""

import logging
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import SHA_IN, OgoneHttpCommon

QUIET = (
    "odoo.addons.payment_ogone.controllers.main",
    "odoo.addons.payment_ogone.models.transaction_distrust",
)
CARD_ONLY = ("ACCEPTANCE", "CARDNO", "CN", "ED")
WHERE = "Transaction feedback ‣ Dynamic e-Commerce parameters, select "


@tagged("-at_install", "post_install")
class TestCheckResults(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.provider.ogone_settings_since = self.before(hours=1)
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.CRITICAL)
            self.addCleanup(logging.getLogger(name).setLevel, logging.NOTSET)

    @staticmethod
    def before(**span):
        return fields.Datetime.now() - timedelta(**span)

    def age(self, **span):
        """Have all that came until now come earlier."""
        self.env.cr.execute(
            "UPDATE ogone_journal SET first_on = first_on - %s, last_on = last_on - %s",
            [timedelta(**span)] * 2,
        )
        self.env.invalidate_all()

    def unsigned(self, **changes):
        result = self.result(**changes)
        del result["SHASIGN"]
        return result

    def assertFinding(self, check, verdict, certain, *texts):
        self.env.invalidate_all()
        finding = getattr(self.provider, f"_ogone_look_at_{check}")()
        self.assertEqual((finding.verdict, finding.certain), (verdict, certain))
        said = f"{finding.text} {finding.remedy}"
        for text in texts:
            self.assertIn(text, said)
        self.assertEqual(bool(finding.remedy), verdict != "right")

    # SHA-OUT

    def test_sha_out_is_unknown_until_a_result_comes(self):
        self.assertFinding("sha_out", "unknown", False, "Buy something")

    def test_sha_out_is_confirmed_by_a_result(self):
        self.feed(self.result())
        self.assertFinding("sha_out", "right", False, "Confirmed by the result of")

    def test_sha_out_is_unknown_again_after_a_change(self):
        self.feed(self.result())
        for name, value in (
            ("ogone_shakey_out", "Anothertheirs1875!?"),
            ("ogone_pspid", "OtherPSPID"),
            ("ogone_hash_function", "sha256"),
        ):
            with self.subTest(name=name):
                self.provider.ogone_settings_since = self.before(hours=1)
                self.assertFinding("sha_out", "right", False)
                self.provider[name] = value
                self.assertFinding("sha_out", "unknown", False)

    def test_what_signs_nothing_may_change(self):
        self.feed(self.result())
        self.provider.write({"name": "Cards", "ogone_userid": "AnotherUser"})
        self.provider.ogone_shakey_out = self.provider.ogone_shakey_out
        self.assertFinding("sha_out", "right", False)

    def test_results_of_before_the_check_existed_count(self):
        self.feed(self.result())
        self.provider.ogone_settings_since = False
        self.assertFinding("sha_out", "right", False)

    def test_swapped_passphrases(self):
        self.feed(self.signed(self.unsigned(), passphrase=SHA_IN))
        self.assertFinding("sha_out", "wrong", True, "the other way round")

    def test_the_passphrase_of_another_account(self):
        self.provider.copy({"ogone_shakey_out": "Livesecretsig9876!?", "name": "Live"})
        self.feed(self.signed(self.unsigned(), passphrase="Livesecretsig9876!?"))
        self.assertFinding("sha_out", "wrong", True, "the passphrase of Live")

    def test_a_message_that_anybody_may_have_sent_does_not_hold_the_shop_up(self):
        for forged in (
            self.unsigned(),
            {**self.result(), "SHASIGN": "0" * 40},
            {**self.result(), "amount": "1"},
        ):
            with self.subTest(forged=len(forged.get("SHASIGN", ""))):
                self.env["ogone.journal"].search([]).unlink()
                self.feed(forged)
                self.assertFinding("sha_out", "wrong", False)

    def test_a_result_that_its_bringer_has_altered_does_not_either(self):
        accented, equals = self.result(CN="Zoë Buyer"), self.result(CN="A=B")
        del equals["CN"]
        for altered, charset in (
            (accented, "iso-8859-1"),
            ({**equals, "CN=A": "B"}, "utf-8"),
        ):
            with self.subTest(charset=charset):
                self.env["ogone.journal"].search([]).unlink()
                self.assertEqual(self.feed(altered, charset).status_code, 403)
                self.assertFinding("sha_out", "wrong", False)

    def test_a_result_that_is_believed_later_counts(self):
        self.feed(self.signed(self.unsigned(), passphrase=SHA_IN))
        self.feed(self.result())
        self.assertFinding("sha_out", "right", False)

    def test_a_result_that_is_refused_later_counts(self):
        self.feed(self.result())
        self.age(minutes=1)
        self.feed(self.signed(self.unsigned(), passphrase=SHA_IN))
        self.assertFinding("sha_out", "wrong", True)

    def test_results_of_another_provider_say_nothing(self):
        self.feed(self.result())
        other = self.provider.copy({"name": "Other"})
        self.assertEqual(other._ogone_look_at_sha_out().verdict, "unknown")

    # Results from server to server

    def test_the_direct_request(self):
        self.assertFinding(
            "direct_request", "unknown", False, "/payment/ogone/return", "POST"
        )
        self.come_back(self.result())
        self.assertFinding("direct_request", "unknown", False)
        self.age(minutes=20)
        self.assertFinding(
            "direct_request", "wrong", False, "/payment/ogone/return", "POST"
        )
        self.feed(self.result())
        self.assertFinding("direct_request", "right", False)

    # Dynamic parameters

    def test_parameters_are_unknown_until_a_payment_is_made(self):
        self.feed(self.result(STATUS="1"))
        self.assertFinding("parameters", "unknown", False, WHERE + "ACCEPTANCE, ALIAS")

    def test_a_payment_that_tells_all(self):
        self.feed(self.result())
        self.assertFinding("parameters", "right", False)

    def test_each_parameter_that_is_missing_is_named(self):
        for name, certain in (
            ("AMOUNT", True),
            ("CURRENCY", True),
            ("NCERROR", False),
            ("PAYID", False),
            ("IP", False),
            ("TRXDATE", False),
            ("BRAND", False),
            ("CARDNO", False),
            ("ACCEPTANCE", False),
        ):
            spelled = {"AMOUNT": "amount", "CURRENCY": "currency"}.get(name, name)
            with self.subTest(name=name):
                self.env["ogone.journal"].search([]).unlink()
                self.feed(self.result(**{spelled: None}))
                self.assertFinding(
                    "parameters", "wrong", certain, f"lacked {name}.", f"{WHERE}{name}."
                )

    def test_a_result_without_status_is_not_understood(self):
        self.feed(self.result(STATUS=None))
        self.assertFinding("parameters", "wrong", True, f"{WHERE}STATUS.")
        self.assertFinding("sha_out", "right", False)

    def test_a_result_without_orderid_may_be_of_anybody(self):
        self.feed(self.result(orderID=None))
        self.assertFinding("parameters", "wrong", False, f"{WHERE}ORDERID.")
        self.feed(self.result())
        self.assertFinding("parameters", "right", False)

    def test_what_only_cards_have_is_not_asked_of_others(self):
        left_out = dict.fromkeys(CARD_ONLY)
        self.feed(self.result(PM="PAYPAL", BRAND="PAYPAL", **left_out))
        self.assertFinding("parameters", "right", False)

    def test_alias_is_missing_where_the_card_should_have_been_kept(self):
        self.transaction.tokenize = True
        self.feed(self.result())
        self.assertFinding("parameters", "wrong", False, f"{WHERE}ALIAS.")
