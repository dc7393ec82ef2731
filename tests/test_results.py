# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a verified result does to a transaction, whatever the order of arrival."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..compat import HAS_METHODS
from ..ogone.feedback import Feedback
from ..ogone.statuses import Status
from .common import ORDERID, OgoneCommon
from .engines import needs_methods

# A payment that Ogone says to be given back, or declined later, is not paid again.
GIVEN_BACK = (7, 71, 72, 73, 74, 75, 8, 81, 82, 83, 84, 85, 94, 96)
LOGGER = "odoo.addons.payment_ogone.models"


@tagged("-at_install", "post_install")
class TestResults(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.transaction = self._create_transaction("redirect")

    def apply(self, status, payid="3000000001", **changes):
        parameters = {
            "ORDERID": ORDERID,
            "STATUS": str(status),
            "PAYID": payid,
            "AMOUNT": "1111.11",
            "CURRENCY": "EUR",
            **changes,
        }
        present = {name: value for name, value in parameters.items() if value}
        self.transaction._ogone_apply(Feedback.read(present))

    def assertStateAfter(self, statuses, state):
        """Check the state after ``statuses``: numbers, or pairs of number and PAYID."""
        for status in statuses:
            self.apply(*(status if isinstance(status, tuple) else (status,)))
        self.assertEqual(self.transaction.state, state)

    # One result. The states are those of the protocol's table of statuses.

    def test_paid(self):
        self.assertStateAfter([9], "done")
        self.assertEqual(self.transaction.provider_reference, "3000000001")

    def test_paid_outside_the_platform(self):
        self.assertStateAfter([95], "done")

    def test_cancelled_by_the_customer(self):
        self.assertStateAfter([1], "cancel")

    def test_refused(self):
        self.assertStateAfter([2], "error")

    def test_waiting(self):
        for number in (4, 40, 41, 46, 50, 51, 55, 91, 97, 98, 99):
            with self.subTest(number=number):
                self.transaction = self._create_transaction(
                    "redirect", reference=f"{ORDERID}-{number}"
                )
                self.assertStateAfter([number], "pending")

    @mute_logger(LOGGER)
    def test_uncertain_is_pending_and_says_so(self):
        for number in (52, 59, 92):
            with self.subTest(number=number):
                self.transaction = self._create_transaction(
                    "redirect", reference=f"{ORDERID}-{number}"
                )
                with self.assertLogs(LOGGER, "ERROR"):
                    self.assertStateAfter([number], "pending")

    def test_statuses_that_need_a_person_leave_the_state_and_say_so(self):
        self.apply(9)
        for number in (74, 84, 96):
            with self.subTest(number=number), self.assertLogs(LOGGER, "ERROR"):
                self.assertStateAfter([number], "done")

    def test_an_undocumented_status_changes_nothing_and_is_logged(self):
        with self.assertLogs(LOGGER, "ERROR"):
            self.assertStateAfter([777], "draft")
        self.assertFalse(self.transaction.ogone_status)

    def test_reserved_without_capturing_by_hand_is_not_taken_for_paid(self):
        with self.assertLogs(LOGGER, "ERROR"):
            self.assertStateAfter([5], "pending")

    @mute_logger(LOGGER)
    def test_whatever_came_first_a_payment_is_a_payment(self):
        first = [status.value for status in Status]
        for number in first:
            with self.subTest(first=number):
                self.transaction = self._create_transaction(
                    "redirect", reference=f"{ORDERID}-{number}"
                )
                self.apply(number)
                self.apply(9)
                paid = self.transaction.state == "done"
                self.assertNotEqual(paid, number in GIVEN_BACK)

    # Several results, in any order

    def test_a_repeated_result_changes_nothing(self):
        self.apply(9)
        self.transaction.flush_recordset()
        queries = self.env.cr.sql_log_count
        self.apply(9)
        self.transaction.flush_recordset()
        self.assertEqual(self.env.cr.sql_log_count, queries)
        self.assertEqual(self.transaction.state, "done")

    def test_an_older_result_never_takes_a_payment_back(self):
        self.assertStateAfter([9, 51, 91, 2, 1, 5, 0, 46], "done")
        self.assertEqual(self.transaction.ogone_status, "9")

    def test_success_after_refusal_on_the_same_page_wins(self):
        self.assertStateAfter([(2, "3000000001"), (9, "3000000002")], "done")
        self.assertEqual(self.transaction.provider_reference, "3000000002")

    def test_success_after_cancel_wins(self):
        self.assertStateAfter([(1, "3000000001"), (9, "3000000002")], "done")

    def test_refusal_of_an_earlier_attempt_that_comes_late_is_ignored(self):
        self.assertStateAfter([(9, "3000000002"), (2, "3000000001")], "done")
        self.assertEqual(self.transaction.provider_reference, "3000000002")

    def test_a_second_attempt_that_waits_reopens_a_refused_payment(self):
        self.assertStateAfter([(2, "3000000001"), (51, "3000000002")], "pending")

    def test_a_pending_authorisation_may_be_refused_in_the_end(self):
        self.assertStateAfter([51, 2], "error")

    def test_a_pending_payment_may_be_refused_in_the_end(self):
        for number in (91, 92):
            with self.subTest(number=number), mute_logger(LOGGER):
                self.transaction = self._create_transaction(
                    "redirect", reference=f"{ORDERID}-{number}"
                )
                self.assertStateAfter([number, 2], "error")

    def test_waiting_that_comes_after_the_refusal_of_the_same_attempt_is_old(self):
        self.assertStateAfter([2, 51], "error")

    def test_success_after_a_refusal_without_payid_wins(self):
        self.assertStateAfter([(2, ""), (9, "")], "done")

    def test_refund_leaves_the_payment_done(self):
        self.apply(9)
        with self.assertLogs(LOGGER, "ERROR"):
            self.assertStateAfter([8], "done")

    # Amounts

    def test_a_wrong_amount_is_refused_however_often_it_comes(self):
        for _delivery in range(3):
            with self.assertLogs(LOGGER, "ERROR"):
                self.apply(9, AMOUNT="1")
            self.assertEqual(self.transaction.state, "error")

    def test_a_wrong_currency_is_refused_however_often_it_comes(self):
        for _delivery in range(3):
            with self.assertLogs(LOGGER, "ERROR"):
                self.apply(9, CURRENCY="USD")
            self.assertEqual(self.transaction.state, "error")

    def test_a_wrong_amount_after_a_refusal_is_told_once(self):
        self.apply(2)
        for _delivery in range(2):
            with self.assertLogs(LOGGER, "ERROR"):
                self.apply(9, "3000000002", AMOUNT="100")
        self.assertEqual(self.transaction.state, "error")
        self.assertIn("not the amount due", self.transaction.state_message)
        self.assertEqual(self.transaction.ogone_held, "9 3000000002 100")

    def test_an_amount_that_is_not_told_after_waiting_is_told(self):
        self.apply(51)
        with self.assertLogs(LOGGER, "ERROR"):
            self.apply(9, AMOUNT="")
        self.assertEqual(self.transaction.state, "pending")
        self.assertIn("is being checked", self.transaction.state_message)

    def test_the_right_amount_after_a_wrong_one_is_a_payment(self):
        with self.assertLogs(LOGGER, "ERROR"):
            self.apply(9, AMOUNT="1")
        self.assertStateAfter([9], "done")

    def test_a_wrong_amount_after_the_payment_leaves_it(self):
        self.apply(9)
        with self.assertLogs(LOGGER, "ERROR"):
            self.apply(9, AMOUNT="1")
        self.assertEqual(self.transaction.state, "done")

    def test_an_amount_that_is_not_told_keeps_the_payment_open(self):
        with self.assertLogs(LOGGER, "ERROR") as logged:
            self.apply(9, AMOUNT="")
        self.assertEqual(self.transaction.state, "pending")
        self.assertIn("Select AMOUNT", logged.output[0])

    def test_amounts_are_compared_as_numbers(self):
        self.apply(9, AMOUNT="1111.110")
        self.assertEqual(self.transaction.state, "done")

    def test_cancel_and_refusal_need_no_amount(self):
        self.apply(2, AMOUNT="", CURRENCY="")
        self.assertEqual(self.transaction.state, "error")

    # What is not sent, or not known

    def test_nothing_but_order_status_and_amount_is_needed(self):
        self.apply(9, payid="")
        self.assertEqual(self.transaction.state, "done")
        self.assertFalse(self.transaction.provider_reference)

    def test_an_unknown_brand_does_not_lose_the_payment(self):
        self.apply(9, BRAND="Moonstone", PM="CreditCard")
        self.assertEqual(self.transaction.state, "done")
        if HAS_METHODS:
            method = self.transaction.payment_method_id
            self.assertEqual(method, self.payment_method)

    @needs_methods
    def test_the_brand_that_was_paid_with_is_noted(self):
        visa = self.env.ref("payment.payment_method_visa")
        visa.active = True
        self.apply(9, BRAND="VISA", PM="CreditCard")
        self.assertEqual(self.transaction.payment_method_id, visa)

    @needs_methods
    def test_bancontact_is_recognised_by_the_name_it_answers_with(self):
        bancontact = self.env.ref("payment.payment_method_bancontact")
        bancontact.active = True
        self.apply(9, BRAND="Bancontact/Mister Cash", PM="CreditCard")
        self.assertEqual(self.transaction.payment_method_id, bancontact)

    def test_the_status_is_shown_in_words(self):
        self.apply(2, NCERROR="30511001")
        self.assertEqual(
            self.transaction.ogone_status_text,
            "Authorisation refused (2): Insufficient funds (30511001)",
        )
