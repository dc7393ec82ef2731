# SPDX-License-Identifier: LGPL-3.0-or-later
"""The checks of the payment page, in the order of the documents.

:source: [ADV] 13: ORDERID first, then who sends, then the signature, then the data.
"""

import re
from collections.abc import Callable

from .incoming import Incoming, PageError
from .lengths import longest
from .merchants import Merchant
from .methods import Method, selected
from .operations import Operation
from .orders import OrderRequest
from .signing import check_signature

_MANDATORY = ("AMOUNT", "CURRENCY", "LANGUAGE")
_AMOUNT = re.compile(r"[0-9]{1,15}", re.ASCII)
_SDK_CURRENCIES = """
    AED ANG ARS AUD AWG BGN BRL BYR CAD CHF CNY CZK DKK EEK EGP EUR GBP GEL HKD HRK HUF
    ILS ISK JPY KRW LTL LVL MAD MXN MYR NOK NZD PLN RON RUB SEK SGD SKK THB TRY UAH USD
    XAF XOF XPF ZAR
"""
_CURRENCIES = frozenset(_SDK_CURRENCIES.split())

FindMerchant = Callable[[str, str], Merchant | None]


def checked(incoming: Incoming, find_merchant: FindMerchant) -> OrderRequest:
    """Return what arrived as an order.

    :param find_merchant: From environment and PSPID to the account.
    :raise PageError: for the first fault.
    """
    _check_present(incoming, "ORDERID")
    _check_present(incoming, "PSPID")
    merchant = _merchant(incoming, find_merchant)
    check_signature(incoming, merchant)
    _check_referrer(incoming, merchant)
    for name in _MANDATORY:
        _check_present(incoming, name)
    _check_lengths(incoming)
    return OrderRequest(
        environment=incoming.environment,
        pspid=merchant.pspid,
        orderid=incoming.get("ORDERID"),
        amount=_amount(incoming),
        currency=_currency(incoming, merchant),
        operation=_operation(incoming, merchant),
        charset=incoming.charset,
        parameters=incoming.parameters,
        methods=_methods(incoming),
    )


def _check_present(incoming: Incoming, name: str) -> None:
    if not incoming.get(name):
        received = " ".join(sorted(incoming.parameters)) or "nothing at all"
        raise PageError(f"no {name}", f"Received: {received}.")


def _merchant(incoming: Incoming, find_merchant: FindMerchant) -> Merchant:
    merchant = find_merchant(incoming.environment, incoming.get("PSPID"))
    if not merchant or not merchant.active:
        raise PageError(
            "PSPID not found or not active",
            f"The sandbox has no such active account in its {incoming.environment}"
            " environment. PSPIDs are case-sensitive here.",
            "50001118",
        )
    return merchant


def _check_referrer(incoming: Incoming, merchant: Merchant) -> None:
    """Check the referrer; none is fine when the order was signed."""
    if not merchant.referrers:
        return
    if not incoming.referrer and not merchant.sha_in:
        raise PageError("unknown order/0/r", "The browser sent no Referer.")
    if incoming.referrer and not _known(incoming.referrer, merchant.referrers):
        raise PageError(
            "unknown order/1/r",
            f"Configured: {' '.join(merchant.referrers)}.",
        )


def _known(referrer: str, known: tuple[str, ...]) -> bool:
    return any(referrer.upper().startswith(start.upper()) for start in known)


def _check_lengths(incoming: Incoming) -> None:
    for name, value in incoming.parameters.items():
        most = longest(name)
        if most and len(value) > most:
            text = "amount" if name == "AMOUNT" else name
            ending = " or not numeric" if name == "AMOUNT" else ""
            raise PageError(
                f"{text} too long{ending}",
                f"{name} has {len(value)} characters, {most} are allowed.",
            )


def _amount(incoming: Incoming) -> int:
    text = incoming.get("AMOUNT")
    if not _AMOUNT.fullmatch(text) or not int(text):
        raise PageError(
            "amount too long or not numeric",
            "AMOUNT is the amount times 100, digits only: 1500 for 15.00. That zero is"
            " refused is a rule of the sandbox.",
            "50001006",
        )
    return int(text)


def _currency(incoming: Incoming, merchant: Merchant) -> str:
    currency = incoming.get("CURRENCY")
    if currency not in _CURRENCIES:
        raise PageError(
            "not a valid currency",
            f"Known: {' '.join(sorted(_CURRENCIES))}.",
            "50001120",
        )
    if merchant.currencies and currency not in merchant.currencies:
        raise PageError(
            "The currency is not accepted by the merchant",
            f"Active: {' '.join(merchant.currencies)}.",
            "50001122",
        )
    return currency


def _operation(incoming: Incoming, merchant: Merchant) -> Operation:
    """Return what to do; OPERATION is obeyed only where a signature covers it."""
    text = incoming.get("OPERATION")
    if not text or not merchant.sha_in:
        return merchant.default_operation
    try:
        return Operation(text)
    except ValueError:
        raise PageError(
            "operation code not permitted",
            f"On the payment page: {' '.join(Operation)}.",
            "50001007",
        ) from None


def _methods(incoming: Incoming) -> tuple[Method, ...]:
    methods = selected(incoming.parameters)
    if not methods:
        asked = "/".join(filter(None, map(incoming.get, ("PM", "BRAND", "PMLIST"))))
        raise PageError(
            f"ERROR, PAYMENT METHOD NOT FOUND FOR: {asked}",
            "PM and BRAND are matched as text, case included; the list of methods is in"
            " the README. EXCLPMLIST may have left none.",
        )
    return methods
