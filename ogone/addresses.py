# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where an order is billed and sent to, for payment methods that ask for it.

:source: [ADV] 10.4 for the names and lengths
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Half a name is still a name; half a number or postcode is wrong.
_SHORTENED = {
    "POSTAL_NAME_FIRST": 35,
    "POSTAL_NAME_LAST": 35,
    "POSTAL_STREET_LINE1": 35,
    "POSTAL_STREET_LINE2": 35,
    "POSTAL_CITY": 25,
}
_WHOLE = {
    "POSTAL_STREET_NUMBER": 10,
    "POSTAL_POSTALCODE": 10,
    "POSTAL_COUNTRYCODE": 2,
    "TELECOM_PHONE_NUMBER": 20,
    "ONLINE_EMAIL": 50,
}
# "16", "12 a", "126-A", "4/2" at the end of a street, if it fits.
_LONGEST_STREET = 100  # as far as a number is looked for, in what anybody may enter
_HOUSE = re.compile(r"(.*\S)[\s,]+(\d\S{0,7}(?: [A-Za-z])?)")


@dataclass(frozen=True, repr=False)
class Address:
    """A person and a place. ``repr`` tells nothing of them."""

    name: str = ""
    street: str = ""
    street2: str = ""
    zip: str = ""
    city: str = ""
    country_code: str = ""
    phone: str = ""
    email: str = ""


def address_parameters(billing: Address, shipping: Address | None) -> dict[str, str]:
    """Return the parameters of both addresses.

    Names and streets that are too long are shortened; a number, a postcode or an e-mail
    address that is too long is left out.

    :param shipping: ``None`` where nothing is sent anywhere.
    """
    parameters = _named("ECOM_BILLTO_", {**_texts(billing), "ONLINE_EMAIL": ""})
    if shipping is None:
        return parameters
    parameters.update(_named("ECOM_SHIPTO_", _texts(shipping)))
    same = _texts(billing) == _texts(shipping)
    return {**parameters, "ADDRMATCH": "1" if same else "0"}


def _named(prefix: str, texts: dict[str, str]) -> dict[str, str]:
    fitting = {name: _fitting(name, text) for name, text in texts.items()}
    return {f"{prefix}{name}": text for name, text in fitting.items() if text}


def _fitting(name: str, text: str) -> str:
    text = " ".join(text.split())
    if name in _SHORTENED:
        return text[: _SHORTENED[name]].rstrip()
    return text if len(text) <= _WHOLE[name] else ""


def _texts(address: Address) -> dict[str, str]:
    first, _blank, last = " ".join(address.name.split()).partition(" ")
    whole = " ".join(address.street.split())[:_LONGEST_STREET]
    house = _HOUSE.fullmatch(whole)
    street, number = house.groups() if house else (whole, "")
    return {
        "POSTAL_NAME_FIRST": first if last else "",
        "POSTAL_NAME_LAST": last or first,
        "POSTAL_STREET_LINE1": street.rstrip(" ,"),
        "POSTAL_STREET_NUMBER": number,
        "POSTAL_STREET_LINE2": address.street2,
        "POSTAL_POSTALCODE": address.zip,
        "POSTAL_CITY": address.city,
        "POSTAL_COUNTRYCODE": address.country_code,
        "TELECOM_PHONE_NUMBER": address.phone,
        "ONLINE_EMAIL": address.email,
    }
