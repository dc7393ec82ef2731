# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a transaction keeps of the means of payment, and whose word that is."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..ogone.feedback import Feedback
from .common import OgoneHttpCommon
from .directlink_common import DIRECTLINK, RESULT, DirectLinkCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"
CHECKED = {
    "ECI": "5",
    "CVCCheck": "OK",
    "AAVCheck": "KO",
    "AAVZIP": "NO",
    "IPCTY": "BE",
    "CCCTY": "A1",
}


@tagged("-at_install", "post_install")
class TestFacts(OgoneHttpCommon):
    def assertKept(self, **values):
        self.transaction.invalidate_recordset()
        kept = {name: self.transaction[name] for name in values}
        self.assertEqual(kept, values)

    # Stored

    def test_what_a_signed_result_tells_is_kept(self):
        self.feed(self.result(**CHECKED))
        self.assertKept(
            state="done",
            ogone_brand="VISA",
            ogone_card="•••• 1111",
            ogone_eci="5",
            ogone_3ds="Authenticated by the bank",
            ogone_cvc_check="Passed",
            ogone_address_check="Failed; Postcode: Not checked",
            ogone_ip_country="Belgium",
            ogone_card_country="Hidden behind an anonymous proxy",
            ogone_accepted=100.0,
            ogone_refusal=False,
        )

    def test_nothing_of_the_holder_and_no_alias_is_kept(self):
        self.feed(self.result(ALIAS="MARKED-alias", **CHECKED))
        fields = [name for name in self.transaction._fields if "ogone" in name]
        kept = str(self.transaction.read(fields))
        for secret in ("MARKED-alias", "Norbert", "XXXX1111", "203.0.113.7", "1230"):
            self.assertNotIn(secret, kept)

    def test_what_no_signature_covers_is_not_kept(self):
        signed = self.result(BRAND=None, PM=None, CARDNO=None)
        unsigned = {"x.ECI": "5", "CVC": "OK", "ECI_3D": "5", "CARDNO1": "9999"}
        self.assertEqual(self.feed({**signed, **unsigned}).status_code, 200)
        self.assertKept(state="done", ogone_facts=False, ogone_brand=False)

    def test_what_is_added_to_a_signed_result_refuses_it(self):
        with mute_logger(CONTROLLER):
            answer = self.feed({**self.result(), "ECI": "5"})
        self.assertEqual(answer.status_code, 403)
        self.assertKept(state="draft", ogone_facts=False, ogone_brand=False)

    def test_values_that_no_document_knows_never_make_a_payment_fail(self):
        strange = {"ECI": "\0", "CVCCheck": "é" * 99, "IPCTY": "<b>", "BRAND": "\0\n"}
        self.feed(self.result(PM="x" * 99, CARDNO="?", **strange))
        self.assertKept(
            state="done", ogone_facts={"PM": "x" * 25}, ogone_brand="x" * 25
        )

    # Poorer and richer

    def test_a_later_result_that_tells_less_empties_nothing(self):
        self.feed(self.result(STATUS="51", **CHECKED))
        told = {"BRAND": None, "CARDNO": None, "PM": None, "NCERROR": None}
        self.feed(self.result(**told))
        self.assertKept(state="done", ogone_brand="VISA", ogone_eci="5")

    def test_the_same_result_that_tells_more_completes_what_is_known(self):
        self.feed(self.result())
        self.assertKept(ogone_brand="VISA", ogone_eci="")
        self.feed(self.result(BRAND="MasterCard", **CHECKED))
        self.assertKept(ogone_brand="VISA", ogone_eci="5", ogone_cvc_check="Passed")

    def test_another_attempt_begins_with_nothing(self):
        self.feed(self.result(STATUS="2", NCERROR="30511001", **CHECKED))
        self.assertKept(
            state="error", ogone_accepted=0.0, ogone_refusal="30511001", ogone_eci="5"
        )
        self.feed(self.result(PAYID="3000000002", CARDNO="XXXXXXXXXXXX0004"))
        self.assertKept(
            state="done",
            ogone_card="•••• 0004",
            ogone_eci="",
            ogone_accepted=100.0,
            ogone_refusal=False,
        )

    def test_an_older_attempt_adds_nothing_to_a_later_one(self):
        self.feed(self.result(PAYID="3000000002"))
        self.feed(self.result(STATUS="2", NCERROR="30511001", **CHECKED))
        self.assertKept(ogone_eci="", ogone_refusal=False, ogone_accepted=100.0)

    # How it ended

    def refusal_of(self, status, **told):
        transaction = self._create_transaction(
            "redirect", reference=f"{self.reference}-{status}{len(told)}"
        )
        parameters = {
            "ORDERID": transaction.reference,
            "STATUS": str(status),
            "PAYID": "3000000001",
            "AMOUNT": "1111.11",
            "CURRENCY": "EUR",
            **told,
        }
        transaction._ogone_apply(Feedback.read(parameters))
        return transaction.ogone_refusal

    def test_the_reason_is_the_code_its_class_or_none(self):
        self.assertEqual(self.refusal_of(2, NCERROR="30331001"), "30331001")
        self.assertEqual(self.refusal_of(93, NCERROR="30991001"), "3")
        self.assertEqual(self.refusal_of(2), "none")
        self.assertFalse(self.refusal_of(1, NCERROR="30171001"))
        labels = dict(self.transaction._ogone_refusals())
        self.assertEqual(labels["30331001"], "Card expired (30331001)")

    @mute_logger(RESULT)
    def test_what_was_given_back_was_accepted(self):
        self.feed(self.result(STATUS="8"))
        self.assertKept(ogone_accepted=100.0)

    # What it costs

    def queries_of(self, number, **told):
        """Return how often PostgreSQL is asked to take a result of a new payment."""
        transaction = self._create_transaction(
            "redirect", reference=f"{self.reference}-{number}"
        )
        self.env.flush_all()
        self.env.invalidate_all()
        found = (
            self.env["payment.transaction"].sudo()._ogone_find(transaction.reference)
        )
        result = self.result(orderID=transaction.reference, **told)
        result.pop("SHASIGN")
        before = self.env.cr.sql_log_count
        feedback = Feedback.read({name.upper(): told for name, told in result.items()})
        found._ogone_take(feedback)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_what_is_kept_costs_no_query(self):
        self.queries_of(0)
        poor = dict.fromkeys(("CARDNO", "CN", "ED"))
        self.assertEqual(self.queries_of(1, **CHECKED), self.queries_of(2, **poor))


@tagged("-at_install", "post_install")
class TestFactsOfDirectLink(DirectLinkCommon):
    def test_an_answer_tells_them_too(self):
        payment = self.charge()
        self.assertEqual(payment.ogone_brand, "VISA")
        self.assertEqual(payment.ogone_eci, "9")
        self.assertEqual(payment.ogone_cvc_check, "Not checked")
        self.assertEqual(payment.ogone_ip_country, "Not known")
        self.assertEqual(payment.ogone_accepted, 100.0)

    @mute_logger(DIRECTLINK)
    def test_a_charge_that_ogone_does_not_take(self):
        payment = self.charge(token=self._create_token(provider_ref="unknown"))
        self.assertEqual(payment.state, "error")
        self.assertEqual(payment.ogone_refusal, "50001111")

    def test_an_operation_is_no_payment(self):
        payment = self.charge()
        self.settle()
        refund = self.refund(payment, 40.0)
        self.assertFalse(refund.ogone_accepted or refund.ogone_refusal)
        self.assertEqual(payment.ogone_accepted, 100.0)
