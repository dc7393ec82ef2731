# SPDX-License-Identifier: LGPL-3.0-or-later
"""The doorways of every engine, and what other providers notice of them: nothing."""

from types import SimpleNamespace
from unittest.mock import Mock, call

from odoo.tests import tagged

from .. import compat
from .common import ORDERID, OgoneCommon


@tagged("-at_install", "post_install")
class TestOtherProviders(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.other = self._create_transaction(
            "redirect",
            provider_id=self.dummy_provider.id,
            reference="other-1",
            **self.another_method(),
        )

    def another_method(self):
        if not compat.HAS_METHODS:
            return {}
        return {"payment_method_id": self.env.ref("payment.payment_method_unknown").id}

    def test_what_a_provider_supports_is_its_own(self):
        provider = self.dummy_provider
        self.assertEqual(provider._get_validation_amount(), 0.0)
        if compat.HAS_METHODS:
            self.assertIn("KWD", provider._get_supported_currencies().mapped("name"))
            self.assertFalse(provider._get_default_payment_method_codes())
        self.assertFalse(provider.support_refund == "partial")
        if hasattr(provider, "action_reset_credentials"):  # 19
            self.assertEqual(provider._get_reset_values(), {})

    def test_a_reference_and_a_form_are_its_own(self):
        transactions = self.env["payment.transaction"]
        self.assertEqual(transactions._compute_reference("none", prefix="x"), "x")
        self.assertEqual(self.other._get_specific_rendering_values({}), {})

    def test_nothing_of_it_goes_to_ogone(self):
        self.patch(type(self.other), "_ogone_operate", self.fail)
        self.patch(type(self.other), "_ogone_charge", self.fail)
        self.other._send_payment_request()
        for doorway in ("capture", "void", "refund"):
            getattr(self.other, f"_send_{doorway}_request")()
        self.assertEqual(self.other.state, "draft")

    def test_its_results_are_read_by_the_engine(self):
        told = {"reference": "other-1", "ORDERID": ORDERID, "STATUS": "9"}
        self.patch(type(self.other), "_ogone_apply", self.fail)
        if hasattr(self.other, "_process"):  # 19
            read = self.other._extract_reference("none", told)
            self.assertEqual(read, "other-1")
            self.assertEqual(self.other._extract_amount_data(told), {})
            self.assertEqual(self.other._extract_token_values(told), {})
            self.other._apply_updates(told)
        else:
            found = self.other._get_tx_from_notification_data("none", told)
            self.assertEqual(found, self.other)
            self.other._process_notification_data(told)
        self.assertEqual(self.other.state, "draft")


@tagged("-at_install", "post_install")
class TestEarlierEngines(OgoneCommon):
    """The doorways of 16 to 18, which only they call, do the same on every engine."""

    def setUp(self):
        super().setUp()
        self.transaction = self._create_transaction("redirect")
        self.parameters = {
            "ORDERID": ORDERID,
            "STATUS": "9",
            "PAYID": "3000000001",
            "AMOUNT": "1111.11",
            "CURRENCY": "EUR",
        }

    def test_the_transaction_is_found_by_its_orderid(self):
        find = self.env["payment.transaction"]._get_tx_from_notification_data
        self.assertEqual(find("ogone", self.parameters), self.transaction)
        self.assertFalse(find("ogone", {"ORDERID": "S00042-9876543210"}))

    def test_a_result_moves_the_transaction(self):
        self.transaction._process_notification_data(self.parameters)
        self.assertEqual(self.transaction.state, "done")

    def test_nothing_is_committed_for_the_style_of_a_document(self):
        """16 does so where a mail has the first one, amid the change."""
        allowed = []

        def log_received(transaction):
            allowed.append(transaction.env.context.get("commit_assetsbundle"))

        self.patch(type(self.transaction), "_log_received_message", log_received)
        compat.move(self.transaction, "pending", "", ())
        self.assertEqual(allowed, [False])

    def test_a_result_enters_by_the_door_that_the_engine_has(self):
        taken = []
        earlier = SimpleNamespace(
            _handle_notification_data=lambda *result: taken.append(result)
        )
        compat.process(earlier, self.parameters)
        self.assertEqual(taken, [("ogone", self.parameters)])

    def test_the_child_of_a_part_is_made_here(self):
        """Before 19 the engine calls the doorway on the payment."""
        payment = Mock(
            spec=(
                "amount",
                "_create_child_transaction",
                "_ensure_provider_is_not_disabled",
            )
        )
        payment.amount = 100.0
        made = payment._create_child_transaction
        for asked, amount in ((30.0, 30.0), (None, 100.0)):
            with self.subTest(asked=asked):
                child = compat.operation_of(payment, asked, is_refund=True)
                self.assertIs(child, made.return_value)
                self.assertEqual(made.call_args, call(amount, is_refund=True))
        self.assertEqual(payment._ensure_provider_is_not_disabled.call_count, 2)
        self.assertEqual(made.return_value._log_sent_message.call_count, 2)


@tagged("-at_install", "post_install")
class TestEndsOfTransactions(OgoneCommon):
    """The tests of a host share one transaction; a shop's have real ends."""

    def setUp(self):
        super().setUp()
        self.patch(compat, "config", {"test_enable": False})
        self.shop = Mock(spec=("flush_all", "invalidate_all", "cr"))
        self.shop.cr = Mock(spec=("commit", "rollback"))
        self.shop.attach_mock(self.shop.cr, "cr")

    def test_what_was_written_is_true_before_the_next_is_read(self):
        compat.commit(self.shop)
        ends = [call.flush_all(), call.cr.commit(), call.invalidate_all()]
        self.assertEqual(self.shop.mock_calls, ends)

    def test_what_was_written_is_undone_before_the_next_is_read(self):
        compat.rollback(self.shop)
        ends = [call.cr.rollback(), call.invalidate_all()]
        self.assertEqual(self.shop.mock_calls, ends)
