# SPDX-License-Identifier: LGPL-3.0-or-later
"""What all pages of the back office share: whose they are, who may post, the frame."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from ..accounts.changes import NoAccountError, change
from ..accounts.merchants import Merchant
from ..control.levers import guarded
from ..pages import page
from ..state import State

_KEY = secrets.token_bytes(32)
_NAVIGATION = (
    (
        "Configuration",
        (
            ("users", "Users"),
            ("technical", "Technical information"),
            ("aliases", "Alias"),
        ),
    ),
    ("Operations", (("transactions", "View transactions"),)),
)

# By key, so that nobody can make a link that says something else.
_NOTICES = {
    "saved": "Your changes were saved.",
    "opened": "The account was opened. Add an API user and passphrases next.",
    "user-added": "The API user was added.",
    "password": "The password was changed.",  # nosec B105 # a sentence
    "user-changed": "The API user was changed.",
    "alias-added": "The alias was added.",
    "alias-deleted": "The alias was deleted.",
    "sent": "The feedback was sent again; its answer is below.",
}


def root_of(environment: str) -> str:
    """Return where the back office of an environment is.

    >>> root_of("test")
    '/Ncol/Test/Backoffice'
    """
    return f"/Ncol/{environment.title()}/Backoffice"


def token_of(*scope: str) -> str:
    """Return what a form has to carry, so that no other site can make one."""
    return hmac.new(_KEY, "\n".join(scope).encode(), "sha256").hexdigest()


def check_token(request: Request, *scope: str) -> None:
    """Return if a form carries its token.

    :raise Forbidden: if not.
    """
    sent = request.form.get("token", "")
    if not hmac.compare_digest(token_of(*scope).encode(), sent.encode()):
        raise Forbidden("This page is out of date: load it again and repeat.")


@dataclass(frozen=True)
class Desk:
    """A request about one account."""

    state: State
    request: Request
    merchant: Merchant

    def link(self, path: str = "", **query: str) -> str:
        """Return the address of a page of this account."""
        root = root_of(self.merchant.environment)
        address = f"{root}/{quote(self.merchant.pspid, safe='')}"
        address += f"/{quote(path)}" if path else ""
        return f"{address}?{urlencode(query)}" if query else address

    def page(self, template: str, here: str, status: int = 200, **values: Any):
        """Return a page in the frame.

        :param here: Which entry of the navigation it belongs to.
        """
        return page(
            f"backoffice/{template}",
            status,
            **{
                "desk": self,
                "merchant": self.merchant,
                "navigation": _NAVIGATION,
                "here": here,
                "root": root_of(self.merchant.environment),
                "token": token_of(*self.merchant.key),
                "notice": _NOTICES.get(self.request.args.get("notice", ""), ""),
                "faults": {},
                **values,
            },
        )

    def change(self, changed: Callable[[Merchant], Merchant]) -> "Desk":
        """Change the account, and return the desk with it as it is then.

        :raise NotFound: if it is gone meanwhile.
        """
        try:
            merchant = change(self.state, self.merchant.key, changed)
        except NoAccountError as error:
            raise NotFound(str(error)) from error
        return Desk(self.state, self.request, merchant)

    def back(self, path: str, **query: str) -> Response:
        """Lead the browser to a page of this account."""
        return redirect(self.link(path, **query), 303)


def at_desk(handler: Callable[..., Response]) -> Callable[..., Response]:
    """Give ``handler`` the account in the address; let nobody else's forms in."""

    @guarded
    def serve(
        state: State, request: Request, environment: str, pspid: str, **arguments: Any
    ) -> Response:
        merchant = state.merchant(environment, pspid)
        if not merchant:
            raise NotFound("There is no such account.")
        if request.method == "POST":
            check_token(request, *merchant.key)
        return handler(Desk(state, request, merchant), **arguments)

    return serve
