# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
import re
import secrets
import unicodedata

from odoo import _, api, models
from odoo.exceptions import ValidationError
from odoo.http import request

from ..const import method_of
from ..ogone.addresses import Address
from ..ogone.errors import OgoneError
from ..ogone.parameters import LONGEST
from ..ogone.payment_page import Order, ReturnUrls, payment_form
from ..ogone.platforms import Page

_logger = logging.getLogger(__name__)

SHOPPER_RETURN_ROUTE = "/payment/ogone/return/shopper"

# Minutes that a shopper may take before Ogone is asked what became of the order.
_FORM_PAUSE = 30
_RANDOM_BYTES = 5
_LONGEST_PREFIX = LONGEST["ORDERID"] - len("-") - 2 * _RANDOM_BYTES


class PaymentTransaction(models.Model):
    """What is asked of Ogone: ORDERID and the form that opens the payment page."""

    _inherit = "payment.transaction"

    @api.model
    def _ogone_orderid(self, reference):
        """Return ``reference`` as an ORDERID: ASCII, at most 30 characters, and never
        used with this PSPID, not even by a copy of this database.
        """
        ascii_text = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore")
        prefix = re.sub(r"[^A-Za-z0-9/_.-]+", "-", ascii_text.decode()).strip("-")
        return f"{prefix[:_LONGEST_PREFIX]}-{secrets.token_hex(_RANDOM_BYTES)}"

    def _ogone_payment_form(self):
        """Return the signed :class:`PaymentForm` of this transaction.

        :raise ValidationError: if Ogone would not take the order, with what to do.
        """
        self._ogone_check_offered()
        self._ogone_remember_form()
        self._ogone_ask_later(minutes=_FORM_PAUSE)
        try:
            return payment_form(
                self.provider_id._ogone_account(),
                self._ogone_order(),
                self.provider_id._ogone_page_url(Page.PAYMENT),
            )
        except OgoneError as error:
            _logger.error("Order %s: no payment form: %s", self.reference, error)
            raise ValidationError(
                _(
                    "Ogone cannot take this payment. Please choose another payment"
                    " method, or tell us."
                )
            ) from error

    def _ogone_check_offered(self):
        """Return if this customer may pay with this provider: whoever guesses its id
        must not buy with test cards.

        :raise ValidationError: if it is switched off, or being tested by the shop.
        """
        provider = self.provider_id
        tested = provider.state == "test" and not provider.is_published
        if provider.state == "disabled" or (
            tested and not self.env.user.has_group("base.group_user")
        ):
            raise ValidationError(_("This payment provider is not available."))

    def _ogone_order(self):
        method = self._ogone_method()
        locale = self._ogone_locale()
        return Order(
            orderid=self.reference,
            amount=self._ogone_asked(),
            currency=self.currency_id.name,
            locale=locale,
            operation=self._ogone_request(),
            urls=self._ogone_return_urls(),
            customer=self._ogone_customer(),
            description=self.company_id.name,
            pm=method.pm,
            brand=method.brand,
            pmlist=method.pmlist,
            alias=self._ogone_new_alias(),
            alias_usage=self._ogone_alias_usage(),
            layout=self.provider_id._ogone_layout(locale),
            details=self._ogone_details(method),
        )

    def _ogone_locale(self):
        """Return the language in which the shopper reads the shop; the customer's where
        no shop tells it, or staff opens the page for them.
        """
        is_staff = self.env.user.has_group("base.group_user")
        cookies = request.httprequest.cookies if request and not is_staff else {}
        return cookies.get("frontend_lang") or self.partner_lang or self.env.lang

    def _ogone_customer(self):
        return Address(
            name=self.partner_name or "",
            email=self.partner_email or "",
            street=self.partner_address or "",
            zip=self.partner_zip or "",
            city=self.partner_city or "",
            country_code=self.partner_country_id.code or "",
            phone=self.partner_phone or "",
        )

    def _ogone_method(self):
        """Return the :class:`Method` that the shopper chose; any, if Ogone has none."""
        return method_of(self._ogone_method_code(), self.partner_country_id.code or "")

    def _ogone_method_code(self):
        """Return the host's code for what the shopper chose, where it has methods."""
        return ""

    def _ogone_return_urls(self):
        base_url = self.provider_id.get_base_url().rstrip("/")
        return ReturnUrls(
            result=base_url + SHOPPER_RETURN_ROUTE,
            back=base_url + (self.ogone_form_route or "/"),
            home=base_url,
        )
