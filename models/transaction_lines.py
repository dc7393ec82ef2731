# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
from decimal import Decimal

from odoo import _, models
from odoo.tools import float_repr

from ..ogone.addresses import Address, address_parameters
from ..ogone.errors import UnsendableLinesError
from ..ogone.order_lines import OrderLine, Telling, line_parameters
from ..ogone.texts import _lt

_logger = logging.getLogger(__name__)

# Where the apps for sales and invoices keep the documents of a payment.
_DOCUMENTS = ("sale_order_ids", "invoice_ids")
# Rows of an invoice that cost something; taxes are in the first ones already.
_PRICED = ("product", "rounding")


class PaymentTransaction(models.Model):
    """What is sold and to whom, for the payment methods that want to know."""

    _inherit = "payment.transaction"

    def _ogone_details(self, method):
        """Return the parameters of lines and addresses that ``method`` wants.

        Nothing here may keep anybody from paying: what cannot be told is left out.
        """
        if not method.lines:
            return {}
        # What was changed before may conflict: the host begins the request anew then.
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                document = self._ogone_document()
                return {
                    **self._ogone_addresses(document),
                    **self._ogone_lines(document, method),
                }
        except Exception as error:
            # Its text may quote names and prices.
            kind = type(error).__name__
            _logger.warning("Order %s: goes without lines: %s", self.reference, kind)
            return {}

    def _ogone_document(self):
        """Return the one order or invoice that is paid, or ``None``."""
        fields = [name for name in _DOCUMENTS if name in self._fields]
        documents = [document for name in fields for document in self[name]]
        return documents[0] if len(documents) == 1 else None

    # === LINES === #

    def _ogone_lines(self, document, method):
        """Return the parameters of the lines, none where they do not say what is paid:
        a part of the document, or several.
        """
        telling = Telling(
            unit=Decimal(1).scaleb(-self.currency_id.decimal_places),
            delivery_apart=method.delivery_apart,
            rounding=_("Rounding"),
        )
        try:
            self._ogone_check_document(document)
            lines = self._ogone_order_lines(document)
            return line_parameters(lines, self._ogone_asked(), telling)
        except UnsendableLinesError as error:
            _logger.info("Order %s: goes without lines: %s", self.reference, error)
            return {}

    def _ogone_check_document(self, document):
        """Return if ``document`` is paid in full, for the first time.

        :raise UnsendableLinesError: if not.
        """
        if document is None:
            raise UnsendableLinesError(_lt("it pays no single document"))
        if document.currency_id != self.currency_id:
            raise UnsendableLinesError(_lt("the document is in another currency"))
        total = self._ogone_decimal(document.amount_total)
        if total != self._ogone_asked():
            raise UnsendableLinesError(_lt("it pays a part of the document"))

    def _ogone_order_lines(self, document):
        if "order_line" in document:
            priced = document.order_line.filtered(lambda line: not line.display_type)
            return [self._ogone_line(line, line.product_uom_qty) for line in priced]
        priced = document.line_ids.filtered(lambda line: line.display_type in _PRICED)
        return [self._ogone_line(line, line.quantity) for line in priced]

    def _ogone_line(self, line, quantity):
        """Return ``line`` of an order or invoice as an :class:`OrderLine`."""
        if line.display_type == "rounding":
            return OrderLine(
                line.name or "", -self._ogone_decimal(line.amount_currency)
            )
        total = self._ogone_decimal(line.price_total)
        product = line.product_id
        name = product.with_context(display_default_code=False).display_name
        return OrderLine(
            name=name or (line.name or "").strip().partition("\n")[0],
            total=total,
            tax=total - self._ogone_decimal(line.price_subtotal),
            rate=self._ogone_rate(line),
            code=product.default_code or str(product.id or ""),
            quantity=Decimal(str(quantity)),
            is_delivery="is_delivery" in line and line.is_delivery,
        )

    def _ogone_rate(self, line):
        """Return the per cent of the tax on ``line``, ``None`` if it has several."""
        taxes = line["tax_ids" if "tax_ids" in line else "tax_id"]
        if len(taxes) > 1 or taxes.filtered(lambda tax: tax.amount_type != "percent"):
            return None
        return Decimal(str(taxes.amount))

    def _ogone_decimal(self, amount):
        return Decimal(float_repr(amount, self.currency_id.decimal_places))

    # === ADDRESSES === #

    def _ogone_addresses(self, document):
        recipient = document and document.partner_shipping_id
        shipping = self._ogone_address(recipient) if recipient else None
        return address_parameters(self._ogone_address(self.partner_id), shipping)

    @staticmethod
    def _ogone_address(partner):
        return Address(
            name=partner.name or "",
            street=partner.street or "",
            street2=partner.street2 or "",
            zip=partner.zip or "",
            city=partner.city or "",
            country_code=partner.country_id.code or "",
            phone=partner.phone or "",
            email=partner.email or "",
        )
