# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the engine of 16 has where later ones have something better."""

from datetime import date, timedelta

from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import compat
from .common import OgoneCommon
from .engines import needs_16
from .test_retry import RetryCommon


@needs_16
@tagged("-at_install", "post_install")
class TestProvider16(OgoneCommon):
    def test_icons_stand_for_what_ogone_takes(self):
        names = set(self.provider.payment_icon_ids.mapped("name"))
        self.assertLessEqual({"VISA", "MasterCard", "Bancontact", "iDEAL"}, names)
        self.assertFalse({"Cirrus", "Rupay", "UnionPay"} & names)

    def test_the_whole_is_captured_or_nothing(self):
        self.assertIs(self.provider.support_manual_capture, True)

    def test_other_providers_are_offered_in_any_currency(self):
        dinar = self.env.ref("base.KWD")
        providers = self.env["payment.provider"]._get_compatible_providers(
            self.company_id, self.partner.id, 10.0, dinar.id
        )
        self.assertIn(self.dummy_provider, providers)
        self.assertNotIn(self.provider, providers)

    def test_a_currency_that_ogone_does_not_take_is_told(self):
        self.env.cr.execute(
            "UPDATE res_company SET currency_id = %s WHERE id = %s",
            [self.env.ref("base.KWD").id, self.company_id],
        )
        self.env.invalidate_all()
        finding = self.provider._ogone_look_at_currencies()
        self.assertEqual((finding.verdict, finding.certain), ("wrong", False))
        self.assertIn("KWD", finding.text)
        self.assertIn("another provider", finding.remedy)

    def test_fees_that_ogone_is_not_asked_for_are_not_announced(self):
        fees = {"fees_active": True, "fees_dom_fixed": 0.35, "fees_int_fixed": 0.35}
        (self.provider | self.dummy_provider).write(fees)
        country = self.country_france
        announced = [
            provider._compute_fees(100.0, self.currency_euro, country)
            for provider in (self.provider, self.dummy_provider)
        ]
        self.assertEqual(announced, [0.0, 0.35])


@needs_16
@tagged("-at_install", "post_install")
class TestTransaction16(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.transaction = self._create_transaction("redirect")

    @mute_logger("odoo.addons.payment.models.payment_transaction")
    def test_what_is_paid_is_neither_cancelled_nor_in_error(self):
        compat.move(self.transaction, "done", "", ())
        for state in ("cancel", "error"):
            compat.move(self.transaction, state, "late", ())
            self.assertEqual(self.transaction.state, "done")

    @mute_logger("odoo.addons.payment.models.payment_transaction")
    def test_a_state_is_left_only_where_that_is_said(self):
        compat.move(self.transaction, "error", "refused", ())
        compat.move(self.transaction, "pending", "", ())
        self.assertEqual(self.transaction.state, "error")
        compat.move(self.transaction, "pending", "", ("error",))
        self.assertEqual(self.transaction.state, "pending")

    def test_another_transaction_is_not_moved_along(self):
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        moving = other.with_context(ogone_moving=(self.transaction.ids, ("error",)))
        moving._set_pending()
        self.assertEqual(other.state, "pending")

    def test_a_customer_reads_no_journal(self):
        self.transaction._ogone_record_refusal("refused", None, "feedback", "", None)
        self.assertIn("Not believed", self.transaction.ogone_timeline)
        self.transaction.partner_id = self.portal_partner
        self.transaction.invalidate_recordset()
        mine = self.transaction.with_user(self.portal_user).sudo(False)
        self.assertEqual(mine.read(["state", "ogone_timeline"])[0]["state"], "draft")
        self.assertFalse(mine.ogone_timeline)


@needs_16
@tagged("-at_install", "post_install")
class TestCheckout16(RetryCommon):
    def test_a_card_that_has_expired_is_not_offered(self):
        self.authenticate("admin", "admin")
        values = {"partner_id": self.admin_partner.id}
        good = self._create_token(provider_ref="good", **values)
        past = date.today() - timedelta(days=1)
        self._create_token(provider_ref="past", ogone_expiry=past, **values)
        page = html.fromstring(self._portal_pay(**self._prepare_pay_values()).text)
        radios = page.xpath("//input[@data-payment-option-type='token']")
        offered = [radio.get("data-payment-option-id") for radio in radios]
        self.assertEqual(offered, [str(good.id)])

    def test_who_has_paid_is_told_nothing_of_the_try_before(self):
        self.leave_from_the_form()
        self.feed_result("2")
        self.leave_again()
        self.feed_result("9", payid="3000000002")
        self.call(
            "/payment/status/poll", {}
        )  # post-processed, and not awaited any more
        self.call("/payment/status/poll", {})
        page = self._portal_pay(**self._prepare_pay_values()).text
        self.assertNotIn('name="ogone_failure"', page)
