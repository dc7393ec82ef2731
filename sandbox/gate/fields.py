# SPDX-License-Identifier: LGPL-3.0-or-later
"""Single fields of a request, whichever page it was sent to."""

import re
from collections.abc import Mapping
from datetime import datetime

from ..accounts.merchants import Merchant
from .incoming import PageError
from .lengths import longest

_AMOUNT = re.compile(r"[0-9]{1,15}", re.ASCII)
_SDK_CURRENCIES = """
    AED ANG ARS AUD AWG BGN BRL BYR CAD CHF CNY CZK DKK EEK EGP EUR GBP GEL HKD HRK HUF
    ILS ISK JPY KRW LTL LVL MAD MXN MYR NOK NZD PLN RON RUB SEK SGD SKK THB TRY UAH USD
    XAF XOF XPF ZAR
"""
CURRENCIES = frozenset(_SDK_CURRENCIES.split())
_AMOUNT_X100 = "[0-9]{1,15}"
_DATE = "[0-9]{8}"  # YYYYMMDD, checked further below
# [ADV] 9.2.3, 10 and 15; [DL] 3.1.2 and 7; [SUP-3DS] for the browser; [AG] for stored
# credentials
_FORMATS = {
    "ADDMATCH": "[01]",
    "ADDRMATCH": "[01]",
    "AIAIRTAX": _AMOUNT_X100,
    "AIVATAMNT": _AMOUNT_X100,
    "ALIASOPERATION": "BYMERCHANT|BYPSP",
    "ALIASPERSISTEDAFTERUSE": "Y|N",
    "BROWSERCOLORDEPTH": "1|4|8|15|16|24|32|48",
    "BROWSERJAVAENABLED": "true|false",
    "BROWSERJAVASCRIPTENABLED": "true|false",
    "BROWSERLANGUAGE": "[A-Za-z0-9-]{1,8}",
    "BROWSERSCREENHEIGHT": "[0-9]{1,6}",
    "BROWSERSCREENWIDTH": "[0-9]{1,6}",
    "BROWSERTIMEZONE": "-?[0-9]{1,4}",
    "COF_INITIATOR": "CIT|MIT",
    "COF_RECURRING_EXPIRY": _DATE,
    "COF_RECURRING_FREQUENCY": "[0-9]{2,4}",
    "COF_SCHEDULE": "SCHED|UNSCHED",
    "COF_TRANSACTION": "FIRST|SUBSEQ",
    "CREDITDEBIT": "C|D",
    "DEVICE": "computer|tablet|mobile",
    "ECI": "[0123479]",
    "ECOM_CONSUMER_GENDER": "M|F",
    "FLAG3D": "Y|N",
    "MANDATEID": r"[A-Za-z0-9 /?:().,'+-]+",
    "MPI.CHALLENGEWINDOWSIZE": "0[1-5]",
    "MPI.THREEDSREQUESTORCHALLENGEINDICATOR": "0[1-4]",
    "ORDERSHIPCOST": _AMOUNT_X100,
    "OWNERCTY": "[A-Za-z]{2}",
    "PARAMVAR": ".{2,50}",
    "PMLISTTYPE": "[012]",
    "RTIMEOUT": "[3-8][0-9]|90",
    "SEQUENCETYPE": "FRST|RCUR|FNAL|OOFF",
    "SIGNDATE": _DATE,
    "SUB_AMOUNT": _AMOUNT_X100,
    "SUB_PERIOD_UNIT": "d|ww|m",
    "SUB_STATUS": "[01]",
    "WIN3DS": "MAINW|POPUP|POPIX",
    "WITHROOT": "Y",
}
_DATES = tuple(name for name, form in _FORMATS.items() if form == _DATE)
# [ADV] 10.6: what a direct debit that comes again says of its mandate
_WITH_MANDATE = ("FRST", "RCUR", "FNAL")


def check_lengths(parameters: Mapping[str, str]) -> None:
    """Return if no value is too long.

    :raise PageError: for the first that is.
    """
    for name, value in parameters.items():
        most = longest(name)
        if most and len(value) > most:
            text = "amount" if name == "AMOUNT" else name
            ending = " or not numeric" if name == "AMOUNT" else ""
            raise PageError(
                f"{text} too long{ending}",
                f"{name} has {len(value)} characters, {most} are allowed.",
            )


def check_formats(parameters: Mapping[str, str]) -> None:
    """Return if every value has the form that the documents give.

    :raise PageError: for the first that has not; how the platform words it is not
        documented.
    """
    for name, form in _FORMATS.items():
        value = parameters.get(name, "")
        if value and not re.fullmatch(form, value, re.ASCII):
            raise PageError(f"{name} not valid", f"{name} has the form {form}.")
    for name in _DATES:
        _check_date(name, parameters.get(name, ""))
    if parameters.get("SEQUENCETYPE", "") in _WITH_MANDATE:
        for name in ("MANDATEID", "SIGNDATE"):
            if not parameters.get(name):
                raise PageError(f"no {name}", "SEQUENCETYPE asks for it.")


def _check_date(name: str, text: str) -> None:
    try:
        datetime.strptime(text or "20000101", "%Y%m%d")
    except ValueError:
        raise PageError(f"{name} not valid", "YYYYMMDD") from None


def check_options(parameters: Mapping[str, str], merchant: Merchant) -> None:
    """Return if the account may do what is asked.

    :raise PageError: for an alias, where that option is not active; what the platform
        does then is not documented.
    """
    names = ("ALIAS", "ALIASOPERATION")
    if not merchant.alias_manager and any(parameters.get(name) for name in names):
        raise PageError("alias not allowed", "The option Alias Manager is not active.")


def amount_of(text: str) -> int:
    """Return AMOUNT, times 100.

    :raise PageError: if it is none.
    """
    if not _AMOUNT.fullmatch(text) or not int(text):
        raise PageError(
            "amount too long or not numeric",
            "AMOUNT is the amount times 100, digits only: 1500 for 15.00. That zero is"
            " refused is a rule of the sandbox.",
            "50001006",
        )
    return int(text)


def currency_of(currency: str, merchant: Merchant) -> str:
    """Return CURRENCY.

    :raise PageError: if it is unknown, or not active.
    """
    if currency not in CURRENCIES:
        raise PageError(
            "not a valid currency",
            f"Known: {' '.join(sorted(CURRENCIES))}.",
            "50001120",
        )
    if merchant.currencies and currency not in merchant.currencies:
        raise PageError(
            "The currency is not accepted by the merchant",
            f"Active: {' '.join(merchant.currencies)}.",
            "50001122",
        )
    return currency
