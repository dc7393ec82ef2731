# SPDX-License-Identifier: LGPL-3.0-or-later
"""The form that opens the hosted payment page.

:source: [ADV] 6.2 for the fields, 9.2 for the addresses, 11.1 for the signature
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Mapping

from .account import Account
from .addresses import Address
from .amounts import to_request
from .errors import UnsendableOrderError
from .languages import page_language
from .layout import Layout
from .operations import OrderOperation
from .parameters import LONGEST
from .redaction import loggable
from .signature import shasign
from .texts import _lt

# Half a name is still a name; half an e-mail address or number is wrong.
_SHORTENED = frozenset(("CN", "OWNERADDRESS", "OWNERTOWN", "COM", "ALIASUSAGE"))
_NEEDED = (
    "PSPID ORDERID AMOUNT CURRENCY ACCEPTURL DECLINEURL EXCEPTIONURL CANCELURL".split()
)


@dataclass(frozen=True)
class ReturnUrls:
    """Where the page leads the shopper.

    :ivar result: After the end of the payment, however it ended.
    :ivar back: From a page whose method was chosen in the shop back to that choice.
    :ivar home: From a result page of Ogone's own.
    """

    result: str
    back: str = ""
    home: str = ""


@dataclass(frozen=True)
class Order:
    """What is to be paid.

    :ivar orderid: ASCII, at most 30 characters, never used before with this PSPID.
    :ivar locale: The shopper's, such as ``fr_BE``.
    :ivar customer: Who pays, as far as the shop knows; the street in one line.
    :ivar pm: Payment method, ``brand`` with it; both empty let the shopper choose.
    :ivar pmlist: Instead of these: methods or brands to choose from, ``;`` between.
    :ivar alias: The name under which Ogone is to keep the card.
    :ivar alias_usage: What the shopper is told about that.
    :ivar layout: How the page shall look.
    :ivar details: Parameters of its lines and addresses, which fit already.
    """

    orderid: str
    amount: Decimal
    currency: str
    locale: str
    operation: OrderOperation
    urls: ReturnUrls
    customer: Address = Address()
    description: str = ""
    pm: str = ""
    brand: str = ""
    pmlist: str = ""
    alias: str = field(default="", repr=False)
    alias_usage: str = ""
    layout: Layout = Layout()
    details: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, repr=False)
class PaymentForm:
    """A form to be posted by the shopper's browser. ``repr`` is fit for a log.

    :ivar fields: Names and values of its hidden inputs, SHASIGN included.
    """

    action: str
    fields: Mapping[str, str]

    def __repr__(self) -> str:
        return f"PaymentForm({self.action!r}, {loggable(self.fields)})"


def payment_form(account: Account, order: Order, action: str) -> PaymentForm:
    """Return the signed form that opens the payment page for ``order``.

    A name or address that is too long is shortened; an e-mail address, a number or a
    postcode that is too long is left out.

    :param action: The address of the payment page.
    :raise UnsendableOrderError: if something that must be whole does not fit.
    :raise ConfigurationError: if there is no SHA-IN passphrase to sign with.
    """
    texts = _texts(account, order).items()
    fitting = ((name, _fitting(name, text)) for name, text in texts)
    fields = {**order.layout.parameters, **order.details}
    fields.update((name, value) for name, value in fitting if value)
    missing = [name for name in _NEEDED if name not in fields]
    if missing:
        raise UnsendableOrderError(
            _lt("Ogone needs %(names)s.", names=", ".join(missing))
        )
    fields["SHASIGN"] = shasign(fields, account.sha_in, account.algorithm)
    return PaymentForm(action, fields)


def _texts(account: Account, order: Order) -> dict[str, str]:
    customer, urls = order.customer, order.urls
    return {
        "PSPID": account.pspid,
        "ORDERID": order.orderid,
        "AMOUNT": to_request(order.amount),
        "CURRENCY": order.currency,
        "LANGUAGE": page_language(order.locale),
        "OPERATION": order.operation.value,
        "PM": order.pm,
        "BRAND": order.brand,
        "PMLIST": order.pmlist,
        "ALIAS": order.alias,
        "ALIASUSAGE": order.alias_usage,
        "COM": order.description,
        "CN": customer.name,
        "EMAIL": customer.email,
        "OWNERADDRESS": customer.street,
        "OWNERZIP": customer.zip,
        "OWNERTOWN": customer.city,
        "OWNERCTY": customer.country_code,
        "OWNERTELNO": customer.phone,
        "ACCEPTURL": urls.result,
        "DECLINEURL": urls.result,
        "EXCEPTIONURL": urls.result,
        "CANCELURL": urls.result,
        "BACKURL": urls.back,
        "HOMEURL": urls.home,
    }


def _fitting(name: str, value: str) -> str:
    """Return ``value`` in the form in which it is both signed and posted.

    A browser changes line breaks on the way, and whether Ogone trims is not known:
    runs of white space become one blank, none at the ends.
    """
    value = " ".join((value or "").split())
    if name == "ORDERID" and not value.isascii():
        raise UnsendableOrderError(_lt("Ogone takes only ASCII characters in ORDERID."))
    if len(value) <= LONGEST[name]:
        return value
    if name in _SHORTENED:
        return value[: LONGEST[name]].rstrip()
    if name in _NEEDED:
        raise UnsendableOrderError(
            _lt(
                "%(name)s is too long for Ogone: %(length)s characters, not"
                " %(longest)s.",
                name=name,
                length=len(value),
                longest=LONGEST[name],
            )
        )
    return ""
