# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the shop is told: a redirect, signed with SHA-OUT, in the page's own names.

:source: [PS-ALIAS] and [EWGRA]; [LG], [MO] and a recording for the dotted ones
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ogone.parameters import ALIAS_GATEWAY_OUT, HOSTED_TOKENIZATION_OUT, SignedNames
from ogone.signature import shasign

from ..accounts.settings import FeedbackCharset
from ..feedback.messages import Message, fitting, unsigned
from .card import Checked, Typed
from .wish import Wish

_A_FIELD_IS_WRONG = "55555555"
_SIGNATURE = "SHASign"


class AliasResult(IntEnum):
    """What became of a wish.

    :source: [PS-ALIAS], [LG]
    """

    CREATED = 0
    NOT_CREATED = 1
    UPDATED = 2
    CANCELLED = 3


@dataclass(frozen=True)
class Result:
    """The end of a wish.

    :ivar alias: The name that the card got; the wished one where it got none.
    :ivar ncerror: A code for the whole; the faults of fields come from ``checked``.
    """

    status: AliasResult
    wish: Wish
    alias: str
    typed: Typed
    checked: Checked
    ncerror: str = ""


def of_gateway(result: Result, page_charset: str, is_utf8: bool) -> Response:
    """Redirect to the shop under the names of the alias gateway.

    :param is_utf8: Whether the ``_utf8`` page was called, which overrides the account.
    """
    charset = page_charset if is_utf8 else _charset(result.wish, page_charset)
    return _redirect(result, _plain(result), ALIAS_GATEWAY_OUT, charset)


def of_hosted_page(result: Result, page_charset: str) -> Response:
    """Redirect to the shop under the names of hosted tokenization."""
    charset = _charset(result.wish, page_charset)
    return _redirect(result, _dotted(result), HOSTED_TOKENIZATION_OUT, charset)


def _plain(result: Result) -> dict[str, str]:
    card = _card(result)
    return {
        "Alias": result.alias,
        "Brand": card["Brand"],
        "CardNo": card["CardNumber"],
        "CN": card["CardHolderName"],
        "CVC": card["Cvc"],
        "ED": card["ExpiryDate"],
        **_codes(result),
        "orderID": result.wish.orderid,
        "status": str(int(result.status)),
    }


def _dotted(result: Result) -> dict[str, str]:
    card = {f"Card.{name}": value for name, value in _card(result).items()}
    codes = {f"Alias.{name}": code for name, code in _codes(result).items()}
    return {
        "Alias.AliasId": result.alias,
        **card,
        **codes,
        "Alias.OrderId": result.wish.orderid,
        "Alias.Status": str(int(result.status)),
        "Alias.StorePermanently": "Y" if result.wish.permanently else "N",
    }


def _card(result: Result) -> dict[str, str]:
    """Return the card as far as it may be shown; a faulty number may not."""
    card, checked = result.checked.card, result.checked
    return {
        "Bin": card.number[:6] if card else "",
        "Brand": checked.brand,
        "CardNumber": checked.number,
        "CardHolderName": result.typed.holder,
        "Cvc": "XXX" if result.typed.cvc else "",
        "ExpiryDate": card.ed if card else "",
    }


def _codes(result: Result) -> dict[str, str]:
    faults = result.checked.faults
    whole = result.ncerror or (_A_FIELD_IS_WRONG if faults else "0")
    fields = {f"NCError{name}": faults.get(name, "0") for name in _FIELDS}
    return {"NCError": whole, **fields}


_FIELDS = ("CardNo", "CN", "CVC", "ED")


def _redirect(
    result: Result, facts: Mapping[str, str], names: SignedNames, charset: str
) -> Response:
    wish, merchant = result.wish, result.wish.merchant
    signed = {name: fitting(value, charset) for name, value in facts.items()}
    pairs = [*signed.items(), *unsigned(wish.paramplus, wish.charset, charset)]
    if merchant.sha_out:
        algorithm = merchant.hash_algorithm.value
        sign = shasign(signed, merchant.sha_out, algorithm, names, charset)
        pairs.append((_SIGNATURE, sign))
    made = result.status in (AliasResult.CREATED, AliasResult.UPDATED)
    url = wish.accepturl if made else wish.exceptionurl
    return redirect(Message(wish.orderid, tuple(pairs), charset).appended_to(url))


def _charset(wish: Wish, page_charset: str) -> str:
    configured = wish.merchant.charset
    is_as_asked = configured is FeedbackCharset.REQUEST
    return page_charset if is_as_asked else configured.value
