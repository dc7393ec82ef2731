# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two companies in one database, each with an account of its own."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OgoneHttpCommon
from .directlink_common import DIRECTLINK, DirectLinkCommon

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"
OTHER = {
    "ogone_pspid": "OtherShop",
    "ogone_userid": "OtherApi",
    "ogone_password": "Other-Password-1",
    "ogone_shakey_in": "Other-SHA-IN-passphrase",
    "ogone_shakey_out": "Other-SHA-OUT-passphrase",
}


def other_company(test):
    """Return the Ogone provider of a second company, in test mode."""
    company = test.env["res.company"].create({"name": "The other company"})
    return test.provider.copy(
        {
            **OTHER,
            "company_id": company.id,
            "state": "test",
            "is_published": True,
            "ogone_base_url": test.provider.ogone_base_url,
        }
    )


@tagged("-at_install", "post_install")
class TestTwoAccounts(DirectLinkCommon):
    """What is asked of Ogone goes to the account of the payment's own company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_provider = other_company(cls)
        cls.gateway.post(
            "account",
            pspid="OtherShop",
            userid="OtherApi",
            password="Other-Password-1",
            sha_in="Other-SHA-IN-passphrase",
            sha_out="Other-SHA-OUT-passphrase",
        )

    def accounts_of(self, *transactions):
        """Return the PSPID under which the sandbox has each of them."""
        pspids = {book["orderid"]: book["pspid"] for book in self.gateway.get("orders")}
        return [pspids.get(transaction.reference) for transaction in transactions]

    def charge_other(self):
        alias = self.gateway.post(
            "aliases", pspid="OtherShop", cardno="4111111111111111", ed="1239", cn="N"
        )
        token = self._create_token(
            provider_id=self.other_provider.id, provider_ref=alias["alias"]
        )
        return self.charge(token=token, provider_id=self.other_provider.id)

    def test_each_payment_goes_to_the_account_of_its_company(self):
        own, other = self.charge(), self.charge_other()
        self.assertEqual((own.state, other.state), ("done", "done"))
        self.assertNotEqual(own.company_id, other.company_id)
        self.assertEqual(self.accounts_of(own, other), ["OgoneDemo", "OtherShop"])

    def test_a_payment_is_asked_for_in_the_account_of_its_company(self):
        """The other account does not know it."""
        other = self.charge_other()
        other.write({"state": "pending", "ogone_status": "51"})
        other.action_ogone_query()
        self.assertEqual((other.state, other.ogone_status), ("done", "9"))

    @mute_logger(DIRECTLINK)
    def test_keys_of_the_other_company_open_nothing(self):
        self.other_provider.ogone_password = "Demo-Api-Password-1"
        self.assertEqual(self.charge_other().state, "error")
        self.assertEqual(self.charge().state, "done")


@tagged("-at_install", "post_install")
class TestTwoCompanies(OgoneHttpCommon):
    """What Ogone tells is believed with the passphrase of the payment's own company."""

    def setUp(self):
        super().setUp()
        self.other_provider = other_company(self)
        self.other = self._create_transaction(
            "redirect",
            provider_id=self.other_provider.id,
            reference="S00042-9876543210",
        )

    def test_the_same_document_in_both_companies_is_two_orders(self):
        references = [
            self.env["payment.transaction"]
            .with_company(provider.company_id)
            ._compute_reference("ogone", prefix="INV/2026/00001")
            for provider in (self.provider, self.other_provider)
        ]
        self.assertNotEqual(*references)
        for reference in references:
            self.assertRegex(reference, r"^INV/2026/00001-[0-9a-f]{10}$")

    def test_a_result_finds_the_payment_of_its_company(self):
        result = self.result(orderID="S00042-9876543210")
        del result["SHASIGN"]
        self.feed(self.signed(result, "Other-SHA-OUT-passphrase"))
        self.assertState("done", self.other)
        self.assertState("draft")
        self.feed(self.result())
        self.assertState("done")

    @mute_logger(CONTROLLER)
    def test_the_passphrase_of_another_company_proves_nothing(self):
        forged = self.result(orderID="S00042-9876543210")
        self.assertEqual(self.feed(forged).status_code, 403)
        self.assertState("draft", self.other)
        result = self.result()
        del result["SHASIGN"]
        forged = self.signed(result, "Other-SHA-OUT-passphrase")
        self.assertEqual(self.feed(forged).status_code, 403)
        self.assertState("draft")

    def test_each_company_has_a_form_of_its_own(self):
        for transaction, pspid in (
            (self.transaction, "MyPSPID"),
            (self.other, "OtherShop"),
        ):
            form = transaction._ogone_payment_form()
            self.assertEqual(form.fields["PSPID"], pspid)
