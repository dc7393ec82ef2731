# SPDX-License-Identifier: LGPL-3.0-or-later
"""The checks of the payment page, in the order of the documents.

:source: [ADV] 13: ORDERID first, then who sends, then the signature, then the data.
"""

from collections.abc import Callable

from ..accounts.merchants import Merchant
from ..books.methods import Method, selected
from ..books.operations import ON_THE_PAGE, Operation
from ..books.orders import OrderRequest
from ..gate.fields import (
    amount_of,
    check_formats,
    check_lengths,
    check_options,
    currency_of,
)
from ..gate.incoming import Incoming, PageError
from ..gate.signing import check_signature

_MANDATORY = ("AMOUNT", "CURRENCY", "LANGUAGE")
FindMerchant = Callable[[str, str], Merchant | None]


def checked(incoming: Incoming, find_merchant: FindMerchant) -> OrderRequest:
    """Return what arrived as an order.

    :param find_merchant: From environment and PSPID to the account.
    :raise PageError: for the first fault.
    """
    check_present(incoming, "ORDERID")
    check_present(incoming, "PSPID")
    merchant = known_merchant(incoming, find_merchant)
    check_signature(incoming, merchant, merchant.sha_in)
    check_referrer(incoming, merchant)
    for name in _MANDATORY:
        check_present(incoming, name)
    check_lengths(incoming.parameters)
    check_formats(incoming.parameters)
    check_options(incoming.parameters, merchant)
    return OrderRequest(
        environment=incoming.environment,
        pspid=merchant.pspid,
        orderid=incoming.get("ORDERID"),
        amount=amount_of(incoming.get("AMOUNT")),
        currency=currency_of(incoming.get("CURRENCY"), merchant),
        operation=_operation(incoming, merchant),
        charset=incoming.charset,
        parameters=incoming.parameters,
        methods=_methods(incoming),
    )


def check_present(incoming: Incoming, name: str) -> None:
    """Return if ``name`` was sent, and is not empty.

    :raise PageError: if not.
    """
    if not incoming.get(name):
        received = " ".join(sorted(incoming.parameters)) or "nothing at all"
        raise PageError(f"no {name}", f"Received: {received}.")


def known_merchant(incoming: Incoming, find_merchant: FindMerchant) -> Merchant:
    """Return the account that PSPID names.

    :raise PageError: if there is none, or it is closed.
    """
    merchant = find_merchant(incoming.environment, incoming.get("PSPID"))
    if not merchant or not merchant.active:
        raise PageError(
            "PSPID not found or not active",
            f"The sandbox has no such active account in its {incoming.environment}"
            " environment. PSPIDs are case-sensitive here.",
            "50001118",
        )
    return merchant


def check_referrer(incoming: Incoming, merchant: Merchant) -> None:
    """Return if the referrer is one of the account's; none is fine for a signed order.

    :raise PageError: for any other.
    """
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


def _operation(incoming: Incoming, merchant: Merchant) -> Operation:
    """Return what to do; OPERATION is obeyed only where a signature covers it."""
    text = incoming.get("OPERATION")
    if not text or not merchant.sha_in:
        return merchant.default_operation
    if text not in ON_THE_PAGE:
        raise PageError(
            "operation code not permitted",
            f"On the payment page: {' '.join(ON_THE_PAGE)}.",
            "50001007",
        )
    return Operation(text)


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
