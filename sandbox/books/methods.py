# SPDX-License-Identifier: LGPL-3.0-or-later
"""Payment methods of the payment page: PM and BRAND, as rows.

:source: [LG], [NR], [ADV] 10.1 for the spelling, which matters
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ogone.statuses import Status


@dataclass(frozen=True)
class Method:
    """A way to pay.

    :ivar brands: What BRAND may say for it besides nothing.
    :ivar feedback_brand: How feedback spells the brand.
    :ivar by_card: Paid on the page's own card form; the others leave for a page of
        the bank or wallet.
    :ivar one_step: It cannot be authorised first: RES is executed as a sale. Whether
        the platform refuses instead is not documented for any method.
    :ivar accepted: Where "accept" leads if not to 5 or 9.
    :ivar account: What CARDNO shows of the shopper's account.
    :ivar latin1: Feedback in ISO-8859-1 whatever was asked [ADV 11.2].
    """

    pm: str
    brand: str
    label: str
    by_card: bool = False
    feedback_brand: str = ""
    one_step: bool = False
    accepted: Status | None = None
    account: str = ""
    latin1: bool = False

    @property
    def shown_brand(self) -> str:
        """BRAND of the feedback."""
        return self.feedback_brand or self.brand


def _card(brand: str, label: str = "") -> Method:
    return Method("CreditCard", brand, label or brand, by_card=True)


def _external(pm: str, label: str = "", brand: str = "", **traits) -> Method:
    return Method(pm, brand or pm, label or pm, **traits)


METHODS = (
    _card("VISA", "Visa"),
    _card("MasterCard", "Mastercard"),
    _card("American Express"),
    _card("Maestro"),
    _card("Diners Club"),
    _card("JCB"),
    _card("DISCOVER", "Discover"),
    _card("CB", "Cartes Bancaires"),
    _card("Dankort"),
    _card("UATP"),
    _external(
        "CreditCard",
        "Bancontact",
        brand="BCMC",
        feedback_brand="Bancontact/Mister Cash",
        one_step=True,
        account="XXXXXXXXXXXXX0003",
    ),
    _external("iDEAL", one_step=True),
    _external("PAYPAL", "PayPal", account="shopper@e-XXXXXXXX-le"),
    _external("KBC Online", one_step=True),
    _external("CBC Online", one_step=True),
    _external(
        "Belfius Direct Net", one_step=True, accepted=Status.WAITING_FOR_CUSTOMER
    ),
    _external("ING HomePay", one_step=True),
    _external("DirectEbanking", "Sofort", brand="Sofort Uberweisung", one_step=True),
    _external("giropay", one_step=True),
    _external("EPS", one_step=True),
    _external("Przelewy24", one_step=True),
    _external("PostFinance Card", account="**-XXXX-49", latin1=True),
    _external(
        "PostFinance e-finance", account="**-XXXX-49", one_step=True, latin1=True
    ),
    _external("TWINT", one_step=True),
    _external("paysafecard", one_step=True),
    _external("KLARNA_PAYNOW", "Klarna Pay now", one_step=True),
    _external("KLARNA_PAYLATER", "Klarna Pay later"),
    _external("Bank transfer", one_step=True, accepted=Status.WAITING_FOR_CUSTOMER),
)


def selected(parameters: Mapping[str, str]) -> tuple[Method, ...]:
    """Return the methods that PM, BRAND, PMLIST and EXCLPMLIST leave, in page order."""
    listed = _names(parameters.get("PMLIST", ""))
    excluded = _names(parameters.get("EXCLPMLIST", ""))
    return tuple(
        method
        for method in METHODS
        if parameters.get("PM", "") in ("", method.pm)
        and parameters.get("BRAND", "") in ("", method.brand)
        and (not listed or _among(method, listed))
        and not _among(method, excluded)
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _among(method: Method, names: list[str]) -> bool:
    return method.pm in names or method.brand in names
