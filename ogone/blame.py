# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which setting made Ogone refuse a call, as far as its answer tells.

:source: [DL] 2.2.2, 3.5 and 7 for the texts of NCERRORPLUS; [NCERROR] for the codes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_ORIGIN = re.compile(r"unknown order/[01]/([a-z])(?:/([0-9A-Fa-f.:]{1,45}))?")


class Setting(Enum):
    """A setting of the account, or of the shop."""

    CALLER = "the addresses that may call"
    ACCOUNT = "the account"
    PASSWORD = "password of the API user"  # noqa: S105 # nosec B105
    SIGNATURE = "passphrase or hash algorithm"
    UNTOLD = "account, API user or signature"


@dataclass(frozen=True)
class Blame:
    """The setting at fault.

    :ivar caller: The address that Ogone saw, where it tells.
    """

    setting: Setting
    caller: str = ""


_OF_CODE = {
    "50001116": Setting.CALLER,
    "50001117": Setting.CALLER,
    "50001118": Setting.ACCOUNT,
    "50001119": Setting.PASSWORD,
    "50001184": Setting.SIGNATURE,
}
_OF_LETTER = {"i": Setting.CALLER, "s": Setting.SIGNATURE}
# What has no code of its own; newer answers hide the text as well.
_UMBRELLA = "50001111"


def blame(ncerror: str, ncerrorplus: str) -> Blame | None:
    """Return the setting at fault, or ``None`` where it is none of those.

    >>> blame("50001111", "unknown order/1/s").setting.name
    'SIGNATURE'
    >>> blame("50001116", "unknown order/1/i/192.0.2.7").caller
    '192.0.2.7'
    """
    text = _ORIGIN.search(ncerrorplus)
    letter, caller = text.groups() if text else ("", "")
    setting = _OF_CODE.get(ncerror) or _OF_LETTER.get(letter)
    if not setting and ncerror == _UMBRELLA:
        setting = Setting.UNTOLD
    return Blame(setting, caller or "") if setting else None
