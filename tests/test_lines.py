# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is sold, on the form of the payment methods that want to know."""

import logging
import re
from hashlib import sha512

import requests
from psycopg2.errors import UniqueViolation

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..const import PAYMENT_METHODS
from .directlink_common import DirectLinkCommon
from .engines import needs_methods
from .invoice_common import InvoiceCommon

LOGGER = "odoo.addons.payment_ogone.models.transaction_lines"
KEY = "Demo-SHA-IN-passphrase-1"


class LinesCommon(DirectLinkCommon):
    def form(self, code="klarna", **values):
        """Return the fields of the form that pays with method ``code``."""
        method = self.env.ref(f"payment.payment_method_{code}")
        self.transaction = self._create_transaction(
            "redirect",
            reference=self.env["payment.transaction"]._compute_reference(
                "ogone", prefix="S00042"
            ),
            payment_method_id=method.id,
            **values,
        )
        rendered = self.transaction._get_processing_values()["redirect_form_html"]
        return self._extract_values_from_html_form(rendered)

    def form_without_lines(self, why, **values):
        """Check that the form has no lines, and that the log says ``why``."""
        with self.assertLogs(LOGGER, logging.INFO) as logged:
            inputs = self.form(**values)["inputs"]
        self.assertIn(why, logged.output[0])
        self.assertNotIn("Cabinet", logged.output[0])
        self.assertFalse(re.findall("ITEM|TAXINCLUDED", " ".join(inputs)))
        self.assertEqual(inputs["SHASIGN"], self.shasign(inputs))

    def shasign(self, inputs):
        """Sign by the rule of the documents: numbered names by their numbers."""

        def place(name):
            stem, number = re.fullmatch(r"(.*?)([0-9]*)", name).groups()
            numbered = stem == "TAXINCLUDED" or stem.startswith("ITEM")
            return (stem, int(number)) if numbered else (name, 0)

        names = sorted(set(inputs) - {"SHASIGN"}, key=place)
        text = "".join(f"{name}={inputs[name]}{KEY}" for name in names)
        return sha512(text.encode()).hexdigest().upper()

    def assertAccepted(self, form):
        """Check that the payment page of the sandbox opens for ``form``."""
        answer = requests.post(form["action"], form["inputs"], timeout=10)
        self.assertIn(self.transaction.reference, answer.text)
        self.assertNotIn("unknown order", answer.text)

    def assertInputs(self, inputs, **expected):
        self.assertEqual({name: inputs.get(name) for name in expected}, expected)


@needs_methods
@tagged("-at_install", "post_install")
class TestInvoiceLines(InvoiceCommon, LinesCommon, AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.company_data["default_tax_sale"].copy(
            {"name": "VAT 21 %", "amount": 21.0}
        )
        cls.cabinet = cls.env["product.product"].create(
            {"name": "Cabinet with doors", "default_code": "E-COM-0042-OAK-LEFT"}
        )

    def invoice(self, *lines, **values):
        tax = [(6, 0, self.tax.ids)]
        taxed = ({"tax_ids": tax, **line} for line in lines)
        return self.posted_invoice(*taxed, **values)

    def cabinets(self, quantity=2, price=100.0):
        product = self.cabinet.id
        return {"product_id": product, "quantity": quantity, "price_unit": price}

    def paying(self, *invoices, **values):
        return {
            "amount": sum(invoice.amount_total for invoice in invoices),
            "invoice_ids": [(6, 0, [invoice.id for invoice in invoices])],
            **values,
        }

    def test_an_invoice_is_told_line_by_line(self):
        section = {"display_type": "line_section", "name": "Furniture", "tax_ids": []}
        discount = {"name": "Summer\n10 % off", "price_unit": -20.0}
        invoice = self.invoice(section, self.cabinets(), discount)
        form = self.form(**self.paying(invoice))
        self.assertInputs(
            form["inputs"],
            AMOUNT="21780",
            PM="KLARNA_PAYLATER",
            ITEMID1="E-COM-0042-OAK-",
            ITEMNAME1="Cabinet with doors",
            ITEMPRICE1="121.00",
            ITEMQUANT1="2",
            ITEMVAT1="21.00",
            ITEMVATCODE1="21%",
            TAXINCLUDED1="1",
            ITEMNAME2="Summer",
            ITEMPRICE2="-24.20",
            ITEMQUANT2="1",
            ITEMNAME3=None,
        )
        self.assertEqual(form["inputs"]["SHASIGN"], self.shasign(form["inputs"]))
        self.assertAccepted(form)

    def test_the_numbers_of_a_dozen_lines_are_in_order(self):
        invoice = self.invoice(*(self.cabinets(price=price) for price in range(1, 13)))
        form = self.form(**self.paying(invoice))
        self.assertInputs(form["inputs"], ITEMPRICE2="2.42", ITEMPRICE12="14.52")
        self.assertEqual(form["inputs"]["SHASIGN"], self.shasign(form["inputs"]))
        self.assertAccepted(form)

    def test_the_addresses_are_told_to_those_who_ask(self):
        invoice = self.invoice(self.cabinets())
        self.assertInputs(
            self.form(**self.paying(invoice))["inputs"],
            ECOM_BILLTO_POSTAL_NAME_FIRST="Norbert",
            ECOM_BILLTO_POSTAL_NAME_LAST="Buyer",
            ECOM_BILLTO_POSTAL_CITY="Sin City",
            ECOM_SHIPTO_POSTAL_CITY="Sin City",
            ECOM_SHIPTO_POSTAL_COUNTRYCODE="BE",
            ADDRMATCH="1",
        )

    def test_a_card_is_told_nothing_of_this(self):
        invoice = self.invoice(self.cabinets())
        inputs = self.form("card", **self.paying(invoice))["inputs"]
        self.assertFalse(re.findall("ITEM|ECOM|ADDRMATCH", " ".join(inputs)))

    def test_an_invoice_by_country(self):
        for code, country, pm in (
            ("afterpay_riverty", "base.de", "Open Invoice DE"),
            ("afterpay_riverty", "base.nl", "Open Invoice NL"),
            ("afterpay_riverty", "base.fi", None),
            ("ratepay", "base.de", "Open Invoice DE"),
            ("ratepay", "base.ch", None),
        ):
            with self.subTest(code=code, country=country):
                self.partner.country_id = self.env.ref(country)
                invoice = self.invoice(self.cabinets())
                inputs = self.form(code, **self.paying(invoice))["inputs"]
                self.assertInputs(inputs, PM=pm, BRAND=pm, ITEMQUANT1="2")

    def test_cash_rounding_is_a_line(self):
        account = self.company_data["default_account_revenue"]
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "To five cents",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
                "rounding_method": "UP",
            }
        )
        line = {**self.cabinets(1, 10.01), "tax_ids": []}
        invoice = self.invoice(line, invoice_cash_rounding_id=rounding.id)
        self.assertEqual(invoice.amount_total, 10.05)
        self.assertInputs(
            self.form(**self.paying(invoice))["inputs"],
            ITEMPRICE1="10.01",
            ITEMPRICE2="0.04",
        )

    def test_what_does_not_say_what_is_paid_is_left_out(self):
        invoice = self.invoice(self.cabinets())
        other = self.invoice(self.cabinets(1))
        self.form_without_lines("a part", **self.paying(invoice, amount=100.0))
        self.form_without_lines("no single", **self.paying(invoice, other))
        self.form_without_lines("no single")
        dollars = self.paying(invoice, currency_id=self.env.ref("base.USD").id)
        self.form_without_lines("another currency", **dollars)

    @mute_logger(LOGGER)
    def test_whatever_goes_wrong_the_payment_goes_on(self):
        invoice = self.invoice(self.cabinets())
        self.patch(type(self.tax), "amount_type", property(lambda self: 1 / 0))
        form = self.form(**self.paying(invoice))
        self.assertInputs(form["inputs"], AMOUNT="24200", ITEMNAME1=None)
        self.assertAccepted(form)

    def test_what_was_not_written_yet_may_still_conflict(self):
        self.form(code="card")
        reference = self.transaction.reference
        self.form(code="card")
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.transaction.reference = reference
            self.transaction._ogone_details(PAYMENT_METHODS["klarna"])


@needs_methods
@tagged("-at_install", "post_install")
class TestSaleLines(LinesCommon):
    """Orders, where the app for sales is installed."""

    def setUp(self):
        super().setUp()
        if "sale_order_ids" not in self.env["payment.transaction"]._fields:
            self.skipTest("There is no app for sales.")

    def order(self, *lines):
        pricelist = self.env["product.pricelist"].create(
            {"name": "In euros", "currency_id": self.currency.id}
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner.id,
                "pricelist_id": pricelist.id,
                "order_line": [(0, 0, line) for line in lines],
            }
        )
        self.assertEqual(order.currency_id, self.currency)
        return order

    def line(self, name="Cabinet", price=99.0, quantity=3, **values):
        product = self.env["product.product"].create({"name": name, "type": "service"})
        line = self.env["sale.order.line"]
        taxes = "tax_ids" if "tax_ids" in line._fields else "tax_id"
        return {
            "product_id": product.id,
            "name": f"{name}\nby hand",
            "price_unit": price,
            "product_uom_qty": quantity,
            taxes: [(5,)],
            **values,
        }

    def paying(self, order):
        orders = [(6, 0, order.ids)]
        return {"amount": order.amount_total, "sale_order_ids": orders}

    def test_an_order_is_told_line_by_line(self):
        section = {"display_type": "line_section", "name": "Furniture"}
        reduced = self.line("Chair", price=33.33, quantity=3, discount=50.0)
        order = self.order(section, self.line(), self.line("Gift", 0.0), reduced)
        form = self.form(**self.paying(order))
        self.assertInputs(
            form["inputs"],
            AMOUNT="34700",
            ITEMNAME1="Cabinet",
            ITEMPRICE1="99.00",
            ITEMQUANT1="3",
            ITEMVATCODE1="0%",
            ITEMNAME2="3 x Chair",
            ITEMPRICE2="50.00",
            ITEMQUANT2="1",
            ITEMNAME3=None,
        )
        self.assertEqual(form["inputs"]["SHASIGN"], self.shasign(form["inputs"]))
        self.assertAccepted(form)

    def test_delivery_has_fields_of_its_own_on_an_invoice(self):
        if "is_delivery" not in self.env["sale.order.line"]._fields:
            self.skipTest("There is no app for deliveries.")
        delivery = self.line("Standard delivery", 5.0, 1, is_delivery=True)
        order = self.order(self.line(), delivery)
        self.partner.country_id = self.env.ref("base.nl")
        form = self.form("afterpay_riverty", **self.paying(order))
        self.assertInputs(
            form["inputs"],
            ITEMNAME1="Cabinet",
            ITEMNAME2=None,
            ORDERSHIPMETH="Standard delivery",
            ORDERSHIPCOST="500",
            ORDERSHIPTAX="0",
            ORDERSHIPTAXCODE="0%",
        )
        self.assertAccepted(form)
        self.assertInputs(
            self.form("klarna", **self.paying(order))["inputs"],
            ITEMNAME2="Standard delivery",
            ITEMPRICE2="5.00",
            ORDERSHIPCOST=None,
        )

    def test_a_down_payment_is_told_without_lines(self):
        order = self.order(self.line())
        self.form_without_lines("a part", **{**self.paying(order), "amount": 100.0})
