# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the settings of an account are worth: asked by queries that move no money.

An order that does not exist is asked for. That Ogone does not know it is the answer to
a caller whom it has let in.

:source: [DL] 5; whether a query has to be signed is not documented, so it is tried
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import Callable, Iterator, Mapping

from .account import Account
from .blame import Setting
from .directlink import DirectLink
from .errors import (
    ConfigurationError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from .signature import ALGORITHMS


class Reply(Enum):
    """What came of it."""

    NOT_ASKED = "nobody asked"
    UNUSABLE = "the settings are not enough to ask"
    NOT_SENT = "Ogone was not reached"
    UNREADABLE = "no answer that can be read"
    CALLER = "this server is not let in"
    ACCOUNT = "the account is not active"
    PASSWORD = "the password is refused"  # noqa: S105 # nosec B105
    UNTOLD = "refused, without a word about the reason"
    SIGNATURE = "the signature is refused"
    SWAPPED = "it would be accepted with the SHA-OUT passphrase"
    ALGORITHM = "it would be accepted with another hash algorithm"
    REFUSED = "refused for another reason"
    UNPROVEN = "accepted; whether signatures are checked did not come out"
    UNSIGNED = "accepted with any signature"
    ACCEPTED = "accepted, and refused with another signature"


@dataclass(frozen=True)
class Probe:
    """What came of asking.

    :ivar detail: The address that Ogone saw, the algorithm that fits, or the reason;
        never a secret.
    """

    reply: Reply
    detail: str = ""


_OF_SETTING = {
    Setting.CALLER: Reply.CALLER,
    Setting.ACCOUNT: Reply.ACCOUNT,
    Setting.PASSWORD: Reply.PASSWORD,
    Setting.SIGNATURE: Reply.SIGNATURE,
    Setting.UNTOLD: Reply.UNTOLD,
}
_UNSIGNED = (Reply.SIGNATURE, Reply.UNTOLD)


@dataclass(frozen=True)
class _Asker:
    """Asks for an order that does not exist, as one account or another."""

    url: str
    post: Callable[[str, Mapping[str, str]], bytes]

    def ask(self, account: Account) -> Probe:
        directlink = DirectLink(account, lambda _page: self.url, self.post)
        try:
            with suppress(NotFoundError):
                directlink.query(orderid=f"check-{secrets.token_hex(8)}")
        except RefusedError as error:
            if not error.blame:
                return Probe(Reply.REFUSED, error.text)
            return Probe(_OF_SETTING[error.blame.setting], error.blame.caller)
        except NotSentError as error:
            return Probe(Reply.NOT_SENT, error.text)
        except OutcomeUnknownError as error:
            return Probe(Reply.UNREADABLE, error.text)
        except ConfigurationError as error:
            return Probe(Reply.UNUSABLE, error.text)
        return Probe(Reply.UNPROVEN)

    def explanations(self, account: Account) -> Iterator[Probe]:
        """Yield what would have been accepted instead."""
        swapped = replace(account, sha_in=account.sha_out)
        if self.ask(swapped).reply is Reply.UNPROVEN:
            yield Probe(Reply.SWAPPED)
        for algorithm in ALGORITHMS:
            if algorithm != account.algorithm:
                other = replace(account, algorithm=algorithm)
                if self.ask(other).reply is Reply.UNPROVEN:
                    yield Probe(Reply.ALGORITHM, algorithm)


def probe(
    account: Account, url: str, post: Callable[[str, Mapping[str, str]], bytes]
) -> Probe:
    """Return what Ogone says to this account, and why where it says no.

    :param url: Address of the page for queries.
    :param post: Sends a form once and returns the body of the answer.
    """
    asker = _Asker(url, post)
    found = asker.ask(account)
    if found.reply in _UNSIGNED:
        return next(asker.explanations(account), found)
    if found.reply is not Reply.UNPROVEN:
        return found
    stranger = replace(account, sha_in=secrets.token_hex(16))
    unsigned = asker.ask(stranger).reply
    if unsigned in _UNSIGNED:
        return Probe(Reply.ACCEPTED)
    return Probe(Reply.UNSIGNED) if unsigned is Reply.UNPROVEN else found
