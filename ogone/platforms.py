# SPDX-License-Identifier: LGPL-3.0-or-later
"""The gateways of the platform: Ogone, its white labels, the sandbox.

:source: [HOSTS] hosts by white label, [ADV] 6.1.2 and [DL] 3.1.1 for the pages
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from .errors import ConfigurationError
from .texts import _lt

_ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9]+(?:[.-]+[a-z0-9]+)*|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?/?"
)
_LAST_PORT = 65535
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


class Environment(str, Enum):
    """Which of the two worlds, as the path of a page spells it."""

    TEST = "test"
    PRODUCTION = "prod"


class Page(str, Enum):
    """Pages that read and answer UTF-8."""

    PAYMENT = "orderstandard_utf8.asp"
    ORDER = "orderdirect_utf8.asp"
    MAINTENANCE = "maintenancedirect_utf8.asp"
    QUERY = "querydirect_utf8.asp"


@dataclass(frozen=True)
class Platform:
    """A gateway and the origins (scheme and host) at which it answers.

    :ivar test_payment_page: Where the payment page of the test environment has an
        origin of its own.
    :ivar payment_path: What follows the address of the back office on the page of one
        payment, with its PSPID and PAYID; empty where no document tells.
    """

    label: str
    test: str = ""
    production: str = ""
    test_payment_page: str = ""
    payment_path: str = ""

    def page_url(self, environment: Environment, page: Page, base_url: str = "") -> str:
        """Return the address of ``page``.

        :param base_url: An origin that stands for all of this gateway's, checked.
        :raise ConfigurationError: if the gateway has no such environment, or the base
            address must not be used.
        """
        in_test = environment is Environment.TEST
        if page is Page.PAYMENT and in_test and self.test_payment_page and not base_url:
            origin = self.test_payment_page
        else:
            origin = self._origin(environment, base_url)
        return f"{origin}/ncol/{environment.value}/{page.value}"

    def back_office_url(
        self,
        environment: Environment,
        base_url: str = "",
        pspid: str = "",
        payid: str = "",
    ) -> str:
        """Return the address of the back office, of one payment there where the
        gateway tells how.

        :raise ConfigurationError: as above.
        :source: [NR] and [ODOO] for where it begins
        """
        origin = self._origin(environment, base_url)
        path = pspid and payid and self.payment_path
        rest = path.format(pspid=quote(pspid, ""), payid=quote(payid, ""))
        return f"{origin}/Ncol/{environment.value.capitalize()}/Backoffice{rest}"

    def _origin(self, environment: Environment, base_url: str) -> str:
        if base_url:
            return checked_origin(base_url, environment)
        in_test = environment is Environment.TEST
        origin = self.test if in_test else self.production
        if not origin:
            raise ConfigurationError(
                _lt(
                    "%(gateway)s has no test environment: enter a base address, or"
                    " choose another gateway.",
                    gateway=self.label,
                )
                if environment is Environment.TEST
                else _lt(
                    "%(gateway)s has no production environment: enter a base address,"
                    " or choose another gateway.",
                    gateway=self.label,
                )
            )
        return origin


def checked_origin(base_url: str, environment: Environment) -> str:
    """Return ``base_url`` as an origin, if payments may be sent there.

    :raise ConfigurationError: for anything but https, or http to this machine itself
        in the test environment.
    """
    origin = base_url.strip().lower()
    parts = _ORIGIN.fullmatch(origin)
    if not parts or int(parts["port"] or 0) > _LAST_PORT:
        raise ConfigurationError(
            _lt(
                "The base address is scheme, host and port alone, such as"
                " https://secure.ogone.com."
            )
        )
    simulated = parts["host"] in _THIS_MACHINE and environment is Environment.TEST
    if parts["scheme"] != "https" and not simulated:
        raise ConfigurationError(
            _lt(
                "The base address must begin with https://; only in test mode, and only"
                " for this machine itself, with http://127.0.0.1 or http://localhost."
            )
        )
    return origin.rstrip("/")


PLATFORMS = {
    "ogone": Platform(
        "Ogone, Ingenico ePayments, Worldline",
        "https://secure.ogone.com",
        "https://secure.ogone.com",
        test_payment_page="https://ogone.test.v-psp.com",
    ),
    "epdq": Platform(
        "Barclaycard ePDQ",
        "https://mdepayments.epdq.co.uk",
        "https://payments.epdq.co.uk",
    ),
    "postfinance": Platform(
        "PostFinance e-payment",
        "https://e-payment.postfinance.ch",
        "https://e-payment.postfinance.ch",
    ),
    "kbc": Platform(
        "KBC Paypage", "https://secure.paypage.be", "https://secure.paypage.be"
    ),
    "concardis": Platform(
        "Concardis PayEngine",
        "https://secure.payengine.de",
        "https://secure.payengine.de",
    ),
    "viveum": Platform(
        "Viveum", "https://viveum.v-psp.com", "https://viveum.v-psp.com"
    ),
    "payglobe": Platform(
        "PayGlobe",
        "https://test-securepay.eupayglobe.com",
        "https://securepay.eupayglobe.com",
    ),
    "santander": Platform(
        "Santander TPV e-commerce",
        "https://test-secure.tpvecommerce.es",
        "https://secure.tpvecommerce.es",
    ),
    "sandbox": Platform(
        _lt("Sandbox (simulated, test mode only)"),
        "http://127.0.0.1:8899",
        payment_path="/{pspid}/transactions/{payid}",
    ),
    "custom": Platform(_lt("Another gateway of the platform")),
}
