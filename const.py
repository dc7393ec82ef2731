# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the host's words and Ogone's meet."""

from __future__ import annotations

from typing import NamedTuple


class Method(NamedTuple):
    """What opens the payment page on one payment method, and nothing else.

    :ivar pm: PM; empty where PMLIST says more.
    :ivar brand: BRAND; empty for any brand of that method.
    :ivar pmlist: PMLIST, for a method of the host that is several at Ogone.
    :ivar lines: Whether it wants to know what is sold, and to whom.
    :ivar delivery_apart: Whether delivery is told apart from these lines.
    """

    pm: str = ""
    brand: str = ""
    pmlist: str = ""
    lines: bool = False
    delivery_apart: bool = False


def _klarna(name: str) -> Method:
    return Method(f"KLARNA_{name}", f"KLARNA_{name}", lines=True)


# An invoice has a PM for each country; where there is none, the shopper chooses.
_OPEN_INVOICE = Method(lines=True, delivery_apart=True)
_OPEN_INVOICE_COUNTRIES = {"afterpay_riverty": ("DE", "NL"), "ratepay": ("DE",)}


# Codes of `payment.method`: those which a host does not have are passed over.
PAYMENT_METHODS = {
    "afterpay_riverty": _OPEN_INVOICE,
    "card": Method("CreditCard"),
    "bancontact": Method("CreditCard", "BCMC"),
    "belfius": Method("Belfius Direct Net", "Belfius Direct Net"),
    "bank_transfer": Method("Bank transfer", "Bank transfer"),
    "eps": Method("EPS", "EPS"),
    "giropay": Method("giropay", "giropay"),
    "ideal": Method("iDEAL", "iDEAL"),
    "kbc_cbc": Method(pmlist="KBC Online;CBC Online"),
    "klarna": _klarna("PAYLATER"),
    "klarna_pay_over_time": _klarna("FINANCING"),
    "klarna_paynow": _klarna("PAYNOW"),
    "p24": Method("Przelewy24", "Przelewy24"),
    "paypal": Method("PAYPAL", "PAYPAL"),
    "paysafecard": Method("paysafecard", "paysafecard"),
    "ratepay": _OPEN_INVOICE,
    "sofort": Method("DirectEbanking", "Sofort Uberweisung"),
    "twint": Method("TWINT", "TWINT"),
    "uatp": Method("CreditCard", "UATP"),
}

CARD_BRANDS = {
    "amex": "American Express",
    "cartes_bancaires": "CB",
    "dankort": "Dankort",
    "diners": "Diners Club",
    "discover": "DISCOVER",
    "jcb": "JCB",
    "maestro": "Maestro",
    "mastercard": "MasterCard",
    "visa": "VISA",
}

# Ends of the names of icons that 16 has, for what Ogone takes; others are passed over.
ICONS = tuple(
    """
    cc_visa cc_mastercard cc_american_express cc_maestro cc_bancontact cc_ideal paypal
    cc_diners_club_intl cc_discover cc_jcb cc_eps cc_giropay cc_p24 kbc
    """.split()
)

DEFAULT_PAYMENT_METHOD_CODES = {"card", "visa", "mastercard", "amex"}

# Spelled otherwise in feedback than in a request: [PM]
_OTHER_SPELLINGS = {
    "bancontact/mister cash": "bancontact",
    "kbc online": "kbc_cbc",
    "cbc online": "kbc_cbc",
}
_CODE_OF_NAME = {
    **{brand.casefold(): code for code, brand in CARD_BRANDS.items()},
    **{
        name.casefold(): code
        for code, method in PAYMENT_METHODS.items()
        for name in (method.brand or method.pm,)
        if name and code != "card"
    },
    **_OTHER_SPELLINGS,
}

# The currencies of the platform: [CURRENCY]
CURRENCIES = frozenset(
    """
    AED ANG ARS AUD AWG BGN BRL BYR CAD CHF CNY CZK DKK EEK EGP EUR GBP GEL HKD HRK HUF
    ILS ISK JPY KRW LTL LVL MAD MXN MYR NOK NZD PLN RON RUB SEK SGD SKK THB TRY UAH USD
    XAF XOF XPF ZAR
    """.split()
)

# What to tick in the back office: results are read from the first, the others say more.
DYNAMIC_PARAMETERS = tuple(
    """
    ALIAS AMOUNT BRAND CARDNO CN CURRENCY ED IP NCERROR ORDERID PAYID PM STATUS TRXDATE
    """.split()
)
FURTHER_PARAMETERS = tuple("ACCEPTANCE AAVCHECK CCCTY CVCCHECK ECI IPCTY".split())


def method_of(code: str, country_code: str) -> Method:
    """Return the :class:`Method` of the host's ``code``; any, if Ogone has none.

    :param country_code: Of who is billed.
    """
    if code in CARD_BRANDS:
        return Method("CreditCard", CARD_BRANDS[code])
    if country_code in _OPEN_INVOICE_COUNTRIES.get(code, ()):
        pm = f"Open Invoice {country_code}"
        return _OPEN_INVOICE._replace(pm=pm, brand=pm)
    return PAYMENT_METHODS.get(code, Method())


def payment_method_code(pm: str, brand: str) -> str:
    """Return the host's code for what a feedback calls PM and BRAND, or ""."""
    codes = (_CODE_OF_NAME.get(name.casefold(), "") for name in (brand, pm))
    return next(filter(None, codes), "")
