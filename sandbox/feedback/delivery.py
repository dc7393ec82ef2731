# SPDX-License-Identifier: LGPL-3.0-or-later
"""The one HTTP request that the sandbox makes: to the shop, from server to server."""

import re
from dataclasses import dataclass

import requests

from ..accounts.merchants import RequestMethod
from .messages import Message

_LONGEST_ANSWER = 64 * 1024
_HTML = re.compile(rb"<html[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What the shop answered.

    :ivar status: Of HTTP; ``None`` if there was no answer.
    :ivar fault: Why there was none.
    """

    status: int | None
    body: bytes = b""
    content_type: str = ""
    location: str = ""
    fault: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the platform counts the request as received."""
        return self.status == 200

    @property
    def is_redirect(self) -> bool:
        """Whether it tells where the browser shall go."""
        return self.status == 302 and bool(self.location)

    @property
    def is_page(self) -> bool:
        """Whether the browser shall see it instead of being redirected."""
        return self.succeeded and bool(_HTML.search(self.body))


def send(method: RequestMethod, url: str, message: Message, timeout: float) -> Answer:
    """Deliver ``message`` to ``url``; whatever goes wrong is told in the answer."""
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would look for the shop elsewhere
            response = session.send(
                _prepared(session, method, url, message),
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            )
            return _answer(response)
    except (requests.RequestException, OSError, UnicodeError) as error:
        return Answer(None, fault=type(error).__name__)


def _prepared(
    session: requests.Session, method: RequestMethod, url: str, message: Message
) -> requests.PreparedRequest:
    if method is RequestMethod.GET:
        return session.prepare_request(
            requests.Request("GET", message.appended_to(url))
        )
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return session.prepare_request(
        requests.Request("POST", url, data=message.encoded, headers=headers)
    )


def _answer(response: requests.Response) -> Answer:
    body = b""
    for chunk in response.iter_content(8192):
        body += chunk
        if len(body) > _LONGEST_ANSWER:
            break
    return Answer(
        response.status_code,
        body,
        response.headers.get("Content-Type", ""),
        response.headers.get("Location", ""),
    )
