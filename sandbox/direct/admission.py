# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who may call the DirectLink pages.

:source: [DL] 2.2, 3.5, 7; recordings for the texts
"""

import ipaddress
import logging

from ..accounts.merchants import Merchant
from ..gate.incoming import Incoming, PageError
from ..gate.signing import check_signature
from ..state import State
from .ncresponse import DirectError

_logger = logging.getLogger(__name__)
_INCORRECT = "The data you entered is not correct. Please retry."
_RETRY = "Some of the data entered is incorrect. Please retry."


def admit(state: State, incoming: Incoming, caller: str | None) -> Merchant:
    """Return the account of a caller who may come in.

    :param caller: The address it calls from.
    :raise DirectError: for anybody else.
    """
    merchant = logged_in(state, incoming, caller)
    _check_signature(incoming, merchant)
    return merchant


def logged_in(state: State, incoming: Incoming, caller: str | None) -> Merchant:
    """Return the account of an API user, whether it signed or not.

    :param caller: The address it calls from.
    :raise DirectError: for anybody else.
    """
    merchant = state.merchant(incoming.environment, incoming.get("PSPID"))
    if not merchant:
        raise DirectError(_INCORRECT)
    if not merchant.active:
        text = f"ERROR, Merchant not active : {merchant.pspid}"
        raise DirectError(text, "50001118")
    _check_address(merchant, caller)
    user = merchant.user(incoming.get("USERID"))
    if not user or not user.active:
        raise DirectError(_INCORRECT)
    if not state.passwords.is_right(state, merchant, user, incoming.get("PSWD")):
        raise DirectError(_RETRY, "50001119")
    return merchant


def _check_address(merchant: Merchant, caller: str | None) -> None:
    if not merchant.direct_ips:
        return
    if not caller:
        raise DirectError("unknown order/0/i", "50001117")
    networks = (ipaddress.ip_network(each, False) for each in merchant.direct_ips)
    if not any(ipaddress.ip_address(caller) in network for network in networks):
        raise DirectError(f"unknown order/1/i/{caller}", "50001116")


def _check_signature(incoming: Incoming, merchant: Merchant) -> None:
    try:
        check_signature(incoming, merchant, merchant.direct_passphrase)
    except PageError as error:
        _logger.info("DirectLink, %s: %s", error.text, error.hint)
        raise DirectError(error.text) from error
