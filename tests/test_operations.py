# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is reported of an operation on a payment, and where that leaves both."""

from contextlib import contextmanager
from types import SimpleNamespace

from psycopg2 import OperationalError
from psycopg2.errors import InvalidSavepointSpecification

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..ogone.answer import Answer
from ..ogone.errors import NotFoundError, OutcomeUnknownError
from .directlink_common import DIRECTLINK, QUERY, RESULT, DirectLinkCommon


class OperationCommon(DirectLinkCommon):
    def setUp(self):
        super().setUp()
        self.payment = self.charge(100.0)
        self.child = self.refund(self.payment, 40.0)
        self.assertEqual(self.child.state, "pending")

    def answer(self, **attributes):
        """Return what Ogone answers about the operation."""
        told = {
            "orderID": self.payment.reference,
            "PAYID": self.payment.provider_reference,
            "PAYIDSUB": "1",
            "amount": "40",
            "currency": "EUR",
            "NCERROR": "0",
        } | attributes
        text = " ".join(f'{k}="{v}"' for k, v in told.items() if v is not None)
        return Answer.read(f"<ncresponse {text}/>".encode())

    def report(self, status, **attributes):
        self.child._ogone_apply(self.answer(STATUS=status, **attributes))

    def notes(self):
        """Return what people are told to look at."""
        return str(self.provider.ogone_alarms or "")


@tagged("-at_install", "post_install")
class TestReports(OperationCommon):
    @mute_logger(RESULT)
    def test_a_refused_operation_is_over(self):
        self.report("83")
        self.assertEqual(self.child.state, "error")
        self.assertIn("Refund refused", self.child.state_message)
        self.assertFalse(self.child.ogone_next_query)

    def test_an_operation_that_was_never_answered_waits(self):
        self.child.state = "draft"
        self.report("81")
        self.assertEqual(self.child.state, "pending")

    @mute_logger(RESULT)
    def test_what_was_declined_afterwards_needs_a_person(self):
        self.report("8")
        self.assertEqual(self.child.state, "done")
        for status in ("74", "84", "94", "96"):
            self.report(status)
            self.assertEqual(self.child.state, "done")
            self.assertIn(f"({status})", self.notes())
        self.assertIn("Payment or refund declined afterwards (84)", self.notes())
        self.assertNotIn("was asked", self.notes())

    @mute_logger(RESULT)
    def test_another_amount_than_asked_is_not_believed_and_told_once(self):
        for _time in range(2):
            self.report("8", amount="39.99")
            self.assertEqual(self.child.state, "pending")
        self.assertEqual(self.notes().count("39.99"), 1)
        self.report("8")
        self.assertEqual(self.child.state, "done")

    @mute_logger(RESULT)
    def test_an_operation_of_another_kind_is_not_believed(self):
        self.report("6")
        self.assertEqual(self.child.state, "pending")
        self.assertIn("where refund of 40", self.notes())

    @mute_logger(RESULT)
    def test_a_number_that_no_document_knows_is_not_believed(self):
        self.report("7777")
        self.assertEqual(self.child.state, "pending")

    def test_a_report_about_the_order_itself_moves_no_operation(self):
        self.assertFalse(self.payment._ogone_child_of(self.answer(PAYIDSUB="0")))

    def test_a_report_that_may_be_about_any_operation_has_them_asked_for(self):
        self.child.ogone_next_query = False
        self.payment._ogone_apply(
            self.answer(STATUS="8", PAYIDSUB=None, amount="12.34")
        )
        self.assertTrue(self.child.ogone_next_query)
        self.assertEqual((self.child.state, self.payment.state), ("pending", "done"))

    def test_an_operation_that_is_over_is_not_asked_for(self):
        self.report("8")
        self.payment._ogone_apply(
            self.answer(STATUS="8", PAYIDSUB=None, amount="12.34")
        )
        self.assertFalse(self.child.ogone_next_query)

    def test_the_same_report_again_moves_nothing(self):
        self.report("8")
        changed = self.child.last_state_change
        self.report("8")
        self.assertEqual(self.child.last_state_change, changed)


@tagged("-at_install", "post_install")
class TestFindingAgain(OperationCommon):
    """An answer was lost: Ogone is asked for the numbers that may be meant."""

    def setUp(self):
        super().setUp()
        self.child.ogone_payidsub = False
        self.asked = []

    def find(self, **answers):
        """Ask, where Ogone answers by number; a missing one is not known."""

        def query(payid, payidsub):
            self.asked.append(payidsub)
            told = answers.get(f"n{payidsub}", "50001131")
            if isinstance(told, str):
                raise NotFoundError(told, "not found")
            return self.answer(PAYIDSUB=payidsub, **told)

        return self.child._ogone_find_operation(SimpleNamespace(query=query))

    def test_the_first_of_its_kind_and_amount_is_it(self):
        found = self.find(n1={"STATUS": "9"}, n2={"STATUS": "8"}, n3={"STATUS": "8"})
        self.assertEqual((found.payidsub, self.asked), ("2", ["1", "2"]))

    def test_another_amount_is_another_operation(self):
        self.assertIsNone(self.find(n1={"STATUS": "8", "amount": "41"}))
        self.assertEqual(self.asked, ["1", "2"])

    def test_a_number_that_another_operation_has_is_passed_over(self):
        other = self.child.copy(
            {
                "reference": "R-other",
                "ogone_payidsub": "1",
                "source_transaction_id": self.payment.id,
            }
        )
        other.write({"ogone_deed": "refund", "ogone_payidsub": "1"})
        found = self.find(n1={"STATUS": "8"}, n2={"STATUS": "8"})
        self.assertEqual(found.payidsub, "2")

    def test_no_more_than_five_numbers_are_asked_for(self):
        numbers = {f"n{number}": {"STATUS": "9"} for number in range(1, 9)}
        self.assertIsNone(self.find(**numbers))
        self.assertEqual(self.asked, ["1", "2", "3", "4", "5"])

    def test_what_was_never_sent_is_not_asked_for(self):
        self.child.ogone_sent_on = False
        self.assertIsNone(self.find(n1={"STATUS": "8"}))
        self.assertEqual(self.asked, [])

    def test_an_answer_that_does_not_say_what_it_is_about_leaves_it_open(self):
        for told in ({"STATUS": "8", "amount": ""}, {"STATUS": "7777"}):
            with self.subTest(told=told), self.assertRaises(OutcomeUnknownError):
                self.find(n1=told)

    def test_another_account_that_knows_nothing_tells_nothing(self):
        with self.assertRaises(NotFoundError):
            self.find(n1="50001130")


@tagged("-at_install", "post_install")
class TestConclusions(OperationCommon):
    """What happened at Ogone is true, however busy the database is."""

    @contextmanager
    def busy(self, times, error=OperationalError):
        """Have the lock of a row refused a few times."""
        lock = type(self.payment)._ogone_lock
        left = [times]

        def refused(transaction):
            if left[0]:
                left[0] -= 1
                raise error("canceling statement due to lock timeout")
            return lock(transaction)

        with self.subTest(times=times):
            self.patch(type(self.payment), "_ogone_lock", refused)
            yield

    def test_a_busy_row_is_waited_for(self):
        with self.busy(4):
            self.child._ogone_conclude(lambda: self.report("8"))
            self.assertEqual(self.child.state, "done")

    def test_where_another_module_has_committed_it_is_taken_again(self):
        with self.busy(1, InvalidSavepointSpecification):
            self.child._ogone_conclude(lambda: self.report("8"))
            self.assertEqual(self.child.state, "done")

    def test_what_cannot_be_written_is_asked_for_later(self):
        with self.busy(5), self.assertLogs(DIRECTLINK, "ERROR") as logged:
            self.child._ogone_conclude(lambda: self.report("8"))
        self.assertIn("Ogone will be asked later", logged.output[0])
        self.assertEqual(self.child.state, "pending")
        self.assertTrue(self.child.ogone_next_query)

    def test_a_row_that_cannot_be_held_does_no_harm(self):
        with self.busy(1):
            self.child._ogone_hold_row()
            self.assertEqual(self.child.state, "pending")

    @mute_logger(QUERY, DIRECTLINK)
    def test_what_is_not_known_stays_open_whatever_its_state(self):
        self.child._ogone_unknown(OutcomeUnknownError("cut"))
        self.assertEqual(self.child.state, "pending")
        self.child._ogone_fail("over")
        self.child._ogone_unknown(OutcomeUnknownError("cut"))
        self.assertEqual(self.child.state, "error")
