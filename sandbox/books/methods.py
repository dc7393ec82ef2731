# SPDX-License-Identifier: LGPL-3.0-or-later
"""Payment methods of the payment page: PM and BRAND, as rows.

:source: [LG], [NR], [ADV] 10.1 for the spelling, which matters
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ogone.statuses import Status


@dataclass(frozen=True)
class Method:
    """A way to pay.

    :ivar brands: What BRAND may say for it besides nothing.
    :ivar feedback_brand: How feedback spells the brand.
    :ivar short: What its badge says.
    :ivar group: Under which heading the page lists it.
    :ivar page: Which page it is paid on.
    :ivar by_card: Paid on the page's own card form; the others leave for a page of
        the bank or wallet.
    :ivar one_step: It cannot be authorised first: RES is executed as a sale. Whether
        the platform refuses instead is not documented for any method.
    :ivar accepted: Where "accept" leads if not to 5 or 9.
    :ivar account: What CARDNO shows of the shopper's account.
    :ivar listed: Whether the page offers it to who did not name it.
    :ivar latin1: Feedback in ISO-8859-1 whatever was asked [ADV 11.2].
    """

    pm: str
    brand: str
    label: str
    short: str
    group: str = "group_banks"
    page: str = "external"
    by_card: bool = False
    feedback_brand: str = ""
    one_step: bool = False
    accepted: Status | None = None
    account: str = ""
    latin1: bool = False
    listed: bool = True

    @property
    def shown_brand(self) -> str:
        """BRAND of the feedback."""
        return self.feedback_brand or self.brand

    @property
    def slug(self) -> str:
        """The brand as a style sheet names it."""
        return re.sub("[^a-z0-9]+", "-", self.brand.lower())


_CARDS, _WALLETS, _LATER = "group_cards", "group_wallets", "group_later"


def _card(brand: str, short: str, label: str = "") -> Method:
    label = label or brand
    return Method("CreditCard", brand, label, short, _CARDS, "card", by_card=True)


def _external(
    pm: str, short: str, label: str = "", brand: str = "", **traits
) -> Method:
    return Method(pm, brand or pm, label or pm, short, **traits)


METHODS = (
    _card("VISA", "VISA", "Visa"),
    _card("MasterCard", "MC", "Mastercard"),
    _card("American Express", "AMEX"),
    _card("Maestro", "Maestro"),
    _card("Diners Club", "Diners"),
    _card("JCB", "JCB"),
    _card("DISCOVER", "DISC", "Discover"),
    _card("CB", "CB", "Cartes Bancaires"),
    _card("Dankort", "DK"),
    _card("UATP", "UATP"),
    _external(
        "CreditCard",
        "BC",
        "Bancontact",
        brand="BCMC",
        group=_CARDS,
        page="qr",
        feedback_brand="Bancontact/Mister Cash",
        one_step=True,
        account="XXXXXXXXXXXXX0003",
    ),
    _external("iDEAL", "iD", page="issuer", one_step=True),
    _external(
        "PAYPAL",
        "PP",
        "PayPal",
        group=_WALLETS,
        page="wallet",
        account="shopper@e-XXXXXXXX-le",
    ),
    _external("KBC Online", "KBC", one_step=True),
    _external("CBC Online", "CBC", one_step=True),
    _external(
        "Belfius Direct Net",
        "BEL",
        one_step=True,
        accepted=Status.WAITING_FOR_CUSTOMER,
    ),
    _external("ING HomePay", "ING", one_step=True),
    _external(
        "DirectEbanking", "SOF", "Sofort", brand="Sofort Uberweisung", one_step=True
    ),
    _external("giropay", "giro", one_step=True),
    _external("EPS", "eps", one_step=True),
    _external("Przelewy24", "P24", one_step=True),
    _external("PostFinance Card", "PFC", account="**-XXXX-49", latin1=True),
    _external(
        "PostFinance e-finance",
        "PFE",
        account="**-XXXX-49",
        one_step=True,
        latin1=True,
    ),
    _external("TWINT", "TW", group=_WALLETS, page="qr", one_step=True),
    _external("paysafecard", "psc", group=_WALLETS, one_step=True),
    _external("KLARNA_PAYNOW", "K.", "Klarna Pay now", group=_LATER, one_step=True),
    _external("KLARNA_PAYLATER", "K.", "Klarna Pay later", group=_LATER),
    _external(
        "Bank transfer",
        "SEPA",
        group=_LATER,
        page="transfer",
        one_step=True,
        accepted=Status.WAITING_FOR_CUSTOMER,
    ),
)
# The page offers these only where PM or PMLIST names them.
METHODS += (
    _external(
        "DEXIA NetBanking",
        "DEX",
        one_step=True,
        accepted=Status.WAITING_FOR_CUSTOMER,
        listed=False,
    ),
    *(
        _external(
            f"DirectEbanking{country}",
            "SOF",
            f"Sofort {country}",
            one_step=True,
            listed=False,
        )
        for country in ("AT", "BE", "CH", "DE", "FR", "GB", "IT", "NL")
    ),
    *(
        _external(
            f"Bank transfer {country}",
            "SEPA",
            group=_LATER,
            page="transfer",
            one_step=True,
            accepted=Status.WAITING_FOR_CUSTOMER,
            listed=False,
        )
        for country in ("BE", "DE", "FR", "NL")
    ),
    *(
        _external(f"Direct Debits {country}", "DD", group=_LATER, listed=False)
        for country in ("DE", "AT", "NL")
    ),
    *(
        _external(f"Open Invoice {country}", "INV", group=_LATER, listed=False)
        for country in ("SE", "FI", "DK", "NO", "DE", "NL")
    ),
    *(
        _external(f"KLARNA_{name}", "K.", f"Klarna {label}", group=_LATER, listed=False)
        for name, label in (
            ("FINANCING", "Financing"),
            ("BANK_TRANSFER", "Bank transfer"),
            ("DIRECT_DEBIT", "Direct debit"),
        )
    ),
    *(
        _external(
            f"FACILYPAY{times}", "Oney", f"Oney {times}", group=_LATER, listed=False
        )
        for times in ("3X", "3XNF", "4X", "4XNF")
    ),
)
TEST_ISSUER = "9999+TST"  # [LG]
# Banks of iDEAL, by ISSUERID. The others are invented: no document lists them.
ISSUERS = (
    (TEST_ISSUER, "Issuer Simulation"),
    ("0001+TST", "Eerste Voorbeeldbank"),
    ("0002+TST", "Tweede Voorbeeldbank"),
)


def selected(parameters: Mapping[str, str]) -> tuple[Method, ...]:
    """Return the methods that PM, BRAND, PMLIST and EXCLPMLIST leave, in page order."""
    asked = bool(parameters.get("PM", ""))
    listed = _names(parameters.get("PMLIST", ""))
    excluded = _names(parameters.get("EXCLPMLIST", ""))
    return tuple(
        method
        for method in METHODS
        if parameters.get("PM", "") in ("", method.pm)
        and parameters.get("BRAND", "") in ("", method.brand)
        and (_among(method, listed) if listed else method.listed or asked)
        and not _among(method, excluded)
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def _among(method: Method, names: list[str]) -> bool:
    return method.pm in names or method.brand in names
