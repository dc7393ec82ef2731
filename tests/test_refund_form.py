# SPDX-License-Identifier: LGPL-3.0-or-later
"""Refunding from the transaction: the host's own way, whoever asks."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..compat import HAS_METHODS
from .booking_common import BookingCommon
from .directlink_common import DirectLinkCommon
from .engines import needs_methods


class RefundCommon(DirectLinkCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if HAS_METHODS:
            methods = cls.env["payment.method"].with_context(active_test=False)
            cards = methods.search([("code", "in", ("card", "visa"))])
            cards.support_refund = "partial"  # 17 has left that open

    def accountant(self):
        if not self.env.ref("account.group_account_invoice", raise_if_not_found=False):
            self.skipTest("The accounting app is not installed.")
        groups = "base.group_user,account.group_account_invoice"
        return new_test_user(self.env, "accountant", groups=groups)

    def form(self, user, payment):
        """Open the refund of ``payment`` as the button of the transaction does."""
        action = payment.with_user(user).action_ogone_refund()
        model = self.env[action["res_model"]].with_user(user)
        return Form(model.with_context(**action["context"]))


@tagged("-at_install", "post_install")
class TestRefundForm(RefundCommon):
    def test_a_part_and_what_is_left(self):
        payment = self.charge(100.0)
        self.settle()
        self.assertEqual(payment.ogone_refundable, 100.0)
        with self.form(self.env.user, payment) as form:
            self.assertEqual(form.amount, 100.0)
            form.amount = 30.0
        form.save().action_refund()
        self.settle()
        payment.invalidate_recordset()
        self.assertEqual(payment.ogone_refundable, 70.0)
        self.assertBooks(payment, refunded=3000)

    def test_no_more_than_what_is_left(self):
        payment = self.charge(100.0)
        for amount in (0.0, -1.0, 100.01):
            with self.subTest(amount=amount), self.assertRaises(ValidationError):
                self.env["ogone.refund"].create(
                    {"transaction_id": payment.id, "amount": amount}
                )
        self.assertBooks(payment, refunded=0)

    @needs_methods
    def test_all_or_nothing_where_the_method_knows_no_parts(self):
        self.payment_method.support_refund = "full_only"
        payment = self.charge(100.0)
        with self.assertRaises(ValidationError):
            self.env["ogone.refund"].create(
                {"transaction_id": payment.id, "amount": 40.0}
            )
        whole = self.env["ogone.refund"].create({"transaction_id": payment.id})
        self.assertTrue(whole.full_only)
        self.assertEqual(whole.amount, 100.0)

    def test_an_accountant_refunds(self):
        accountant = self.accountant()
        payment = self.charge(100.0)
        with self.form(accountant, payment) as form:
            form.amount = 25.0
        form.save().action_refund()
        self.assertBooks(payment, refunded=2500)

    def test_other_employees_do_not(self):
        payment = self.charge(100.0)
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        for name in ("action_ogone_refund", "action_refund"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(payment.with_user(employee), name)()
        with self.assertRaises(AccessError):
            self.env["ogone.refund"].with_user(employee).create(
                {"transaction_id": payment.id}
            )
        self.assertBooks(payment, refunded=0)

    def test_nor_do_they_read_the_amount_in_an_empty_form(self):
        payment = self.charge(100.0)
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        form = self.env["ogone.refund"].with_user(employee)
        for name in ("refundable", "amount", "currency_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                form.onchange({"transaction_id": payment.id}, [], {name: {}})

    def test_what_is_not_paid_is_not_refunded(self):
        refunds = self.env["payment.transaction"]
        reserved = self.authorise()
        self.assertEqual(reserved.ogone_refundable, 0.0)
        self.provider.capture_manually = False
        payment = self.charge()
        self.settle()
        refunds |= self.refund(payment, 40.0)
        self.assertEqual(refunds.ogone_refundable, 0.0)

    @needs_methods
    def test_a_method_that_knows_no_refunds_is_not_refunded(self):
        payment = self.charge()
        self.settle()
        self.assertEqual(payment.ogone_refundable, 100.0)
        self.payment_method.support_refund = self.no_refund()
        payment.invalidate_recordset()
        self.assertEqual(payment.ogone_refundable, 0.0)

    def no_refund(self):
        values = dict(self.payment_method._fields["support_refund"].selection)
        return "none" if "none" in values else False


@tagged("-at_install", "post_install")
class TestRefundOfBooked(RefundCommon, BookingCommon):
    """The same, where the accounting app has booked the payment."""

    def test_the_accounting_app_asks_and_is_asked(self):
        payment = self.register()
        transaction = payment.payment_transaction_id
        self.post_process(payment)
        with self.form(self.accountant(), transaction) as form:
            self.assertEqual(form.payment_id, payment)
            form.amount_to_refund = 40.0
        form.save().action_refund()
        self.settle()
        self.assertBooks(transaction, refunded=4000)
        transaction.invalidate_recordset()
        self.assertEqual(transaction.ogone_refundable, 60.0)
