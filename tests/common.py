# SPDX-License-Identifier: LGPL-3.0-or-later
from urllib.parse import urlencode

from odoo.addons.payment.tests.common import PaymentCommon
from odoo.addons.payment.tests.http_common import PaymentHttpCommon
from odoo.tests import new_test_user

from ..compat import HAS_METHODS
from ..ogone.parameters import SHA_OUT
from ..ogone.signature import shasign
from .engines import Checkout

SHA_IN = "Mysecretsig1875!?"
SHA_OUT_PASSPHRASE = "Theirsecretsig42!?"
ORDERID = "S00042-0123456789"
LIVE = {
    "ogone_shakey_in": "Livesecretsig1875!?",
    "ogone_shakey_out": "Livetheirsig1875!?",
}


def stranger(env):
    """Return an administrator who belongs to another company alone."""
    company = env["res.company"].create({"name": "Another Company"})
    return new_test_user(
        env,
        "stranger",
        groups="base.group_system",
        company_id=company.id,
        company_ids=[(6, 0, company.ids)],
    )


class OgoneCommon(PaymentCommon):
    """An Ogone provider in test mode, and one order of 1111.11 EUR."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls._prepare_provider(
            "ogone",
            update_values={
                "ogone_pspid": "MyPSPID",
                "ogone_userid": "MyApiUser",
                "ogone_password": "MyApiPassword",
                "ogone_shakey_in": SHA_IN,
                "ogone_shakey_out": SHA_OUT_PASSPHRASE,
                "ogone_gateway": "sandbox",
            },
        )
        if HAS_METHODS:
            cls.payment_method = cls.env.ref("payment.payment_method_card")
            cls.payment_method.active = True
            cls.payment_method_id = cls.payment_method.id
        cls.reference = ORDERID

    def go_live(self, **values):
        """Enable the provider as a shop does that can be reached: with passphrases that
        were never in use in test mode.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", "https://shop.example.com")
        self.provider.write({"state": "enabled", **LIVE, **values})

    def result(self, **changes):
        """Return what Ogone reports of the order, as its documents spell it, signed
        by it; a change to `None` takes a parameter away before it signs.
        """
        parameters = {
            "orderID": ORDERID,
            "currency": "EUR",
            "amount": "1111.11",
            "PM": "CreditCard",
            "ACCEPTANCE": "test123",
            "STATUS": "9",
            "CARDNO": "XXXXXXXXXXXX1111",
            "ED": "1230",
            "CN": "Norbert Buyer",
            "TRXDATE": "11/23/26",
            "PAYID": "3000000001",
            "NCERROR": "0",
            "BRAND": "VISA",
            "IP": "203.0.113.7",
        }
        parameters.update(changes)
        return self.signed(
            {name: value for name, value in parameters.items() if value is not None}
        )

    @staticmethod
    def signed(parameters, passphrase=SHA_OUT_PASSPHRASE, charset="utf-8"):
        signature = shasign(
            parameters, passphrase, "sha512", names=SHA_OUT, charset=charset
        )
        return {**parameters, "SHASIGN": signature}


class OgoneHttpCommon(Checkout, OgoneCommon, PaymentHttpCommon):
    """The same, with a running server to send results to."""

    def setUp(self):
        super().setUp()
        self.transaction = self._create_transaction("redirect")

    def feed(self, parameters, charset="utf-8"):
        """Post ``parameters`` as Ogone's server does."""
        return self.url_open(
            "/payment/ogone/return",
            data=urlencode(parameters, encoding=charset),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )

    def come_back(self, parameters, route="/payment/ogone/return/shopper"):
        """Follow Ogone's redirect as the shopper's browser does, one step."""
        return self.url_open(f"{route}?{urlencode(parameters)}", allow_redirects=False)

    def assertState(self, state, transaction=None):
        transaction = transaction or self.transaction
        transaction.invalidate_recordset()
        self.assertEqual(transaction.state, state)
