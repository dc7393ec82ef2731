# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shop asks the token pages for, checked in the order of the payment page.

:source: [PS-ALIAS], [EWGRA] for the alias gateway; [LG], [MIG] for the dotted names
"""

from dataclasses import dataclass

from ogone.parameters import ALIAS_GATEWAY_IN, HOSTED_TOKENIZATION_IN

from ..accounts.merchants import Merchant
from ..books.methods import selected
from ..feedback.messages import web_address
from ..gate.fields import check_formats, check_lengths
from ..gate.incoming import Incoming, PageError
from ..gate.signing import check_signature
from ..hosted.checks import check_present, check_referrer, known_merchant
from ..state import State

_SHA_MISMATCH = "50001184"
# Names of hosted tokenization, and those of the payment page that mean the same.
DOTTED = {
    "ACCOUNT.PSPID": "PSPID",
    "ALIAS.ALIASID": "ALIAS",
    "ALIAS.ORDERID": "ORDERID",
    "ALIAS.STOREPERMANENTLY": "ALIASPERSISTEDAFTERUSE",
    "CARD.BRAND": "BRAND",
    "CARD.PAYMENTMETHOD": "PM",
    "LAYOUT.LANGUAGE": "LANGUAGE",
    "LAYOUT.TEMPLATENAME": "TP",
    "PARAMETERS.ACCEPTURL": "ACCEPTURL",
    "PARAMETERS.EXCEPTIONURL": "EXCEPTIONURL",
    "PARAMETERS.PARAMPLUS": "PARAMPLUS",
    "SHASIGNATURE.SHASIGN": "SHASIGN",
}
# Faults in these are told by redirect, each with a code of its own.
_OF_THE_CARD = ("CARDNO", "CN", "CVC", "ED")


@dataclass(frozen=True)
class Wish:
    """A card that shall be kept.

    :ivar alias: Its name; empty for one that the platform invents.
    :ivar brand: The only one that is taken; empty for any.
    :ivar permanently: Whether it outlives two hours.
    :ivar charset: In which PARAMPLUS came.
    """

    merchant: Merchant
    orderid: str
    alias: str
    brand: str
    language: str
    template: str
    permanently: bool
    accepturl: str
    exceptionurl: str
    paramplus: str
    charset: str


def of_gateway(state: State, incoming: Incoming) -> Wish:
    """Return what a form of the shop asks the alias gateway for.

    :raise PageError: for the first fault.
    """
    merchant = _account(state, incoming)
    _check_signature(incoming, merchant, ALIAS_GATEWAY_IN)
    return _checked(incoming, merchant)


def of_hosted_page(state: State, incoming: Incoming) -> Wish:
    """Return what a shop asks hosted tokenization for.

    :raise PageError: for the first fault.
    """
    parameters = {plain: incoming.get(name) for name, plain in DOTTED.items()}
    plain = Incoming(
        incoming.environment, incoming.charset, parameters, incoming.referrer
    )
    merchant = _account(state, plain)
    signed = incoming.parameters | {"SHASIGN": plain.get("SHASIGN")}
    dotted = Incoming(incoming.environment, incoming.charset, signed)
    _check_signature(dotted, merchant, HOSTED_TOKENIZATION_IN)
    return _checked(plain, merchant)


def _account(state: State, incoming: Incoming) -> Merchant:
    check_present(incoming, "PSPID")
    return known_merchant(incoming, state.merchant)


def _check_signature(incoming: Incoming, merchant: Merchant, names) -> None:
    try:
        check_signature(incoming, merchant, merchant.sha_in, names)
    except PageError as error:
        raise PageError(error.text, error.hint, _SHA_MISMATCH) from error


def _checked(incoming: Incoming, merchant: Merchant) -> Wish:
    get = incoming.get
    check_referrer(incoming, merchant)
    fixed = {
        name: value
        for name, value in incoming.parameters.items()
        if name not in _OF_THE_CARD
    }
    check_lengths(fixed)
    check_formats(fixed)
    _check_method(incoming)
    return Wish(
        merchant=merchant,
        orderid=get("ORDERID"),
        alias=get("ALIAS"),
        brand=get("BRAND"),
        language=get("LANGUAGE"),
        template=get("TP"),
        permanently=get("ALIASPERSISTEDAFTERUSE") != "N",
        accepturl=_address(incoming, "ACCEPTURL"),
        exceptionurl=_address(incoming, "EXCEPTIONURL"),
        paramplus=get("PARAMPLUS"),
        charset=incoming.charset,
    )


def _address(incoming: Incoming, name: str) -> str:
    check_present(incoming, name)
    url = web_address(incoming.get(name))
    if not url:
        raise PageError(f"{name} not valid", "An address begins with https://.")
    return url


def _check_method(incoming: Incoming) -> None:
    pm, brand = incoming.get("PM") or "CreditCard", incoming.get("BRAND")
    methods = selected({"PM": pm, "BRAND": brand})
    if not any(method.by_card for method in methods):
        asked = "/".join(filter(None, (pm, brand)))
        raise PageError(
            f"ERROR, PAYMENT METHOD NOT FOUND FOR: {asked}",
            "The sandbox keeps cards only. PM and BRAND are matched as text.",
        )
